"""How much is found in marked sentences as case workers write them. The held-out third was never tuned on.

The bounds leave room below what was measured, so that a change of a word list passes and a broken layer does not.
These are small invented sets: a direction, not an assurance.
"""

import pytest

from tests.rules.deidentify.corpus import CHECKED, KINDS, PATTERNS, RECORDED, Sentence, Span, sentence
from tests.rules.deidentify.measures import SETS, Figures, measure, report

NAMES = tuple(SETS)
FIGURES = {name: measure(cases) for name, cases in SETS.items()}
WITHOUT_RECORD = {name: measure(cases, with_record=False) for name, cases in SETS.items()}


def sentences(name: str) -> int:
    return sum(len(case.sentences) for case in SETS[name])


def test_a_mark_is_taken_off_and_its_place_kept() -> None:
    assert sentence("So {name:Amina's} aunt rang {phone:07700 900123}.") == Sentence(
        "So Amina's aunt rang 07700 900123.", (Span("name", 3, 8), Span("phone", 21, 33))
    )


def test_a_mark_that_cannot_be_read_is_refused() -> None:
    with pytest.raises(ValueError, match="cannot be read"):
        sentence("So {nane:Amina} rang.")


def test_there_are_at_least_300_sentences_and_nearly_a_third_are_held_out() -> None:
    assert sentences("tuning") + sentences("held out") >= 300
    assert sentences("held out") >= 0.3 * (sentences("tuning") + sentences("held out"))


def test_every_kind_is_marked_somewhere_in_both_sets() -> None:
    for name in NAMES:
        assert set(FIGURES[name].spans) == set(KINDS), name


def test_no_sentence_is_in_both_sets() -> None:
    texts = {name: {line.text for case in cases for line in case.sentences} for name, cases in SETS.items()}
    assert not texts["tuning"] & texts["held out"]


@pytest.mark.parametrize("name", NAMES)
def test_names_of_the_record_are_found_and_nearly_all_replaced_at_once(name: str) -> None:
    assert FIGURES[name].recall(RECORDED) >= 0.95, FIGURES[name].missed
    assert FIGURES[name].recall(RECORDED, replaced=True) >= 0.95, FIGURES[name].missed


@pytest.mark.parametrize("name", NAMES)
def test_numbers_with_a_check_are_replaced(name: str) -> None:
    assert FIGURES[name].recall(CHECKED, replaced=True) >= 0.99, FIGURES[name].missed


@pytest.mark.parametrize("name", NAMES)
def test_the_other_patterns_and_names_not_in_the_record_are_found(name: str) -> None:
    assert FIGURES[name].recall(PATTERNS) >= 0.9, FIGURES[name].missed
    assert FIGURES[name].recall(("stranger",)) >= 0.8, FIGURES[name].missed


@pytest.mark.parametrize("name", NAMES)
def test_few_words_are_touched_that_should_be_left(name: str) -> None:
    assert FIGURES[name].over_redaction < 0.04, FIGURES[name].too_much
    assert FIGURES[name].other_replaced < 0.01 * FIGURES[name].other, FIGURES[name].too_much


@pytest.mark.parametrize("name", NAMES)
def test_most_is_found_even_if_the_record_names_nobody(name: str) -> None:
    figures = WITHOUT_RECORD[name]
    assert figures.recall(figures.spans) >= 0.75, figures.missed
    assert figures.recall(figures.spans) < FIGURES[name].recall(FIGURES[name].spans)


def test_the_report_tells_all_figures() -> None:
    told = report()
    for words in ("tuning, with the record", "held out, the record names nobody", "names of the record", "other words"):
        assert words in told


def test_what_is_missed_lowers_the_figures() -> None:
    figures = Figures()
    figures.spans["name"], figures.found["name"], figures.replaced["name"] = 4, 3, 1
    figures.other, figures.other_found = 10, 2
    assert (figures.recall(["name"]), figures.recall(["name"], replaced=True)) == (0.75, 0.25)
    assert figures.over_redaction == 0.2
