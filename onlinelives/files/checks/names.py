"""The name under which a sent file is kept and given out again."""

import unicodedata

LONGEST = 150  # characters
NAMELESS = "file"
FORBIDDEN = str.maketrans(dict.fromkeys('<>:"|?*', "-"))  # what Windows cannot have in a name
JOINERS = {"\u200c", "\u200d"}  # Persian words and many emoji are written with them
LEFT_OUT = {"Cc", "Cf", "Cs", "Co"}  # control, direction and other marks that nobody sees


def clean(name: str) -> str:
    """The last part of a path, without marks that nobody sees or that turn the direction of reading, at most 150
    characters, its ending kept. Letters of every script, emoji, apostrophes and spaces stay. Never empty."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    seen = "".join(letter for letter in unicodedata.normalize("NFC", last) if _stays(letter))
    told = " ".join(seen.translate(FORBIDDEN).split())
    plain = told.strip(". ")
    stem, dot, ending = plain.rpartition(".")
    if not dot:
        stem, ending = ("", plain) if told.startswith(".") else (plain, "")
    ending = f".{ending}"[:20] if ending else ""
    return (_shortened(stem.rstrip(". "), LONGEST - len(ending)) or NAMELESS) + ending


def ending_of(name: str) -> str:
    """What stands after the last dot, in small letters: "pdf". Empty when there is no dot."""
    return name.rpartition(".")[2].lower() if "." in name else ""


def _stays(letter: str) -> bool:
    never = ord(letter) & 0xFFFE == 0xFFFE or "\ufdd0" <= letter <= "\ufdef"  # places that Unicode keeps empty
    if never:
        return False
    return letter in JOINERS or letter.isspace() or _flag(letter) or unicodedata.category(letter) not in LEFT_OUT


def _flag(letter: str) -> bool:
    """The letters of which the flags of England, Scotland and Wales are made."""
    return "\U000e0020" <= letter <= "\U000e007f"


def _shortened(stem: str, longest: int) -> str:
    """At most `longest` characters, not broken off before an accent or inside an emoji."""
    if len(stem) <= longest:
        return stem
    end = longest
    while end > 1 and (unicodedata.combining(stem[end]) or stem[end] in JOINERS or stem[end - 1] in JOINERS):
        end -= 1
    return stem[:end].rstrip(". ")
