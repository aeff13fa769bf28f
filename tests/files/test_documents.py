"""Office files: what their name says, and nothing in them that runs."""

import random
import tracemalloc
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from onlinelives.files.checks import documents
from onlinelives.files.checks.archives import Budget
from onlinelives.rules.verdict import Invalid
from tests.files.samples import EXCEL, SLIDES, WORD, office, open_document, packed, raw_zip, types, zeros

WHOLE = {
    "docx": office(WORD),
    "xlsx": office(EXCEL),
    "pptx": office(SLIDES),
    "odt": open_document("text"),
    "ods": open_document("spreadsheet"),
}


@pytest.mark.asvs("V5.2.2")
@pytest.mark.parametrize("kind", documents.KINDS)
@pytest.mark.parametrize("content", WHOLE)
def test_a_document_is_accepted_as_what_it_is_and_as_nothing_else(kind: str, content: str) -> None:
    if kind == content:
        documents.check(WHOLE[content], kind)
    else:
        with pytest.raises(Invalid, match="not what its name says"):
            documents.check(WHOLE[content], kind)


MACROS = {
    "the macros of Word": {"word/vbaProject.bin": b"x"},
    "the macros of Word, in capitals": {"WORD/VBAPROJECT.BIN": b"x"},
    "the macros of old Excel": {"xl/macrosheets/sheet1.xml": b"<x/>"},
    "a control": {"word/activeX/activeX1.xml": b"<x/>"},
}


@pytest.mark.parametrize("what", MACROS)
def test_a_document_with_macros_or_controls_is_refused(what: str) -> None:
    with pytest.raises(Invalid, match="macros or controls"):
        documents.check(office(WORD, MACROS[what]), "docx")


@pytest.mark.parametrize("folder", ["Basic/Standard/Module1.xml", "Scripts/python/a.py"])
def test_an_open_document_with_macros_is_refused(folder: str) -> None:
    with pytest.raises(Invalid, match="macros or controls"):
        documents.check(open_document("text", {folder: b"<x/>"}), "odt")


@pytest.mark.parametrize(
    "kind",
    [
        "application/vnd.ms-word.document.macroEnabled.main+xml",
        "application/vnd.ms-office.vbaProject",
        "application/vnd.ms-excel.macrosheet+xml",
        "application/vnd.openxmlformats-officedocument.oleObject",
    ],
)
def test_macros_under_another_name_are_found_by_what_the_document_says_of_them(kind: str) -> None:
    listing = types(("/word/document.xml", WORD), ("/word/innocent.xml", kind))
    content = packed({"[Content_Types].xml": listing, "word/document.xml": b"<x/>", "word/innocent.xml": b"x"})
    with pytest.raises(Invalid, match="macros or controls"):
        documents.check(content, "docx")


@pytest.mark.parametrize("start", [b"MZ\x90\x00", b"\x7fELF\x02", documents.OLD_OFFICE])
def test_a_program_or_an_object_inside_is_refused_whatever_its_name(start: bytes) -> None:
    with pytest.raises(Invalid, match="program or an object"):
        documents.check(office(WORD, {"word/media/image1.png": start + bytes(100)}), "docx")


def test_a_sheet_inside_a_document_is_looked_into() -> None:
    documents.check(office(WORD, {"word/embeddings/sheet1.xlsx": office(EXCEL)}), "docx")
    with_macros = office(EXCEL, {"xl/vbaProject.bin": b"x"})
    with pytest.raises(Invalid, match="macros or controls"):
        documents.check(office(WORD, {"word/embeddings/sheet1.xlsx": with_macros}), "docx")


def test_a_zip_inside_counts_towards_what_may_be_unpacked() -> None:
    inner = raw_zip([{"name": "a", "packed": zeros(300), "size": 300 * 2**20}])
    with pytest.raises(Invalid, match="unpacks to more"):
        documents.check(office(WORD, {"word/embeddings/sheet1.xlsx": inner}), "docx")


