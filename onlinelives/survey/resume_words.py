"""Three short words by which a child finds answers again. Words that a ten-year-old reads, spells and does not mind
being seen with; none means anything in this survey."""

from collections.abc import Callable, Sequence
from pathlib import Path

SHOWN = " "  # between the words, as the child sees them
WORDS = tuple(Path(__file__).with_suffix(".txt").read_text("utf-8").split())


def three(draw: Callable[[Sequence[str]], str]) -> tuple[str, str, str]:
    """Three words, which may be the same. draw: picks one by a source of chance that nobody can foresee."""
    return draw(WORDS), draw(WORDS), draw(WORDS)
