"""Releases of figures of the survey, and what each would show."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from onlinelives.accounts.models import Person
from onlinelives.rules.disclosure.shares import PublishedShares, Refused
from onlinelives.rules.lifecycles import RELEASE
from onlinelives.rules.verdict import Verdict
from onlinelives.survey import permissions
from onlinelives.survey.models import AnswerSet, Finding, SurveyRelease
from onlinelives.survey.queries.answer_sets import source_of
from onlinelives.survey.queries.ledger import ledger, published_in
from onlinelives.survey.reports import cuts_of, items_of
from onlinelives.survey.reports.cuts import title_of
from onlinelives.survey.reports.showing import shown_beside
from onlinelives.survey.wording import Words, named, sentence, shown_items, words_from

DIVIDED_ANEW = (
    "Figures that were released of this wave before do not fit these answers. Beside them, new figures could give "
    "small numbers away."
)
REPLACED = "These answers have been replaced by newer ones. Propose figures of those."
NOTHING_SHOWN = "Nothing of it can be shown. Too few young people answered, or all of them alike."


@dataclass(frozen=True)
class ReleaseChoice:
    """cuts, items: code -> what it is called, in the order in which they are offered."""

    cuts: dict[str, str]
    items: dict[str, str]


def release_choice(answers: AnswerSet) -> ReleaseChoice:
    source = source_of(answers)
    return ReleaseChoice(
        cuts={cut: title_of(source, cut) for cut in cuts_of(source).codes},
        items={code: named(item) for code, item in items_of(source).items()},
    )


def would_show(answers: AnswerSet, cut: str, items: tuple[str, ...]) -> PublishedShares:
    """What may be shown of these answers beside everything that is out of their wave. Raises `Refused`, with a sentence
    for people, where that is not safe. Nothing exact is kept."""
    if not answers.current and not _out_of(answers):
        raise Refused(REPLACED)
    source = source_of(answers)
    try:
        against = ledger(answers.wave, source)
    except ValueError:
        raise Refused(DIVIDED_ANEW) from None
    published = shown_beside(source, cut, items, against)
    if all(cell is None for row in published.cells for cell in row):
        raise Refused(NOTHING_SHOWN)
    return published


def _out_of(answers: AnswerSet) -> bool:
    """Whether figures of these answers are out: then more of them may follow, though newer answers have come."""
    return SurveyRelease.objects.filter(answers=answers, state="released").exists()


def answers_to_release(person: Person) -> QuerySet[AnswerSet]:
    """The current answers of every wave, and those of which figures are out, the latest wave first."""
    out = SurveyRelease.objects.filter(state="released").values("answers")
    found = AnswerSet.objects.visible_to(person).filter(Q(current=True) | Q(pk__in=out))
    return found.select_related("wave__questionnaire").order_by("-wave__opens_on", "-wave", "-current", "made_at")


@dataclass(frozen=True)
class ReleasePage:
    """published: what agencies see, or would see; None where it would be refused, and `refused` says why."""

    release: SurveyRelease
    words: Words
    published: PublishedShares | None
    refused: str
    findings: list[Finding]
    may_release: Verdict
    may_take_back: Verdict

    @property
    def hidden(self) -> int:
        """How many figures are hidden."""
        return sum(cell is None for row in self.published.cells for cell in row) if self.published else 0

    @property
    def shown(self) -> int:
        return sum(map(len, self.published.cells)) - self.hidden if self.published else 0

    @property
    def sentences(self) -> list[str]:
        """What the findings say, or would say, for somebody who reads nothing else."""
        if self.published is None:
            return []
        return [sentence(self.published, item, self.words) for item in shown_items(self.published)]

    @property
    def waits(self) -> bool:
        return self.release.state == "proposed"


def release_for(person: Person, pk: int) -> SurveyRelease:
    """Raises Http404."""
    found = SurveyRelease.objects.visible_to(person)
    return get_object_or_404(
        found.select_related("wave__questionnaire", "answers__wave__questionnaire", "proposed_by", "decided_by"), pk=pk
    )


def release_page(person: Person, pk: int) -> ReleasePage:
    """One release as it is, or as it would be now. Raises Http404, and ValueError where its figures were altered."""
    release = release_for(person, pk)
    published, refused = None, ""
    if release.state == "released":
        published = published_in(release)
    elif release.state == "proposed":
        try:
            published = would_show(release.answers, release.cut, tuple(release.items))
        except Refused as error:
            refused = str(error)
    return ReleasePage(
        release=release,
        words=words_from(release.words),
        published=published,
        refused=refused,
        findings=list(release.findings.order_by("number")),
        may_release=permissions.decide_release(person, release) and RELEASE.may(release.state, "release"),
        may_take_back=permissions.take_back_release(person, release) and RELEASE.may(release.state, "take back"),
    )


def releases_for(person: Person) -> list[SurveyRelease]:
    """Every release of the area, the newest first."""
    return list(SurveyRelease.objects.visible_to(person).select_related("wave", "proposed_by", "decided_by"))


def waiting_for(person: Person) -> int:
    """How many wait for this person to decide."""
    if not permissions.release_figures(person):
        return 0
    return SurveyRelease.objects.visible_to(person).filter(state="proposed").exclude(proposed_by=person).count()
