"""What the database itself refuses: any change to a closed round, to a signed-off return's answers, to history, to a
settled check, and a reviewer who has a stake in what they check."""

from onlinelives.trail.guards import Guard

CLOSED = "this round is closed and can never be changed"
LOCKED = "this return is signed off or its round is closed"
HISTORY = "history is only ever added to"
FROZEN = "a frozen edition never changes"
SETTLED = "a settled check never changes"
STAKE = "a reviewer may not check an answer of their own agency or their own hand"
MOVED = "it stays with its return, and a return with its round and agency"
PINNED = "a signature covers this file"

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
# Written from the one answer outwards, so that no database begins with everything the reviewer ever wrote.
_HAS_A_STAKE = (
    "{new}.reviewer_id is not null and (exists (select 1 from accounts_membership m where m.ended_at is null "
    "and m.person_id = {new}.reviewer_id and m.agency_id = (select t.agency_id from audits_return t "
    "where t.id = (select a.audit_return_id from audits_answer a where a.id = {new}.answer_id))) "
    "or exists (select 1 from audits_answerrevision v where v.person_id = {new}.reviewer_id and v.answer_id in "
    "(select b.id from audits_answer b where b.audit_return_id = "
    "(select a.audit_return_id from audits_answer a where a.id = {new}.answer_id))))"
)
# A reply comes from others, and may come when the reviewer has moved to the agency: only what is the reviewer's counts.
_REVIEWER_ACTS = (
    "(coalesce({row}.reviewer_id, 0) <> coalesce({new}.reviewer_id, 0) or {row}.verdict <> {new}.verdict "
    "or coalesce({row}.verified_score, -1) <> coalesce({new}.verified_score, -1) "
    "or {row}.settled_verdict <> {new}.settled_verdict "
    "or coalesce({row}.settled_score, -1) <> coalesce({new}.settled_score, -1))"
)
# A virus may still be found in a pinned file, so its state may become "refused".
_FILE_PINNED = (
    "({new}.state = 'erased' or {new}.sha256 <> {row}.sha256 or {new}.size <> {row}.size "
    "or {new}.name <> {row}.name or {new}.kind <> {row}.kind) "
    "and exists (select 1 from audits_evidencerevision v "
    "join audits_pin p on p.revision_id = v.id where v.file_id = {row}.id)"
)

FIRST = (
    Guard("audits_edition_stays", "audits_frozenedition", ("update", "delete"), FROZEN),
    Guard("audits_round_closed", "audits_round", ("update", "delete"), CLOSED, "{row}.state = 'closed'"),
    Guard("audits_return_closed", "audits_return", _EVERY, CLOSED, _ROUND_CLOSED),
    Guard("audits_assignment_closed", "audits_assignment", _EVERY, CLOSED, _RETURN_CLOSED),
    Guard("audits_signoff_closed", "audits_signoff", _EVERY, CLOSED, _RETURN_CLOSED),
    Guard("audits_answer_locked", "audits_answer", _EVERY, LOCKED, _RETURN_LOCKED),
    Guard("audits_revision_locked", "audits_answerrevision", ("insert",), LOCKED, _ANSWER_LOCKED),
    Guard("audits_revision_stays", "audits_answerrevision", ("update", "delete"), HISTORY),
)

LATER = (
    *(
        Guard(
            f"audits_{name}_moves",
            f"audits_{name}",
            ("update",),
            MOVED,
            "{new}.audit_return_id <> {row}.audit_return_id",
        )
        for name in ("answer", "assignment", "signoff", "carryforward")
    ),
    Guard(
        "audits_return_moves",
        "audits_return",
        ("update",),
        MOVED,
        "{new}.round_id <> {row}.round_id or {new}.agency_id <> {row}.agency_id",
    ),
    Guard("audits_evidence_revision_stays", "audits_evidencerevision", ("update",), HISTORY),
    Guard("audits_citation_locked", "audits_citation", ("insert", "delete"), LOCKED, _ANSWER_LOCKED),
    Guard("audits_citation_stays", "audits_citation", ("update",), HISTORY),
    Guard("audits_pin_locked", "audits_pin", ("insert",), LOCKED, _ANSWER_LOCKED),
    Guard("audits_pin_stays", "audits_pin", ("update", "delete"), HISTORY),
    Guard("audits_carried_locked", "audits_carryforward", _EVERY, LOCKED, _RETURN_LOCKED),
    Guard("audits_draw_stays", "audits_draw", ("update", "delete"), HISTORY),
    Guard("audits_candidate_stays", "audits_candidate", ("update", "delete"), HISTORY),
    Guard("audits_check_stays", "audits_check", ("delete",), HISTORY),
    Guard("audits_check_settled", "audits_check", ("update",), SETTLED, "{row}.state = 'settled'"),
    Guard("audits_check_given", "audits_check", ("insert",), STAKE, _HAS_A_STAKE),
    Guard("audits_check_independent", "audits_check", ("update",), STAKE, f"{_REVIEWER_ACTS} and {_HAS_A_STAKE}"),
    Guard("audits_file_pinned", "files_storedfile", ("update",), PINNED, _FILE_PINNED),
)

GUARDS = (*FIRST, *LATER)
