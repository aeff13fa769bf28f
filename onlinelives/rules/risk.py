"""What the rules say about risk items: what to ask about next, what was not asked, and what became of each in time.

Source: the footnote to statement 3.4 of the 2017 edition: where there is a problem in one of the four Cs, expect
problems in the others. That is a prediction about likelihood and not a finding about anybody, so it only ever comes
out as something to ask, and is never written to a record as fact.

The functions about one assessment take its answers (risk id -> state) and the list that was used (risk id -> one of
the four Cs, in the order in which it is shown). An item of the list without an answer was not asked. Not known and not
asked are kept apart, and neither ever counts as no. An item that is not on the list, or a state there is not, raises
ValueError; so does a list with another C, or with nothing under one of the four, which nobody would be asked about.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from onlinelives.rules.vulnerability import ASK, NO, NOT_ASKED, NOT_KNOWN, YES, Told, check_states, is_missing

MEANINGS = {  # the four Cs, in the order of both editions
    "content": "what the young person sees or is shown",
    "contact": "who gets in touch and what they do",
    "conduct": "what the young person does online",
    "commerce": "money, selling and the use of personal data",
}
CATEGORIES = tuple(MEANINGS)

NEVER, ONCE, SOMETIMES, OFTEN = "never", "once", "sometimes", "often"
FREQUENCIES = (NEVER, ONCE, SOMETIMES, OFTEN)  # lowest first

# What became of a risk from one assessment to a later one.
NEW, NEWLY_KNOWN, CONTINUING, INCREASED = "new", "newly_known", "continuing", "increased"
REDUCED, ENDED, NO_LONGER_KNOWN = "reduced", "ended", "no_longer_known"
STILL_NO, NOW_NO, NO_BEFORE, STILL_MISSING = "still_no", "now_no", "no_before", "still_missing"
_BECAME = {  # (state before, state now), with None for missing; two of yes are told apart by their frequency
    (YES, NO): ENDED,
    (YES, None): NO_LONGER_KNOWN,
    (NO, YES): NEW,
    (NO, NO): STILL_NO,
    (NO, None): NO_BEFORE,
    (None, YES): NEWLY_KNOWN,
    (None, NO): NOW_NO,
    (None, None): STILL_MISSING,
}


@dataclass(frozen=True)
class Counts:
    """How many items of one C are in each state. They add up to the items that the list has under it, 1 or more."""

    yes: int
    no: int
    not_known: int
    not_asked: int

    @property
    def items(self) -> int:
        return self.yes + self.no + self.not_known + self.not_asked


@dataclass(frozen=True)
class Prompt:
    """To ask about one C, because there is a yes under another. It says nothing about what the answer will be.

    category: the C to ask about. because: the Cs with a yes, in order, at least one. counts: of the items of
    `category`, of which none is yes and not all are no. to_ask: ids of those without an answer, in the order of the
    list.
    """

    category: str
    because: tuple[str, ...]
    counts: Counts
    to_ask: tuple[str, ...]

    @property
    def reason(self) -> str:
        """English sentences, ready for a page."""
        items = f"{self.counts.items} {self.category} item{'' if self.counts.items == 1 else 's'}"
        return (
            f"Ask about {self.category}: {MEANINGS[self.category]}. There is a yes under {listed(self.because)}, and "
            f"the 2017 edition says to ask about the other Cs too. Of {items}, {_gaps(self.counts)}. "
            "This is something to ask, not a finding."
        )

    @property
    def told(self) -> Told:
        """The same in the form that all rules share. Outcome: ASK."""
        return Told("rule.cross_c_prediction", "audit-2017", "3.4", ASK, self.reason, self.to_ask)


def by_category(items: Mapping[str, str], category_of: Mapping[str, str]) -> dict[str, Counts]:
    """How many items are yes, no, not known and not asked under each of the four Cs, all four always there."""
    return {
        category: Counts(
            *(len(_in_state(items, category_of, category, state)) for state in (YES, NO, NOT_KNOWN, NOT_ASKED))
        )
        for category in _checked(items, category_of)
    }


def prompts(items: Mapping[str, str], category_of: Mapping[str, str]) -> tuple[Prompt, ...]:
    """With a yes in any C, one prompt for each other C that has no yes and where not every item was asked and is no.

    In the order of the four Cs. Source: rule.cross_c_prediction, footnote to statement 3.4 (audit-2017).
    """
    counts = by_category(items, category_of)
    because = tuple(category for category in CATEGORIES if counts[category].yes)
    if not because:
        return ()
    return tuple(
        Prompt(category, because, counts[category], _in_state(items, category_of, category, NOT_KNOWN, NOT_ASKED))
        for category in CATEGORIES
        if not counts[category].yes and counts[category].no < counts[category].items
    )


def not_asked(items: Mapping[str, str], category_of: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Ids of the items that were not asked under each of the four Cs, in the order of the list. Not known is apart."""
    return {category: _in_state(items, category_of, category, NOT_ASKED) for category in _checked(items, category_of)}


