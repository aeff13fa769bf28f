"""Returns and an area for reports, made in memory: no database, so that a report can be made in any process."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from onlinelives.accounts.models import Agency, Partnership, Person
from onlinelives.audits.models import Answer, EvidenceRevision, Return, Round, SignOff
from onlinelives.audits.queries import AreaResults, Results
from onlinelives.audits.queries.area import AgencyRow, Cell
from onlinelives.audits.queries.results import Line, is_thin
from onlinelives.audits.queries.standings import sections, whole
from onlinelives.content import frameworks
from onlinelives.rules.scoring import Tally, lowest_first

AREA = Partnership(pk=1, code="mossley-vale", name="Mossley Vale")
SIGNED_AT = datetime(2026, 3, 3, 14, 5, tzinfo=UTC)
CLOSED_AT = datetime(2026, 4, 2, 9, 30, tzinfo=UTC)
NOW = datetime(2026, 11, 12, 10, 0, tzinfo=UTC)
DIGEST = "4be1c8" * 10 + "07d2"
COMMENTARY = (
    "The duty team marks each referral yes, no or not known, and the team manager reads ten of them every month. "
    "In the last twelve months two teams were behind.\n\nWe have asked for the screen to be changed, so that the "
    "question cannot be passed over. Until then the count is too low, and we say so whenever we quote it."
)
EVIDENCE = "Intake report for the second quarter, Intake/Reports.\nNote of the manager’s check of 14 May."


CITED = [
    EvidenceRevision(number=2, title="Referral report, first half of 2026", link="https://a.example", sha256="ab" * 32),
    EvidenceRevision(number=1, title="Note of the manager’s check", note="Ten referrals", sha256="0c" * 32),
]


def round_of(state: str = "closed", name: str = "Self-audit 2026") -> Round:
    return Round(
        pk=1,
        partnership=AREA,
        name=name,
        edition="planning-2020",
        state=state,
        opens_on=date(2026, 2, 1),
        due_on=date(2026, 3, 31),
        closed_at=CLOSED_AT if state == "closed" else None,
        closed_by_name="Dana" if state == "closed" else "",
    )


def said_by_default(code: str) -> dict[str, Any]:
    """A full answer, with every score somewhere, and not everything equally long."""
    section, number = (int(part) for part in code.split("."))
    told: dict[str, Any] = {"score": (section * 2 + number * 3) % 5, "commentary": COMMENTARY, "evidence": EVIDENCE}
    return told | {"evidence": ""} if (section + number) % 5 == 0 else told


def return_of(
    said: Mapping[str, Mapping[str, Any]] | None = None,
    *,
    agency: str = "Elmfield School",
    signed: bool = True,
    citing: Collection[str] = ("1.1",),
    **round_: str,
) -> Results:
    """What queries.results would find. `said`: statement -> fields of its answer; without it, all are answered."""
    framework = frameworks.load("planning-2020")
    answered = {s.id: said_by_default(s.id) for s in framework.statements} if said is None else said
    audit_return = Return(
        pk=1,
        partnership=AREA,
        round=round_of(**round_),
        agency=Agency(pk=1, partnership=AREA, code="elmfield-school", name=agency, kind="school"),
        state="signed_off" if signed else "answering",
    )
    lines = [
        Line(s, Answer(statement=s.id, section=s.section, **answered.get(s.id, {})), CITED if s.id in citing else [])
        for s in framework.statements
    ]
    by_code = {line.statement.id: line for line in lines}
    scores = {code: line.answer.score for code, line in by_code.items() if line.answer.score is not None}
    standings = sections(framework, [(line.answer.section, line.answer.mark) for line in lines], [], Person(pk=1))
    return Results(
        audit_return=audit_return,
        framework=framework,
        sections=standings,
        overall=whole(standings),
        lines=lines,
        lowest=[by_code[code] for code in lowest_first(scores)],
        open=[line for line in lines if not line.answer.mark.answered],
        left_out=[line for line in lines if line.answer.not_applicable],
        carried=[line for line in lines if line.answer.carried],
        thin=[line for line in lines if is_thin(line.answer, line.cited)],
        sign_off=SignOff(digest=DIGEST, signed_by_name="Bob", signed_at=SIGNED_AT) if signed else None,
        checked=[],
        stale=False,
    )


def partly() -> Results:
    """Nothing of section 6 applies, section 5 is not answered, and there is a 0."""
    framework = frameworks.load("planning-2020")
    said = {s.id: said_by_default(s.id) for s in framework.statements if s.section < 5}
    said |= {f"6.{n}": {"not_applicable": True, "reason": "We hold no case files."} for n in range(1, 7)}
    return return_of(said | {"1.1": {"score": 0}}, signed=False, state="open")


def area_of(agencies: int = 40, *, state: str = "open", unsigned: int = 3) -> AreaResults:
    """An area of so many agencies, the last `unsigned` of them not signed off."""
    round_ = round_of(state=state)
    rows = []
    for place in range(agencies):
        shown = place < agencies - unsigned or state == "closed"
        cells = [Cell(_tally(place, section)) for section in range(1, 7)]
        audit_return = Return(
            pk=place + 1,
            round=round_,
            agency=Agency(pk=place + 1, name=f"{NAMES[place % len(NAMES)]} {place // len(NAMES) + 1}"),
            state="signed_off" if place < agencies - unsigned else "answering",
        )
        total = Cell(sum((cell.tally for cell in cells), Tally()))
        rows.append(AgencyRow(audit_return=audit_return, shown=shown, cells=cells, overall=total, readable=True))
    shown_rows = [row for row in rows if row.shown]
    columns = [Cell(sum((row.cells[n].tally for row in shown_rows), Tally())) for n in range(6)]
    return AreaResults(
        round=round_,
        framework=round_.framework,
        rows=rows,
        sections=columns,
        overall=Cell(sum((cell.tally for cell in columns), Tally())),
    )


NAMES = (
    "Elmfield School",
    "Harbour Health",
    "Quarry Lane Primary",
    "Mossley Vale Youth Justice",
    "St Wilfrid’s College",
    "Fernbank Early Help",
    "Mossley Vale Children’s Social Care",
    "Lantern Street Young Carers",
)


def _tally(place: int, section: int) -> Tally:
    """Every kind of cell somewhere: full, partly not applicable, partly or wholly not answered, all 0."""
    match (place * 5 + section * 3) % 17:
        case 0:
            return Tally(points=0, scored=6)
        case 1:
            return Tally(points=9, scored=4, not_applicable=1, unanswered=1)
        case 2:
            return Tally(not_applicable=6)
        case 3:
            return Tally(unanswered=6)
        case other:
            return Tally(points=min(24, 6 + other % 5 + place % 9 + section % 3), scored=6)


def stale(found: Results) -> Results:
    return replace(found, stale=True)
