"""What the checker finds wrong with a questionnaire."""

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    ERROR = "error"  # cannot be published
    WARNING = "warning"  # can, once somebody has read it


@dataclass(frozen=True)
class Finding:
    """One thing that is wrong. where: the id of a page, question or section, or of the questionnaire itself. what: its
    kind, the same for every questionnaire. sentence: for the person who wrote the questionnaire."""

    severity: Severity
    where: str
    what: str
    sentence: str


def error(where: str, what: str, sentence: str) -> Finding:
    return Finding(Severity.ERROR, where, what, sentence)


def warning(where: str, what: str, sentence: str) -> Finding:
    return Finding(Severity.WARNING, where, what, sentence)


def listed(names: list[str]) -> str:
    """“a”, “b” and “c”."""
    quoted = [f"“{name}”" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
