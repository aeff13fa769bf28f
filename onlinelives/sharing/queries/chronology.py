"""What this room adds to the chronology of a record.

A record's page may ask few questions, so everything is one union. It opens nothing that is sealed: a parent is “a
parent or carer” here, and is named on the page of the decision.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Case, CharField, DateField, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce, Concat

from onlinelives.cases.models import YoungPerson
from onlinelives.cases.queries import Happening
from onlinelives.cases.queries.happenings import day_of
from onlinelives.sharing.models import AgencyCheck, CheckAnswer, Extract, Pack, Recipient, SharingDecision
from onlinelives.trail import clock
from onlinelives.web.words import listed

Audience, Outcome = SharingDecision.Audience, SharingDecision.Outcome
CHECKS = {"check", "answer", "withdrawn"}
WORDS = CharField()
NOTHING, NO_DAY = Value("", output_field=WORDS), Cast(Value(None), DateField())
WAITS = {"waiting": "For a manager", "returned": "Not agreed"}


@dataclass(frozen=True)
class Row:
    """One line of the union. `ref`: of the page where it is told. `name`: of the agency, or empty. `code`, `more` and
    `on`: what `_parts` gives for this `kind`."""

    kind: str
    ref: UUID
    at: datetime
    name: str
    code: str
    more: str
    on: date | None


def happenings(young_person: YoungPerson) -> list[Happening]:
    """Checks and their answers, decisions, extracts and locked files."""
    reference, decisions = young_person.reference, defaultdict(list)
    found = []
    for row in _rows(young_person):
        if row.kind == "decision":
            decisions[row.ref].append(row)
        else:
            found.append(_happening(row, reference))
    return found + [_decision(rows, reference) for rows in decisions.values()]


def _happening(row: Row, reference: str) -> Happening:
    told = _check(row) if row.kind in CHECKS else _extract(row)
    return replace(told, args=(reference, row.ref))


def _check(row: Row) -> Happening:
    words = f"{row.name} was asked"
    if row.kind == "answer":
        words = f"{row.name}: {CheckAnswer.Outcome(row.code).label}"
    if row.kind == "withdrawn":
        words = f"No longer asked of {row.name}"
    late = row.code == "asked" and row.on is not None and row.on < clock.today()
    waits = "No reply" if row.kind == "check" and late else ""
    about = f"with {row.name}"
    return Happening(day_of(row.at), "Agency check", words, "young_person_check", about=about, waits=waits)


def _extract(row: Row) -> Happening:
    to = row.name or Audience(row.code).label.lower()
    kind, words = f"Extract {row.more}", "revoked" if row.kind == "revoked" else f"for {to}"
    if row.kind == "pack":
        kind, words = "Locked file", f"of extract {row.more}, for {to}"
    return Happening(day_of(row.at), kind, words, "young_person_extract")


def _decision(rows: list[Row], reference: str) -> Happening:
    """One decision, of which there is a row for each recipient. `more`: outcome and audience; `on`: to complete by."""
    first = rows[0]
    outcome, audience = first.more.split()
    to = listed(sorted(row.name for row in rows if row.name)) or Audience(audience).label.lower()
    return Happening(
        on=day_of(first.at),
        kind="Sharing decision",
        words=f"{Outcome(outcome).label}: {to}",
        page="young_person_sharing_decision",
        args=(reference, first.ref),
        about=f"on {to}",
        waits="To complete" if first.on else WAITS.get(first.code, ""),
    )


def _rows(young_person: YoungPerson) -> list[Row]:
    first, *others = _parts(young_person)
    return [Row(*told) for told in first.union(*others, all=True)]


def _parts(young_person: YoungPerson) -> list[Any]:
    """Checks: their state, and the day they are due. Answers: their outcome. Extracts and locked files: the audience,
    and the number. Recipients: the decision's state; outcome and audience; the day to complete an urgent one by."""
    checks = AgencyCheck.objects.filter(young_person=young_person)
    answers = CheckAnswer.objects.filter(young_person=young_person)
    recipients = Recipient.objects.filter(young_person=young_person)
    extracts = Extract.objects.filter(young_person=young_person)
    packs = Pack.objects.filter(young_person=young_person)
    open_ = Q(decision__urgent=True, decision__completed_at=None, decision__state="made")
    by = Case(When(open_, then=F("decision__complete_by")), default=NO_DAY)
    said = Concat(F("decision__outcome"), Value(" "), F("decision__audience"))
    number, to, of = Cast("number", WORDS), F("recipient__agency__name"), F("decision__audience")
    its_number = Cast("extract__number", WORDS)
    its_to, its_of = F("extract__recipient__agency__name"), F("extract__decision__audience")
    asked, answered = F("agency__name"), F("check_asked__agency__name")
    decided = F("decision__state")
    return [
        _part(checks, "check", F("pk"), F("asked_at"), asked, code=F("state"), on=F("due_on")),
        _part(checks.exclude(withdrawn_at=None), "withdrawn", F("pk"), F("withdrawn_at"), asked),
        _part(answers, "answer", F("check_asked_id"), F("at"), answered, code=F("outcome")),
        _part(
            recipients, "decision", F("decision_id"), F("decision__decided_at"), asked, code=decided, more=said, on=by
        ),
        _part(extracts, "extract", F("pk"), F("sent_at"), to, code=of, more=number),
        _part(extracts.exclude(revoked_at=None), "revoked", F("pk"), F("revoked_at"), to, code=of, more=number),
        _part(packs, "pack", F("extract_id"), F("made_at"), its_to, code=its_of, more=its_number),
    ]


def _part(
    found: QuerySet[Any],
    kind: str,
    ref: F,
    at: F,
    name: F,
    *,
    code: Any = NOTHING,
    more: Any = NOTHING,
    on: Any = NO_DAY,
) -> Any:
    """The columns of Row, of the same types in every part: what is left out is empty."""
    told = {
        "a_kind": Value(kind, output_field=WORDS),
        "a_ref": ref,
        "an_at": at,
        "a_name": Coalesce(name, NOTHING),
        "a_code": Cast(code, WORDS),
        "a_more": Cast(more, WORDS),
        "a_day": Cast(on, DateField()),
    }
    return found.order_by().annotate(**told).values_list(*told)
