"""Whether more agencies are told than is usual, and whether two names may be of one person.

Sources: statement 4.2 of both editions (partners share what is needed); the users of other systems who sent something
to everybody by one tick (an audience that is wide by mistake shows in what is usual here).
"""

from collections.abc import Sequence

from onlinelives.rules import names

ENOUGH = 10  # earlier decisions from which something counts as usual here
FEW = 3  # agencies that are never wide while there is no history
SHARE = 10  # fewer than one in so many earlier decisions had as many agencies: wide
ALIKE = 0.75  # likeness from which a name counts as near


def is_wide(agencies: int, before: Sequence[int]) -> bool:
    """Whether `agencies` (1 or more) are unusually many. `before`: how many agencies each earlier decision had.

    One agency is never many. Without ENOUGH earlier decisions more than FEW are; with them, a number that fewer than
    one in SHARE of them reached."""
    if agencies <= 1:
        return False
    if len(before) < ENOUGH:
        return agencies > FEW
    return sum(each >= agencies for each in before) * SHARE < len(before)


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same once case, accents and the order of words are left aside. Empty is nobody's."""
    return bool(names.words(one)) and set(names.words(one)) == set(names.words(other))


def like_name(one: str, other: str) -> bool:
    """Whether two names may be of one person: nearly the same words, all words of the shorter one in the longer, or
    words that sound the same."""
    first, second = sorted((names.words(one), names.words(other)), key=len)
    if not first:
        return False
    heard = {names.sound(word) for word in second}
    return names.likeness(first, second) >= ALIKE or all(names.sound(word) in heard for word in first)
