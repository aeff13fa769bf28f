"""The table that is left when tables are taken from one of a larger population: nobody published it, yet it is out.

It is a table like any other, of the people who are in the larger population only, so its sums hold as well. Its counts
are known where all the tables show theirs; elsewhere they lie between limits. `unsafe` tries it as `suppression` tries
a new table, and answers with what the new one has to hide besides. All of that is worked out from what readers have,
never from hidden counts, because the ledger has none.
"""

from collections.abc import Iterator
from functools import cache

from onlinelives.rules.disclosure.reach import NO_LIMIT, Limits, Reach
from onlinelives.rules.disclosure.releases import Refused, Release, Released
from onlinelives.rules.disclosure.suppression import protect
from onlinelives.rules.disclosure.tables import Place


def unsafe(new: Release, earlier: Released) -> set[Place]:
    """What a new table still has to hide beside the earlier ones; nothing if it is safe.

    First nothing that they hide may be narrowed; then, where tables have the same rows and columns, nothing that is
    left when a part is taken from a whole, or all its parts are. Raises `Refused` where figures contradict each other,
    and where hiding would not help.
    """
    ledger = Released((*earlier.releases, new))
    reach = cache(ledger.reach)
    connected = earlier.connected(new.population)
    found: set[Place] = set()
    for old in connected:
        if any(reach(old).witnesses(place, old.settings.width) is None for place in old.hidden):
            found |= _same_hidden(new, [old])
    if found:
        return found
    for whole, parts in _subtractions(new, connected):
        reaches = [reach(release) for release in (whole, *parts)]
        more = _left(new, (whole, *parts).index(new), reaches)
        found |= _same_hidden(new, [whole, *parts]) if more is None else more
    return found


def _subtractions(new: Release, connected: list[Release]) -> Iterator[tuple[Release, list[Release]]]:
    """Each whole with parts that can be taken from it, the new table among them: one by one, and all of them."""
    same = {old.population: old for old in connected if old.frame == new.frame} | {new.population: new}
    for whole in same.values():
        parts = [part for part in same.values() if part.population < whole.population]
        largest = [one for one in parts if not any(one.population < other.population for other in parts)]
        for taken in (*([part] for part in parts), largest):
            if new in (whole, *taken) and taken and (taken is not largest or len(largest) > 1):
                yield whole, taken


def _left(new: Release, which: int, reaches: list[Reach]) -> set[Place] | None:
    """What the new table has to hide so that nothing left is narrowed, None if that cannot be said.

    reaches: of the whole and then of the parts; `which` of them is that of the new table.
    """
    frame = new.frame
    hidden = {place for reach in reaches for place in reach.limits}

    @cache
    def known(place: Place) -> Limits | None:
        if place not in hidden and reaches[which].numbers[place] < new.settings.lowest:
            return None  # a nought that is shown stays
        limits = [_limits(reach, place) for reach in reaches]
        if place not in hidden:
            limits[which] = new.settings.lowest, NO_LIMIT
        (low, high), parts = limits[0], limits[1:]
        return max(0, low - sum(most for _, most in parts)), high - sum(least for least, _ in parts)

    numbers = {
        place: reaches[0].numbers[place] - sum(r.numbers[place] for r in reaches[1:]) for place in frame.places()
    }
    rest = Reach(frame, numbers)
    for place in hidden:
        rest.hide(place, known(place) or (0, NO_LIMIT))  # of what is hidden something is always known
    if not rest.settle():
        raise Refused("These counts do not fit those that are published already. Were records changed since?")
    safe = protect(frame, rest.numbers, hidden, known, new.settings.width)
    return None if safe is None else set(safe - hidden)


def _same_hidden(new: Release, others: list[Release]) -> set[Place]:
    """The counts that the new table shows and another one hides, but for noughts that are shown."""
    keys = {other.frame.key(place) for other in others for place in other.hidden}
    shown = {place for place in new.frame.places() if (new.at(place).number or 0) >= new.settings.fewest}
    found = {place for place in shown if new.frame.key(place) in keys}
    if not found:
        raise Refused("Beside what is published already, this table would give a small number away.")
    return found


def _limits(reach: Reach, place: Place) -> Limits:
    return reach.interval(place) if place in reach.limits else (reach.numbers[place], reach.numbers[place])
