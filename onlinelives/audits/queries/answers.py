"""One answer, to save it or to see everything it ever said."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from onlinelives.accounts.models import Person
from onlinelives.audits.models import Answer, AnswerRevision, Assignment, Return
from onlinelives.audits.queries.returns import return_for
from onlinelives.content.shapes import Statement
from onlinelives.rules.scoring import Mark

TOGETHER = timedelta(minutes=10)
LONGEST_HISTORY = 500  # saves shown on one page; all are kept


@dataclass(frozen=True)
class AnswerToSave:
    """An answer with all that saving it needs. `assigned`: its section was given to the person. `others_answered`: how
    many of the section's other statements are answered."""

    answer: Answer
    assigned: bool
    others_answered: int


def answer_for(person: Person, pk: int, statement: str) -> AnswerToSave:
    """One answer of a return the person may see, or 404, in one query."""
    given = Assignment.objects.filter(
        audit_return_id=OuterRef("audit_return_id"), section=OuterRef("section"), person=person
    )
    answered = (
        Answer.objects.filter(
            Q(score__isnull=False) | Q(not_applicable=True),
            carried=False,
            audit_return_id=OuterRef("audit_return_id"),
            section=OuterRef("section"),
        )
        .exclude(pk=OuterRef("pk"))
        .order_by()
        .values("section")
        .annotate(count=Count("pk"))
        .values("count")
    )
    found: Any = get_object_or_404(
        Answer.objects.filter(audit_return__in=Return.objects.visible_to(person))
        .select_related("audit_return__round", "audit_return__agency")
        .annotate(assigned=Exists(given), others_answered=Coalesce(Subquery(answered), 0)),
        audit_return_id=pk,
        statement=statement,
    )
    return AnswerToSave(found, found.assigned, found.others_answered)


def place_of(answer: Answer) -> str:
    """The address of the statement on its section's page."""
    section, number = answer.statement.split(".")
    return f"{reverse('section', args=[answer.audit_return_id, answer.section])}#s{section}_{number}"


@dataclass(frozen=True)
class Change:
    """A run of saves by one person, close together: what it said at the end, and which parts it changed."""

    by: str
    at: datetime
    revision: AnswerRevision
    mark: Mark
    changed: tuple[str, ...]
    saves: int


@dataclass(frozen=True)
class AnswerHistory:
    audit_return: Return
    statement: Statement
    answer: Answer
    changes: list[Change]  # newest first
    older: bool  # there are more saves than are shown


_PARTS = (
    ("score", "score"),
    ("not_applicable", "not applicable"),
    ("reason", "reason"),
    ("commentary", "commentary"),
    ("evidence", "evidence"),
)


def history_for(person: Person, pk: int, code: str) -> AnswerHistory:
    """What one answer said over time, its last LONGEST_HISTORY saves, or 404."""
    audit_return = return_for(person, pk)
    try:
        statement = audit_return.round.framework.statement(code)
    except KeyError:
        raise Http404 from None
    answer = get_object_or_404(Answer, audit_return=audit_return, statement=code)
    runs: list[list[AnswerRevision]] = []
    latest = list(answer.revisions.order_by("-number")[: LONGEST_HISTORY + 1])
    for revision in reversed(latest[:LONGEST_HISTORY]):
        last = runs[-1][-1] if runs else None
        if (
            last
            and last.person_id == revision.person_id
            and last.how == revision.how
            and revision.at - last.at <= TOGETHER
        ):
            runs[-1].append(revision)
        else:
            runs.append([revision])
    changes, before = [], AnswerRevision()
    for run in runs:
        end = run[-1]
        changed = tuple(words for name, words in _PARTS if getattr(before, name) != getattr(end, name))
        changes.append(Change(end.person_name, end.at, end, end.mark, changed, len(run)))
        before = end
    return AnswerHistory(audit_return, statement, answer, changes[::-1], len(latest) > LONGEST_HISTORY)
