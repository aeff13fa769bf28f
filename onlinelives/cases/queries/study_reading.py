"""Case studies for everybody but their author: what waits for a second person, what was approved, where it is from."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import DateField, F, Prefetch, Q, QuerySet, Value
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from onlinelives.accounts.models import Person
from onlinelives.cases.models import (
    ApprovedStudy,
    AskedFlag,
    CaseStudy,
    CaseStudySource,
    StudyAsk,
    StudyFeature,
    YoungPerson,
)
from onlinelives.cases.queries.study_drafts import Piece, near
from onlinelives.cases.queries.study_features import Told, in_order
from onlinelives.rules import roles
from onlinelives.rules.verdict import NotNow
from onlinelives.trail import clock
from onlinelives.web.needs import Need
from onlinelives.web.words import plural

PAGE = 50
WORDS = ("case study", "case studies")
ALTERED = "This case study is not as it was approved, so it is not shown. Tell whoever runs this installation."


@dataclass(frozen=True)
class Studies:
    """The list. mine: what the person writes, each with the de-identified title somebody was last asked about, empty
    before: the title as it is typed may hold a name, which no list shows. waiting: what they are asked about."""

    mine: list[tuple[CaseStudy, str]]
    waiting: list[StudyAsk]
    approved: Page[ApprovedStudy]


@dataclass(frozen=True)
class AskedPage:
    """What a second person sees: the de-identified text and its flags, and nothing of the record. parts: the texts in
    pieces, whose `flag` is the number of a flag."""

    ask: StudyAsk
    features: list[Told]
    parts: list[list[Piece]]
    flags: list[AskedFlag]

    @property
    def left(self) -> list[AskedFlag]:
        return [flag for flag in self.flags if not flag.verdict]

    def around(self, flag: AskedFlag) -> list[Piece]:
        """The words of one flag with what stands around them."""
        found = self.parts[flag.part]
        return near(found, next(at for at, piece in enumerate(found) if piece.flag == flag.number))


@dataclass(frozen=True)
class Source:
    """Where an approved text is from. study: for its author alone, where they still see the record."""

    author: str
    approver: str
    tried: str
    study: CaseStudy | None


@dataclass(frozen=True)
class ApprovedPage:
    """source: None for everybody but the author and whoever approved it."""

    approved: ApprovedStudy
    features: list[Told]
    source: Source | None
    newer: ApprovedStudy | None
    may_withdraw: bool


def studies_for(person: Person, page: str = "") -> Studies:
    mine = _own(person).filter(state__in=["draft", "asked", "sent_back"]).select_related("young_person")
    asks = Prefetch("asks", queryset=StudyAsk.objects.only("study", "title"))
    return Studies(
        mine=[(study, asked[0].title if (asked := study.asks.all()) else "") for study in mine.prefetch_related(asks)],
        waiting=list(StudyAsk.objects.visible_to(person)),
        approved=Paginator(ApprovedStudy.objects.visible_to(person).in_use(), PAGE).get_page(page),
    )


def asked_page(person: Person, pk: str) -> AskedPage:
    """What waits for this person, or 404."""
    ask = get_object_or_404(StudyAsk.objects.visible_to(person), pk=pk)
    flags = list(ask.flags.all())
    ticked = StudyFeature.objects.filter(study=ask.study_id)
    features = in_order(Told(each.kind, each.code) for each in ticked)
    return AskedPage(ask, features, [_pieces(text, part, flags) for part, text in enumerate(ask.parts)], flags)


def asked_flag(page: AskedPage, number: int) -> AskedFlag:
    """One flag of it, or 404."""
    found = next((flag for flag in page.flags if flag.number == number), None)
    if found is None:
        raise Http404
    return found


def approved_from(person: Person, pk: str) -> ApprovedStudy | None:
    """What this person made of an ask by approving it, for a form that is sent twice."""
    return ApprovedStudy.objects.visible_to(person).filter(source__ask__pk=pk, source__ask__asked=person).first()


def approved_page(person: Person, pk: str) -> ApprovedPage:
    """One approved case study, or 404. Raises NotNow for a text that was altered behind the program's back."""
    approved = get_object_or_404(ApprovedStudy.objects.visible_to(person), pk=pk)
    features = [Told(each.kind, each.code) for each in approved.features.all()]
    if approved.digest != approved.digest_of([(each.kind, each.code) for each in features]):
        raise NotNow(ALTERED)
    return ApprovedPage(
        approved=approved,
        features=in_order(features),
        source=_source(person, approved),
        newer=ApprovedStudy.objects.filter(replaces=approved).first(),
        may_withdraw=may_withdraw(person, approved),
    )


