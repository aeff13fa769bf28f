"""What the database itself refuses: any change to what was published, and to what it was counted from."""

from onlinelives.trail.guards import Guard

PUBLISHED = "what was published never changes"

RELEASE_TABLES = (
    "cases_countedquarter",
    "cases_countedreferral",
    "cases_countedassessment",
    "cases_counteditem",
    "cases_release",
    "cases_releasedtable",
)

RELEASES = tuple(Guard(f"{table}_stays", table, ("update", "delete"), PUBLISHED) for table in RELEASE_TABLES)

GUARDS = (*RELEASES,)
