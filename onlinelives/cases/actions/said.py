"""What may stand in the fields of an assessment, and the rows that a finished one becomes."""

from collections.abc import Mapping
from typing import Any

from onlinelives.cases.models import AssessedChoice, AssessedFactor, AssessedRisk, Assessment
from onlinelives.cases.models.assessments import State
from onlinelives.cases.queries.assessments import Draft
from onlinelives.cases.queries.sheets import IMPACT, NOT_ASKED, NOTE, OFTEN, SOURCE, STATE, TICKED, WHEN, YES, Sheet
from onlinelives.rules.verdict import Invalid

LONGEST = {WHEN: 100, IMPACT: 1000, NOTE: 500}  # characters
WORDS = 4000
MOST_PHONES = 50
CHOICES = {
    STATE: set(State.values),
    OFTEN: {"", *AssessedRisk.Frequency.values},
    SOURCE: {"", *AssessedFactor.Source.values},
    TICKED: {"", YES},
    "hours": set(Assessment.Hours.values),
    "night": set(State.values),
}


def told_fields(fields: Mapping[str, str]) -> dict[str, str]:
    """Without what says nothing: empty text, and "not asked"."""
    bare = {name: text.strip() for name, text in fields.items()}
    return {name: text for name, text in bare.items() if text not in ("", NOT_ASKED)}


def check(sheet: Sheet, topic: str, fields: Mapping[str, str]) -> None:
    """Raises Invalid for a field that the page does not have and for a value that the field cannot have."""
    here = set(sheet.fields_of(topic))
    for name, text in fields.items():
        if name not in here:
            raise Invalid("This page has changed. Reload it and try again.")
        kind = name.rpartition("-")[2]
        if text and text not in CHOICES.get(kind, {text}):
            raise Invalid("Select one of the answers.", name)
        if len(text) > LONGEST.get(kind, WORDS):
            raise Invalid(f"Use {LONGEST.get(kind, WORDS):,} characters or fewer.", name)
        if kind == "phones" and text and not (text.isascii() and text.isdigit() and int(text) <= MOST_PHONES):
            raise Invalid(f"Enter a number from 0 to {MOST_PHONES}.", name)


def finished_rows(draft: Draft) -> list[list[Any]]:
    """Rows of one kind together, without empty kinds."""
    said = {name: text for fields in draft.said.values() for name, text in fields.items()}
    kinds = (_risks(draft, said), _factors(draft, said), _choices(draft, said))
    return [list(rows) for rows in kinds if rows]


def _risks(draft: Draft, said: Mapping[str, str]) -> list[AssessedRisk]:
    rows = []
    for item, category in draft.sheet.category_of.items():
        state = said.get(f"{item}-{STATE}", NOT_ASKED)
        if state == NOT_ASKED:
            continue
        more = {part: said.get(f"{item}-{part}", "") if state == YES else "" for part in (OFTEN, WHEN, IMPACT)}
        rows.append(
            AssessedRisk(
                partnership_id=draft.assessment.partnership_id,
                assessment=draft.assessment,
                item=item,
                category=category,
                state=state,
                frequency=more[OFTEN],
                when=more[WHEN],
                impact=more[IMPACT],
            )
        )
    return rows


def _factors(draft: Draft, said: Mapping[str, str]) -> list[AssessedFactor]:
    states = {factor.id: said.get(f"{factor.id}-{STATE}", NOT_ASKED) for factor in draft.sheet.taxonomy.factors}
    return [
        AssessedFactor(
            partnership_id=draft.assessment.partnership_id,
            assessment=draft.assessment,
            factor=factor,
            state=state,
            source=said.get(f"{factor}-{SOURCE}", ""),
            note=said.get(f"{factor}-{NOTE}", ""),
        )
        for factor, state in states.items()
        if state != NOT_ASKED
    ]


def _choices(draft: Draft, said: Mapping[str, str]) -> list[AssessedChoice]:
    return [
        AssessedChoice(
            partnership_id=draft.assessment.partnership_id,
            assessment=draft.assessment,
            choice=name.removesuffix(f"-{TICKED}"),
        )
        for name in said
        if name.endswith(f"-{TICKED}")
    ]
