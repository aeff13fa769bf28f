"""Whether words still stand where they stood after a text was changed: a decision holds only where they do."""

from bisect import bisect_right
from itertools import accumulate


def moved(old: str, new: str, start: int, end: int) -> tuple[int, int] | None:
    """Where characters `start` to `end` of the old text stand in the new one; None where their line was changed.

    The place of words is their line: the whole of it, letter for letter, and where they stand in it. Of several equal
    lines the first stays the first. Words that run over the end of a line have no such place. Raises ValueError for
    characters that the old text does not have.
    """
    if not 0 <= start < end <= len(old):
        raise ValueError(f"the text has {len(old)} characters, not {start} to {end}")
    lines, begins = _lines(old)
    at = bisect_right(begins, start) - 1
    line = lines[at]
    if end > begins[at] + len(line):
        return None
    new_lines, new_begins = _lines(new)
    there = [begin for each, begin in zip(new_lines, new_begins, strict=True) if each == line]
    turn = lines[:at].count(line)
    if turn >= len(there):
        return None
    shift = there[turn] - begins[at]
    return start + shift, end + shift


def _lines(text: str) -> tuple[list[str], list[int]]:
    """The lines without the character that ends them, and where each begins."""
    lines = text.split("\n")
    return lines, [0, *accumulate(len(line) + 1 for line in lines)][:-1]
