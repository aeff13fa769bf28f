"""What is made from several answers of one young person."""

import numpy as np
import pytest
from numpy.typing import NDArray

from onlinelives.content import instruments
from onlinelives.rules.questionnaires import made as making
from onlinelives.rules.questionnaires.columns import columns_of
from onlinelives.rules.questionnaires.made import CARE_AND_CARING, FACTORS, KINDS_MET, kind_column, made
from onlinelives.rules.questionnaires.shapes import Missing

ASKS = instruments.questionnaire("online-lives-2026")
LEFT, PAST, NOT_REACHED = int(Missing.LEFT), int(Missing.ROUTED_PAST), int(Missing.NOT_REACHED)


def answers(code: int, **said: int) -> dict[str, NDArray[np.int16]]:
    """One young person: `code` everywhere, save what is said."""
    return {column.name: np.array([said.get(column.name, code)], np.int16) for column in columns_of(ASKS)}


def nobody(**said: int) -> dict[str, NDArray[np.int16]]:
    """One young person to whom nothing of all this has happened, save what is said."""
    unlike = {
        item.code: next(c.code for c in item.question.choices if c.code not in item.question.yes)
        for item in (*making.groups(ASKS), *making.items(ASKS))
        if item.column == item.code
    }
    return answers(0, **{**unlike, **said})


def made_of(column: str, told: dict[str, NDArray[np.int16]]) -> int:
    return int(made(ASKS, told)[column][0])


def test_groups_are_of_the_section_that_asks_about_factors_and_risks_are_of_the_four_kinds() -> None:
    assert {"in_care", "young_carer", "autism", "eating", "communication"} <= {g.code for g in making.groups(ASKS)}
    assert {item.kind for item in making.risks(ASKS)} == set(making.KINDS)
    assert not {g.code for g in making.groups(ASKS)} & {item.code for item in making.items(ASKS)}
    assert "age" not in {item.code for item in making.items(ASKS)}


def test_one_yes_is_enough_for_a_kind_of_risk() -> None:
    assert made_of("made_contact", nobody()) == 0
    assert made_of("made_contact", nobody(hacked=1)) == 1
    assert made_of("made_contact", answers(LEFT, hacked=1)) == 1
    assert made_of("made_content", nobody(hacked=1)) == 0


def test_without_a_yes_half_of_what_was_asked_must_be_answered() -> None:
    contact = [item.code for item in making.risks(ASKS) if item.kind == "contact" and item.column == item.code]
    half, quarter = len(contact) // 2, len(contact) // 4
    assert (
        made_of(
            "made_contact", answers(LEFT, **{**dict.fromkeys(contact, LEFT), **dict.fromkeys(contact[: half + 1], 0)})
        )
        == 0
    )
    assert made_of("made_contact", answers(LEFT, **dict.fromkeys(contact[:quarter], 0))) < 0
    assert made_of("made_contact", answers(PAST, **dict.fromkeys(contact[:quarter], 0))) == 0, (
        "the others were not asked"
    )
    assert made_of("made_contact", answers(NOT_REACHED)) == NOT_REACHED


def test_factors_are_counted() -> None:
    assert made_of(FACTORS, nobody()) == 0
    assert made_of(FACTORS, nobody(in_care=1, autism=1, communication_2=1)) == 3
    assert made_of(FACTORS, nobody(communication_1=1, communication_2=1)) == 1, "one group, however many of its choices"


@pytest.mark.parametrize(
    ("care", "caring", "both"),
    [(1, 1, 1), (1, 2, 0), (2, 1, 0), (LEFT, 2, 0), (2, LEFT, 0), (LEFT, 1, LEFT), (1, LEFT, LEFT), (LEFT, LEFT, LEFT)],
)
def test_care_and_caring_is_open_only_while_it_matters(care: int, caring: int, both: int) -> None:
    assert made_of(CARE_AND_CARING, nobody(in_care=care, young_carer=caring)) == both


def test_kinds_met_are_counted_where_all_are_known() -> None:
    assert made_of(KINDS_MET, nobody(hacked=1, seen_hate=1)) == 2
    commerce = {item.code: LEFT for item in making.risks(ASKS) if item.kind == "commerce"}
    assert made_of(KINDS_MET, nobody(hacked=1, **commerce)) < 0
    assert made_of(kind_column("contact"), nobody(hacked=1, **commerce)) == 1


def test_what_rests_on_a_column_that_is_not_there_is_not_made() -> None:
    told = nobody()
    found = made(ASKS, {name: told[name] for name in told if not name.startswith(("in_care", "communication_2"))})
    assert CARE_AND_CARING not in found
    assert "communication_any" not in found
    assert FACTORS in found
