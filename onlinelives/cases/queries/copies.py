"""Copies of a record: who asked, what was decided on each passage, and what would be given out."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404

from onlinelives.accounts import queries as accounts
from onlinelives.accounts.models import Person
from onlinelives.cases import permissions
from onlinelives.cases.models import ClockStop, CopyRelease, CopyRequest, PassageReview, YoungPerson
from onlinelives.cases.queries.deadlines import deadline_of
from onlinelives.cases.queries.passage import Passage
from onlinelives.cases.queries.passages import passages_of
from onlinelives.cases.queries.young_people import young_person_for
from onlinelives.rules import deidentify
from onlinelives.rules.redaction import blacked_out
from onlinelives.rules.subject_access import Deadline, deadline
from onlinelives.rules.verdict import Allowed, Denied, Verdict
from onlinelives.trail import clock

PAGE = 50
UNDECIDED, CHANGED, GIVEN, LEFT_OUT = "undecided", "changed", "given", "left out"


@dataclass(frozen=True)
class Line:
    """One passage of a copy. `state`: UNDECIDED, CHANGED (decided on, but its words are others by now), GIVEN or
    LEFT_OUT. `pieces`: how many are blacked out."""

    number: int
    passage: Passage
    review: PassageReview | None
    state: str
    pieces: int = 0

    @property
    def is_decided(self) -> bool:
        return self.state in (GIVEN, LEFT_OUT)


@dataclass(frozen=True)
class CopyPage:
    """One request. `lines` are empty once it is over: what was given out is in `release`, and nowhere else."""

    young_person: YoungPerson
    copy: CopyRequest
    deadline: Deadline
    late: bool
    stops: list[ClockStop]
    lines: list[Line]
    release: CopyRelease | None

    @property
    def open_lines(self) -> list[Line]:
        return [line for line in self.lines if not line.is_decided]

    @property
    def ready(self) -> Verdict:
        """Whether it can be approved, whoever does it."""
        if self.copy.checked == CopyRequest.Checked.NOT_YET:
            return Denied("Nobody has checked yet who asks. Write down how it was checked first.")
        if self.open_lines:
            return Denied("Decide on every passage first. Nothing is given out before.")
        return Allowed()


@dataclass(frozen=True)
class Preview:
    """What would be given out as things stand: the words themselves, their hash, and how much is missing from them."""

    body: str
    sha256: str
    passages: list[dict[str, Any]]
    left_out: int
    blacked_out: int


@dataclass(frozen=True)
class Hint:
    """Words that may be about somebody else, and why. Nothing is blacked out because of it."""

    words: str
    reason: str


def copies_of(person: Person, young_person: YoungPerson) -> list[tuple[CopyRequest, Deadline]]:
    """Every request about one record, which the person sees; newest first."""
    found = young_person.copies.select_related("written_by", "ended_by").prefetch_related("stops")
    return [(each, deadline_of(each)) for each in found]


def copy_page(person: Person, reference: str, pk: Any) -> CopyPage:
    """One request, fetched through the record, or 404."""
    young_person = young_person_for(person, reference)
    found = young_person.copies.select_related("written_by", "ended_by").filter(pk=pk).first()
    if found is None:
        raise Http404
    found.young_person = young_person
    return page_of(found)


def page_of(copy: CopyRequest) -> CopyPage:
    """The same for a request that was fetched already, with its record."""
    stops = list(copy.stops.all())
    due = deadline(copy.received_on, [(stop.since, stop.until) for stop in stops])
    return CopyPage(
        young_person=copy.young_person,
        copy=copy,
        deadline=due,
        late=copy.state == "open" and due.late(clock.today()),
        stops=stops,
        lines=_lines(copy) if copy.state == "open" else [],
        release=CopyRelease.objects.filter(request=copy).select_related("by").first()
        if copy.state == "released"
        else None,
    )


def some_lines(page: CopyPage, number: str = "") -> Page[Line]:
    """As many passages as fit a page."""
    return Paginator(page.lines, PAGE).get_page(number)


def line_of(page: CopyPage, key: str) -> Line:
    """One passage, or 404: also when it is no longer in the record."""
    found = next((line for line in page.lines if line.passage.key == key), None)
    if found is None:
        raise Http404
    return found


def may_approve(person: Person, page: CopyPage) -> Verdict:
    """May `person`, who sees the record, be the second one?"""
    deciders = {line.review.by_id for line in page.lines if line.review}
    return permissions.approve_copy(person, deciders)


def preview(page: CopyPage) -> Preview:
    """What the decisions on the passages add up to. Every one has been decided."""
    told: list[dict[str, Any]] = []
    for line in page.lines:
        assert line.review  # noqa: S101  page.ready was asked
        if line.state == LEFT_OUT:
            told.append({"number": line.number, "left_out": True})
            continue
        text, _ = blacked_out(line.review.marked)
        told.append({"number": line.number, "left_out": False, "heading": line.passage.heading, "text": text})
    body = json.dumps(
        {
            "reference": page.young_person.reference,
            "agency": page.young_person.agency.name,
            "received_on": page.copy.received_on.isoformat(),
            "passages": told,
        },
        ensure_ascii=False,
        sort_keys=True,
        indent=1,
    )
    return Preview(
        body=body,
        sha256=hashlib.sha256(body.encode()).hexdigest(),
        passages=told,
        left_out=sum(line.state == LEFT_OUT for line in page.lines),
        blacked_out=sum(line.pieces for line in page.lines if line.state == GIVEN),
    )


def release_for(person: Person, reference: str, pk: Any) -> CopyRelease:
    """What was approved for one request, or 404."""
    release = copy_page(person, reference, pk).release
    if release is None:
        raise Http404
    return release


def hints(young_person: YoungPerson, text: str) -> list[Hint]:
    """What in a passage may be about somebody other than the young person: names of colleagues, words that look like
    names, telephone numbers, addresses. Never complete; empty where the text could not be searched."""
    own = [name for name in (young_person.known_as,) if name]
    subject = [deidentify.Person(deidentify.YOUNG_PERSON, young_person.name, tuple(own))]
    staff = [deidentify.Person("worker", each.name) for each in accounts.colleagues(young_person.agency)]
    found = deidentify.draft(text, deidentify.Known(people=tuple(subject + staff))).findings
    told = {each.original: each.reason for each in found if each.kind != "date" and not _is_own(each)}
    return [Hint(words, reason) for words, reason in told.items()]


def _is_own(finding: deidentify.Finding) -> bool:
    return finding.proposal.startswith(deidentify.ROLES[deidentify.YOUNG_PERSON])


def _lines(copy: CopyRequest) -> list[Line]:
    reviews = {review.key: review for review in copy.reviews.select_related("by")}
    return [
        _line(number, passage, reviews.get(passage.key))
        for number, passage in enumerate(passages_of(copy.young_person), start=1)
    ]


def _line(number: int, passage: Passage, review: PassageReview | None) -> Line:
    if review is None:
        return Line(number, passage, None, UNDECIDED)
    if review.sha256 != passage.sha256:
        return Line(number, passage, review, CHANGED)
    if review.left_out:
        return Line(number, passage, review, LEFT_OUT)
    return Line(number, passage, review, GIVEN, blacked_out(review.marked)[1])
