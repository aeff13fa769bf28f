"""What a column is, and what its values mean, is guessed; how sure that is, is said."""

import pytest

from onlinelives.content import instruments
from onlinelives.survey.bringing import mapping
from onlinelives.survey.bringing.looking import Column, Value
from onlinelives.survey.bringing.mapping import ColumnUse, Sure, Use
from onlinelives.survey.bringing.matching import code_of, guess, used, year_of
from onlinelives.survey.bringing.shapes import Described

ASKS = instruments.questionnaire("online-lives-2026")
ITEMS = mapping.items_of(ASKS)


def column(name="q", values=(), *, label="", labels=None, missing=(), many=False) -> Column:
    told = tuple(Value(text, 10, place + 2) for place, text in enumerate(values))
    return Column(Described(name, label, labels or {}, missing), 0, told, many)


def test_columns_are_known_by_name_whatever_its_case_and_punctuation():
    found = guess(ASKS, (column("In Care"), column("COMMUNICATION.1"), column("wt"), column("School ID")))
    assert [(use.use, use.item) for use in found] == [
        (Use.ITEM, "in_care"),
        (Use.ITEM, "communication_1"),
        (Use.WEIGHT, None),
        (Use.SCHOOL, None),
    ]


def test_columns_are_known_by_label_and_said_to_be_guessed_where_it_differs():
    exact = column("v1", label=ITEMS["in_care"].label.upper())
    near = column("v2", label="How old are you now?")
    other = column("v3", label="Which football team do you like best?")
    found = guess(ASKS, (exact, near, other))
    assert [(use.use, use.item, use.sure) for use in found] == [
        (Use.ITEM, "in_care", Sure.SURE),
        (Use.ITEM, "age", Sure.LIKELY),
        (Use.OUT, None, Sure.SURE),
    ]


def test_nothing_is_guessed_twice():
    found = guess(ASKS, (column("age"), column("Age "), column("weight"), column("wt")))
    assert [use.use for use in found] == [Use.ITEM, Use.OUT, Use.WEIGHT, Use.OUT]


def test_the_year_group_of_the_place_is_told_from_what_the_young_person_said():
    found = guess(ASKS, (column("year_group", ["8"]), column("made_year_group", ["8"]), column("year", ["8"])))
    assert [use.use for use in found] == [Use.ITEM, Use.YEAR_GROUP, Use.OUT]
    assert found[1].values == {"8": 8}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("1", 1),
        ("Yes", 1),
        ("no", 0),
        ("I am not sure!", 2),
        ("Prefer not to answer", -8),
        ("Refused", -8),
        ("I don't understand", -7),
        ("Didn’t understand the question", -7),
        ("Not asked", -5),
        ("N/A", None),
        ("na", -5),
        ("Not applicable", -5),
        ("not reached", -4),
        ("No answer", -6),
        ("-8", -8),
        (None, -6),
        ("7", None),
        ("maybe", None),
        ("مدرسة", None),
        ("🦊", None),
        ("1.5", None),
    ],
)
def test_values_without_labels(said, code):
    assert code_of(column(values=[said]), said, ITEMS["in_care"]) == code


@pytest.mark.parametrize(
    ("said", "code"), [("Girl", 1), ("a boy", 2), ("I am a girl", 1), ("the", None), ("Female", None), ("1", 1)]
)
def test_small_words_do_not_matter(said, code):
    assert code_of(column(values=[said]), said, ITEMS["gender"]) == code


@pytest.mark.parametrize(
    ("text", "label", "code"),
    [
        ("2", "No", 0),  # the label counts, not the number
        ("1", "Girl", None),
        ("1", "Never", None),  # never a number against its label
        ("99", "Refused", -8),
        ("5", "I am not sure about it", 2),
    ],
)
def test_values_with_labels(text, label, code):
    assert code_of(column(values=[text], labels={text: label}), text, ITEMS["in_care"]) == code


@pytest.mark.parametrize(("label", "code"), [("Yes", None), ("Refused", -8), ("Withheld", -6), ("", None)])
def test_what_the_file_declares_missing_is_never_an_answer(label, code):
    held = column(values=["1"], labels={"1": label} if label else {}, missing=(("1", "1"),))
    assert code_of(held, "1", ITEMS["in_care"]) == code


@pytest.mark.parametrize(
    ("said", "code"),
    [("1", 1), ("0", 0), ("Checked", 1), ("not checked", 0), ("TRUE", 1), ("false", 0), ("x", 1), ("2", None)],
)
def test_a_choice_of_many_is_ticked_or_not(said, code):
    assert code_of(column(values=[said]), said, ITEMS["communication_1"]) == code


@pytest.mark.parametrize(
    ("said", "year"), [("8", 8), ("Year 8", 8), ("Y13", 13), ("14", None), ("2026", None), ("7/8", None), ("", None)]
)
def test_years(said, year):
    assert year_of(said) == year


def test_what_a_person_said_of_a_value_stays_when_the_column_is_saved_again():
    held = column("v1", ["1", "2"])
    first = used(held, Use.ITEM, "in_care", ASKS, ColumnUse())
    assert first.values == {"1": 1, "2": 2}
    said = ColumnUse(Use.ITEM, "in_care", {"1": 1, "2": 0}, Sure.SAID)
    assert used(held, Use.ITEM, "in_care", ASKS, said).values == {"1": 1, "2": 0}
    assert used(held, Use.ITEM, "young_carer", ASKS, said).values == {"1": 1, "2": 2}, "another question, guessed anew"


def test_what_stands_in_the_way_is_said():
    columns = (column("a", ["1"]), column("b", ["1"]), column("c", many=True), column("d", ["1"]))
    mapped = (
        ColumnUse(Use.ITEM, "age", {"1": 77}),
        ColumnUse(Use.ITEM, "age", {"1": 11}),
        ColumnUse(Use.ITEM, "gender"),
        ColumnUse(Use.ITEM, "no_such"),
    )
    told = "\n".join(mapping.problems(mapped, columns, ASKS))
    assert "Say which column holds the school." in told
    assert "2 columns are the question “age”: “a”, “b”" in told
    assert "“c” has more than 60 different values" in told
    assert "“d” answers no question" in told
    assert "“a” has a value that stands for an answer which the question does not offer." in told
    fine = (ColumnUse(Use.SCHOOL), ColumnUse(Use.ITEM, "age", {"1": 11, "2": None}), ColumnUse(), ColumnUse())
    assert mapping.problems(fine, columns, ASKS) == []
    assert mapping.problems(fine[:1], columns[:1], ASKS) == ["No column answers a question yet."]


def test_the_year_group_of_the_place_and_the_question_of_that_name_are_two_things():
    columns = (column("a", ["1"]), column("b", ["8"]), column("c", ["8"]), column("d", ["8"]))
    years = (ColumnUse(Use.ITEM, "year_group", {"8": 8}), ColumnUse(Use.YEAR_GROUP, None, {"8": 8}))
    assert mapping.problems((ColumnUse(Use.SCHOOL), *years, ColumnUse()), columns, ASKS) == []
    assert mapping.problems((ColumnUse(Use.SCHOOL), *years, years[1]), columns, ASKS) == [
        "2 columns are the year group, as the place gave it: “c”, “d”. Leave all but one out."
    ]
