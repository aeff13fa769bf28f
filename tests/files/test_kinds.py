"""What is accepted at all, and whether a file is what its name says."""

import os
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onlinelives.files.checks.kinds import ACCEPT, ENDINGS, IN_WORDS, KINDS, Kind, check, kind_of
from onlinelives.files.models import StoredFile
from onlinelives.rules.verdict import Invalid
from tests.files.samples import EXCEL, SLIDES, WORD, office, open_document, pdf, picture, raw_zip, unless_refused, zeros

GOOD = {
    "pdf": pdf(),
    "docx": office(WORD),
    "xlsx": office(EXCEL),
    "pptx": office(SLIDES),
    "odt": open_document("text"),
    "ods": open_document("spreadsheet"),
    "csv": b"School;Answers\nElmfield;12\n",
    "txt": "Zoë’s notes: مرحبا".encode(),
    "jpg": picture("JPEG"),
    "jpeg": picture("JPEG"),
    "png": picture("PNG"),
}


def test_there_is_a_good_file_of_every_kind() -> None:
    assert set(GOOD) == set(ENDINGS)
    assert {kind.code for kind in ENDINGS.values()} == set(KINDS)


@pytest.mark.asvs("V5.2.2")
@pytest.mark.parametrize("ending", GOOD)
@pytest.mark.parametrize("other", GOOD)
def test_a_file_is_accepted_under_its_own_ending_only(ending: str, other: str) -> None:
    kind = kind_of(f"a.{ending.upper()}")
    alike = ENDINGS[ending] == ENDINGS[other] or (ending in ("csv", "txt") and other in ("csv", "txt"))
    inert = ending in ("csv", "txt") and other == "pdf"  # this small one is all letters, and is given out as text
    if alike or inert:
        assert check(GOOD[other], kind)
    else:
        with pytest.raises(Invalid) as refusal:
            check(GOOD[other], kind)
        assert refusal.value.field == "file"


@pytest.mark.asvs("V2.2.1", "V5.2.2")
@pytest.mark.parametrize(
    "name",
    [
        "a.exe",
        "a.svg",
        "a.html",
        "a.js",
        "a.pdf.exe",
        "a.bat",
        "a.docm",
        "a.zip",
        "a.heic",
        "a",
        "a.",
        ".pdf.",
        "a.PDF ",
    ],
)
def test_any_other_ending_is_refused_with_what_to_do(name: str) -> None:
    with pytest.raises(Invalid, match=r"not accepted\. (Send|Save|Unpack|Print) ") as refusal:
        kind_of(name)
    assert refusal.value.field == "file"


def test_the_words_and_the_form_name_every_ending() -> None:
    assert ACCEPT == ".pdf,.docx,.xlsx,.pptx,.odt,.ods,.csv,.txt,.jpg,.jpeg,.png"
    for word in ("PDF", ".docx", ".xlsx", ".pptx", ".odt", ".ods", "CSV", "text", "JPEG", "PNG"):
        assert word in IN_WORDS
    assert max(len(code) for code in KINDS) <= (StoredFile._meta.get_field("kind").max_length or 0)


def test_an_empty_file_is_refused() -> None:
    for kind in KINDS.values():
        with pytest.raises(Invalid, match="empty"):
            check(b"", kind)


TEXTS = {
    "UTF-8": "Zoë".encode(),
    "UTF-8 with its mark": "Zoë".encode("utf-8-sig"),
    "UTF-16 as Excel writes it": "Zoë;1\r\n".encode("utf-16"),
    "old Windows": "Zoë “quoted”".encode("cp1252"),
    "a page, which is only text here": b"<script>alert(1)</script>",
    "only spaces": b" \t\r\n\x0c",
}


@pytest.mark.parametrize("what", TEXTS)
def test_text_in_the_usual_codings_is_kept_byte_for_byte(what: str) -> None:
    assert check(TEXTS[what], KINDS["txt"]) == TEXTS[what]
    assert check(TEXTS[what], KINDS["csv"]) == TEXTS[what]


@pytest.mark.parametrize(
    "content",
    [
        b"a\x00b",
        b"\x7fELF",
        b"MZ\x90\x00\x03",
        "Zoë".encode("utf-16-le"),
        "Zoë".encode("utf-32"),
        b"\xff\xfea",
        b"\x1b[2J",
        b"\xef\xbb\xbf\xff",
        os.urandom(4000),
    ],
)
def test_what_is_no_text_is_refused(content: bytes) -> None:
    with pytest.raises(Invalid, match="not text"):
        check(content, KINDS["csv"])


@given(
    st.binary(max_size=300),
    st.sampled_from([kind for kind in KINDS.values() if kind.code in ("csv", "txt", "docx", "ods")]),
)
def test_noise_is_accepted_or_refused_in_words(noise: bytes, kind: Kind) -> None:
    assert unless_refused(lambda: check(noise, kind)) in (None, noise)


@settings(max_examples=12, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["pdf", "jpg", "png"]))
def test_noise_is_refused_by_the_other_process_too(noise: bytes, kind: str) -> None:
    starts = {"pdf": b"%PDF-1.7\n", "jpg": b"\xff\xd8\xff\xe0", "png": b"\x89PNG\r\n\x1a\n"}
    with pytest.raises(Invalid):
        check(starts[kind] + noise + b"\n%%EOF", KINDS[kind])


@pytest.mark.asvs("V5.2.3")
@pytest.mark.parametrize("kind", ["docx", "xlsx", "pptx", "odt", "ods"])
def test_a_document_of_300_megabytes_in_300_kilobytes_takes_no_memory(kind: str) -> None:
    bomb = raw_zip([{"name": "word/document.xml", "packed": zeros(300), "size": 300 * 2**20}])
    tracemalloc.start()
    with pytest.raises(Invalid, match="unpacks to more"):
        check(bomb, KINDS[kind])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2**20
