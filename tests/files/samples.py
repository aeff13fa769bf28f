"""Files as people send them, and as attackers do. Each function gives the whole content."""

import io
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping
from typing import Any

import pikepdf
from PIL import Image

from onlinelives.rules.verdict import Invalid

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"
PLACES = {WORD: "word/document.xml", EXCEL: "xl/workbook.xml", SLIDES: "ppt/presentation.xml"}


def unless_refused(act: Callable[[], Any]) -> Any:
    """What `act` gives, or None when it refuses in words for the person who sent the file. Nothing else may happen."""
    try:
        return act()
    except Invalid as refusal:
        if refusal.field != "file" or not str(refusal).endswith("."):
            raise AssertionError(f"no sentence about the file: {refusal}") from refusal
        return None


def packed(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these parts, in this order."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as made:
        for name, content in parts.items():
            made.writestr(name, content)
    return out.getvalue()


def types(*said: tuple[str, str]) -> bytes:
    """[Content_Types].xml, from pairs of part and content type."""
    rows = "".join(f'<Override PartName="{part}" ContentType="{kind}"/>' for part, kind in said)
    space = "http://schemas.openxmlformats.org/package/2006/content-types"
    return f'<?xml version="1.0" encoding="UTF-8"?><Types xmlns="{space}">{rows}</Types>'.encode()


def office(main: str = WORD, more: Mapping[str, bytes] | None = None) -> bytes:
    """A small document of this main type, with further parts."""
    place = PLACES[main]
    parts = {"[Content_Types].xml": types((f"/{place}", main)), "_rels/.rels": b"<x/>", place: b"<x>Minutes</x>"}
    return packed({**parts, **(more or {})})


def open_document(kind: str = "text", more: Mapping[str, bytes] | None = None, manifest: str = "") -> bytes:
    """A small OpenDocument file: "text" or "spreadsheet"."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}", zipfile.ZIP_STORED)
        made.writestr("content.xml", "<x>Minutes</x>")
        space = "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"
        made.writestr("META-INF/manifest.xml", f'<m:manifest xmlns:m="{space}">{manifest}</m:manifest>')
        for name, content in (more or {}).items():
            made.writestr(name, content)
    return out.getvalue()


def pdf(catalogue: str = "") -> bytes:
    """A PDF of one empty page, with more in its catalogue."""
    objects = [
        f"<</Type/Catalog/Pages 2 0 R{catalogue}>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
    ]
    body, places = b"%PDF-1.7\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{text}\nendobj\n".encode()
    rows = "".join(f"{place:010} 00000 n \n" for place in places)
    end = f"xref\n0 4\n0000000000 65535 f \n{rows}trailer\n<</Size 4/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF\n"
    return body + end.encode()


def locked_pdf(user: str) -> bytes:
    """A PDF that asks for the password `user` when it is opened; empty: it opens, but is not to be changed."""
    out = io.BytesIO()
    with pikepdf.new() as made:
        made.add_blank_page()
        made.save(out, encryption=pikepdf.Encryption(owner="owner", user=user))
    return out.getvalue()


def pdf_bomb(megabytes: int) -> bytes:
    """A PDF whose list of objects unpacks to so many megabytes when it is opened."""
    pages = (
        b"%PDF-1.5\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[]/Count 0>>\nendobj\n"
    )
    packed_ = zeros(megabytes, zlib.MAX_WBITS)
    size = megabytes * 2**20 // 4
    head = f"3 0 obj\n<</Type/XRef/Size {size}/W[1 2 1]/Root 1 0 R/Filter/FlateDecode/Length {len(packed_)}>>\nstream\n"
    return pages + head.encode() + packed_ + f"\nendstream\nendobj\nstartxref\n{len(pages)}\n%%EOF\n".encode()


def zeros(megabytes: int, bits: int = -zlib.MAX_WBITS) -> bytes:
    """So many megabytes of nothing, deflated: one megabyte, again and again."""
    pack, nothing = zlib.compressobj(9, zlib.DEFLATED, bits), bytes(2**20)
    first = pack.compress(nothing) + pack.flush(zlib.Z_FULL_FLUSH)
    again = pack.compress(nothing) + pack.flush(zlib.Z_FULL_FLUSH)
    return first + again * (megabytes - 1) + zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS).flush()


def raw_zip(parts: list[dict[str, Any]], tail: bytes = b"", **end: int) -> bytes:
    """A zip made by hand, so that it can lie. Each part: name, packed, size, crc, method, flags, and for what its own
    heading says: local_name; at: where the list says that it begins."""
    body, listed = bytearray(), bytearray()
    for part in parts:
        name, content = part["name"].encode(), part.get("packed", b"")
        told = (
            part.get("flags", 0),
            part.get("method", 8),
            0,
            0,
            part.get("crc", 0),
            len(content),
            part.get("size", 0),
        )
        at = part.get("at", len(body))
        local = part.get("local_name", part["name"]).encode()
        if "at" not in part:
            body += struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, *told, len(local), 0) + local + content
        listed += struct.pack(
            "<4s6H3L5H2L", b"PK\x01\x02", 20, 20, *told, len(name), 0, 0, 0, 0, part.get("mode", 0), at
        )
        listed += name
    count = end.get("count", len(parts))
    size = end.get("size", len(listed))
    last = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, count, count, size, len(body), 0)
    return body + listed + last + tail


def picture(form: str = "JPEG", size: tuple[int, int] = (60, 40), mode: str = "RGB", **more: Any) -> bytes:
    """A picture that is red on the left half and blue on the right."""
    drawn = Image.new("RGB", size, "blue")
    drawn.paste("red", (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    drawn.convert(mode).save(out, form, **more)
    return out.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    """What a telephone writes into a photograph: how it was held, the camera, when, and where."""
    told = Image.Exif()
    told[0x0112], told[0x010F], told[0x0132] = orientation, "Invented Cameras", "2026:03:04 10:11:12"
    place = told.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (52.0, 30.0, 43.5), "W", (2.0, 5.0, 7.25)
    return told
