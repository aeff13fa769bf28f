"""What a state table is.

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
