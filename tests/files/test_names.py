"""Under what name a file is kept."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onlinelives.files.checks.names import LONGEST, clean, ending_of

ENGLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"


@pytest.mark.asvs("V5.3.2", "V5.4.1")
@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("minutes.pdf", "minutes.pdf"),
        ("Zoë O’Brien's plan (final) v2.docx", "Zoë O’Brien's plan (final) v2.docx"),
        ("محضر الاجتماع.pdf", "محضر الاجتماع.pdf"),
        ("می‌خواهم.pdf", "می‌خواهم.pdf"),
        ("👩‍👧 visit.jpg", "👩‍👧 visit.jpg"),
        (f"{ENGLAND}.png", f"{ENGLAND}.png"),
        ("Photo.JPG", "Photo.JPG"),
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Users\\b\\plan.docx", "plan.docx"),
        ("/absolute.csv", "absolute.csv"),
        ("a\x00b\x1f.pdf", "ab.pdf"),
        ("two\nlines\r\n.pdf", "two lines.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("\u200eplan\u2066.pdf\u200f", "plan.pdf"),
        ('what? "draft": <a|b>*.txt', "what- -draft-- -a-b--.txt"),
        (".htaccess", "file.htaccess"),
        ("..pdf", "file.pdf"),
        ("\u202e.pdf", "file.pdf"),
        (" . . .pdf", "file.pdf"),
        ("report.pdf.", "report.pdf"),
        ("report .pdf", "report.pdf"),
        ("re\u0301sume\u0301.txt", "résumé.txt"),
        ("", "file"),
        ("/", "file"),
        ("..", "file"),
        ("noending", "noending"),
        ("\ud800lone.txt", "lone.txt"),
    ],
)
def test_a_name_keeps_what_people_write_and_loses_what_could_mislead(sent: str, kept: str) -> None:
    assert clean(sent) == kept


def test_a_long_name_is_shortened_before_its_ending() -> None:
    assert clean("x" * 300 + ".docx") == "x" * 145 + ".docx"


def test_a_name_is_not_broken_off_inside_an_emoji_or_before_an_accent() -> None:
    family = "👩‍👧"
    assert clean("x" * 144 + family + "y.docx") == "x" * 144 + ".docx"
    assert clean("x" * 144 + "q\u0301\u0302y.docx") == "x" * 144 + ".docx"


@given(st.text(alphabet=st.characters(codec=None), max_size=300))
def test_whatever_is_sent_the_name_can_be_kept_shown_and_put_on_a_disk(sent: str) -> None:
    kept = clean(sent)
    assert 0 < len(kept) <= LONGEST
    assert not set('<>:"|?*/\\') & set(kept)
    assert kept == kept.strip(" .")
    assert kept.encode("utf-8")
    hidden = {letter for letter in kept if unicodedata.category(letter) in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")}
    assert all(letter in "\u200c\u200d" or "\U000e0020" <= letter <= "\U000e007f" for letter in hidden)
    assert clean(kept) == kept


@pytest.mark.parametrize(("name", "ending"), [("a.PDF", "pdf"), ("a.b.Jpeg", "jpeg"), ("pdf", ""), ("a.", "")])
def test_the_ending_is_what_stands_after_the_last_dot(name: str, ending: str) -> None:
    assert ending_of(name) == ending