def may_withdraw(person: Person, approved: ApprovedStudy) -> bool:
    """Managers of the area, its author and whoever approved it. To withdraw protects, so many may."""
    return person.holds(roles.MANAGER) or _sources(person, approved).exists()


def needs(person: Person) -> list[Need]:
    """Numbers only. The person works with young people."""
    waiting, href, found = _waiting(person), reverse("case_studies"), []
    if asked := len(waiting["asked"]):
        what = f"Say whether {plural(asked, *WORDS)} may be used"
        found.append(Need(what, href, "You are asked to try to recognise somebody in it."))
    if sent_back := len(waiting["sent back"]):
        found.append(Need(f"Look again at {plural(sent_back, *WORDS)}", href, "A second person says why."))
    if late := sorted(waiting["late"]):
        found.append(Need(f"Review {plural(len(late), *WORDS)}", href, due=late[0], late=True))
    return found


def _waiting(person: Person) -> dict[str, list[Any]]:
    """What waits for the person, in one question to the database; what is late, with the day it was due."""
    no_day, mine = Value(None, DateField()), Q(source__ask__study__author=person) | Q(source__ask__asked=person)
    late = ApprovedStudy.objects.visible_to(person).in_use().filter(mine, review_by__lt=clock.today()).order_by()
    asked = StudyAsk.objects.visible_to(person).order_by().annotate(what=Value("asked"), on=no_day)
    sent_back = _own(person).filter(state="sent_back").order_by().annotate(what=Value("sent back"), on=no_day)
    found: dict[str, list[Any]] = {"asked": [], "sent back": [], "late": []}
    rows = late.annotate(what=Value("late"), on=F("review_by")).values_list("what", "on", "pk")
    every = rows.union(*(each.values_list("what", "on", "pk") for each in (asked, sent_back)))
    for what, on, _ in every:
        found[what].append(on)
    return found


def _own(person: Person) -> QuerySet[CaseStudy]:
    return CaseStudy.objects.filter(author=person, young_person__in=YoungPerson.objects.visible_to(person))


def _sources(person: Person, approved: ApprovedStudy) -> QuerySet[CaseStudySource]:
    mine = Q(ask__study__author=person) | Q(ask__asked=person)
    return CaseStudySource.objects.filter(mine, approved=approved)


def _source(person: Person, approved: ApprovedStudy) -> Source | None:
    """Nothing where the record was restricted since, unless the person is its author and named on it."""
    found = _sources(person, approved).select_related("ask__study__author", "ask__asked", "ask__study__young_person")
    source = found.first()
    if source is None:
        return None
    study, ask = source.ask.study, source.ask
    record = YoungPerson.objects.visible_to(person).filter(pk=study.young_person_id)
    sees = study.author_id == person.pk and record.exists()
    if not sees and study.young_person.restricted and not ask.restricted_then:
        return None
    return Source(study.author.name, ask.asked.name, ask.words, study if sees else None)


def _pieces(text: str, part: int, flags: list[AskedFlag]) -> list[Piece]:
    at, found = 0, []
    for flag in flags:
        if flag.part == part:
            found += [
                Piece(text[at : flag.start]),
                Piece(text[flag.start : flag.end], flag.number, False, flag.verdict),
            ]
            at = flag.end
    return [piece for piece in (*found, Piece(text[at:])) if piece.words]
