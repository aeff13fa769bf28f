"""Two people fill in the same page at once: what each changed is kept, and only what both changed is asked about."""

from collections.abc import Mapping
from dataclasses import dataclass

MINE, THEIRS = "mine", "theirs"


@dataclass(frozen=True)
class Merged:
    """fields: name -> text, without empty ones. conflicts: names that both changed, to different things, in the order
    of the alphabet; `fields` has mine for them."""

    fields: dict[str, str]
    conflicts: tuple[str, ...]


def merge(base: Mapping[str, str], mine: Mapping[str, str], theirs: Mapping[str, str], prefer: str = "") -> Merged:
    """`base` is what both began from. A field that is absent is empty. With `prefer`, MINE or THEIRS, nothing is left
    in conflict: that side's text is taken wherever both changed one. Raises ValueError for another side."""
    if prefer not in ("", MINE, THEIRS):
        raise ValueError(f"prefer mine or theirs, not {prefer!r}")
    fields, conflicts = {}, []
    for name in sorted({*base, *mine, *theirs}):
        before, my, their = base.get(name, ""), mine.get(name, ""), theirs.get(name, "")
        if their != before and my not in (before, their):
            if not prefer:
                conflicts.append(name)
            taken = their if prefer == THEIRS else my
        else:
            taken = their if my == before else my
        if taken:
            fields[name] = taken
    return Merged(fields, tuple(conflicts))
