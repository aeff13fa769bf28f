"""What a reader who does all the sums can work out: the smallest and largest number that each hidden count can be.

The sums of a table say: the cells of a row add up to its total, those of a column to its, and so with the totals. A
change that leaves every sum right goes round in circles: a unit more here, one fewer there. So a table is a network
whose lines are the hidden counts, each with as much room up and down as is known of it, and how far one count can move
is the largest flow round through the others (Ford and Fulkerson 1962; for tables Gusfield 1988). Counts and limits are
whole, so the answer is exact in whole numbers, and every number between the two ends is possible as well. No linear
programme can learn more from one table.
"""

from collections import defaultdict, deque
from collections.abc import Mapping

from onlinelives.rules.disclosure.tables import Frame, Place

NO_LIMIT = 10**12  # more young people than there are

Limits = tuple[int, int]  # the smallest and largest number that is known to be possible, both included
Leg = tuple[Place, int]  # a hidden count and which way it moves: 1 up, -1 down
Change = dict[Place, int]  # by how much hidden counts have moved

NOWHERE: Leg = ((-1, -1), 0)


class Reach:
    """The hidden counts of one table. `numbers` has a count for every place that fits all that is shown."""

    def __init__(self, frame: Frame, numbers: Mapping[Place, int]) -> None:
        self.frame = frame
        self.numbers = dict(numbers)
        self.limits: dict[Place, Limits] = {}
        self._legs: dict[int, dict[Leg, tuple[int, int]]] = defaultdict(dict)  # from a point: where to, how much

    def hide(self, place: Place, limits: Limits) -> None:
        """Take a count as hidden, known only to lie within `limits`."""
        self.limits[place] = limits
        start, end = self.frame.arc(place)
        self._legs[start][place, 1] = end, self.slack(place, 1)
        self._legs[end][place, -1] = start, self.slack(place, -1)

    def show(self, place: Place) -> None:
        """Take a hidden count as shown."""
        del self.limits[place]
        start, end = self.frame.arc(place)
        del self._legs[start][place, 1]
        del self._legs[end][place, -1]

    def slack(self, place: Place, way: int) -> int:
        """How far a hidden count could rise (`way` 1) or fall (-1) if no sum held it; 0 or more."""
        low, high = self.limits[place]
        return high - self.numbers[place] if way > 0 else self.numbers[place] - low

    def room(self, place: Place, way: int, enough: int = NO_LIMIT) -> int:
        """How far a hidden count can rise or fall with every sum right, looking no further than `enough`."""
        return self._turn(place, way, enough)[0]

    def interval(self, place: Place) -> Limits:
        """The smallest and largest number that a hidden count can be; half of NO_LIMIT or more is no end."""
        return self.numbers[place] - self.room(place, -1), self.numbers[place] + self.room(place, 1)

    def witnesses(self, place: Place, width: int) -> frozenset[Place] | None:
        """Hidden counts that are enough to let this one be at least `width` different numbers; None if it cannot be."""
        up, risen = self._turn(place, 1, width - 1)
        down, fallen = self._turn(place, -1, width - 1 - up)
        return frozenset((*risen, *fallen)) if up + down >= width - 1 else None

    def settle(self) -> bool:
        """Find hidden numbers that fit, from nothing but what is shown and the limits. False if there are none."""
        for place, limits in self.limits.items():
            self.numbers[place] = limits[0]
            self.hide(place, limits)
        excess: dict[int, int] = defaultdict(int)
        for place, number in self.numbers.items():
            start, end = self.frame.arc(place)
            excess[start] -= number
            excess[end] += number
        moved = True
        while moved:
            moved = False
            for start in [point for point in excess if excess[point] > 0]:
                for end in [point for point in excess if excess[point] < 0]:
                    sent, change = self._send(start, end, min(excess[start], -excess[end]))
                    for place, by in change.items():
                        self.numbers[place] += by
                        self.hide(place, self.limits[place])
                    excess[start] -= sent
                    excess[end] += sent
                    moved = moved or sent > 0
        return not any(excess.values())

    def _turn(self, place: Place, way: int, enough: int) -> tuple[int, Change]:
        """Move a count and bring what it moved back round through the others."""
        start, end = self.frame.arc(place)[::-way]
        return self._send(start, end, min(enough, self.slack(place, way)), without=place)

    def _send(self, start: int, end: int, wanted: int, without: Place | None = None) -> tuple[int, Change]:
        """Send up to `wanted` from point to point, the shortest way first: how much was sent, and what that moved."""
        sent = 0
        change: Change = {}
        while sent < wanted and (way := self._way(start, end, change, without)):
            amount = min(wanted - sent, *(self.slack(place, step) - step * change.get(place, 0) for place, step in way))
            for place, step in way:
                change[place] = change.get(place, 0) + step * amount
            sent += amount
        return sent, change

    def _way(self, start: int, end: int, change: Change, without: Place | None) -> list[Leg]:
        """The shortest way from point to point over counts that can still move; empty if there is none."""
        came: dict[int, tuple[int, Leg]] = {start: (start, NOWHERE)}
        waiting = deque([start])
        while waiting:
            here = waiting.popleft()
            for leg, (there, slack) in self._legs[here].items():
                place, step = leg
                if there in came or place == without or slack <= step * change.get(place, 0):
                    continue
                came[there] = here, leg
                if there == end:
                    return _back(start, end, came)
                waiting.append(there)
        return []


def _back(start: int, end: int, came: Mapping[int, tuple[int, Leg]]) -> list[Leg]:
    way: list[Leg] = []
    while end != start:
        end, leg = came[end]
        way.append(leg)
    return way
