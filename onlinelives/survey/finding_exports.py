"""What leaves of a finding as CSV: one row for each part, and no number that the page does not show."""

from collections.abc import Iterator

from onlinelives.rules.disclosure.shares import HIDDEN_WORDS
from onlinelives.survey.queries import FindingPage
from onlinelives.web.jinja import day

HEADER = (
    "Finding",
    "What it says",
    "Wave",
    "Questionnaire",
    "Question",
    "Divided by",
    "Part",
    "Per cent",
    "95% from",
    "95% to",
    "Young people, to the nearest 5",
    "Why it is not shown",
    "Released",
    "State",
    "Fingerprint",
)


def rows(page: FindingPage) -> Iterator[tuple[object, ...]]:
    """A hidden figure is empty, never 0, and says why."""
    finding, words = page.finding, page.words
    state = f"Withdrawn on {day(finding.withdrawn_at)}: {finding.why_withdrawn}" if finding.withdrawn else "Current"
    for name, cell in page.lines:
        numbers = (cell.percent, cell.low, cell.high, cell.base) if cell else (None,) * 4
        yield (
            finding.code,
            finding.sentence,
            words.wave,
            words.questionnaire,
            finding.question,
            finding.about,
            name,
            *numbers,
            "" if cell else HIDDEN_WORDS,
            day(finding.release.decided_at),
            state,
            finding.sha256,
        )
