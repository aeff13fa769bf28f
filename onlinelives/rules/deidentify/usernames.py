"""Names used online that the record does not hold: @ and a name, "username is ...", and words that look like one."""

import re
from collections.abc import Iterator

from onlinelives.rules.deidentify.folding import fold
from onlinelives.rules.deidentify.hits import Hit
from onlinelives.rules.deidentify.words import ALLOWED, is_common

HANDLE = "handle"
AT = "This is a name used online."
TOLD = "The text says that this is a name used online."
PERHAPS = "This looks like a name used online."

_TIME = r"\d{1,2}(?:[:.]\d{2})?\s?(?:am|pm)?\b(?!\.?\w)"
_AT = re.compile(rf"(?<![\w@.])@(?!{_TIME})\w(?:[\w.\-]{{0,40}}\w)?", re.IGNORECASE)

_QUOTED = r"[\"'\u201c\u2018](?P<quoted>[^\"'\u201c\u201d\u2018\u2019\n]{2,40})[\"'\u201d\u2019]"
_ONE = r"(?P<one>\w[\w.\-]{0,38}\w)"
_SAYS = r"\s*(?:is|was|=|:|called|named)\s*"
_NAMED = re.compile(
    rf"\b(?:user\s?name|user\s?id|handle|gamer\s?tag|screen\s?name|nick\s?name online){_SAYS}(?:{_QUOTED}|{_ONE})",
    re.IGNORECASE,
)
_ON_A_PLATFORM = re.compile(
    r"\b(?:snap(?:chat)?|insta(?:gram)?|tik\s?tok|discord|roblox|fortnite|xbox|psn|steam|telegram|kik|twitch|yubo|youtube|"
    rf"profile|account|channel)(?:\s(?:name|id|account|profile|tag))?{_SAYS}(?:{_QUOTED}|{_ONE})",
    re.IGNORECASE,
)
_GOES_BY = re.compile(rf"\b(?:goes by|posts as|plays as|known online as|under the name)\s+(?:{_QUOTED}|{_ONE})", re.I)

# Letters with digits among them, an underscore, or a dot inside: zee_x, slim404, ty.ruler. Not 14yo, 3rd, Y10, 4Cs.
_LOOKS = re.compile(
    r"(?<![\w@.])(?=[\w.]*[^\W\d_])(?=\w[\w.]{2,38}\w)(?:(?=\w*[^\W\d_]{2})(?=\w*\d)\w+|\w+(?:_\w*)+|\w{2,}(?:\.\w{2,}){1,4}\w*)"
    r"(?:[._]\w+)*_?"
)
_MEASURE = re.compile(  # or a section of a law: s16LA
    r"\d+(?:[.:]\d+)?(?:st|nd|rd|th|yo|yrs?|mins?|hrs?|am|pm|mg|ml|cm|kg|gb|mb|km|k|m|s|x)?|s\d{1,3}[A-Z]{1,2}",
    re.IGNORECASE,
)


def found(text: str) -> Iterator[Hit]:
    """Every name used online, by its form or by what is said of it; hits may overlap."""
    for match in _AT.finditer(text):
        yield _hit(match.start(), match.end(), match[0][1:], True, AT)
    for expression in (_NAMED, _ON_A_PLATFORM, _GOES_BY):
        for match in expression.finditer(text):
            group = "quoted" if match["quoted"] else "one"
            name = match[group]
            plain = group == "one" and name.isalpha()
            if plain and (is_common(fold(name)) or fold(name) in ALLOWED):
                continue  # "her username is not known", "Snapchat was deleted"
            certain = expression is _NAMED or not plain
            yield _hit(match.start(group), match.end(group), name, certain, TOLD if certain else PERHAPS)
    for match in _LOOKS.finditer(text):
        if not _MEASURE.fullmatch(match[0]) and not _sentence_without_space(match[0]):
            yield _hit(match.start(), match.end(), match[0], False, PERHAPS)


def _sentence_without_space(name: str) -> bool:
    """ "harm.They": a blank was left out after a full stop."""
    parts = name.split(".")
    return len(parts) == 2 and all(part.isalpha() and is_common(fold(part)) for part in parts)


def _hit(start: int, end: int, name: str, certain: bool, reason: str) -> Hit:
    return Hit(start, end, HANDLE, ("handle", fold(name)), certain, reason)
