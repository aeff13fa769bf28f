"""Numbers and addresses as they are written in Britain, found by their form. Dates have a module of their own.

Where a number carries a check it must pass: by chance one ten-digit number in eleven looks like an NHS number, and a
text in which telephone numbers are called NHS numbers is trusted no longer.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from onlinelives.rules.deidentify.checksums import UPN_LETTERS, is_nhs_number, is_upn
from onlinelives.rules.deidentify.hits import Hit

LONG_NUMBER = "long number"

_GAP = r"[\s.\-\u2010-\u2013]?"
_OUTWARD = r"(?:[A-PR-UWYZ][A-HK-Y]?\d[A-Z\d]?)"
_STREET = "street|st|road|rd|avenue|ave|lane|ln|close|crescent|cres|terrace|gardens|drive|mews|grove|square"
_STREET_WITH_CAPITAL = (
    "Street|St|Road|Rd|Avenue|Ave|Lane|Ln|Close|Crescent|Cres|Terrace|Gardens|Drive|Mews|Grove|Square|Court|Place|Way|"
    "Walk|Row|Hill|View|Rise|Park|Green|House|Buildings|Wharf|Yard|Parade|Heights|Villas"
)
_NUMBER = r"(?:(?:flat|apartment|apt|unit|room)\s+\w{1,4},?\s+)?(?<![\w/.,:£$€-])\d{1,4}[a-z]?,?\s+"


def _all(digits: str) -> bool:
    return True


def _compact(text: str) -> str:
    return "".join(str(int(one)) if one.isdecimal() else one.upper() for one in text if one.isalnum())


def _upn(text: str) -> bool:
    return is_upn(_compact(text))


def _nhs(text: str) -> bool:
    return is_nhs_number(_compact(text))


def _postcode(text: str) -> bool:
    """Sections of laws look like postcodes of Sheffield: s16LA."""
    return not re.fullmatch(r"s\d{1,3}[A-Z]{2}", text)


@dataclass(frozen=True)
class Pattern:
    """One form. `check` gets the words found; where it says no there is no hit. The pseudonym is the kind."""

    kind: str
    expression: re.Pattern[str]
    certain: bool
    reason: str
    check: Callable[[str], bool] = _all


def _pattern(
    kind: str,
    expression: str,
    reason: str,
    *,
    certain: bool = True,
    check: Callable[[str], bool] = _all,
    case: bool = False,
) -> Pattern:
    return Pattern(kind, re.compile(expression, 0 if case else re.IGNORECASE), certain, reason, check)


PATTERNS = (
    _pattern(
        "e-mail address",
        r"(?<![\w.+-])[\w.+%'-]{1,64}(?:@|\s?[(\[]at[)\]]\s?)[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}",
        "This is an e-mail address.",
    ),
    _pattern("web address", r"(?:https?://|www\.)[^\s<>\"]*[\w/]", "This is a web address."),
    _pattern(
        "web address",
        r"(?<![\w@.-])(?:[\w-]{1,63}\.){1,5}"
        r"(?:(?:com|net|org|uk|io|gg|tv|co|xyz|tk|chat|eu|ru|ly)(?![\w.-]\w|\w)|[a-z]{2,12}(?=/\w))(?:/[^\s<>\"]*[\w/])?",
        "This is a web address.",
    ),
    _pattern(
        "NHS number",
        rf"(?<![\d+])\d{{3}}{_GAP}\d{{3}}{_GAP}\d{{4}}(?!\d)",
        "This is an NHS number: its check digit is right.",
        check=_nhs,
    ),
    _pattern(
        "UPN",
        rf"(?<!\w)[{UPN_LETTERS}]{_GAP}\d{{3}}{_GAP}\d{{4}}{_GAP}\d{{2}}{_GAP}\d{{2}}[\d{UPN_LETTERS}](?!\w)",
        "This is a unique pupil number: its check letter is right.",
        check=_upn,
    ),
    _pattern(
        "National Insurance number",
        rf"(?<!\w)(?!BG|GB|KN|NK|NT|TN|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]{_GAP}(?:\d{{2}}{_GAP}){{3}}[A-D](?!\w)",
        "This has the form of a National Insurance number.",
    ),
    _pattern(
        "telephone number",
        r"(?<![\w/+])(?:(?:\+|00)44[\s.-]?(?:\(0\)[\s.-]?)?|\(?0)[1-35789](?:[\s().\u2010-\u2013-]{0,2}\d){8,9}(?!\d)",
        "This is a telephone number.",
    ),
    _pattern(
        "telephone number",
        r"(?<![\w/+])(?:\+|00)[1-9](?:[\s().\u2010-\u2013-]{0,2}\d){7,14}(?!\d)",
        "This is a telephone number of another country.",
    ),
    _pattern("postcode", rf"(?<!\w){_OUTWARD}\s?\d[ABD-HJLNP-UW-Z]{{2}}(?!\w)", "This is a postcode.", check=_postcode),
    _pattern(
        "address",
        _NUMBER + rf"(?:[A-Z][\w'\u2019-]{{1,24}}\s+){{1,4}}(?:{_STREET_WITH_CAPITAL})(?!\w)",
        "This is a house number with a street.",
        case=True,
    ),
    _pattern(
        "address",
        r"(?:(?:flat|apartment|apt|unit)\s+\w{1,4},?\s+)(?:\d{1,4}[a-z]?,?\s+)?(?:[\w'\u2019-]{2,24}\s+){1,3}"
        rf"(?:{_STREET}|court|house|way|place)(?!\w)",
        "This is a flat with a street or a house.",
    ),
    _pattern(
        "address",
        _NUMBER + rf"(?!(?:of|in|on|at|the|to|and|or|down|up|from|years?|weeks?|days?|months?|miles?|minutes?)\s)"
        rf"(?:[\w'\u2019-]{{2,24}}\s+){{1,2}}(?:{_STREET})(?!\w)",
        "This may be a house number with a street.",
        certain=False,
    ),
    _pattern("address", r"(?<!\w)(?:plot|pitch|caravan)\s+\d{1,3}(?!\w)", "This may be an address.", certain=False),
    _pattern(
        "vehicle registration",
        r"(?<!\w)[A-Z]{2}\d{2}\s?[A-Z]{3}(?!\w)",
        "This has the form of a vehicle's number plate.",
    ),
    _pattern(
        LONG_NUMBER,
        r"(?<![\w£$€/-])[A-Z]{0,5}[/-]?(?:\d[\s.-]?){9}\d(?!\w)|(?<![£$€\d.,])(?<![£$€]\s)(?:[A-Z]{1,5}[/-]?)?"
        r"(?!(?:19[3-9]|20[0-4])\d(?!\w))\d{4,}\w{0,3}",
        "This is a long number, which may stand for a person or a case.",
        certain=False,
    ),
)


def found(text: str) -> Iterator[Hit]:
    """Every number and address of a known form; hits may overlap."""
    for pattern in PATTERNS:
        for match in pattern.expression.finditer(text):
            if pattern.check(match[0]):
                yield Hit(
                    match.start(), match.end(), pattern.kind, ("kind", pattern.kind), pattern.certain, pattern.reason
                )
