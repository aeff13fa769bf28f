"""How the workbook of a return is laid out: what its writer and its reader both have to know."""

from dataclasses import dataclass

from onlinelives.audits.models import Return

MARK = "Online Lives: workbook of a return, first form"
IDENTITY_SHEET = "Identity"
NOT_APPLICABLE = "NA"
HEADING_ROW, FIRST_ROW = 4, 5


@dataclass(frozen=True)
class Column:
    """key: the field it holds. width: in characters. typed: whether people fill it in."""

    key: str
    heading: str
    width: int
    typed: bool = False


COLUMNS = (
    Column("statement", "No.", 6),
    Column("wording", "Statement", 34),
    Column("levels", "What each score means", 48),
    Column("score", "Score", 8, typed=True),
    Column("reason", "Why it does not apply", 22, typed=True),
    Column("commentary", "Commentary", 44, typed=True),
    Column("evidence", "Evidence", 40, typed=True),
    Column("stands", "When downloaded", 16),
    Column("origin", "Made from", 24),
)


@dataclass(frozen=True)
class Identity:
    """Which return a workbook is of. area, agency: codes. edition: the SHA-256 of the round's edition."""

    area: str
    return_id: str
    round: str
    agency: str
    edition: str


def identity_of(audit_return: Return) -> Identity:
    """What the workbook of this return must say it is. Needs the return with its round, agency and partnership."""
    return Identity(
        area=audit_return.round.partnership.code,
        return_id=str(audit_return.pk),
        round=audit_return.round.name,
        agency=audit_return.agency.code,
        edition=audit_return.round.frozen_id or "",
    )


def column_of(key: str) -> int:
    """Where the writer puts a field: 1 for column A."""
    return next(place for place, column in enumerate(COLUMNS, 1) if column.key == key)