@dataclass(frozen=True)
class RiskAnswer:
    """What one assessment says about one risk item: its state, and how often where that is known.

    A yes is once, sometimes, often or None; a no is never or None; a missing answer has no frequency. Anything else
    contradicts itself and raises ValueError.
    """

    state: str
    frequency: str | None = None

    def __post_init__(self) -> None:
        check_states([self.state])
        fitting = {YES: (ONCE, SOMETIMES, OFTEN), NO: (NEVER,)}.get(self.state, ())
        if self.frequency is not None and self.frequency not in fitting:
            raise ValueError(f"an answer cannot be {self.state} and {self.frequency}")


@dataclass(frozen=True)
class Course:
    """What became of one risk item between two assessments.

    outcome: one of these. Yes before and now: CONTINUING, or INCREASED or REDUCED where both frequencies are known and
    differ. Yes now: NEW after a no, NEWLY_KNOWN after a missing answer, for then nobody can say since when. Yes before:
    ENDED with a no now, NO_LONGER_KNOWN with a missing answer now. Never yes: STILL_NO, NOW_NO (missing before),
    NO_BEFORE (missing now) and STILL_MISSING.
    """

    risk: str
    first: RiskAnswer
    last: RiskAnswer

    @property
    def outcome(self) -> str:
        before, now = self.first, self.last
        if before.state == now.state == YES:
            return _how_often(before.frequency, now.frequency)
        return _BECAME[_known(before.state), _known(now.state)]


def compare(first: Mapping[str, RiskAnswer], last: Mapping[str, RiskAnswer]) -> tuple[Course, ...]:
    """What became of every risk that either assessment mentions: those of `first` in its order, then those of `last`.

    What one of them does not mention was not asked there, so an item that has left the list is never taken to have
    ended. Only a no after a yes ends a risk, and only a lower known frequency reduces it. Source: ours, for statement
    3.2: questions during support only help if what they find can be set against what was found before.
    """
    unasked = RiskAnswer(NOT_ASKED)
    risks = [*first, *(risk for risk in last if risk not in first)]
    return tuple(Course(risk, first.get(risk, unasked), last.get(risk, unasked)) for risk in risks)


def listed(words: Sequence[str]) -> str:
    """One or more words as a list in English: "content", "content and contact", "content, contact and conduct"."""
    *firsts, last = words
    return f"{', '.join(firsts)} and {last}" if firsts else last


def _checked(items: Mapping[str, str], category_of: Mapping[str, str]) -> tuple[str, ...]:
    """The four Cs, once items and list have been found to make sense."""
    for category in category_of.values():
        if category not in CATEGORIES:
            raise ValueError(f"a risk is under one of {', '.join(CATEGORIES)}, not {category!r}")
    for category in CATEGORIES:
        if category not in category_of.values():
            raise ValueError(f"the list has no risk under {category}")
    for risk in items:
        if risk not in category_of:
            raise ValueError(f"the list has no risk {risk!r}")
    check_states(items.values())
    return CATEGORIES


def _in_state(items: Mapping[str, str], category_of: Mapping[str, str], category: str, *states: str) -> tuple[str, ...]:
    """Ids of the items under one C in any of the states, in the order of the list."""
    return tuple(risk for risk, its in category_of.items() if its == category and items.get(risk, NOT_ASKED) in states)


def _how_often(before: str | None, now: str | None) -> str:
    if before is None or now is None or before == now:
        return CONTINUING
    return INCREASED if FREQUENCIES.index(now) > FREQUENCIES.index(before) else REDUCED


def _known(state: str) -> str | None:
    return None if is_missing(state) else state


def _gaps(counts: Counts) -> str:
    gaps = []
    if counts.not_asked:
        gaps.append(f"{counts.not_asked} {'was' if counts.not_asked == 1 else 'were'} not asked")
    if counts.not_known:
        gaps.append(f"{counts.not_known} {'is' if counts.not_known == 1 else 'are'} not known")
    return listed(gaps)
