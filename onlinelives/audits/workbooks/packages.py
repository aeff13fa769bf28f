"""An Excel workbook as a package of parts: what is refused before anything in it is read, and where its sheets are."""

import posixpath
from xml.parsers import expat

from onlinelives.audits.workbooks.parts import TOO_MUCH, Links, Names, Sheets, parse
from onlinelives.files.checks import archives
from onlinelives.rules.verdict import Invalid

LARGEST = 5 * 2**20  # bytes as sent
MOST_UNPACKED = 30 * 2**20  # bytes
MOST_SHEETS = 40
AGAIN = "Open it in Excel, save it as an Excel workbook (.xlsx), and send it again."
UNREADABLE = f"This file cannot be read as an Excel workbook. It may be damaged. {AGAIN}"
LOCKED = "This workbook has a password. Remove the password, save the workbook, and send it again."

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")  # what Excel wrote before 2007, and what it makes of a locked workbook
_LOCKED_INSIDE = "EncryptedPackage".encode("utf-16-le")
_OPEN_DOCUMENT = b"mimetypeapplication/vnd.oasis.opendocument"
_MACROS = "This workbook holds macros. Save it as an Excel workbook (.xlsx), without macros, and send it again."
_FOREIGN = (  # a piece of a part's name, and what that part means
    ("vbaproject", _MACROS),
    ("macrosheets/", "This workbook holds macros of an old kind. Remove those sheets, and send it again."),
    (
        "externallinks/",
        "This workbook has links to other workbooks. Remove them (Data, Edit links), and send it again.",
    ),
    ("activex/", "This workbook holds controls, which can run programs. Remove them, and send it again."),
    ("embeddings/", "Another file is embedded in this workbook. Remove it, and send the workbook again."),
    ("connections.xml", "This workbook has connections to data elsewhere. Remove them, and send it again."),
)
_REPLACED = {archives.LOCKED_FILE: LOCKED, archives.TOO_MUCH: TOO_MUCH}  # the general sentences, for a workbook
_DAMAGE = (expat.ExpatError, LookupError, ValueError)
_TYPES, _DOCUMENT, _STRINGS = "[Content_Types].xml", "/officeDocument", "/sharedStrings"


class Package:
    """A workbook's parts. Raises Invalid, with what to do about it, for anything that is no plain .xlsx workbook."""

    def __init__(self, raw: bytes):
        _check_kind(raw)
        try:
            listed = archives.parts(raw, archives.Budget(MOST_UNPACKED))
        except Invalid as error:
            raise Invalid(_REPLACED.get(str(error), UNREADABLE)) from error
        self._parts = {part.name: part for part in listed}
        for name in self._parts:
            for piece, words in _FOREIGN:
                if piece in name.lower():
                    raise Invalid(words)
        if b"macroEnabled" in self._content(_TYPES):
            raise Invalid(_MACROS)

    def read(self, name: str, reader: Names) -> None:
        """Let `reader` hear every element of one part. Raises Invalid where it is missing or no sound XML."""
        try:
            parse(self._content(name), reader)
        except _DAMAGE as error:
            raise Invalid(UNREADABLE) from error

    def strings_and_sheets(self) -> tuple[str | None, list[tuple[str, str]]]:
        """(the part of the shared texts if there is one, each sheet's name and part, in the workbook's order)."""
        book = next((_at("", to) for _, kind, to in self._links("") if kind.endswith(_DOCUMENT)), "")
        links = self._links(book)
        strings = next((_at(book, to) for _, kind, to in links if kind.endswith(_STRINGS)), None)
        parts = {name: _at(book, to) for name, _, to in links}
        sheets = Sheets()
        self.read(book, sheets)
        if not 0 < len(sheets.found) <= MOST_SHEETS:
            raise Invalid(f"This workbook has {len(sheets.found):,} sheets. A return has fewer than {MOST_SHEETS}.")
        found = [(title, parts.get(link, "")) for title, link in sheets.found]
        return strings if strings in self._parts else None, [pair for pair in found if pair[1] in self._parts]

    def _content(self, name: str) -> bytes:
        part = self._parts.get(name)
        if part is None:
            raise Invalid(UNREADABLE)
        try:
            return b"".join(part.pieces())
        except Invalid as error:
            raise Invalid(_REPLACED.get(str(error), UNREADABLE)) from error

    def _links(self, part: str) -> list[tuple[str, str, str]]:
        """(id, kind, target) of everything that the part refers to."""
        folder, name = posixpath.split(part)
        links = Links()
        self.read(posixpath.join(folder, "_rels", f"{name}.rels"), links)
        return links.found


def _at(part: str, target: str) -> str:
    """The name of the part to which a target leads that is named in `part`."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")


def _check_kind(raw: bytes) -> None:
    if not raw:
        raise Invalid("This file is empty.")
    if len(raw) > LARGEST:
        raise Invalid(f"This file is larger than {LARGEST // 2**20} MB. Take pictures and other sheets out of it.")
    if raw.startswith(_OLE):
        raise Invalid(LOCKED if _LOCKED_INSIDE in raw else f"This is a file of an old version of Excel (.xls). {AGAIN}")
    if not raw.startswith(archives.FIRST):
        raise Invalid(f"This is not an Excel workbook. {AGAIN}")
    if _OPEN_DOCUMENT in raw[:100]:
        raise Invalid(f"This is an OpenDocument file. {AGAIN}")
