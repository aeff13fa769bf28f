"""Numbers, dates, addresses and online names are found by their form, and what only looks like them is left."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onlinelives.rules.deidentify import Known, draft
from onlinelives.rules.deidentify.checksums import UPN_LETTERS, is_nhs_number, is_upn

NOBODY = Known()

# 943 476 5919 is the example of the NHS Data Dictionary, 999 000 0018 and 999 002 9474 come from the range for tests;
# B801200005001 is the example of python-stdnum 1.19.
NHS = ["9434765919", "9990000018", "9990029474"]
UPNS = ["B801200005001"]


@pytest.mark.parametrize("number", NHS)
def test_published_nhs_numbers_pass(number: str) -> None:
    assert is_nhs_number(number)


@pytest.mark.parametrize("upn", UPNS)
def test_published_pupil_numbers_pass(upn: str) -> None:
    assert is_upn(upn)


@given(st.sampled_from(NHS), st.integers(0, 9), st.integers(1, 9))
def test_any_one_digit_changed_spoils_an_nhs_number(number: str, at: int, step: int) -> None:
    changed = number[:at] + str((int(number[at]) + step) % 10) + number[at + 1 :]
    assert not is_nhs_number(changed)


@given(st.sampled_from(UPNS), st.integers(1, 12), st.integers(1, 9))
def test_any_one_digit_changed_spoils_a_pupil_number(upn: str, at: int, step: int) -> None:
    changed = upn[:at] + str((int(upn[at]) + step) % 10) + upn[at + 1 :]
    assert not is_upn(changed)


@given(st.text(alphabet="0123456789", min_size=9, max_size=9))
def test_nine_digits_have_at_most_one_check_digit(nine: str) -> None:
    assert sum(is_nhs_number(nine + digit) for digit in "0123456789") <= 1


@given(st.text(alphabet="0123456789", min_size=11, max_size=11), st.sampled_from(UPN_LETTERS + "0123456789"))
def test_twelve_characters_have_just_one_check_letter(eleven: str, last: str) -> None:
    assert sum(is_upn(letter + eleven + last) for letter in UPN_LETTERS) == 1


@pytest.mark.parametrize("text", ["", "943476591", "94347659190", "943476591X", "B80120000500", "B8012000050011"])
def test_other_lengths_and_letters_are_no_numbers(text: str) -> None:
    assert not is_nhs_number(text)
    assert not is_upn(text)


REPLACED = [
    ("943 476 5919", "NHS number"),
    ("943-476-5919", "NHS number"),
    ("9434765919", "NHS number"),
    ("943\u00a0476\u00a05919", "NHS number"),
    ("٩٤٣ ٤٧٦ ٥٩١٩", "NHS number"),
    ("B801200005001", "UPN"),
    ("b801 2000 05 001", "UPN"),
    ("AB123456C", "National Insurance number"),
    ("ab 12 34 56 c", "National Insurance number"),
    ("YX3 4LB", "postcode"),
    ("yx34lb", "postcode"),
    ("07700 900123", "telephone number"),
    ("07700-900-123", "telephone number"),
    ("(01632) 960123", "telephone number"),
    ("+44 7700 900123", "telephone number"),
    ("+44 (0)1632 960 123", "telephone number"),
    ("00447700900123", "telephone number"),
    ("+48 600 555 0199", "telephone number"),
    ("jo.bloggs+x@mail.example.org", "e-mail address"),
    ("jo (at) example.org", "e-mail address"),
    ("https://example.org/a/b?c=d", "web address"),
    ("www.example.org", "web address"),
    ("example.co.uk/jo", "web address"),
    ("14 Elm Grove", "address"),
    ("221b Old Mill Lane", "address"),
    ("Flat 3, 9 mill street", "address"),
    ("3 May 2026", "date"),
    ("3rd of May", "date"),
    ("3rd may", "date"),
    ("3 May", "date"),
    ("the 3rd of May", "date"),
    ("third of May", "date"),
    ("May 3rd, 2026", "date"),
    ("Tuesday 3 May", "date"),
    ("May 2026", "date"),
    ("may 2026", "date"),
    ("03/05/2026", "date"),
    ("3.5.26", "date"),
    ("2026-05-03", "date"),
    ("2025/26", "date"),
    ("Easter 2026", "date"),
]


@pytest.mark.parametrize(("words", "kind"), REPLACED)
def test_what_is_certain_by_its_form_is_replaced(words: str, kind: str) -> None:
    made = draft(f"So it was {words}, they said.", NOBODY)
    assert made.text == f"So it was [{kind}], they said."
    assert {finding.kind for finding in made.findings} == {kind}


FLAGGED = [
    ("943 476 5910", "long number"),
    ("1234567", "long number"),
    ("LCS-104887", "long number"),
    ("X801200005001", "long number"),
    ("2019", "date"),
    ("December", "date"),
    ("3 may", "date"),
    ("on the 12th", "date"),
    ("on 12th", "date"),
    ("03/05", "date"),
    ("14 elm grove", "address"),
    ("pitch 7", "address"),
    ("slim404", "handle"),
    ("dark_lord", "handle"),
]


@pytest.mark.parametrize(("words", "kind"), FLAGGED)
def test_what_is_not_certain_is_flagged_and_stands(words: str, kind: str) -> None:
    made = draft(f"So it was {words} they said.", NOBODY)
    assert made.text == f"So it was {words} they said."
    assert [flag.kind for flag in made.flags] == [kind]


@pytest.mark.parametrize(
    "words",
    [
        "he is 15 years old",
        "a 14-year-old girl, aged 14",
        "section 47 and s47 and s.17 and s16LA",
        "the Children Act 1989",
        "Working Together 2026",
        "24/7",
        "4 out of 5, or 3/5",
        "at 10.30 and 4pm",
        "£1500 a month",
        "92% of 250",
        "3 times in 10 weeks",
        "2 miles down the road",
        "10 people in the close group",
        "@ 3pm on Monday, or @3pm, or @10.30",
        "Year 10, KS3 and Y9",
        "her username is not known",
        "TikTok was deleted",
        "they may march on",
        "the 4Cs",
    ],
)
def test_what_only_looks_like_it_is_left(words: str) -> None:
    assert draft(f"So {words}.", NOBODY).findings == ()


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("Look for @slim.jim_x.", "Look for Username A."),
        ("His username is slimjim on it.", "His username is Username A on it."),
        ("His user name: 'Big Bad Jim'.", "His user name: 'Username A'."),
        ("Snap: jezza_x0x", "Snap: Username A"),
        ("His Insta is jezza.x0x and @Jezza.x0x too.", "His Insta is Username A and Username A too."),
    ],
)
def test_online_names_are_replaced_where_the_text_tells_that_they_are(written: str, wanted: str) -> None:
    assert draft(written, NOBODY).text == wanted


def test_the_longer_form_wins_and_nothing_of_it_is_left() -> None:
    assert draft("Mail jo.bloggs@example.org about 03/05/2026.", NOBODY).text == "Mail [e-mail address] about [date]."
