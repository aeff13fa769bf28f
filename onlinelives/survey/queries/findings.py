"""Findings, for everybody who has a part in the area: the same for each of them, and never an exact number."""

from dataclasses import dataclass

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from onlinelives.accounts.models import Person
from onlinelives.rules.disclosure.shares import Cell, Compared, PublishedShares
from onlinelives.rules.lifecycles import FINDING
from onlinelives.rules.verdict import Verdict
from onlinelives.survey import permissions
from onlinelives.survey.models import Finding
from onlinelives.survey.queries.ledger import published_in
from onlinelives.survey.reports.page import Drawing, Mark
from onlinelives.survey.wording import Words, words_from

PAGE = 30  # findings on one page


@dataclass(frozen=True)
class FindingList:
    """One page of findings. words: what was looked for. wave, about: what the list was narrowed to, "" for all. waves,
    abouts: what it can be narrowed to, as (value, words)."""

    page: Page[Finding]
    words: str
    wave: str
    about: str
    waves: list[tuple[str, str]]
    abouts: list[str]

    @property
    def narrowed(self) -> bool:
        return bool(self.words or self.wave or self.about)


@dataclass(frozen=True)
class FindingPage:
    """published: the figures of the whole release, of which this finding is one item."""

    finding: Finding
    published: PublishedShares
    words: Words
    may_withdraw: Verdict

    @property
    def lines(self) -> list[tuple[str, Cell]]:
        """Each part in words, and its figure."""
        cells = self.published.cells[self.published.items.index(self.finding.item)]
        return [(self.words.parts[part], cell) for part, cell in zip(self.published.parts, cells, strict=True)]

    @property
    def drawing(self) -> Drawing:
        marks = tuple(Mark(name, "", cell) for name, cell in self.lines)
        return Drawing("dots", f"{self.finding.code}: {self.finding.title}, {self.words.wave}", marks)

    @property
    def any_hidden(self) -> bool:
        return any(cell is None for _, cell in self.lines)

    @property
    def compared(self) -> tuple[Compared, ...]:
        return self.published.compared(self.finding.item)


def found_by(person: Person, words: str = "") -> QuerySet[Finding]:
    """Every finding that the person may read, the newest first. words: a number ("F-12"), or part of what it says."""
    found = Finding.objects.visible_to(person).select_related("release__wave")
    if not words:
        return found
    said = Q(title__icontains=words) | Q(sentence__icontains=words) | Q(question__icontains=words)
    digits = words.upper().removeprefix("F-").strip()
    if digits.isascii() and digits.isdigit() and len(digits) < 9:
        said |= Q(number=int(digits))
    return found.filter(said)


def findings_for(person: Person, *, words: str = "", wave: str = "", about: str = "", page: int = 1) -> FindingList:
    """4 queries, however many findings there are."""
    every = Finding.objects.visible_to(person).order_by()
    waves = [
        (str(pk), name)
        for pk, name in every.values_list("release__wave", "release__wave__name")
        .distinct()
        .order_by("-release__wave__opens_on", "-release__wave")
        .values_list("release__wave", "release__wave__name")
    ]
    abouts = list(every.values_list("about", flat=True).distinct().order_by("about"))
    found = found_by(person, words)
    wave = wave if wave in dict(waves) else ""
    about = about if about in abouts else ""
    if wave:
        found = found.filter(release__wave=int(wave))
    if about:
        found = found.filter(about=about)
    return FindingList(Paginator(found, PAGE).get_page(page), words, wave, about, waves, abouts)


def finding_for(person: Person, pk: int) -> Finding:
    """Raises Http404."""
    return get_object_or_404(Finding.objects.visible_to(person).select_related("release__wave", "withdrawn_by"), pk=pk)


def finding_page(person: Person, pk: int) -> FindingPage:
    """One finding with its figures. Raises Http404, and ValueError where it is not as it was released."""
    finding = finding_for(person, pk)
    if finding.fingerprint != finding.sha256:
        raise ValueError(f"{finding.code} is not as it was released: its hash is another one")
    return FindingPage(
        finding=finding,
        published=published_in(finding.release),
        words=words_from(finding.release.words),
        may_withdraw=permissions.withdraw_finding(person) and FINDING.may(finding.state, "withdraw"),
    )
