"""Dates in the forms that people write. Ages, times, weekdays and the years of laws are not dates of a case."""

import re
from collections.abc import Iterator

from onlinelives.rules.deidentify.hits import Hit

DATE = "date"
CERTAIN = "This is a date."
PERHAPS = "This may be a date: at most the season should be told."

MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december|"
    "jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec"
)
WEEKDAYS = "monday|tuesday|wednesday|thursday|friday|saturday|sunday|mon|tues|tue|weds|wed|thurs|thur|thu|fri|sat|sun"

_MONTH = rf"(?:{MONTHS})\b(?:\.(?=\s?\d))?"
_DAY = r"(?:3[01]|[12]\d|0?[1-9])"
_TH = r"(?:st|nd|rd|th)"
_YEAR = r"(?:(?:19|20)\d{2}|['\u2019]?\d{2})(?!\d|\s?(?:am|pm)\b|[:.]\d)"
_SPELT = (
    "(?:(?:twenty|thirty)[ -])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|"
    "thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)"
)
_WEEKDAY = rf"(?:\b(?:{WEEKDAYS})\b,?\s+(?:the\s+)?)?"
_SEASON = r"(?:easter|christmas|eid|ramadan|diwali|spring|summer|autumn|winter)"

_CERTAIN = (
    rf"{_WEEKDAY}(?:\bthe\s+)?(?<![\w/]){_DAY}\s?{_TH}?\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?",  # 3rd of May 2026
    rf"{_WEEKDAY}\b{_SPELT}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?",  # third of May
    rf"\b{_MONTH}\s+(?:the\s+)?{_DAY}\s?{_TH}\b(?:,?\s+{_YEAR})?",  # May 3rd
    rf"\b{_MONTH},?\s+(?:of\s+)?(?:19|20)\d{{2}}(?!\d)",  # May 2026
    rf"\b{_MONTH}\s*['\u2019]\d{{2}}(?!\d)",  # May '26
    rf"\b{_SEASON}\s+(?:of\s+)?(?:19|20)\d{{2}}(?!\d)",
    rf"(?<![\w/.-]){_DAY}([/.\-\u2013])(?:3[01]|[12]\d|0?[1-9])\1(?:(?:19|20)\d{{2}}|\d{{2}})(?![\w/])",  # 03/05/2026
    r"(?<![\w/-])(?:19|20)\d{2}([/.\-\u2013])(?:1[0-2]|0?[1-9])\1(?:3[01]|[12]\d|0?[1-9])(?!\d)",  # 2026-05-03
    r"(?<![\w/-])(?:19|20)\d{2}[/\-\u2013](?:(?:19|20)\d{2}|\d{2})(?![\w/-])",  # 2025/26
    rf"(?<=\bborn in ){_MONTH}",
)
_PERHAPS = (
    rf"\b{_MONTH}\s+{_DAY}(?!\w|[:.]\d|\s?%)",  # May 3, or "in March 14 people came"
    r"(?<![\w/])(?:3[01]|[0-2]\d)/(?:1[0-2]|0\d)(?![\w/])",  # 03/05
    rf"(?:(?<=\bon the )|(?<=\bon )){_DAY}{_TH}\b(?!\s+(?:time|day|occasion|attempt|visit|session|floor))",
)
# Months with a capital only: "may", "march", "mar" and "sat" in small letters are something else.
_MONTH_ALONE = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec)\b"
    r"|\b(?:january|february|april|june|july|august|september|october|november|december)\b"
)
# The years of laws and guidance stay: "Children Act 1989", "Working Together 2026".
_YEAR_ALONE = re.compile(
    r"(?<![\w£$€/.,-])(?<!Act )(?<!Together )(?<!KCSIE )(?<!Regulations )(?<!Order )(?<!£ )"
    r"(?:19[3-9]\d|20[0-4]\d)s?(?![\w/]|[.,]\d)"
)

_A_VERB = re.compile(r"(?:the )?\d{1,2}\s(?:may|march)")  # "the other 3 may come"

_CERTAIN_FORMS = [re.compile(form, re.IGNORECASE) for form in _CERTAIN]
_PERHAPS_FORMS = [re.compile(form, re.IGNORECASE) for form in _PERHAPS]


def found(text: str) -> Iterator[Hit]:
    """Every date; hits may overlap. A month or a year alone, and a day and month in figures, are only flagged."""
    for form in _CERTAIN_FORMS:
        yield from (_hit(match, not _A_VERB.fullmatch(match[0])) for match in form.finditer(text))
    for form in (*_PERHAPS_FORMS, _MONTH_ALONE, _YEAR_ALONE):
        yield from (_hit(match, False) for match in form.finditer(text))


def _hit(match: re.Match[str], certain: bool) -> Hit:
    return Hit(match.start(), match.end(), DATE, ("kind", DATE), certain, CERTAIN if certain else PERHAPS)
