"""How figures are told: careful with chance, and never as cause and effect."""

from onlinelives.rules.disclosure.beside import Chance, Change, Odds, Reasons
from onlinelives.rules.disclosure.shares import HIDDEN_WORDS, Compared, Measure, words
from onlinelives.rules.disclosure.shares.published import Cell

NOT_SHOWN = "Not shown"
SMALL = "7 or fewer"
CHANGE_MORE = "The change is larger than chance would explain."
CHANGE_CHANCE = "A change of this size could be chance."
CHANCE = "A difference of this size could be chance."
MORE = "The difference is larger than chance would explain."
NO_CAUSE = "These figures show what goes together. They do not show that one thing causes another."
HIDDEN = f"{HIDDEN_WORDS}."
VOLUNTEERS = (
    "Schools choose whether to take part. The ranges tell how far chance could move a figure; they cannot tell how "
    "schools that stayed away would differ."
)
METHOD = (
    (
        "Percentages are weighted. The range beside a percentage is a 95% interval: it comes from how schools differ, "
        "because young people of one school are more alike than young people anywhere. It is a logit interval, and one "
        "of Korn and Graubard where an answer is rare or almost everybody gave it."
    ),
    (
        "A school that is alone among places of its kind is set against the average of all schools. Degrees of freedom "
        "are schools less kinds of place."
    ),
    (
        "A group is always set against all other young people of whom it is known, never against a total that contains "
        "it. The difference is in percentage points; the ratio of percentages says how many times as many; the odds "
        "ratio compares odds and is further from 1 than the ratio."
    ),
    (
        "A figure is shown when 30 or more young people in 3 or more schools are behind it, and 8 or more on each "
        "side. Numbers of young people are to the nearest 5."
    ),
    VOLUNTEERS,
    NO_CAUSE,
)
PLACES = "Places go by the whole percentages shown. Two that are near each other may stand there by chance."
HOLM = "Tests are adjusted for how many are on this page (Holm), so that few are called real by luck."
BANK = "Tests are adjusted across all questions listed (Benjamini and Hochberg): of those called real, few are not."


def cell(told: Cell) -> str:
    """38% (31 to 45)"""
    if told is None:
        return NOT_SHOWN
    return f"{words(told)} ({told.low} to {told.high})"


def base(told: Cell) -> str:
    return NOT_SHOWN if told is None else f"about {told.base:,}"


def of_100(people: str, says: str, told: Cell) -> str:
    """Of 100 young carers, about 38 had seen …"""
    return f"Of 100 {people}, {number(told)} {says}"


def number(told: Cell) -> str:
    """How many of 100."""
    if told is None:
        return "an unknown number"
    if told.percent in (0, 100):
        return "fewer than 1" if told.percent == 0 else "more than 99"
    return f"about {told.percent}"


def pair(people: tuple[str, ...], says: str, cells: tuple[Cell, Cell], chance: Chance | None) -> str:
    """Two groups in two sentences. Both figures are shown."""
    return f"{of_100(people[0], says, cells[0])}; of 100 {people[1]}, {number(cells[1])}. {larger(chance)}"


def larger(chance: Chance | None) -> str:
    return CHANCE if chance is None or chance.explains else MORE


def is_larger(chance: Chance | None) -> str:
    """In a table."""
    if chance is None:
        return NOT_SHOWN
    return "No" if chance.explains else "Yes"


def points(told: Compared | None) -> str:
    """+17 points (8 to 25)"""
    if told is None:
        return NOT_SHOWN
    return f"{_signed(told.estimate)} points ({_signed(told.low)} to {_signed(told.high)})"


def _signed(value: float) -> str:
    """+3, −3 or 0."""
    whole = round(value)
    return "0" if whole == 0 else f"{whole:+d}".replace("-", "−")


def _two(value: float) -> str:
    """Two digits, both of them shown: 1.0 is not known to be 1."""
    return f"{value:,.0f}" if value >= 100 else f"{value:#.2g}".rstrip(".")


def times(told: Compared | Odds | None) -> str:
    """1.8 (1.2 to 2.6)"""
    if told is None:
        return NOT_SHOWN
    value = told.ratio if isinstance(told, Odds) else told.estimate
    return f"{_two(value)} ({_two(told.low)} to {_two(told.high)})"


def measured(compared: tuple[Compared, ...], part: str, measure: Measure) -> Compared | None:
    return next((each for each in compared if each.part == part and each.measure is measure), None)


def changed(told: Change | None) -> str:
    if told is None:
        return NOT_SHOWN
    return f"{_signed(told.points)} points ({_signed(told.low)} to {_signed(told.high)})"


def reasons(told: Reasons) -> tuple[str, ...]:
    """How many were asked, how many of them answered, and each reason."""
    return f"about {told.asked:,}", *(SMALL if each is None else f"{each:,}" for each in (told.answered, *told.missing))
