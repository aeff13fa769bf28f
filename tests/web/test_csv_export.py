"""A file that opens cleanly in a spreadsheet and runs nothing there."""

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onlinelives.web.csv_export import download, safe, write

RISKY = ["=", "+", "-", "@", "\t", "\r"]


@pytest.mark.parametrize("start", RISKY)
@pytest.mark.parametrize("space", ["", " ", "   "])
def test_a_cell_that_could_be_a_formula_gets_an_apostrophe(start: str, space: str) -> None:
    cell = f"{space}{start}1+1"
    assert safe(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["=cmd|' /C calc'!A0", "@SUM(A1)", "+44 1234", "-5", "\t=1", "\r=1", " \t=1"])
def test_a_known_attack_is_disarmed(cell: str) -> None:
    assert str(safe(cell)).startswith("'")


@pytest.mark.parametrize("cell", ["", "Elmfield", "1-2", "a=b", "'quoted'", "<b>", "é 🙂", "100%", "5 = five"])
def test_ordinary_text_stays_as_it_is(cell: str) -> None:
    assert safe(cell) == cell


@pytest.mark.parametrize(("cell", "written"), [(0, 0), (144, 144), (-3, -3), (Decimal("3.50"), "3.50")])
def test_numbers_stay_numbers(cell: object, written: object) -> None:
    assert safe(cell) == written


@pytest.mark.parametrize(("cell", "written"), [(None, ""), (True, "yes"), (False, "no")])
def test_nothing_yes_and_no_are_said_in_words(cell: object, written: str) -> None:
    assert safe(cell) == written


@settings(deadline=None)
@given(st.text())
def test_no_text_at_all_starts_like_a_formula(text: str) -> None:
    assert not str(safe(text)).lstrip(" ").startswith(tuple(RISKY))


@settings(deadline=None)
@given(
    st.lists(
        st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=20),
        min_size=1,
        max_size=4,
    )
)
def test_what_is_written_can_be_read_back(row: list[str]) -> None:
    text = write(["a"] * len(row), [row])
    assert list(csv.reader(io.StringIO(text, newline="")))[1] == [safe(cell) for cell in row]


def test_quotes_commas_lines_and_emoji_survive() -> None:
    row = ['say "no"', "a, b", "one\ntwo", "🙂 Ängström", "x;y"]
    assert list(csv.reader(io.StringIO(write(["h"] * 5, [row]), newline="")))[1] == row


def test_the_header_is_made_safe_too() -> None:
    assert write(["=a", "b"], [[1, None]]) == "'=a,b\r\n1,\r\n"


def test_a_download_is_an_attachment_with_the_mark_that_excel_reads() -> None:
    response = download("Self-audit 2026", ["a"], [["é"]])
    assert response.content == b"\xef\xbb\xbfa\r\n\xc3\xa9\r\n"
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="self-audit-2026.csv"'


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ('a"; filename="b.exe', "a-filenamebexe.csv"),
        ("../../etc/passwd", "etcpasswd.csv"),
        ("a\r\nSet-Cookie: b=c", "a-set-cookie-bc.csv"),
        ("Été / Ängst", "ete-angst.csv"),
        ("a -- b", "a-b.csv"),
        ("日本", "export.csv"),
        ("", "export.csv"),
    ],
)
def test_the_file_s_name_is_plain_whatever_the_round_is_called(name: str, file: str) -> None:
    assert download(name, [], [])["Content-Disposition"] == f'attachment; filename="{file}"'
