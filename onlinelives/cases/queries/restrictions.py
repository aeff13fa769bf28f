"""When and why a record was restricted, for those who see it."""

from django.db.models import Case, Value, When

from onlinelives.cases.models import Restriction, YoungPerson
from onlinelives.cases.queries.happenings import Happening, Row, Source, rows_of


def restrictions_of(young_person: YoungPerson) -> list[Restriction]:
    """Newest first, with their reasons."""
    return list(young_person.restrictions.select_related("by"))


def _told(young_person: YoungPerson, row: Row) -> Happening:
    return Happening(row.day, row.code, f"by {row.by}")


_WHICH = Case(When(restricted=True, then=Value("Restricted")), default=Value("No longer restricted"))

# Without the reason, which is told where the restriction is changed.
SOURCES = (
    Source(
        rows=lambda young_person: rows_of(
            young_person.restrictions.annotate(which=_WHICH), at="at", by="by__name", code="which"
        ),
        tell=_told,
    ),
)
