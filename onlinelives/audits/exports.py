"""What leaves as CSV: plain figures and words, one row for each statement or agency."""

from collections.abc import Iterator

from onlinelives.audits.models import EvidenceRevision
from onlinelives.audits.queries import AreaResults, DrawPage, Results

RETURN_HEADER = (
    "Round",
    "Edition",
    "Agency",
    "Section",
    "Statement",
    "Title",
    "Wording",
    "State",
    "Score",
    "Reason not applicable",
    "Commentary",
    "Evidence",
    "Evidence cited",
)


def return_rows(found: Results) -> Iterator[tuple[object, ...]]:
    """One row for each of the 36 statements. Score is empty where there is none, and State says which it is."""
    for line in found.lines:
        answer, statement = line.answer, line.statement
        state = "scored" if answer.score is not None else "not applicable" if answer.not_applicable else "unanswered"
        if answer.carried:
            state += ", carried forward and not re-checked"
        yield (
            found.audit_return.round.name,
            found.framework.title,
            found.audit_return.name_of_agency,
            found.framework.section(statement.section).name,
            statement.id,
            statement.title,
            statement.wording,
            state,
            answer.score,
            answer.reason,
            answer.commentary,
            answer.evidence,
            "; ".join(map(_cited, line.cited)),
        )


def _cited(revision: EvidenceRevision) -> str:
    since = ", withdrawn" if revision.withdrawn else ""
    return f"{revision.title} ({revision.label}{since}, {revision.sha256})"


def area_header(found: AreaResults) -> tuple[str, ...]:
    """Round, agency, state and progress; points, scored and not applicable for each section; the whole."""
    columns = ["Round", "Edition", "Agency", "State", "Answered of 36"]
    for section in found.framework.sections:
        name = f"{section.number}. {section.name}"
        columns += [f"{name}: points of 24", f"{name}: scored", f"{name}: not applicable"]
    return (*columns, "Points of 144", "Scored", "Not applicable", "Per cent of possible")


def area_rows(found: AreaResults) -> Iterator[tuple[object, ...]]:
    """One row for each agency; points stay empty until the return is signed off or the round is closed."""
    for row in found.rows:
        closed_unsigned = row.audit_return.state != "signed_off" and found.round.state == "closed"
        state = "closed without sign-off" if closed_unsigned else row.audit_return.get_state_display().lower()
        cells: list[object] = [
            found.round.name,
            found.framework.title,
            row.audit_return.name_of_agency,
            state,
            row.overall.tally.answered,
        ]
        for cell in [*row.cells, row.overall]:
            told = cell.tally
            points = told.points if row.shown and told.scored else None
            cells += [points, told.scored if row.shown else None, told.not_applicable if row.shown else None]
        cells.append(row.overall.tally.percent if row.shown else None)
        yield tuple(cells)


DRAW_HEADER = (
    "Draw",
    "Seed",
    "Way of drawing",
    "Answers of each agency",
    "Times likelier if a high score without evidence",
    "Times likelier if never checked",
    "Fingerprint of the list",
    "Id",
    "Agency",
    "Section",
    "Statement",
    "Own score",
    "High score without evidence",
    "Never checked",
    "Probability",
    "Drawn",
)


def draw_rows(page: DrawPage) -> Iterator[tuple[object, ...]]:
    """One row for each answer of the frozen population. With the seed and the parameters, which every row repeats, they
    say exactly what is drawn."""
    draw = page.draw
    for line in page.lines:
        x = line.candidate
        yield (
            draw.number,
            draw.seed,
            draw.algorithm,
            draw.per_agency,
            draw.thin_factor,
            draw.never_factor,
            draw.population_sha256,
            line.unit_id,
            x.agency_code,
            x.section,
            x.statement,
            x.score,
            x.thin,
            x.never_checked,
            f"{x.probability:.6f}",
            x.drawn,
        )
