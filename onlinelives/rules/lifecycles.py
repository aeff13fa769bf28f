"""Every state table of the product. The diagrams in docs/states/ are printed from these tables.

A lifecycle says which verb may happen in which state, and what state follows. It knows nothing of people:
whether *this person* may is the business of each room's `permissions.py`.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from onlinelives.rules.verdict import Allowed, Denied, Verdict, need_state


@dataclass(frozen=True)
class Step:
    """In `source`, `verb` is allowed and leads to `target` (which may be the same state)."""

    source: str
    verb: str
    target: str


@dataclass(frozen=True)
class Lifecycle:
    """A noun, its states (code -> what a person calls it), its steps, and why a verb is refused in a state."""

    noun: str
    states: Mapping[str, str]
    steps: tuple[Step, ...]
    reasons: Mapping[str, str]  # state -> the reason given when a verb is not allowed in it

    def may(self, state: str, verb: str) -> Verdict:
        """Allowed, or Denied with the reason of the state. An unknown state or verb raises ValueError."""
        if state not in self.states:
            raise ValueError(f"{self.noun} has no state {state!r}")
        if verb not in {step.verb for step in self.steps}:
            raise ValueError(f"{self.noun} has no verb {verb!r}")
        if any(step.source == state and step.verb == verb for step in self.steps):
            return Allowed()
        return Denied(self.reasons[state])

    def after(self, state: str, verb: str) -> str:
        """The state that follows. Raises `NotNow` where the verb is not allowed."""
        need_state(self.may(state, verb))
        return next(step.target for step in self.steps if step.source == state and step.verb == verb)

    def diagram(self) -> str:
        """The table as a Mermaid state diagram. Verbs that do not change the state are left out."""
        first = next(iter(self.states))
        lines = ["stateDiagram-v2", f"    [*] --> {first}"]
        lines += [f"    {code}: {words}" for code, words in self.states.items()]
        lines += [
            f"    {step.source} --> {step.target}: {step.verb}" for step in self.steps if step.source != step.target
        ]
        return "\n".join(lines) + "\n"


ROUND = Lifecycle(
    noun="round",
    states={"draft": "Being prepared", "open": "Open", "closed": "Closed"},
    steps=(
        Step("draft", "edit", "draft"),
        Step("draft", "invite", "draft"),
        Step("draft", "open", "open"),
        Step("open", "edit", "open"),
        Step("open", "invite", "open"),
        Step("open", "answer", "open"),
        Step("open", "draw", "open"),
        Step("open", "close", "closed"),
        Step("closed", "draw", "closed"),
    ),
    reasons={
        "draft": "This round has not been opened yet.",
        "open": "This round is already open.",
        "closed": "This round is closed. Closed rounds can never be changed.",
    },
)

RETURN = Lifecycle(
    noun="return",
    states={"answering": "Being answered", "signed_off": "Signed off"},
    steps=(
        Step("answering", "answer", "answering"),
        Step("answering", "assign", "answering"),
        Step("answering", "sign off", "signed_off"),
        Step("signed_off", "reopen", "answering"),
    ),
    reasons={
        "answering": "This return has not been signed off.",
        "signed_off": "This return has been signed off. A manager of the agency can reopen it, with a reason.",
    },
)

INVITATION = Lifecycle(
    noun="invitation",
    states={"sent": "Sent", "accepted": "Accepted", "withdrawn": "Withdrawn"},
    steps=(
        Step("sent", "accept", "accepted"),
        Step("sent", "send again", "sent"),
        Step("sent", "withdraw", "withdrawn"),
    ),
    reasons={
        "sent": "This invitation has been sent.",
        "accepted": "This invitation has already been used.",
        "withdrawn": "This invitation has been withdrawn. Ask for a new one.",
    },
)

ELEVATION = Lifecycle(
    noun="extra access",
    states={"running": "Running", "over": "Over, to be reviewed", "reviewed": "Reviewed"},
    steps=(
        Step("running", "end", "over"),
        Step("over", "review", "reviewed"),
    ),
    reasons={
        "running": "This extra access is still running.",
        "over": "This extra access is already over.",
        "reviewed": "This extra access has already been reviewed.",
    },
)

EVIDENCE = Lifecycle(
    noun="evidence",
    states={"kept": "In the library", "withdrawn": "Withdrawn"},
    steps=(
        Step("kept", "revise", "kept"),
        Step("kept", "cite", "kept"),
        Step("kept", "withdraw", "withdrawn"),
        Step("withdrawn", "bring back", "kept"),
    ),
    reasons={
        "kept": "This evidence is in the library.",
        "withdrawn": "This evidence has been withdrawn. Bring it back before you use it.",
    },
)

FILE = Lifecycle(
    noun="file",
    states={"waiting": "Waiting for the virus check", "kept": "Kept", "refused": "Refused", "erased": "Erased"},
    steps=(
        Step("waiting", "pass", "kept"),
        Step("waiting", "refuse", "refused"),
        Step("waiting", "erase", "erased"),
        Step("kept", "pass", "kept"),
        Step("kept", "refuse", "refused"),
        Step("kept", "erase", "erased"),
        Step("refused", "erase", "erased"),
    ),
    reasons={
        "waiting": "This file is waiting for its virus check and cannot be opened yet.",
        "kept": "This file has been checked already.",
        "refused": "This file did not pass the virus check and cannot be opened.",
        "erased": "This file’s content has been erased.",
    },
)

WORK = Lifecycle(
    noun="work",
    states={"waiting": "Waiting to start", "running": "Running", "done": "Done", "failed": "Failed"},
    steps=(
        Step("waiting", "begin", "running"),
        Step("waiting", "fail", "failed"),
        Step("running", "begin", "running"),
        Step("running", "finish", "done"),
        Step("running", "fail", "failed"),
    ),
    reasons={
        "waiting": "This has not started yet.",
        "running": "This is still running.",
        "done": "This is done.",
        "failed": "This did not work. Ask for it again.",
    },
)

CHECK = Lifecycle(
    noun="check",
    states={
        "drawn": "To be checked",
        "found": "Waiting for the agency’s reply",
        "replied": "Agency has replied",
        "settled": "Settled",
        "set_aside": "Set aside",
    },
    steps=(
        Step("drawn", "take", "drawn"),
        Step("drawn", "hand back", "drawn"),
        Step("drawn", "agree", "settled"),
        Step("drawn", "disagree", "found"),
        Step("drawn", "set aside", "set_aside"),
        Step("found", "take over", "found"),
        Step("replied", "take over", "replied"),
        Step("found", "reply", "replied"),
        Step("found", "settle", "settled"),
        Step("replied", "settle", "settled"),
    ),
    reasons={
        "drawn": "This answer has not been checked yet.",
        "found": "This check waits for the agency’s reply until the time for it has passed.",
        "replied": "This check has had the agency’s reply already.",
        "settled": "This check is settled and cannot be changed.",
        "set_aside": "This check has been set aside.",
    },
)

IMPORT = Lifecycle(
    noun="import",
    states={"waiting": "Waiting for your decision", "applied": "Taken in", "given_up": "Given up"},
    steps=(
        Step("waiting", "apply", "applied"),
        Step("waiting", "give up", "given_up"),
    ),
    reasons={
        "waiting": "This workbook is still waiting for your decision.",
        "applied": "This workbook has been taken in already.",
        "given_up": "This workbook was given up, or another one was sent in its place. Send it again if you need it.",
    },
)

REFERRAL = Lifecycle(
    noun="referral",
    states={"waiting": "Waiting for a decision", "decided": "Decided"},
    steps=(
        Step("waiting", "correct", "waiting"),
        Step("waiting", "find online", "waiting"),
        Step("waiting", "decide", "decided"),
        Step("decided", "find online", "decided"),
        Step("decided", "decide again", "decided"),
    ),
    reasons={
        "waiting": "This referral has not been decided yet.",
        "decided": "This referral has been decided. What was known then stays. You can decide again.",
    },
)

RECORD = Lifecycle(
    noun="record",
    states={"open": "Open", "closed": "Closed"},
    steps=(
        Step("open", "write", "open"),
        Step("open", "close", "closed"),
        Step("closed", "reopen", "open"),
    ),
    reasons={
        "open": "This record is open.",
        "closed": "This record is closed. Open it again before you write in it.",
    },
)

ASSESSMENT = Lifecycle(
    noun="assessment",
    states={"draft": "Being written", "finished": "Finished", "set_aside": "Set aside"},
    steps=(
        Step("draft", "write", "draft"),
        Step("draft", "finish", "finished"),
        Step("draft", "set aside", "set_aside"),
        Step("finished", "decide flag", "finished"),
    ),
    reasons={
        "draft": "This assessment is not finished yet.",
        "finished": "This assessment is finished and never changes. Begin a new one for what has changed.",
        "set_aside": "This assessment was set aside and is kept as it was.",
    },
)

SIGNAL = Lifecycle(
    noun="signal",
    states={"raised": "Waiting to be acknowledged", "acknowledged": "Acknowledged", "settled": "Settled"},
    steps=(
        Step("raised", "add", "raised"),
        Step("raised", "escalate", "raised"),
        Step("raised", "acknowledge", "acknowledged"),
        Step("acknowledged", "add", "raised"),
        Step("acknowledged", "settle", "settled"),
    ),
    reasons={
        "raised": "This signal has not been acknowledged yet.",
        "acknowledged": "This signal has been acknowledged already.",
        "settled": "This signal is settled. Signal again if there is a new worry.",
    },
)

FOLLOW_UP = Lifecycle(
    noun="follow-up",
    states={"planned": "To be done", "done": "Done"},
    steps=(Step("planned", "finish", "done"),),
    reasons={
        "planned": "This follow-up has not been done yet.",
        "done": "This follow-up has been marked as done already.",
    },
)

CASE_STUDY = Lifecycle(
    noun="case study",
    states={
        "draft": "Being written",
        "asked": "Waiting for a second person",
        "sent_back": "Sent back",
        "approved": "Approved",
        "withdrawn": "Withdrawn",
    },
    steps=(
        Step("draft", "write", "draft"),
        Step("draft", "ask", "asked"),
        Step("draft", "withdraw", "withdrawn"),
        Step("asked", "judge", "asked"),
        Step("asked", "take back", "draft"),
        Step("asked", "send back", "sent_back"),
        Step("asked", "approve", "approved"),
        Step("sent_back", "write", "draft"),
        Step("sent_back", "withdraw", "withdrawn"),
        Step("approved", "revise", "draft"),
        Step("approved", "withdraw", "withdrawn"),
    ),
    reasons={
        "draft": "This case study is still being written.",
        "asked": "This case study waits for a second person. Take it back before you change it.",
        "sent_back": "This case study was sent back. Change it before you ask again.",
        "approved": "This case study is approved and its text never changes. Begin a new version to change it.",
        "withdrawn": "This case study was withdrawn and is kept as it was.",
    },
)

DISPOSAL = Lifecycle(
    noun="disposal",
    states={
        "proposed": "Waiting for a second person",
        "carried_out": "Carried out",
        "turned_down": "Turned down",
        "withdrawn": "Withdrawn",
    },
    steps=(
        Step("proposed", "approve", "carried_out"),
        Step("proposed", "turn down", "turned_down"),
        Step("proposed", "withdraw", "withdrawn"),
    ),
    reasons={
        "proposed": "This disposal still waits for a second person.",
        "carried_out": "This record has been disposed of. Its certificate says when and by whom.",
        "turned_down": "This disposal was turned down. Somebody can propose it again.",
        "withdrawn": "This disposal was withdrawn. Somebody can propose it again.",
    },
)

COPY = Lifecycle(
    noun="copy of a record",
    states={"open": "Being prepared", "released": "Approved", "ended": "Ended without a copy"},
    steps=(
        Step("open", "prepare", "open"),
        Step("open", "stop the clock", "open"),
        Step("open", "approve", "released"),
        Step("open", "end", "ended"),
        Step("released", "give out", "released"),
    ),
    reasons={
        "open": "This copy has not been approved yet.",
        "released": "This copy has been approved and never changes. For more, record a new request.",
        "ended": "This request ended without a copy. Record a new one if they ask again.",
    },
)

AGENCY_CHECK = Lifecycle(
    noun="agency check",
    states={"asked": "No reply yet", "answered": "Answered", "withdrawn": "Withdrawn"},
    steps=(
        Step("asked", "answer", "answered"),
        Step("asked", "withdraw", "withdrawn"),
        Step("answered", "correct", "answered"),
    ),
    reasons={
        "asked": "This check has not been answered yet.",
        "answered": "This check has been answered. A new answer can be added, and the earlier one stays.",
        "withdrawn": "This check has been withdrawn by the agency that asked. Nothing more is wanted.",
    },
)

SHARING = Lifecycle(
    noun="sharing decision",
    states={
        "made": "Made",
        "waiting": "Waiting for a manager",
        "returned": "Not agreed by the manager",
        "replaced": "Replaced by a later decision",
    },
    steps=(
        Step("waiting", "agree", "made"),
        Step("waiting", "return", "returned"),
        Step("made", "complete", "made"),
        Step("made", "send", "made"),
        Step("made", "reconsider", "replaced"),
        Step("waiting", "reconsider", "replaced"),
        Step("returned", "reconsider", "replaced"),
    ),
    reasons={
        "made": "This decision has been made.",
        "waiting": "This decision waits for a manager to agree.",
        "returned": "This decision was not agreed by the manager. Reconsider it.",
        "replaced": "This decision has been replaced by a later one.",
    },
)

ALL = (
    ROUND,
    RETURN,
    EVIDENCE,
    CHECK,
    FILE,
    WORK,
    INVITATION,
    ELEVATION,
    IMPORT,
    REFERRAL,
    RECORD,
    ASSESSMENT,
    SIGNAL,
    FOLLOW_UP,
    CASE_STUDY,
    DISPOSAL,
    COPY,
    AGENCY_CHECK,
    SHARING,
)
