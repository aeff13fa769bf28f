"""What has been published before, and what can be had by subtracting it from something new (differencing).

"All agencies" less "all but one" is that one; April to June less April to May is June. A population is a set of codes,
each for one unit in one stretch of time ("elmfield 2026-Q2"): whether one population is part of another can then be
decided, and `population` makes such a set. A count is known by its definition, its population and the names it is of,
so that the same count is recognised in another table, as a total or as a cell.

For one count, of one definition, the rule is complete. Any two populations released must be apart or one part of the
other; one that overlaps another in part is refused. So the populations whose count is shown stand like boxes in boxes,
and what is left in a box beside the boxes in it is all that adding and subtracting can give, for every combination of
released figures is made of such remainders. A new figure makes two remainders: its own, and that of the smallest box
around it. If either is small the new count is hidden. Then no combination of the figures is small, for all of them are
sums of numbers that are not.

Hidden counts, the earlier ones and the new ones, are tried again with what the other releases tell, for a part is never
more than the whole; and what is left between tables with the same rows and columns is tried as well (`differences`).

What this does not see: whatever follows only from many tables taken together beyond that; figures of another definition
for the same people (young people and cases, say); other names for the same group (ages 10 to 15, and ages 10 to 12 with
13 to 15); and what people know already, such as an agency that knows its own numbers. Fixed cuts, the same for
everybody, are the answer to those.

Measured by linear programming (scipy 1.17.1) over all the tables and what lies between them at once. In 1,979 invented
pairs up to 5 × 5, a part and its whole in either order, none of 29,192 hidden counts was found and 46 (0.16 per cent)
were narrowed to fewer than 4 numbers; none of 9,689 small differences was found and 20 (0.2 per cent) were narrowed; 21
pairs were refused. In 588 triples up to 4 × 4, two parts and their whole in any order, none of 9,896 hidden counts was
found and 16 were narrowed; of 2,316 small counts of the people left, 4 (0.2 per cent) were found and 11 more narrowed.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from onlinelives.rules.disclosure.published import DOOR, Cell, Grid, Published
from onlinelives.rules.disclosure.reach import NO_LIMIT, Limits, Reach
from onlinelives.rules.disclosure.settings import Reason, Settings
from onlinelives.rules.disclosure.tables import Frame, Key, Place

Population = frozenset[str]


class Refused(Exception):
    """A table may not be published. The text says why, and what would be possible."""


def population(units: Iterable[str], times: Iterable[str]) -> Population:
    """Each unit (an agency, say) in each stretch of time (a quarter): "elmfield", "2026-Q2" → "elmfield 2026-Q2".

    The codes are the caller's promise: two that differ are never about the same people at the same time. So one
    definition has one kind of unit and one cut of time, quarters or months and never both. Codes have no blanks in
    them, and there is at least one of each; otherwise ValueError.
    """
    codes = [[units] if isinstance(units, str) else list(units), [times] if isinstance(times, str) else list(times)]
    if not all(codes) or any(code.split() != [code] for code in codes[0] + codes[1]):
        raise ValueError("a population has at least one unit and one stretch of time, with codes without blanks")
    return frozenset(f"{unit} {time}" for unit in codes[0] for time in codes[1])


@dataclass(frozen=True)
class Release:
    """An earlier table as data: what its readers have. See `Published` for what the fields hold."""

    frame: Frame
    grid: Grid
    settings: Settings
    definition: str
    population: Population
    base: int = 1

    @cached_property
    def counts(self) -> Mapping[Key, Cell]:
        """Every count of the table by what it is of."""
        return {self.frame.key(place): self.at(place) for place in self.frame.places()}

    @property
    def hidden(self) -> list[Place]:
        return [place for place in self.frame.places() if self.at(place).hidden]

    def at(self, place: Place) -> Cell:
        return self.grid[place[0]][place[1]]


@dataclass(frozen=True)
class Released:
    """The ledger: every table published so far. Begin with `Released()`; `plus` gives the next one."""

    releases: tuple[Release, ...] = ()

    def plus(self, published: Published) -> "Released":
        """This ledger and one table more."""
        return Released((*self.releases, release_from(published.as_data())))

    def of(self, definition: str) -> "Released":
        """Only the tables that count the same thing: capitals and blanks in its words make no difference."""
        same = _plain(definition)
        return Released(tuple(release for release in self.releases if _plain(release.definition) == same))

    def touching(self, people: Population) -> list[Release]:
        """The tables that count some of these people."""
        return [release for release in self.releases if release.population & people]

    def connected(self, people: Population) -> list[Release]:
        """The tables of which one about these people could tell more: those touching it, or in one whole with it."""
        wholes = [release.population for release in self.releases if people <= release.population]
        return [
            release
            for release in self.releases
            if release.population & people or any(release.population <= whole for whole in wholes)
        ]

    def known(self, key: Key, people: Population) -> Limits:
        """The smallest and largest number that a count of these people can be, by the figures shown of nested ones.

        The largest is NO_LIMIT where nothing around them is shown.
        """
        shown = self._shown(key)
        most = [
            number - _sum_of_parts({part: n for part, n in shown.items() if not part & people}, whole)
            for whole, number in shown.items()
            if people <= whole
        ]
        return _sum_of_parts(shown, people), min(most, default=NO_LIMIT)

    def has_part(self, key: Key, people: Population) -> bool:
        """Whether a count of some of these people is shown."""
        return any(part < people for part in self._shown(key))

    def has_whole(self, key: Key, people: Population) -> bool:
        """Whether a count of these people and others is shown."""
        return any(people < whole for whole in self._shown(key))

    def is_shown(self, key: Key, people: Population) -> bool:
        return people in self._shown(key)

    def is_hidden(self, key: Key, people: Population) -> bool:
        """Whether a table about exactly these people hides the count."""
        return any(
            release.population == people and key in release.counts and release.counts[key].hidden
            for release in self.releases
        )

    def reach(self, release: Release) -> Reach:
        """What readers of the whole ledger can work out of one table in it, from nothing but what is shown.

        Raises `Refused` where the figures contradict each other.
        """
        numbers = {place: release.at(place).number or 0 for place in release.frame.places()}
        reach = Reach(release.frame, numbers)
        for place in release.hidden:
            low, high = self.known(release.frame.key(place), release.population)
            least, most = allowed(release.at(place).reason, release.settings)
            reach.hide(place, (max(low, least), min(high, most)))
        if not reach.settle():
            raise Refused("These counts do not fit those that are published already. Were records changed since?")
        return reach

    def _shown(self, key: Key) -> dict[Population, int]:
        found = {}
        for release in self.releases:
            cell = release.counts.get(key)
            if cell is not None and cell.number is not None:
                found[release.population] = cell.number
        return found


def allowed(reason: Reason | None, settings: Settings) -> Limits:
    """What a reader knows of a hidden count from the reason that is given for it."""
    least = settings.fewest if reason is Reason.SECONDARY else settings.lowest
    return least, settings.fewest - 1 if reason is Reason.PRIMARY else NO_LIMIT


def release_from(data: Mapping[str, Any]) -> Release:
    """A release from `Published.as_data()` as it was stored. Other data raise ValueError, KeyError or TypeError."""
    grid = tuple(tuple(_cell(said) for said in row) for row in data["grid"])
    frame = Frame(tuple(data["rows"]), tuple(data["columns"]))
    if [len(row) for row in grid] != [len(frame.columns) + 1] * (len(frame.rows) + 1):
        raise ValueError("a stored table has a row and a column more than its names, for the totals")
    settings = Settings(data["fewest"], data["zeros_shown"], data["reasons_told"])
    return Release(frame, grid, settings, data["definition"], frozenset(data["population"]), data["base"])


def published_from(data: Mapping[str, Any], sha256: str) -> Published:
    """What was published, from `Published.as_data()` as it was stored and the hash that it had. Data that do not fit
    the hash raise ValueError: what was altered is never shown as published. Other errors as in `release_from`."""
    release = release_from(data)
    again = Published(
        frame=release.frame,
        grid=release.grid,
        settings=release.settings,
        definition=release.definition,
        period=data["period"],
        population=tuple(data["population"]),
        base=release.base,
        sums_of_shown=data["sums_of_shown"],
        door=DOOR,
    )
    if again.sha256 != sha256:
        raise ValueError("this is not what was published: its hash is another one")
    return again


def _plain(definition: str) -> str:
    return " ".join(definition.casefold().split())


def _cell(said: int | str) -> Cell:
    return Cell(reason=Reason(said)) if isinstance(said, str) else Cell(number=said)


def _sum_of_parts(shown: Mapping[Population, int], whole: Population) -> int:
    """The numbers of the largest populations within a whole, which never overlap."""
    parts = [part for part in shown if part <= whole]
    return sum(shown[part] for part in parts if not any(part < other for other in parts))
