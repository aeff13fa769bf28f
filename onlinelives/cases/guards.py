"""What the database itself refuses: any change to what was published, to what it was counted from, and to a case study
that was approved."""

from onlinelives.trail.guards import Guard

PUBLISHED = "what was published never changes"
APPROVED = "an approved case study never changes; it can only be withdrawn"

RELEASE_TABLES = (
    "cases_countedquarter",
    "cases_countedreferral",
    "cases_countedassessment",
    "cases_counteditem",
    "cases_release",
    "cases_releasedtable",
)

# Sealing anew changes how the words are kept, never the digest of what they say.
_ALTERED = (
    "{new}.digest <> {row}.digest or {new}.version <> {row}.version or {new}.partnership_id <> {row}.partnership_id "
    "or {new}.approved_at <> {row}.approved_at or {new}.review_by <> {row}.review_by "
    "or ({row}.withdrawn_at is not null and {new}.withdrawn_at is null)"
)

RELEASES = tuple(Guard(f"{table}_stays", table, ("update", "delete"), PUBLISHED) for table in RELEASE_TABLES)
STUDIES = (Guard("cases_approved_stays", "cases_approvedstudy", ("update",), APPROVED, _ALTERED),)

GUARDS = (*RELEASES, *STUDIES)
