"""What the database itself refuses about young people's records."""

from onlinelives.trail.guards import Guard

APPROVED = "an approved case study never changes; it can only be withdrawn"

# Sealing anew changes how the words are kept, never the digest of what they say.
_ALTERED = (
    "{new}.digest <> {row}.digest or {new}.version <> {row}.version or {new}.partnership_id <> {row}.partnership_id "
    "or {new}.approved_at <> {row}.approved_at or {new}.review_by <> {row}.review_by "
    "or ({row}.withdrawn_at is not null and {new}.withdrawn_at is null)"
)

GUARDS = (Guard("cases_approved_stays", "cases_approvedstudy", ("update",), APPROVED, _ALTERED),)
