"""The evidence library, from who is asking."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.shortcuts import get_object_or_404

from onlinelives.accounts.models import Agency, Person
from onlinelives.accounts.queries import colleagues
from onlinelives.audits import permissions
from onlinelives.audits.models import Answer, Citation, Evidence, EvidenceRevision
from onlinelives.audits.queries.answers import AnswerToSave, answer_for
from onlinelives.audits.queries.findings import SUGGESTED
from onlinelives.audits.queries.returns import may_change
from onlinelives.content.shapes import Statement
from onlinelives.rules import roles
from onlinelives.rules.verdict import Verdict
from onlinelives.trail import clock

SOON = timedelta(days=30)
PAGE = 50  # pieces of evidence on one page of the library, and offered to one answer at a time


@dataclass(frozen=True)
class LibraryLine:
    """One piece of evidence as it is now. `cited`: how many answers of open and closed rounds point at it."""

    evidence: Evidence
    revision: EvidenceRevision
    cited: int

    @property
    def due_soon(self) -> bool:
        return self.evidence.state == "kept" and self.evidence.review_on <= clock.today() + SOON


@dataclass(frozen=True)
class Library:
    """One page of the library; `page` says which, and how many pieces there are. `words`: what was looked for."""

    lines: list[LibraryLine]
    page: Page[Evidence]
    agencies: list[Agency]  # those whose library the person may add to
    show: str  # "kept", "due" or "withdrawn"
    words: str
    counts: dict[str, int]


SHOWS = {"kept": "In the library", "due": "Due for review", "withdrawn": "Withdrawn"}


def own_agencies(person: Person) -> list[Agency]:
    """The agencies whose library the person looks after, by name."""
    own = person.agencies_as(roles.MANAGER) | person.agencies_as(roles.PRACTITIONER)
    return list(Agency.objects.filter(pk__in=own, left_at=None).order_by("name")) if own else []


def _found(person: Person, which: Q, words: str = "") -> "QuerySet[Any]":
    """Evidence of the person's agencies, each with `newest`, the id of its newest revision, and `cited`. `words`: part
    of a title, or of what a revision shows."""
    newest = EvidenceRevision.objects.filter(evidence=OuterRef("pk")).order_by("-number").values("pk")[:1]
    cited = (
        Citation.objects.filter(revision__evidence=OuterRef("pk"))
        .order_by()
        .values("revision__evidence")
        .annotate(count=Count("answer", distinct=True))
        .values("count")
    )
    found = Evidence.objects.visible_to(person).filter(which)
    if words:
        said = EvidenceRevision.objects.filter(Q(title__icontains=words) | Q(shows__icontains=words))
        found = found.filter(pk__in=said.values("evidence"))
    return found.select_related("agency", "owner").annotate(newest=Subquery(newest), cited=Subquery(cited))


def _lines(rows: Iterable[Any]) -> list[LibraryLine]:
    rows = list(rows)
    every = EvidenceRevision.objects.select_related("evidence", "file", "finding")
    revisions = every.in_bulk([row.newest for row in rows])
    return [LibraryLine(row, revisions[row.newest], row.cited or 0) for row in rows]


def library(person: Person, show: str, words: str = "", page: int = 1) -> Library:
    """5 queries: a page of the evidence of the person's agencies, what is due for review first."""
    show = show if show in SHOWS else "kept"
    due = Q(state="kept", review_on__lte=clock.today() + SOON)
    which = {"kept": Q(state="kept"), "due": due, "withdrawn": Q(state="withdrawn")}
    counts = Evidence.objects.visible_to(person).aggregate(
        **{name: Count("pk", filter=condition) for name, condition in which.items()}
    )
    asked = _found(person, which[show], words).order_by("review_on", "id")
    here = Paginator(asked, PAGE).get_page(page)
    return Library(_lines(here), here, own_agencies(person), show, words, counts)


def evidence_for(person: Person, pk: int) -> Evidence:
    """One piece of evidence of the person's own agencies, or 404."""
    return get_object_or_404(Evidence.objects.visible_to(person).select_related("agency", "owner"), pk=pk)


