"""Names as people write them: folded so that spelling does not hide a child, and near ones told from far ones.

The key of how a name sounds is our own and crude on purpose. It keeps the consonants in the order they are heard and
drops vowels, so that Ayesha and Aisha, Mohammed and Muhamad, Siân and Shan, Katarzyna and Catarzina meet. The published
keys (Soundex, Metaphone) are made for English surnames. It finds who may be meant; `likeness` then puts the nearest
first.
"""

import unicodedata
from collections.abc import Iterable
from datetime import date
from difflib import SequenceMatcher

_PLAIN = str.maketrans(
    {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ß": "ss"}
    | {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ة": "ه", "ى": "ي", "ـ": None}
)
_GAPS = frozenset("-_/.,")
_VOWELS = frozenset("aeiouy")
# Written one way, heard another; longer ones first.
_HEARD = (
    ("tsch", "x"), ("sch", "x"), ("chl", "kl"), ("chr", "kr"), ("sh", "x"), ("ch", "x"), ("cz", "x"), ("sz", "x"),
    ("ph", "f"), ("gh", "g"), ("kh", "k"), ("dh", "d"), ("th", "t"), ("ck", "k"), ("qu", "k"),
    ("ce", "se"), ("ci", "si"), ("cy", "sy"), ("si", "xi"), ("sy", "xy"),
)  # fmt: skip
_SAME = str.maketrans({"c": "k", "q": "k", "z": "s", "x": "s", "v": "f", "w": "f", "j": "g", "p": "b", "t": "d"})


def folded(text: str) -> str:
    """Without case, accents, apostrophes and doubled spaces: "Zoë O’Brien-Ní  Bhriain" and "zoe obrien ni bhriain" fold
    alike. Scripts other than Latin keep their letters, without their marks."""
    apart = unicodedata.normalize("NFKD", text.casefold())  # ornamental letters turn into plain capitals here
    plain = unicodedata.normalize("NFKD", apart.casefold()).translate(_PLAIN)
    spaced = "".join(" " if c in _GAPS or c.isspace() else c for c in plain if not unicodedata.combining(c))
    return " ".join("".join(c for c in spaced if c.isalnum() or c == " ").split())


def words(name: str) -> tuple[str, ...]:
    """The folded words of a name, in order and without repeats."""
    return tuple(dict.fromkeys(folded(name).split()))


def sound(word: str) -> str:
    """How one folded word sounds: its first letter's kind and its consonants. Words in other scripts stay as they are.
    Empty for an empty word."""
    if not word or not word.isascii():
        return word
    heard = word
    for written, kept in _HEARD:
        heard = heard.replace(written, kept)
    heard = heard.translate(_SAME).replace("h", "")
    key = ""
    for place, letter in enumerate(heard):
        kind = "a" if letter in _VOWELS else letter
        if kind == "a" and place:
            continue
        if not key.endswith(kind):
            key += kind
    return key


def likeness(looked_for: Iterable[str], name: Iterable[str]) -> float:
    """How well the words looked for are met in a name, 0 to 1: for each the best of the name's words, on average. The
    order of the words does not matter. 0 when either is empty."""
    wanted, there = list(looked_for), list(name)
    if not wanted or not there:
        return 0.0
    return sum(_best(each, there) for each in wanted) / len(wanted)


def _best(word: str, others: Iterable[str]) -> float:
    """The highest likeness of a word to one of several. Those that cannot be nearer are not measured."""
    best = 0.0
    for other in others:
        if other == word:
            return 1.0
        if 2 * min(len(word), len(other)) / (len(word) + len(other)) > best:
            best = max(best, SequenceMatcher(None, word, other, autojunk=False).ratio())
    return best


def age_on(born: date, day: date) -> int:
    """Whole years lived on `day`. Raises ValueError for a day before the birth."""
    if day < born:
        raise ValueError("that day is before the date of birth")
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def postcode(text: str) -> str:
    """A postcode without spaces and in capitals, as it is compared: "ab1  2cd" is "AB12CD"."""
    return "".join(text.split()).upper()


def postcode_in_words(text: str) -> str:
    """A postcode as people write it, with a space before the last three: "AB12CD" is "AB1 2CD"."""
    return f"{text[:-3]} {text[-3:]}" if len(text) > 4 else text
