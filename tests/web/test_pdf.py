"""PDFs that everybody can read, that say the same every time, and that fetch nothing."""

import base64
import builtins
import io
import logging
import re
import sys
from pathlib import Path
from typing import Any

import page
import pikepdf
import pytest

from onlinelives.web import pdf

PAGE = """<!DOCTYPE html><html lang="en-GB"><head><meta charset="utf-8"><title>Return of O’Brien’s</title>
<meta name="dcterms.created" content="2026-03-03T14:05:00Z"></head><body><h1>O’Brien’s</h1><h2>Points</h2>
<svg xmlns="http://www.w3.org/2000/svg" width="40" height="20" viewBox="0 0 40 20"><title>A bar</title>
<rect width="30" height="20"/></svg>
<table><caption>Points</caption><tr><th scope="col">Section</th><th scope="col">Points</th></tr>
<tr><th scope="row">Data</th><td>12</td></tr></table>{more}</body></html>"""
DOT = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


def with_(more: str) -> str:
    return PAGE.replace("{more}", more)


def verdict(made: bytes) -> list[tuple[str, str]]:
    """What the gate objects to."""
    return [(failure.rule_id, failure.message) for failure in page.validate_pdf_bytes(made).failures]


def shows_a_picture(made: bytes) -> bool:
    with pikepdf.open(io.BytesIO(made)) as opened:
        return any(isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") == "/Image" for thing in opened.objects)


def test_a_page_becomes_a_tagged_pdf() -> None:
    assert verdict(pdf.make(with_(""))) == []


@pytest.mark.parametrize(
    ("find", "put"),
    [
        (' lang="en-GB"', ""),
        ("<title>Return.*?</title>", ""),
        ("<title>A bar</title>", ""),
        ("<(/?)h2>", r"<\1h4>"),
    ],
    ids=["no language", "no title", "a picture without words", "a gap between headings"],
)
def test_the_gate_bites(find: str, put: str) -> None:
    broken, times = re.subn(find, put, with_(""))
    assert times
    assert verdict(pdf.make(broken)) != []


def test_the_same_page_gives_the_same_bytes_with_its_own_date_and_identifier() -> None:
    one, two, other = pdf.make(with_("")), pdf.make(with_("")), pdf.make(with_("<p>More</p>"))
    assert one == two != other
    with pikepdf.open(io.BytesIO(one)) as opened, pikepdf.open(io.BytesIO(other)) as more:
        assert opened.docinfo["/CreationDate"] == "D:20260303140500Z"
        assert "/ModDate" not in opened.docinfo
        assert bytes(opened.trailer["/ID"][0]) != bytes(more.trailer["/ID"][0])


def test_nothing_is_fetched_from_the_disk_and_only_what_is_handed_in_is_shown(tmp_path: Path) -> None:
    (tmp_path / "dot.png").write_bytes(DOT)
    (tmp_path / "more.css").write_text('p::after { content: url("dot.png") }')
    handed_in = f'<img alt="A dot" src="data:image/png;base64,{base64.b64encode(DOT).decode()}">'
    assert shows_a_picture(pdf.make(with_(handed_in)))
    for asked in (
        f'<img alt="A dot" src="{(tmp_path / "dot.png").as_uri()}">',
        f'<link rel="stylesheet" href="{(tmp_path / "more.css").as_uri()}"><p>Text</p>',
        f'<style>@import "{(tmp_path / "more.css").as_uri()}";</style><p>Text</p>',
        '<img alt="A dot" src="http://127.0.0.1:9/dot.png">',
    ):
        assert not shows_a_picture(pdf.make(with_(asked))), asked


NOBODY_DRAWS = "\u0378"  # not assigned, so in no font


def test_signs_without_a_font_are_written_in_words_so_that_the_gate_is_passed(monkeypatch: Any) -> None:
    awkward = with_(f"<p>Zoë, مدرسة, 🥑, नमस्ते, {NOBODY_DRAWS}, \x08, \u2028</p>")
    assert verdict(pdf.make(awkward)) == []
    monkeypatch.setattr(pdf, "_spelt_out", lambda html, missing: html)
    assert [rule for rule, _ in verdict(pdf.make(awkward))] == ["PDFUA1-NOTDEF-GLYPH-001"]


def test_how_signs_are_written_in_words() -> None:
    text = "An 🥑🥑, नम, \x08 and \ue000"
    assert pdf._spelt_out(text, {ord(sign) for sign in "🥑नम\x08\ue000"}) == (
        "An [avocado], [devanagari letters],   and [U+E000]"
    )


def test_nothing_that_people_typed_gets_into_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        pdf.make(with_(f'<p>{NOBODY_DRAWS}</p><img alt="" src="file:///home/zoe/private.png">'))
    assert [record for record in caplog.records if record.name == "weasyprint"] == []


def test_every_colour_of_the_brand_is_put_in(monkeypatch: Any) -> None:
    assert "#1d4f5c" in pdf._style()
    assert "var(" not in pdf._style()
    known = pdf._static
    council = {"web/brand.css": [":root { --ol-brand: #123456; }"]}
    monkeypatch.setattr(pdf, "_static", lambda name: [*council.get(name, []), *known(name)])
    assert "#123456" in pdf._style()
    assert "#1d4f5c" not in pdf._style()
    assert "var(" not in pdf._style()


@pytest.mark.parametrize("error", [ImportError("no WeasyPrint"), OSError("cannot load library 'libpango-1.0-0'")])
def test_a_server_without_the_libraries_says_so_in_words(error: Exception, monkeypatch: Any) -> None:
    real = builtins.__import__

    def without(name: str, *more: Any, **named: Any) -> Any:
        if name == "weasyprint":
            raise error
        return real(name, *more, **named)

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(pdf.PdfUnavailable) as refused:
        pdf.make(with_(""))
    assert str(refused.value) == "PDF is not available on this server; print this page instead"


def test_a_locked_pdf_opens_with_its_password_alone_and_keeps_its_tags() -> None:
    made = pdf.make(with_(""))
    kept = pdf.locked(made, "copper lantern otter 9 ü")
    for wrong in ("", "copper lantern otter 9", "COPPER LANTERN OTTER 9 Ü"):
        with pytest.raises(pikepdf.PasswordError):
            pikepdf.open(io.BytesIO(kept), password=wrong)
    with pikepdf.open(io.BytesIO(kept), password="copper lantern otter 9 ü") as opened:
        rule, may = opened.encryption, opened.allow
        assert (rule.R, rule.bits, str(rule.stream_method)) == (6, 256, "EncryptionMethod.aesv3")
        assert may.accessibility
        assert may.print_highres
        assert [may.extract, may.modify_other, may.modify_annotation, may.modify_form] == [False] * 4
        assert not opened.owner_password_matched
        out = io.BytesIO()
        opened.save(out, encryption=False)
    assert verdict(out.getvalue()) == []
    assert b"O\xe2\x80\x99Brien" not in kept


def test_a_lock_needs_a_password() -> None:
    with pytest.raises(ValueError, match="password"):
        pdf.locked(pdf.make(with_("")), "")
