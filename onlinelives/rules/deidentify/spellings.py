"""How one name may be written: all of it, part of it, turned round, with initials, joined up or pulled apart.

A spelling is a tuple of folded words. Where a text parts or joins words differently is the business of `recorded`.
"""

from collections.abc import Iterable, Iterator
from itertools import combinations

from onlinelives.rules.deidentify.folding import words
from onlinelives.rules.deidentify.words import BEFORE_A_NICKNAME, GENERIC, PARTICLES, PARTICLES_INSIDE, is_common

Spelling = tuple[str, ...]

_EMPTY = PARTICLES | PARTICLES_INSIDE | BEFORE_A_NICKNAME  # a spelling needs more than these
_MOST_PARTS = 6  # of which every selection is tried; of longer names only the whole and each part


def parts(name: str) -> Spelling:
    """The folded words of a name; hyphens and apostrophes part words: ("o", "sullivan", "bevan")."""
    return tuple(word.folded for word in words(name))


def alone(name: str) -> set[str]:
    """The parts of a person's name that name that person by themselves: no initials, no "al", "mac", "Big" or "Mrs"."""
    last = len(name.split()) - 1
    found: set[str] = set()
    for at, whole in enumerate(name.split()):
        flat = parts(whole)
        for part in flat:
            at_an_end = len(flat) == 1 and at in {0, last}
            if part in PARTICLES or (part in PARTICLES_INSIDE and not at_an_end):
                continue
            if part in BEFORE_A_NICKNAME and (len(flat) > 1 or at < last):
                continue
            if len(part) > 1 or not part.isascii():
                found.add(part)
    return found


def of_person(name: str) -> set[Spelling]:
    """Every spelling of a person's name of two words or more, and the joined ones: ("alkhatib",)."""
    flat = parts(name)
    found = set(_turned(flat))
    if len(flat) <= _MOST_PARTS:
        for size in range(2, len(flat) + 1):
            found |= set(combinations(flat, size))
    found |= {(flat[-1], *flat[:-1]), (flat[-1], flat[0]), (flat[0], flat[-1])} if len(flat) > 1 else set()
    found = {spelling for spelling in found if set(spelling) - _EMPTY and len(spelling) > 1}
    joined = {merged for spelling in found for merged in _merged(spelling) if _may_stand(merged)}
    return joined | _with_initials(flat) | ({flat} if len(flat) > 1 else set())


def _turned(flat: Spelling) -> Iterator[Spelling]:
    """Family name first."""
    for at in range(1, len(flat)):
        yield flat[at:] + flat[:at]


def _with_initials(flat: Spelling) -> set[Spelling]:
    """Initials before the rest of the name, or an initial after the first name."""
    found: set[Spelling] = set()
    for at in range(1, len(flat)):
        rest, firsts = flat[at:], tuple(part[0] for part in flat[:at])
        found |= {(flat[0][0], *rest), (flat[0][0], flat[at]), (*firsts, *rest), ("".join(firsts), *rest)}
        found |= {(flat[0], flat[at][0]), (flat[at], flat[0][0])}
    return {spelling for spelling in found if any(len(part) > 1 and part not in _EMPTY for part in spelling)}


def initials(name: str) -> str:
    """The first letters of a name of two words or more, "" for others."""
    flat = parts(name)
    return "".join(part[0] for part in flat) if len(flat) > 1 else ""


def of_place(name: str) -> set[Spelling]:
    """The whole name of a place or school, and every beginning of it that tells which one: ("st", "osric")."""
    flat = parts(name)
    beginnings = {flat}
    for whole in (flat, flat[1:] if flat[0] == "the" else ()):
        beginnings |= {whole[:size] for size in range(1, len(whole) + 1) if telling(whole[:size])}
    return {merged for spelling in beginnings for merged in _merged(spelling) if merged == flat or _may_stand(merged)}


def telling(spelling: Iterable[str]) -> set[str]:
    """The parts of a place's name that tell which place it is."""
    return {part for part in spelling if len(part) > 2 and part not in GENERIC and not is_common(part)}


def _merged(spelling: Spelling) -> Iterator[Spelling]:
    """The spelling with each choice of neighbours joined: "Mac Giolla" as "MacGiolla"."""
    if len(spelling) > _MOST_PARTS:
        yield spelling
        yield ("".join(spelling),)
        return
    gaps = len(spelling) - 1
    for choice in range(2**gaps):
        joined = [spelling[0]]
        for at in range(gaps):
            if choice >> at & 1:
                joined[-1] += spelling[at + 1]
            else:
                joined.append(spelling[at + 1])
        yield tuple(joined)


def _may_stand(spelling: Spelling) -> bool:
    """Joined letters must not come out as an ordinary word ("to" and "day"), nor as two letters."""
    return len(spelling) > 1 or (len(spelling[0]) > 2 and not is_common(spelling[0]))
