"""What the database itself refuses: any change to a closed round, to a signed-off return's answers, or to history."""

from onlinelives.trail.guards import Guard

CLOSED = "this round is closed and can never be changed"
LOCKED = "this return is signed off or its round is closed"
HISTORY = "history is only ever added to"
FROZEN = "a frozen edition never changes"

_ROUND_CLOSED = "exists (select 1 from audits_round r where r.id = {row}.round_id and r.state = 'closed')"
_RETURN_CLOSED = (
    "exists (select 1 from audits_return t join audits_round r on r.id = t.round_id "
    "where t.id = {row}.audit_return_id and r.state = 'closed')"
)
_RETURN_LOCKED = (
    "exists (select 1 from audits_return t join audits_round r on r.id = t.round_id "
    "where t.id = {row}.audit_return_id and (t.state <> 'answering' or r.state <> 'open'))"
)
_ANSWER_LOCKED = (
    "exists (select 1 from audits_answer a join audits_return t on t.id = a.audit_return_id "
    "join audits_round r on r.id = t.round_id "
    "where a.id = {row}.answer_id and (t.state <> 'answering' or r.state <> 'open'))"
)
_EVERY = ("insert", "update", "delete")

GUARDS = (
    Guard("audits_edition_stays", "audits_frozenedition", ("update", "delete"), FROZEN),
    Guard("audits_round_closed", "audits_round", ("update", "delete"), CLOSED, "{row}.state = 'closed'"),
    Guard("audits_return_closed", "audits_return", _EVERY, CLOSED, _ROUND_CLOSED),
    Guard("audits_assignment_closed", "audits_assignment", _EVERY, CLOSED, _RETURN_CLOSED),
    Guard("audits_signoff_closed", "audits_signoff", _EVERY, CLOSED, _RETURN_CLOSED),
    Guard("audits_answer_locked", "audits_answer", _EVERY, LOCKED, _RETURN_LOCKED),
    Guard("audits_revision_locked", "audits_answerrevision", ("insert",), LOCKED, _ANSWER_LOCKED),
    Guard("audits_revision_stays", "audits_answerrevision", ("update", "delete"), HISTORY),
)
