"""PDFs: whole, open to everybody, and with nothing in them that runs."""

import os

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onlinelives.files.checks import apart, pdfs
from onlinelives.rules.verdict import Invalid
from tests.files.samples import locked_pdf, packed, pdf, pdf_bomb, unless_refused


def test_a_pdf_is_accepted_and_kept_byte_for_byte() -> None:
    assert apart.check(pdf(), "pdf") == pdf()


@pytest.mark.parametrize("end", [b"", b"\r\n\r\n", b"\0" * 200])
def test_a_little_rubbish_after_the_end_does_not_matter(end: bytes) -> None:
    pdfs.check(pdf() + end)


@pytest.mark.asvs("V5.2.2")
@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>alert(1)</script></html>",
        b"\n" + pdf(),
        b"GIF89a" + pdf(),
        pdf() + packed({"a": os.urandom(2000)}),
        pdf()[:-10],
        b"%PDF-1.7\n" + b"x" * 2000,
    ],
)
def test_what_does_not_begin_and_end_as_a_pdf_is_refused(content: bytes) -> None:
    with pytest.raises(Invalid, match="not that of a PDF"):
        pdfs.check(content)


@pytest.mark.parametrize("content", [b"%PDF-1.7\n<html></html>\n%%EOF", b"%PDF-1.7\n" + os.urandom(5000) + b"%%EOF"])
def test_a_pdf_that_is_only_a_heading_is_refused(content: bytes) -> None:
    with pytest.raises(Invalid, match="damaged"):
        pdfs.check(content)


def test_a_pdf_without_pages_is_refused() -> None:
    with pytest.raises(Invalid, match="damaged"):
        pdfs.check(pdf().replace(b"/Kids[3 0 R]/Count 1", b"/Kids[]/Count 0     "))


def test_a_pdf_with_a_password_is_refused_and_one_that_opens_without_is_not() -> None:
    pdfs.check(locked_pdf(user=""))
    with pytest.raises(Invalid, match="locked with a password"):
        pdfs.check(locked_pdf(user="secret"))


@pytest.mark.parametrize(
    "catalogue",
    [
        "/OpenAction<</S/JavaScript/JS(app.alert\\(1\\))>>",
        "/OpenAction<</S/#4aava#53cript/JS(app.alert\\(1\\))>>",
        "/OpenAction<</S/Launch/F(cmd.exe)>>",
        "/AA<</WC<</S/URI/Next[<</S/Launch/F(cmd.exe)>>]>>>>",
        "/Names<</JavaScript<</Names[(a)<</S/JavaScript/JS(x)>>]>>>>",
        "/AcroForm<</Fields[]/XFA[(a)(b)]>>",
        "/OpenAction<</S/ImportData/F(a.fdf)>>",
        "/OpenAction<</S/Rendition/JS(x)>>",
    ],
)
def test_a_pdf_that_runs_something_is_refused_however_deep_it_hides(catalogue: str) -> None:
    with pytest.raises(Invalid, match="script, or starts a program"):
        pdfs.check(pdf(catalogue))


def test_a_pdf_with_files_inside_is_refused() -> None:
    with pytest.raises(Invalid, match="other files inside"):
        pdfs.check(pdf("/Names<</EmbeddedFiles<</Names[(a)<</Type/Filespec/F(a.exe)/EF<</F 3 0 R>>>>]>>>>"))


def test_a_pdf_that_speaks_of_scripts_is_only_text() -> None:
    pdfs.check(pdf("/Title(How /JavaScript and /Launch and /EF are written)/OpenAction<</S/URI/URI(x)>>"))


def test_dictionaries_in_dictionaries_come_to_an_end() -> None:
    with pytest.raises(Invalid, match="damaged"):
        pdfs.check(pdf("/A" + "<</A" * 200 + " 1" + ">>" * 200))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(pdf()) - 1), st.integers(0, 255)), min_size=1, max_size=8))
def test_a_pdf_with_altered_bytes_is_accepted_or_refused_in_words(altered: list[tuple[int, int]]) -> None:
    content = bytearray(pdf())
    for place, value in altered:
        content[place] = value
    assert unless_refused(lambda: pdfs.check(bytes(content))) is None


@pytest.mark.asvs("V5.2.3")
def test_a_pdf_that_unpacks_to_gigabytes_ends_in_its_own_process() -> None:
    bomb = pdf_bomb(3_000)
    assert len(bomb) < 4 * 2**20
    with pytest.raises(Invalid, match="damaged"):
        apart.check(bomb, "pdf")
