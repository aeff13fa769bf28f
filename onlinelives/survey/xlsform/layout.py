"""How a questionnaire is laid out on the sheets of an XLSForm workbook: sheets, columns, names of languages."""

import re
from dataclasses import dataclass

from onlinelives.rules.questionnaires.findings import Severity
from onlinelives.rules.questionnaires.shapes import ENGLISH

SURVEY, CHOICES, SETTINGS = "survey", "choices", "settings"
SHEETS = (SURVEY, CHOICES, SETTINGS)
LANGUAGES = {
    "ar": "العربية",
    "bn": "বাংলা",
    "cy": "Cymraeg",
    "en": "English",
    "es": "Español",
    "fr": "Français",
    "pl": "Polski",
    "pt": "Português",
    "ro": "Română",
    "so": "Soomaali",
    "uk": "Українська",
    "ur": "اردو",
}
ONE, MANY, NOTE, BEGIN, FINISH = "select_one", "select_multiple", "note", "begin_group", "end_group"
OURS = ("ol_version", "ol_measures", "ol_yes", "ol_sensitive", "ol_continues", "ol_ways")
FIXED = {
    SURVEY: ("type", "name", "relevant", *OURS),
    CHOICES: ("list_name", "name", "ol_alone"),
    SETTINGS: ("form_title", "form_id", "version", "default_language", "ol_ages"),
}
# The column of each field of `Words`, by sheet; {heading} is "English (en)", {code} is "en".
WORDS = {
    SURVEY: {"text": "label::{heading}", "hint": "hint::{heading}", "easy": "ol_easy_{code}", "say": "ol_say_{code}"},
    CHOICES: {
        "text": "label::{heading}",
        "hint": "ol_hint_{code}",
        "easy": "ol_easy_{code}",
        "say": "ol_say_{code}",
    },
    SETTINGS: {
        "text": "ol_title_{code}",
        "hint": "ol_title_hint_{code}",
        "easy": "ol_title_easy_{code}",
        "say": "ol_title_say_{code}",
    },
}
YES = "yes"

_LABEL = re.compile(r"label::\s*(.*?\(([a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*)\))\s*")


@dataclass(frozen=True)
class Problem:
    """Something in a workbook. sheet: its name, "" for the file. row: from 1, None for all. column: its heading, or "".
    An error refuses the workbook; a warning wants to be read."""

    severity: Severity
    sheet: str
    row: int | None
    column: str
    sentence: str

    @property
    def where(self) -> str:
        """For example: sheet survey, row 4, column relevant."""
        row = "" if self.row is None else f"row {self.row}"
        parts = (self.sheet and f"sheet {self.sheet}", row, self.column and f"column {self.column}")
        return ", ".join(filter(None, parts))


def heading(language: str) -> str:
    """A language as XLSForm writes it: English (en)."""
    return f"{LANGUAGES.get(language, language)} ({language})"


def column(sheet: str, field: str, language: str, headings: dict[str, str]) -> str:
    """The column of one field of `Words`. headings: language -> how the workbook calls it."""
    if sheet == SETTINGS and field == "text" and language == ENGLISH:
        return "form_title"
    return WORDS[sheet][field].format(heading=headings.get(language, heading(language)), code=language)


def language_of(label: str) -> tuple[str, str] | None:
    """(code, heading) of a column of labels, or None for another column."""
    if label == "label":
        return ENGLISH, ""
    found = _LABEL.fullmatch(label)
    return (found[2], found[1]) if found else None
