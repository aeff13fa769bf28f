"""The words of which passphrases are made."""

import re
from functools import cache
from pathlib import Path

from onlinelives.content import frozen
from onlinelives.content.frameworks import FOLDER
from onlinelives.content.reader import ContentError, read

FILE = "passphrases/words.yaml"
FEWEST = 7_000  # six of them are then worth 76 bits or more
LONGEST = 100_000  # characters, all words together


@cache
def words() -> tuple[str, ...]:
    """The published words, each once. Raises ContentError for a broken file."""
    return words_from(FOLDER)


def words_from(folder: Path) -> tuple[str, ...]:
    """As `words`, from another folder and not kept."""
    frozen.check(folder, FILE)
    root = read(folder / FILE)
    root.number("version", 1, 999)
    part = root.part("words")
    found = tuple(part.as_text(LONGEST).split())
    root.done()
    if len(set(found)) != len(found) or len(found) < FEWEST:
        raise part.fail(f"expected at least {FEWEST} words, each once")
    if odd := next((word for word in found if not re.fullmatch("[a-z]{3,9}", word)), ""):
        raise part.fail(f"“{odd}” is not three to nine plain letters")
    return found


def problems() -> list[str]:
    """What is wrong with the published words; empty when all is well."""
    try:
        words_from(FOLDER)
    except ContentError as error:
        return [str(error)]
    return []
