"""Walks through a zip without trusting what it says about itself, and without ever holding more than one piece of it.

The list of its parts is read by Python's zipfile, after its size has been bounded. The parts are unpacked here, because
zipfile stops quietly where a part's declared size ends: a lie would go unseen.
"""

import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from onlinelives.rules.verdict import Invalid

FIRST, LAST = b"PK\x03\x04", b"PK\x05\x06"
MOST_PARTS = 2_000
LONGEST_LIST = 512 * 1024  # bytes of the list at the end, for at most 2,000 parts
MOST_UNPACKED = 200 * 2**20  # bytes, all parts together, those of zips inside included
RATIO = 200  # a part of more than a megabyte may not unpack to more than this many times its size
PIECE = 2**16  # bytes
LOCKED = 0x1 | 0x40 | 0x2000  # flags: encrypted, in one of three ways
END = struct.Struct("<4s4H2LH")
LOCAL = struct.Struct("<4s5H3L2H")

BROKEN = "This file is damaged or badly made, so it cannot be checked. Save it again, or send it as a PDF."
TOO_MUCH = "This file unpacks to more than is accepted. Make it smaller, or send it as a PDF."
LOCKED_FILE = "This file is locked with a password, so it cannot be checked. Save it without one."


@dataclass
class Budget:
    """What is left to be unpacked, in bytes, counted down over a file and everything inside it."""

    left: int = MOST_UNPACKED

    def spend(self, size: int) -> None:
        self.left -= size
        if self.left < 0:
            raise Invalid(TOO_MUCH, "file")


@dataclass(frozen=True)
class Part:
    """One part of a zip. `pieces` unpacks it, 64 KB at most at a time, and ends only if it was sound to its end."""

    name: str
    info: zipfile.ZipInfo = field(repr=False)
    packed: memoryview = field(repr=False)
    budget: Budget = field(repr=False)

    @property
    def size(self) -> int:
        """Bytes, as declared; `pieces` proves it."""
        return self.info.file_size

    def pieces(self) -> Iterator[bytes]:
        """The content in order. Raises Invalid where it is longer or shorter than declared, or broken."""
        total = crc = 0
        for piece in _stored(self.packed) if self.info.compress_type == zipfile.ZIP_STORED else _inflated(self.packed):
            self.budget.spend(len(piece))
            total, crc = total + len(piece), zlib.crc32(piece, crc)
            if total > self.size:
                raise Invalid(BROKEN, "file")
            yield piece
        if total != self.size or crc != self.info.CRC:
            raise Invalid(BROKEN, "file")


def parts(content: bytes, budget: Budget) -> list[Part]:
    """The parts of a zip that fills `content` from its first to its last byte. Nothing is unpacked yet.

    Raises Invalid for a zip that is broken, ambiguous or locked, that declares too much, or whose parts have names that
    lead out of a folder, lie over each other, or are links.
    """
    _bounded(content)
    try:
        with zipfile.ZipFile(BytesIO(content)) as opened:
            infos, listed_at = opened.infolist(), opened.start_dir
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError, EOFError, struct.error) as error:
        raise Invalid(BROKEN, "file") from error
    if len({info.filename.casefold() for info in infos}) != len(infos):
        raise Invalid(BROKEN, "file")
    if sum(info.file_size for info in infos) > budget.left:
        raise Invalid(TOO_MUCH, "file")
    for info in infos:
        _acceptable(info)
    infos.sort(key=lambda info: info.header_offset)
    if not infos or infos[0].header_offset != 0:
        raise Invalid(BROKEN, "file")  # something else stands before the zip
    view, found, free_from = memoryview(content), [], 0
    for info in infos:
        begins, ends = _span(content, info)
        if info.header_offset < free_from or ends > listed_at:
            raise Invalid(BROKEN, "file")  # parts that lie over each other unpack the same bytes many times
        free_from = ends
        found.append(Part(info.filename, info, view[begins:ends], budget))
    return found


def _bounded(content: bytes) -> None:
    """The list of parts is at the very end, plain (without the extension for 4 GB and more) and of bounded size."""
    if not content.startswith(FIRST) or len(content) < END.size:
        raise Invalid(BROKEN, "file")
    mark, disk, first_disk, here, count, size, _, comment = END.unpack(content[-END.size :])
    extended = content[-END.size - 20 : -END.size].startswith(b"PK\x06\x07")
    if mark != LAST or disk or first_disk or here != count or comment or extended:
        raise Invalid(BROKEN, "file")
    if count > MOST_PARTS or size > LONGEST_LIST:
        raise Invalid(TOO_MUCH, "file")


def _acceptable(info: zipfile.ZipInfo) -> None:
    name = info.orig_filename
    if info.flag_bits & LOCKED:
        raise Invalid(LOCKED_FILE, "file")
    if name.startswith("/") or "\\" in name or "\0" in name or ":" in name or ".." in name.split("/"):
        raise Invalid(BROKEN, "file")
    if stat.S_ISLNK(info.external_attr >> 16) or info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Invalid(BROKEN, "file")
    if info.file_size > 2**20 and info.file_size > RATIO * info.compress_size:
        raise Invalid(TOO_MUCH, "file")


def _span(content: bytes, info: zipfile.ZipInfo) -> tuple[int, int]:
    """Where the packed bytes of a part begin and end, from its own heading, which must tell the same as the list."""
    at = info.header_offset
    if not 0 <= at <= len(content) - LOCAL.size:
        raise Invalid(BROKEN, "file")
    mark, _, flags, method, _, _, _, _, _, name_size, extra_size = LOCAL.unpack_from(content, at)
    begins = at + LOCAL.size + name_size + extra_size
    name = content[at + LOCAL.size : at + LOCAL.size + name_size]
    told = info.orig_filename.encode("utf-8" if info.flag_bits & 0x800 else "cp437", "replace")
    if mark != FIRST or flags & LOCKED or method != info.compress_type or name != told:
        raise Invalid(BROKEN, "file")
    return begins, begins + info.compress_size


def _stored(packed: memoryview) -> Iterator[bytes]:
    for start in range(0, len(packed), PIECE):
        yield bytes(packed[start : start + PIECE])


def _inflated(packed: memoryview) -> Iterator[bytes]:
    """Unpacked pieces of at most PIECE bytes. Raises Invalid unless the stream ends exactly where the part does."""
    unpack = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for start in range(0, len(packed), PIECE):
            waiting: bytes | memoryview = packed[start : start + PIECE]
            while waiting and not unpack.eof:
                if piece := unpack.decompress(waiting, PIECE):
                    yield piece
                waiting = unpack.unconsumed_tail
            if unpack.eof and (unpack.unused_data or start + PIECE < len(packed)):
                raise Invalid(BROKEN, "file")
        while not unpack.eof and (piece := unpack.decompress(b"", PIECE)):
            yield piece
    except zlib.error as error:
        raise Invalid(BROKEN, "file") from error
    if not unpack.eof:
        raise Invalid(BROKEN, "file")
