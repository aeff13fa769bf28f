"""Which counts of a table to hide: the small ones, and enough others to keep them hidden.

Every hidden count must still be able to be `width` different numbers for whoever does all the sums (see `reach`). One
that cannot is given company: the cheapest circle of counts through it, in which a unit more here is one fewer there,
with all of the circle hidden. Cheapest is the fewest counts not hidden yet, then the fewest totals, then the smallest
numbers, so that what is lost is little (the idea of Kelly, Golden and Assad 1992). Hiding more never narrows a count
that is hidden already, so one pass over them is enough; then company that turns out not to be needed is shown again.
Nothing is left to chance: a table always loses the same counts.

Measured on 2,000 invented tables of 2 × 2 to 8 × 6 with their totals, half with noughts shown, by linear programming
over everything that is shown (scipy 1.17.1, none of this code): of 22,449 hidden counts, 15,620 of them small, none was
found and none narrowed to fewer than 4 numbers; nor in 1,000 more with reasons told. In tables of 8 × 6 with counts
evenly from 0 to 12, 34 in 100 counts were hidden, 29 of them small themselves; with noughts shown 31 and 24.

What this does not stop: somebody who also has this program can try it on every table that fits and keep those that come
out the same. In tables of 3 × 3 that found 2.9 per cent of 4,031 small counts and narrowed 17 to fewer than 4 numbers;
with reasons told it found 9.2 and narrowed 45 (of 754), which is why reasons are not told unless asked for. Larger
tables leave more to try. And whoever knows one of the hidden counts, because they are their own, knows more than a
reader. Against both, `publish_rounded` gives nothing away beyond which counts are small.
"""

import heapq
from collections import deque
from collections.abc import Callable, Collection, Mapping

from onlinelives.rules.disclosure.reach import Limits, Reach
from onlinelives.rules.disclosure.tables import Frame, Place

Cost = tuple[int, int, int]  # counts that are newly hidden, totals among them, and the sum of their numbers
Known = Callable[[Place], Limits | None]  # what a reader will know of a count once it is hidden; None: never hide it

FREE: Cost = (0, 0, 0)


def protect(
    frame: Frame, numbers: Mapping[Place, int], start: Collection[Place], known: Known, width: int
) -> frozenset[Place] | None:
    """Every place to hide, so that each can be `width` different numbers: those of `start` and their company.

    None if there is not enough company to be had, which can only be where `known` has limits from elsewhere.
    """
    offered = {place: limits for place in frame.places() if (limits := known(place)) is not None}
    if any(place not in offered for place in start):
        return None
    reach = Reach(frame, numbers)
    for place in sorted(start):
        reach.hide(place, offered[place])
    witnesses: dict[Place, frozenset[Place]] = {}
    waiting = deque(sorted(start))
    while waiting:
        place = waiting.popleft()
        found = reach.witnesses(place, width)
        if found is not None:
            witnesses[place] = found
            continue
        company = _company(reach, place, offered, width)
        if company is None:
            return None
        for other in company:
            reach.hide(other, offered[other])
        waiting.extend((place, *company))
    _thin_out(reach, set(start), witnesses, width)
    return frozenset(reach.limits)


def _thin_out(reach: Reach, start: set[Place], witnesses: dict[Place, frozenset[Place]], width: int) -> None:
    """Show again whatever company is not needed after all, the largest numbers first."""
    for place in sorted(set(reach.limits) - start, key=lambda place: (-reach.numbers[place], place)):
        limits = reach.limits[place]
        reach.show(place)
        instead = {}
        for other in [other for other in reach.limits if place in witnesses[other]]:
            found = reach.witnesses(other, width)
            if found is None:
                reach.hide(place, limits)
                break
            instead[other] = found
        else:
            witnesses.update(instead)


def _company(reach: Reach, place: Place, offered: Mapping[Place, Limits], width: int) -> list[Place] | None:
    """The counts to hide, none of them hidden yet, so that a hidden one is wide enough; the cheaper of up and down."""
    found = []
    for way in (1, -1):
        wanted = width - 1 - reach.room(place, -way, width - 1)
        if reach.slack(place, way) >= wanted:
            circle = _circle(reach, place, way, wanted, offered)
            if circle is not None:
                found.append(circle)
    return min(found, default=(FREE, None))[1]


def _circle(
    reach: Reach, place: Place, way: int, wanted: int, offered: Mapping[Place, Limits]
) -> tuple[Cost, list[Place]] | None:
    """The cheapest way round for `wanted` units (Dijkstra), as its cost and the counts on it that are not hidden."""
    legs = _legs(reach, place, wanted, offered)
    start, end = reach.frame.arc(place)[::-way]
    best: dict[int, Cost] = {start: FREE}
    came: dict[int, tuple[int, Place]] = {}
    waiting = [(FREE, start)]
    while waiting:
        cost, here = heapq.heappop(waiting)
        if here == end:
            return cost, [other for other in _back(start, end, came) if other not in reach.limits]
        if cost > best[here]:
            continue
        for there, other, price in legs.get(here, ()):
            dearer = (cost[0] + price[0], cost[1] + price[1], cost[2] + price[2])
            if there not in best or dearer < best[there]:
                best[there], came[there] = dearer, (here, other)
                heapq.heappush(waiting, (dearer, there))
    return None


def _legs(
    reach: Reach, place: Place, wanted: int, offered: Mapping[Place, Limits]
) -> dict[int, list[tuple[int, Place, Cost]]]:
    """From each point, the counts that can carry `wanted` units on, where to, and what hiding them costs."""
    legs: dict[int, list[tuple[int, Place, Cost]]] = {}
    for other, (low, high) in offered.items():
        if other == place:
            continue
        number = reach.numbers[other]
        price = FREE if other in reach.limits else (1, reach.frame.totals(other), number)
        begin, finish = reach.frame.arc(other)
        if high - number >= wanted:
            legs.setdefault(begin, []).append((finish, other, price))
        if number - low >= wanted:
            legs.setdefault(finish, []).append((begin, other, price))
    return legs


def _back(start: int, end: int, came: Mapping[int, tuple[int, Place]]) -> list[Place]:
    way = []
    while end != start:
        end, place = came[end]
        way.append(place)
    return way
