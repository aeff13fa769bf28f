"""What the database itself refuses: any change to what was proposed, released and found."""

from onlinelives.trail.guards import Guard

RELEASED = "a decided release of the survey never changes"
PINNED = "what was proposed never changes; propose anew"
KEPT = "what the survey found stays; it can only be withdrawn"

_MOVED = (
    "{new}.partnership_id <> {row}.partnership_id or {new}.wave_id <> {row}.wave_id "
    "or {new}.answers_id <> {row}.answers_id or {new}.answers_sha256 <> {row}.answers_sha256 "
    "or {new}.cut <> {row}.cut or cast({new}.items as text) <> cast({row}.items as text) "
    "or cast({new}.words as text) <> cast({row}.words as text) or {new}.reason <> {row}.reason "
    "or {new}.proposed_by_id <> {row}.proposed_by_id "
    "or {new}.proposed_at <> {row}.proposed_at"
)
_SAYS_ELSE = (
    "{row}.state <> 'current' or {new}.partnership_id <> {row}.partnership_id "
    "or {new}.release_id <> {row}.release_id or {new}.number <> {row}.number or {new}.item <> {row}.item "
    "or {new}.title <> {row}.title or {new}.about <> {row}.about or {new}.sentence <> {row}.sentence "
    "or {new}.question <> {row}.question or {new}.sha256 <> {row}.sha256"
)

GUARDS = (
    Guard("survey_release_decided", "survey_surveyrelease", ("update",), RELEASED, "{row}.state <> 'proposed'"),
    Guard("survey_release_pinned", "survey_surveyrelease", ("update",), PINNED, _MOVED),
    Guard("survey_release_stays", "survey_surveyrelease", ("delete",), RELEASED),
    Guard("survey_finding_stays", "survey_finding", ("delete",), KEPT),
    Guard("survey_finding_says", "survey_finding", ("update",), KEPT, _SAYS_ELSE),
)
