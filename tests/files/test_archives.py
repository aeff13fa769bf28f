"""Zips that are made to exhaust, to hide or to lead astray."""

import io
import struct
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onlinelives.files.checks import archives
from onlinelives.files.checks.archives import Budget, parts
from onlinelives.rules.verdict import Invalid
from tests.files.samples import office, packed, raw_zip, unless_refused, zeros

HUGE = 300 * 2**20


def unpack(content: bytes, budget: Budget | None = None) -> dict[str, int]:
    """Every part and how many bytes came out of it."""
    return {part.name: sum(map(len, part.pieces())) for part in parts(content, budget or Budget())}


def deflated(content: bytes) -> bytes:
    pack = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return pack.compress(content) + pack.flush()


def sound(name: str = "a", content: bytes = b"Minutes", **more: Any) -> dict[str, Any]:
    return {"name": name, "packed": deflated(content), "size": len(content), "crc": zlib.crc32(content), **more}


def unended(content: bytes) -> bytes:
    """Everything comes out of it, but the stream does not say that it is over."""
    pack = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return pack.compress(content) + pack.flush(zlib.Z_SYNC_FLUSH)


def around(part: dict[str, Any]) -> dict[str, Any]:
    """A part, packed not at all, whose content is another part with its heading."""
    content = raw_zip([part])[: 31 + len(part["packed"])]
    return sound("a", content, packed=content, method=0)


def with_second_end(content: bytes) -> bytes:
    """The same zip, with the end that zips of more than 4 GB have as well."""
    count, size, at = struct.unpack("<H2L", content[-12:-2])
    end = struct.pack("<4sQ2H2L4Q", b"PK\x06\x06", 44, 45, 45, 0, 0, count, count, size, at)
    return content[:-22] + end + struct.pack("<4sLQL", b"PK\x06\x07", 0, len(content) - 22, 1) + content[-22:]


def exactly_one_piece() -> dict[str, Any]:
    """A part that is packed into 64 KB to the byte."""
    pack = zlib.compressobj(0, zlib.DEFLATED, -zlib.MAX_WBITS)
    content = bytes(archives.PIECE - 10)
    packed_ = pack.compress(content) + pack.flush()
    assert len(packed_) == archives.PIECE, len(packed_)
    return sound(content=content, packed=packed_)


INNER, FULL = sound("b"), exactly_one_piece()


def test_a_sound_zip_is_unpacked_to_its_last_byte() -> None:
    content = {"a.xml": b"x" * 200_000, "b/c.bin": bytes(range(256)) * 1000, "empty": b""}
    assert unpack(packed(content)) == {name: len(part) for name, part in content.items()}
    assert unpack(packed(content, zipfile.ZIP_STORED)) == {name: len(part) for name, part in content.items()}
    assert unpack(raw_zip([sound(), sound("b")])) == {"a": 7, "b": 7}


def test_two_zips_that_fit_alone_may_not_fit_together() -> None:
    budget = Budget(10_000)
    both = [parts(packed({"a": bytes(6_000)}), budget)[0] for _ in range(2)]
    assert sum(map(len, both[0].pieces())) == 6_000
    with pytest.raises(Invalid, match="unpacks to more"):
        list(both[1].pieces())


def test_what_is_unpacked_is_counted_over_all_parts() -> None:
    budget = Budget(10_000)
    unpack(packed({"a": b"x" * 4_000, "b": b"y" * 5_000}), budget)
    assert budget.left == 1_000
    with pytest.raises(Invalid, match="unpacks to more"):
        unpack(packed({"a": b"x" * 4_000}), budget)


MEGABYTE = {"packed": zeros(1), "size": 2**20, "crc": zlib.crc32(bytes(2**20))}
TRUTHFUL = {"name": "big", "packed": zeros(300), "size": HUGE, "crc": 0}
BOMBS: dict[str, Callable[[], bytes]] = {
    "says that it unpacks to 300 MB": lambda: raw_zip([TRUTHFUL]),
    "says 300 MB in many small parts": lambda: raw_zip([{"name": f"p{n}", **MEGABYTE} for n in range(300)]),
    "says 1 MB and unpacks to 300": lambda: raw_zip([{**TRUTHFUL, "size": 2**20}]),
    "says 1 MB, with the right sum of that": lambda: raw_zip(
        [{**TRUTHFUL, "size": 2**20, "crc": zlib.crc32(bytes(2**20))}]
    ),
    "says nothing and unpacks to 300 MB": lambda: raw_zip([{**TRUTHFUL, "size": 0}]),
    "says 199 MB and unpacks to 300": lambda: raw_zip([{**TRUTHFUL, "size": 199 * 2**20}]),
    "lays 300 parts over the same megabyte": lambda: raw_zip(
        [
            {"name": "a", **MEGABYTE},
            *({"name": f"p{n}", "local_name": "a", **MEGABYTE, "at": 0} for n in range(300)),
        ]
    ),
}