@dataclass(frozen=True)
class Use:
    """An answer that cites a revision."""

    answer: Answer
    revision: EvidenceRevision
    current: bool  # it is the newest revision


@dataclass(frozen=True)
class EvidencePage:
    evidence: Evidence
    newest: EvidenceRevision
    revisions: Sequence[EvidenceRevision]
    uses: list[Use]
    may_end: Verdict
    removable: bool  # no answer and no signature points at any revision


def evidence_page(person: Person, pk: int) -> EvidencePage:
    """One piece of evidence with its revisions and where each is cited."""
    evidence = evidence_for(person, pk)
    every = evidence.revisions.select_related("file", "finding").annotate(pinned=Count("pins"))
    revisions = list(every.order_by("-number"))
    by_id = {revision.pk: revision for revision in revisions}
    citations = (
        Citation.objects.filter(revision__evidence=evidence)
        .select_related("answer__audit_return__round")
        .order_by("-answer__audit_return__round__opens_on", "answer__statement")
    )
    uses = [Use(c.answer, by_id[c.revision_id], c.revision_id == revisions[0].pk) for c in citations]
    for revision in revisions:
        revision.evidence = evidence
    return EvidencePage(
        evidence=evidence,
        newest=revisions[0],
        revisions=revisions,
        uses=uses,
        may_end=permissions.end_evidence(person, evidence),
        removable=not uses and not any(revision.pinned for revision in revisions),
    )


def revision_for(person: Person, pk: object) -> EvidenceRevision:
    """One revision that the person may see, also of another agency where a return or a check lets them, or 404."""
    found = EvidenceRevision.objects.visible_to(person).select_related("evidence__agency", "file", "finding").distinct()
    return get_object_or_404(found, pk=pk)


def owners(agency: Agency) -> list[Person]:
    """Who of the agency can look after a piece of evidence."""
    return colleagues(agency)


@dataclass(frozen=True)
class Choice:
    """A revision that an answer cites or could cite. `newer`: a revision that came after it, or None."""

    revision: EvidenceRevision
    cited: bool
    newer: EvidenceRevision | None


@dataclass(frozen=True)
class CitePage:
    """choices: what the answer cites, then what else it could cite, newest first. more: there is more than is offered,
    which `words` (what was looked for) can bring up."""

    to_save: AnswerToSave
    statement: Statement
    choices: list[Choice]
    words: str
    more: bool
    may_answer: Verdict
    changeable: Verdict

    @property
    def answer(self) -> Answer:
        return self.to_save.answer

    @property
    def suggests_findings(self) -> bool:
        return self.statement.id in SUGGESTED


def cite_page(person: Person, pk: int, code: str, words: str = "") -> CitePage:
    """What one answer cites and what else the agency's library holds, at most PAGE pieces. The revision that is cited
    stays the one offered, until somebody chooses the newer one."""
    found = answer_for(person, pk, code)
    audit_return = found.answer.audit_return
    pointing = found.answer.citations.select_related("revision__evidence", "revision__file", "revision__finding")
    cited = [citation.revision for citation in pointing]
    kept, here = Q(agency=audit_return.agency, state="kept"), Q(pk__in={revision.evidence_id for revision in cited})
    newest = {line.evidence.pk: line.revision for line in _lines(_found(person, kept & here))}
    already = {revision.pk for revision in cited}
    choices = [
        Choice(revision, True, newer if newer and newer.pk not in already else None)
        for revision in cited
        for newer in [newest.pop(revision.evidence_id, None)]
    ]
    withdrawn = EvidenceRevision.objects.filter(evidence=OuterRef("pk"), finding__state="withdrawn")
    others = _lines(_found(person, kept & ~here & ~Q(Exists(withdrawn)), words).order_by("-pk")[: PAGE + 1])
    choices += [Choice(line.revision, False, None) for line in others[:PAGE]]
    return CitePage(
        to_save=found,
        statement=audit_return.round.framework.statement(code),
        choices=choices,
        words=words,
        more=len(others) > PAGE,
        may_answer=permissions.answer(person, audit_return, assigned=found.assigned),
        changeable=may_change(audit_return),
    )
