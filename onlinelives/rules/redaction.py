"""Words blacked out by hand: [[ ]] around them in a copy of the text, and a mark of one length in what is given out."""

import re

from onlinelives.rules.verdict import Invalid

OPENS, CLOSES = "[[", "]]"
BLACK = "█" * 8  # always the same, so that it tells nothing of what it covers
_MARKED = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


def same_lines(text: str) -> str:
    """Without the differences that a browser makes: one kind of line end, and no blanks around the whole."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def check(marked: str, original: str) -> None:
    """That the copy says what the original says, word for word, and that its marks fit together. Raises Invalid for
    the field "marked"."""
    if _without_marks(same_lines(marked)) != _without_marks(same_lines(original)):
        raise Invalid("Only put [[ and ]] around words. The words themselves stay as they are.", "marked")
    depth = 0
    for mark in re.findall(r"\[\[|\]\]", marked):
        depth += 1 if mark == OPENS else -1
        if depth not in (0, 1):
            raise Invalid("Each [[ needs its own ]] before the next [[ begins.", "marked")
    if depth:
        raise Invalid("Each [[ needs a ]] after it.", "marked")


def blacked_out(marked: str) -> tuple[str, int]:
    """What is given out, and how many pieces are blacked out. The marks have been checked."""
    return _MARKED.subn(BLACK, same_lines(marked))


def _without_marks(text: str) -> str:
    return text.replace(OPENS, "").replace(CLOSES, "").strip()