@pytest.mark.asvs("V5.2.3")
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_before_it_goes_off(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = BOMBS[name]()
    assert len(bomb) < 2**20
    out = 0
    real = Budget.spend

    def spend(self: Budget, size: int) -> None:
        nonlocal out
        out += size
        real(self, size)

    monkeypatch.setattr(Budget, "spend", spend)
    tracemalloc.start()
    try:
        with pytest.raises(Invalid):
            unpack(bomb)
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert out <= 2 * 2**20
    assert peak < 2 * 2**20


def test_a_file_that_is_only_large_is_no_bomb() -> None:
    text = b"".join(b"%d;%d\n" % (number, number * number) for number in range(200_000))
    assert unpack(packed({"sheet.xml": text})) == {"sheet.xml": len(text)}


@pytest.mark.parametrize(
    "name",
    ["/etc/passwd", "../up", "a/../../b", "C:\\x", "a\\b", "c:x", ".."],
)
@pytest.mark.asvs("V5.3.2")
def test_parts_that_lead_out_of_a_folder_are_refused(name: str) -> None:
    with pytest.raises(Invalid, match="badly made"):
        unpack(raw_zip([sound(name)]))


BROKEN: dict[str, Callable[[], bytes]] = {
    "a link": lambda: raw_zip([sound(mode=0o120777 << 16)]),
    "two parts of one name": lambda: raw_zip([sound("a"), sound("A")]),
    "a name that its own heading denies": lambda: raw_zip([sound("a", local_name="b")]),
    "another way of packing": lambda: packed({"a": b"x"}, zipfile.ZIP_BZIP2),
    "a wrong sum": lambda: raw_zip([sound(crc=1)]),
    "a part that is shorter than it says": lambda: raw_zip([sound(size=8)]),
    "a part with more behind its end": lambda: raw_zip([{**sound(), "packed": deflated(b"Minutes") + b"more"}]),
    "a part with much more behind its end": lambda: raw_zip(
        [{**sound(content=b"x" * 2**20), "packed": deflated(b"x" * 2**20) + bytes(2**17)}]
    ),
    "a part that breaks off": lambda: raw_zip([{**sound(), "packed": deflated(b"Minutes")[:-2]}]),
    "noise instead of a part": lambda: raw_zip([{**sound(), "packed": b"\xff\xff\xff"}]),
    "something before the zip": lambda: b"PK\x03\x04 a program " + packed({"a": b"x"}),
    "something after the zip": lambda: packed({"a": b"x"}) + b"<script>",
    "a comment": lambda: packed({"a": b"x"})[:-2] + b"\x03\x00abc",
    "a comment that is not there": lambda: packed({"a": b"x"})[:-2] + b"\x03\x00",
    "a part that lies in another": lambda: raw_zip([around(INNER), {**INNER, "at": 31}]),
    "a part with more behind a piece that is full": lambda: raw_zip([{**FULL, "packed": FULL["packed"] + b"more"}]),
    "a part without an end": lambda: raw_zip([{**sound(), "packed": unended(b"Minutes")}]),
    "no parts": lambda: packed({}),
    "only a beginning": lambda: packed({"a": b"x" * 100})[:60],
    "a list that is not where it should be": lambda: raw_zip([sound()], size=46),
    "an end for more than 4 GB": lambda: with_second_end(packed({"a": b"x"})),
    "a name in no coding": lambda: raw_zip([sound("ab", flags=0x800)]).replace(b"ab", b"\xff\xfe"),
}


QUIETLY = (
    "a comment",
    "a comment that is not there",
    "a part that lies in another",
    "a part with more behind a piece that is full",
    "a part without an end",
    "an end for more than 4 GB",
)


@pytest.mark.parametrize("what", QUIETLY)
def test_pythons_own_reader_finds_nothing_wrong_with_some_of_them(what: str) -> None:
    """So it is our reader that must, each time for this reason alone."""
    with zipfile.ZipFile(io.BytesIO(BROKEN[what]())) as opened:
        assert opened.read("a")


@pytest.mark.parametrize("what", BROKEN)
def test_a_zip_that_could_be_read_in_two_ways_is_refused(what: str) -> None:
    with pytest.raises(Invalid, match="badly made"):
        unpack(BROKEN[what]())


@pytest.mark.parametrize("flag", [0x1, 0x40, 0x2000])
def test_a_locked_part_is_refused_with_what_to_do(flag: int) -> None:
    with pytest.raises(Invalid, match="without one"):
        unpack(raw_zip([sound(flags=flag)]))


def test_a_list_of_a_hundred_thousand_parts_is_not_even_read(monkeypatch: pytest.MonkeyPatch) -> None:
    many = raw_zip([{"name": "a", "at": 0}] * 100_000, count=65_535)
    few = raw_zip([sound(), *([{"name": "a", "at": 0}] * 100_000)], count=1)
    monkeypatch.setattr(archives.zipfile, "ZipFile", lambda *_: pytest.fail("read"))
    for content in (b"PK\x03\x04" + many[4:], few):
        with pytest.raises(Invalid, match="unpacks to more"):
            unpack(content)


def test_two_thousand_parts_are_enough() -> None:
    assert len(unpack(raw_zip([sound(f"{n}") for n in range(2_000)]))) == 2_000
    with pytest.raises(Invalid, match="unpacks to more"):
        unpack(raw_zip([sound(f"{n}") for n in range(2_001)]))


@given(st.binary(max_size=400))
def test_noise_is_refused_in_words(noise: bytes) -> None:
    for content in (noise, b"PK\x03\x04" + noise, b"PK\x03\x04" + noise + packed({"a": b"x"})[-22:]):
        with pytest.raises(Invalid):
            unpack(content)


DOCUMENT = office()


@settings(max_examples=300)
@given(st.lists(st.tuples(st.integers(0, len(DOCUMENT) - 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_a_document_with_altered_bytes_is_sound_or_refused_in_words(altered: list[tuple[int, int]]) -> None:
    content = bytearray(DOCUMENT)
    for place, value in altered:
        content[place] = value
    found = unless_refused(lambda: unpack(bytes(content)))
    assert found is None or sum(found.values()) < 10_000