def test_a_document_and_what_is_inside_it_share_what_may_be_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    content = office(WORD, {"word/a.xlsx": packed({"a": b"x" * 6_000}), "word/b.xlsx": packed({"b": b"y" * 6_000})})
    monkeypatch.setattr(documents, "Budget", lambda: Budget(20_000))
    documents.check(content, "docx")
    monkeypatch.setattr(documents, "Budget", lambda: Budget(10_000))
    with pytest.raises(Invalid, match="unpacks to more"):
        documents.check(content, "docx")


def test_zips_inside_zips_come_to_an_end() -> None:
    nested = packed({"a": b"x"})
    for _ in range(5):
        nested = packed({"a.zip": nested}, zipfile.ZIP_STORED)
    with pytest.raises(Invalid, match="unpacks to more"):
        documents.check(office(WORD, {"word/embeddings/a.zip": nested}), "docx")


def test_a_locked_or_old_document_is_refused_with_what_to_do() -> None:
    with pytest.raises(Invalid, match=r"Save it without a password, as \.docx"):
        documents.check(documents.OLD_OFFICE + bytes(5000), "docx")
    entry = '<m:file-entry m:full-path="content.xml"><m:encryption-data/></m:file-entry>'
    with pytest.raises(Invalid, match="locked with a password"):
        documents.check(open_document("text", manifest=entry), "odt")


NOT_DOCUMENTS = {
    "any zip": packed({"a.txt": b"x"}),
    "a program": b"MZ\x90\x00" + bytes(500),
    "a page": b"<html><script>alert(1)</script>",
    "a main part that is listed and missing": packed({"[Content_Types].xml": types(("/word/document.xml", WORD))}),
    "two main parts": packed(
        {
            "[Content_Types].xml": types(("/word/document.xml", WORD), ("/xl/workbook.xml", EXCEL)),
            "word/document.xml": b"<x/>",
            "xl/workbook.xml": b"<x/>",
        }
    ),
    "a template": packed(
        {
            "[Content_Types].xml": types(("/word/document.xml", WORD.replace("document.main", "template.main"))),
            "word/document.xml": b"<x/>",
        }
    ),
    "an open document that does not begin with its kind": packed(
        {
            "content.xml": b"<x/>",
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "META-INF/manifest.xml": b"<x/>",
        }
    ),
}


@pytest.mark.parametrize("kind", ["docx", "odt"])
@pytest.mark.parametrize("what", NOT_DOCUMENTS)
def test_what_only_looks_like_a_document_is_refused(what: str, kind: str) -> None:
    with pytest.raises(Invalid, match="not what its name says"):
        documents.check(NOT_DOCUMENTS[what], kind)


@pytest.mark.asvs("V1.5.1")
@pytest.mark.parametrize(
    "listing",
    [
        b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>',
        b'<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><x>&f;</x>',
        b"<x>",
        b"",
        b'<?xml version="1.0" encoding="nonsense"?><x/>',
        b"\xff\xfe\x00",
    ],
)
def test_a_listing_with_entities_or_broken_xml_is_refused(listing: bytes) -> None:
    with pytest.raises(Invalid, match="badly made"):
        documents.check(packed({"[Content_Types].xml": listing, "word/document.xml": b"<x/>"}), "docx")


def test_a_large_document_is_looked_at_in_pieces() -> None:
    content = office(
        WORD, {f"word/media/{n}.bmp": b"%d" % n + random.Random(n).randbytes(2**16) * 80 for n in range(10)}
    )
    tracemalloc.start()
    documents.check(content, "docx")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 3 * 2**20  # of 50 MB


@given(st.binary(max_size=300), st.sampled_from(documents.KINDS))
def test_noise_is_refused_in_words(noise: bytes, kind: str) -> None:
    for content in (noise, b"PK\x03\x04" + noise, packed({"[Content_Types].xml": noise}), packed({"mimetype": noise})):
        with pytest.raises(Invalid):
            documents.check(content, kind)
