"""A draft: what was found in the texts, what stands there now, and what people decided. It fails closed.

A draft holds the words it takes out, so it is as sensitive as the record: it belongs beside the case, and only `texts`
may be shown to the second person.
"""

from dataclasses import dataclass, field, replace

from onlinelives.rules.verdict import Allowed, Denied, Invalid, NotNow, Verdict

KEEP, REPLACE = "keep", "replace"

CAUTION = (
    "This check looks for what the record knows, for numbers and dates in their usual forms, and for words that are "
    "out of the ordinary. It cannot find everything. It does not find a name that is written as an ordinary word, "
    "and it does not understand the story: somebody who knows the young person may still recognise them from what "
    "happened, from one rare feature, or from a few features together. Read every line, change or leave out what "
    "does not matter, and ask a second person, better one from another agency, to try to recognise somebody before "
    "it is used."
)


@dataclass(frozen=True)
class Decision:
    """What a person decided about a flag. choice: KEEP or REPLACE; `by` identifies the person, as in `ready`."""

    choice: str
    reason: str
    by: str


@dataclass(frozen=True)
class Finding:
    """Something in one text that may tell who somebody is.

    number: its place in the draft, and the id of a flag. text: which text, from 0. start, end: characters of that
    text as it was. replacement: what stands there now, None while the words stand as they were. certain: replaced at
    once, otherwise a flag. proposal: the pseudonym that stands there if it is replaced.
    """

    number: int
    text: int
    kind: str
    start: int
    end: int
    original: str = field(repr=False)
    replacement: str | None
    certain: bool
    reason: str
    proposal: str
    decision: Decision | None = None

    @property
    def open(self) -> bool:
        """Whether this is a flag that nobody has decided."""
        return not self.certain and self.decision is None


@dataclass(frozen=True)
class Draft:
    """Texts with all that was found in them. failure: why there is no draft, "" if there is one."""

    originals: tuple[str, ...] = field(repr=False)
    findings: tuple[Finding, ...] = ()
    failure: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """The texts with their pseudonyms, in order; empty texts if the engine failed, never the words as they were."""
        if self.failure:
            return ("",) * len(self.originals)
        return tuple(self._written(number) for number in range(len(self.originals)))

    @property
    def text(self) -> str:
        """All texts, a blank line between them."""
        return "\n\n".join(self.texts)

    @property
    def flags(self) -> tuple[Finding, ...]:
        """The flags that nobody has decided, in order."""
        return tuple(finding for finding in self.findings if finding.open)

    def _written(self, number: int) -> str:
        written, at = "", 0
        for finding in self.findings:
            if finding.text == number and finding.replacement is not None:
                written += self.originals[number][at : finding.start] + finding.replacement
                at = finding.end
        return written + self.originals[number][at:]


def decide(draft: Draft, flag: int, choice: str, *, reason: str, by: str) -> Draft:
    """A new draft in which this flag is kept or replaced. A later decision takes the place of an earlier one.

    There is no way to decide several at once. Raises `NotNow` if the engine failed, `Invalid` if there is no such flag
    (what was certain is no flag), the choice is unknown, or the reason or the person is missing.
    """
    if draft.failure:
        raise NotNow(draft.failure)
    if not 0 <= flag < len(draft.findings) or draft.findings[flag].certain:
        raise Invalid("There is no such flag in this draft.", "flag")
    if choice not in (KEEP, REPLACE):
        raise Invalid("Choose whether to keep or to replace this.", "choice")
    if not reason.strip():
        raise Invalid("Say why.", "reason")
    if not by.strip():
        raise Invalid("A decision needs a person.", "by")
    finding = draft.findings[flag]
    decided = replace(
        finding,
        replacement=finding.proposal if choice == REPLACE else None,
        decision=Decision(choice, reason.strip(), by),
    )
    return replace(draft, findings=(*draft.findings[:flag], decided, *draft.findings[flag + 1 :]))


def ready(draft: Draft, author: str, approver: str) -> Verdict:
    """Whether the approver may approve this draft. `author` and `approver` identify people.

    Denied if the engine failed, while a flag is open, when either person is missing, and when the approver is the
    author or has decided a flag: it takes two people (notes on case systems, section 10, step 6).
    """
    if draft.failure:
        return Denied(draft.failure)
    if draft.flags:
        flags = len(draft.flags)
        return Denied(f"{flags} {'flag has' if flags == 1 else 'flags have'} not been decided.")
    worked = {_same(author)} | {_same(finding.decision.by) for finding in draft.findings if finding.decision}
    if not _same(author) or not _same(approver):
        return Denied("It must be known who wrote this and who approves it.")
    if _same(approver) in worked:
        return Denied("Somebody who has not worked on this text must approve it.")
    return Allowed()


def _same(person: str) -> str:
    return person.strip().casefold()
