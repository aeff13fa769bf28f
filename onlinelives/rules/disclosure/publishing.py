"""The door: a table of true counts goes in, and what may be shown of it comes out."""

from collections.abc import Mapping
from dataclasses import dataclass

from onlinelives.rules.disclosure.differences import unsafe
from onlinelives.rules.disclosure.published import DOOR, Cell, Grid, Published
from onlinelives.rules.disclosure.reach import Limits
from onlinelives.rules.disclosure.releases import Population, Refused, Released, allowed, release_from
from onlinelives.rules.disclosure.settings import Reason, Settings
from onlinelives.rules.disclosure.suppression import Known, protect
from onlinelives.rules.disclosure.tables import Frame, Place, Table

GIVES_AWAY = "Beside what is published already, this table would give a small number away."


def publish(
    table: Table,
    settings: Settings,
    *,
    period: str,
    definition: str,
    population: Population,
    against: Released,
) -> Published:
    """What may be shown of a table of true counts, given everything that it can be held `against`.

    period: when, in words. definition: what is counted, in the same words wherever the same is counted. population:
    the units and times that the table counts (see `releases.population`). against: every table published before,
    `Released()` if there is none; once the new one is out, keep `against.plus(published)`.
    Raises `Refused` where the population overlaps an earlier one in part or touches one that was rounded, where counts
    have changed since they were published, and where no choice of counts to hide would do. Blank words or an empty
    population: ValueError.
    """
    earlier = checked(period, definition, population, against)
    if any(release.base > 1 for release in earlier.touching(population)):
        raise Refused("Some of these people are in a table that was published rounded. Exact counts cannot follow.")
    draft = _Draft(table.frame, table.numbers(), settings, population, earlier)
    if not draft.fits():
        raise Refused("Counts have changed since they were published, so that their difference would tell about few.")
    start = draft.must_hide()
    while True:
        reasons = draft.choose(start)
        made = Published(
            frame=table.frame,
            grid=grid(table.frame, draft.numbers, reasons),
            settings=settings,
            definition=definition,
            period=period,
            population=tuple(sorted(population)),
            base=1,
            sums_of_shown=False,
            door=DOOR,
        )
        more = unsafe(release_from(made.as_data()), earlier)
        if not more:
            return made
        start |= more


def checked(period: str, definition: str, population: Population, against: Released) -> Released:
    """The earlier tables that count the same thing, once the words are there and no population overlaps in part."""
    if not (period.strip() and definition.strip() and population):
        raise ValueError("a table is published with its period, its definition and its population")
    earlier = against.of(definition)
    for release in earlier.touching(population):
        if not (release.population <= population or population <= release.population):
            raise Refused(
                "Some of these people, but not all, are in a table that was published with others. "
                "Publish for the same units and times, for a part of them, or for all of them and more."
            )
    return earlier


def grid(frame: Frame, numbers: Mapping[Place, int], reasons: Mapping[Place, Reason]) -> Grid:
    """The numbers as cells, row by row, with a reason and no number wherever there is a reason to hide one."""
    return tuple(
        tuple(
            Cell(reason=reasons[row, column]) if (row, column) in reasons else Cell(numbers[row, column])
            for column in range(len(frame.columns) + 1)
        )
        for row in range(len(frame.rows) + 1)
    )


@dataclass(frozen=True)
class _Draft:
    """A table on its way out, with its true counts."""

    frame: Frame
    numbers: Mapping[Place, int]
    settings: Settings
    population: Population
    earlier: Released

    def fits(self) -> bool:
        """Whether every count can be true beside what is published: the same again, at least its parts, and so on."""
        known = {place: self.earlier.known(self.frame.key(place), self.population) for place in self.numbers}
        return all(low <= self.numbers[place] <= high for place, (low, high) in known.items())

    def must_hide(self) -> set[Place]:
        """The counts that are small, that are too close to released ones, or that an earlier table hides."""
        return {
            place
            for place, number in self.numbers.items()
            if self.settings.small(number)
            or self._too_close(place)
            or self.earlier.is_hidden(self.frame.key(place), self.population)
        }

    def choose(self, start: set[Place]) -> dict[Place, Reason]:
        """What to hide and why. Reasons are told apart only where that was asked for and is safe."""
        untold = protect(self.frame, self.numbers, start, self._known(Reason.UNTOLD), self.settings.width)
        if untold is None:
            raise Refused(GIVES_AWAY)
        for begin in (start, untold) if self.settings.reasons_told else ():
            told = protect(self.frame, self.numbers, begin, self._known(None), self.settings.width)
            if told is not None:
                return {place: self._reason(place) for place in told}
        return dict.fromkeys(untold, Reason.UNTOLD)

    def _too_close(self, place: Place) -> bool:
        """Whether something small is left when released figures are taken away, or this one is taken from them."""
        key, number = self.frame.key(place), self.numbers[place]
        low, high = self.earlier.known(key, self.population)
        if self.earlier.is_shown(key, self.population):
            return False  # the very same figure is out already
        below = self.earlier.has_part(key, self.population) and self.settings.small(number - low)
        above = self.earlier.has_whole(key, self.population) and self.settings.small(high - number)
        return below or above

    def _reason(self, place: Place) -> Reason:
        return Reason.PRIMARY if self.settings.small(self.numbers[place]) else Reason.SECONDARY

    def _known(self, said: Reason | None) -> Known:
        """What readers would know of each count if it were hidden; `said` for all, or else each its own reason."""

        def limits(place: Place) -> Limits | None:
            least, most = allowed(said or self._reason(place), self.settings)
            low, high = self.earlier.known(self.frame.key(place), self.population)
            return None if self.numbers[place] < least else (max(low, least), min(high, most))

        return limits
