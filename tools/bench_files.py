"""What a sent file costs: CPU milliseconds (median) and memory at its peak, of this process and of the one that opens
PDFs and pictures. `figures` is called by tools.bench; `python -m tools.bench_files` prints it alone."""

import io
import os
import resource
import statistics
import struct
import tempfile
import time
import tracemalloc
import uuid
import zlib
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

from onlinelives.files.checks import apart, documents
from onlinelives.rules.verdict import Invalid

REPEATS = 7
MEGABYTES = 300


def bomb(declared: int) -> bytes:
    """About 300 KB that unpack to 300 MB, as one part of a .docx that says it is `declared` bytes."""
    pack, nothing = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS), bytes(2**20)
    packed = b"".join([*(pack.compress(nothing) for _ in range(MEGABYTES)), pack.flush()])
    name = b"word/document.xml"
    told = (0, 8, 0, 0, 0, len(packed), declared)
    body = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, *told, len(name), 0) + name + packed
    listed = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, *told, len(name), 0, 0, 0, 0, 0, 0) + name
    return body + listed + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(listed), len(body), 0)


def photograph() -> bytes:
    """Twelve megapixels, as a telephone takes them, with a mark that it was held upright."""
    from PIL import Image

    exif = Image.Exif()
    exif[0x0112] = 6
    out = io.BytesIO()
    Image.effect_noise((4000, 3000), 40).convert("RGB").save(out, "JPEG", quality=85, exif=exif)
    return out.getvalue()


def pages() -> bytes:
    """A PDF of fifty pages."""
    import pikepdf

    out = io.BytesIO()
    with pikepdf.new() as made:
        for _ in range(50):
            made.add_blank_page()
        made.save(out)
    return out.getvalue()


def _refused(content: bytes) -> None:
    try:
        documents.check(content, "docx")
    except Invalid:
        return
    raise SystemExit("a bomb was let in")


def figures() -> list[dict[str, Any]]:
    """For each thing: its size in bytes, CPU milliseconds (median), and the peak of memory in this process in MB.
    Django must be set up; content is put into a folder of its own, which is removed."""
    from django.test import override_settings

    from onlinelives.files import store

    told, lied, large = bomb(MEGABYTES * 2**20), bomb(2**20), os.urandom(20 * 2**20)
    photo, paper = photograph(), pages()
    file, digest = uuid.uuid4(), sha256(large).hexdigest()
    with tempfile.TemporaryDirectory(prefix="ol-files-") as folder, override_settings(FILES=Path(folder) / "files"):
        things: list[tuple[str, bytes, Callable[[], Any]]] = [
            ("refuse a 300 MB docx", told, lambda: _refused(told)),
            ("refuse one that lies", lied, lambda: _refused(lied)),
            ("open a PDF, 50 pages", paper, lambda: apart.check(paper, "pdf")),
            ("redraw 12 megapixels", photo, lambda: apart.check(photo, "jpg")),
            ("seal and keep 20 MB", large, lambda: store.put(file, 1, large)),
            ("open 20 MB", large, lambda: store.read(file, 1, digest)),
        ]
        return [{"what": name, "bytes": len(content), **_cost(act)} for name, content, act in things]


def _cost(act: Callable[[], Any]) -> dict[str, float]:
    times = []
    for _ in range(REPEATS):
        begun = _cpu()
        act()
        times.append(_cpu() - begun)
    tracemalloc.start()
    act()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return {"cpu_ms": round(statistics.median(times) * 1000, 2), "peak_mb": round(peak / 2**20, 2)}


def _cpu() -> float:
    """Seconds of the processor that this process and those it started have used."""
    other = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + other.ru_utime + other.ru_stime


def main() -> None:
    import django

    with tempfile.TemporaryDirectory(prefix="ol-files-") as data:
        os.environ.update(
            ONLINELIVES_MODE="demo", ONLINELIVES_DATA=data, DJANGO_SETTINGS_MODULE="onlinelives.config.settings"
        )
        django.setup()
        rows = figures()
    print(f"{'what':<24}{'bytes':>12}{'CPU ms':>10}{'peak MB':>9}")
    for row in rows:
        print(f"{row['what']:<24}{row['bytes']:>12,}{row['cpu_ms']:>10}{row['peak_mb']:>9}")


if __name__ == "__main__":
    main()
