"""HTML to a tagged PDF (PDF/UA-1) in the look of the house, and a password for what leaves the building.

The same HTML gives the same bytes, on any day and in any process, as long as the server's fonts and libraries stay as
they are: the only dates are those that the HTML states, and the identifier is made from the content.
"""

import io
import logging
import re
import secrets
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.contrib.staticfiles import finders

NO_PDF = "PDF is not available on this server; print this page instead"


class PdfUnavailable(Exception):
    """This server cannot make PDFs: WeasyPrint or Pango is missing. Its text is written to be shown."""

    def __init__(self) -> None:
        super().__init__(NO_PDF)


def make(html: str) -> bytes:
    """A whole page as a PDF. It must have lang, a title and headings without gaps, and needs no style of its own.

    Nothing is fetched, from network or disk, except `data:` addresses. Raises PdfUnavailable without the libraries.
    """
    weasyprint = _weasyprint()
    made, missing = _written(weasyprint, html)
    if missing:
        made, _ = _written(weasyprint, _spelt_out(html, missing))
    return made


def locked(pdf: bytes, password: str) -> bytes:
    """The same document, opened only with `password`: AES-256 (revision 6), tags and all. Screen readers may read it;
    changing it and taking pieces out need a second password that nobody keeps. Raises ValueError without a password."""
    if not password:
        raise ValueError("a document is locked with a password")
    import pikepdf  # noqa: PLC0415  only in a process that locks something

    allow = pikepdf.Permissions(
        accessibility=True, extract=False, modify_annotation=False, modify_assembly=False, modify_form=False,
        modify_other=False,
    )  # fmt: skip
    rule = pikepdf.Encryption(user=password, owner=secrets.token_urlsafe(24), R=6, allow=allow)
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        opened.save(out, encryption=rule)
    return out.getvalue()


def _weasyprint() -> Any:
    try:
        import weasyprint  # noqa: PLC0415  needs Pango, and some 60 MB: the site starts and runs without it
    except (ImportError, OSError) as missing:  # OSError: the package is there and Pango is not
        raise PdfUnavailable from missing
    # It would write letters and addresses that people typed into the server's log. The gate in the tests sees the rest.
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)
    return weasyprint


def _written(weasyprint: Any, html: str) -> tuple[bytes, set[int]]:
    """The PDF, and the code points that no font of this server can draw."""
    from weasyprint.urls import URLFetcher  # noqa: PLC0415

    missing: set[int] = set()

    def look(document: Any, pdf: Any) -> None:
        for font in document.fonts.values():
            missing.update(font.missing)

    page = weasyprint.HTML(string=html, url_fetcher=URLFetcher(allowed_protocols=["data"]))
    made: bytes = page.write_pdf(stylesheets=[_look()], finisher=look, pdf_variant="pdf/ua-1", pdf_identifier=True)
    return made, missing


def _spelt_out(html: str, missing: set[int]) -> str:
    """Signs that would be empty boxes, which PDF/UA forbids, in words: "[avocado]", "[devanagari letters]"."""
    run = re.compile("[" + "".join(rf"\U{code:08x}" for code in sorted(missing)) + "]+")
    return run.sub(lambda found: "".join(dict.fromkeys(map(_named, found[0]))), html)


def _named(sign: str) -> str:
    """One sign in words; letters by their script, and what is not meant to be seen as a space."""
    name, kind = unicodedata.name(sign, "").lower(), unicodedata.category(sign)
    if kind in {"Cc", "Zl", "Zp", "Cn"}:
        return " "
    if kind[0] in "LM" and name:
        return f"[{name.split()[0]} letters]"
    return f"[{name or f'U+{ord(sign):04X}'}]"


@lru_cache(maxsize=1)
def _look() -> Any:
    """The style sheet, parsed once in each process."""
    import weasyprint  # noqa: PLC0415

    return weasyprint.CSS(string=_style())


def _style() -> str:
    """report.css with the colours of brand.css: ours, and over them the council's own where there are any."""
    brand = dict(re.findall(r"(--ol-[a-z-]+):\s*([^;]+);", "".join(reversed(_static("web/brand.css")))))
    return re.sub(r"var\((--ol-[a-z-]+)\)", lambda found: brand[found[1]], _static("web/report.css")[0])


def _static(name: str) -> list[str]:
    """The text of every static file of this name, the one that is served first."""
    return [Path(path).read_text("utf-8") for path in finders.find(name, find_all=True) or []]
