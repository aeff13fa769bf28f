"""CSV: every cell is text, and a broken line is an error that names it, never a cell of something else."""

import codecs
import csv
import re
from pathlib import Path

import duckdb

from onlinelives.survey.bringing import pieces
from onlinelives.survey.bringing.shapes import Described, Raw, Unreadable, columns_in, named

SEPARATORS = (",", ";", "\t", "|")
PIECE = 2**20  # bytes read at once
OLD = "cp1252"
OLD_WORDS = "The file is not written in UTF-8. It was read as Windows-1252: look whether accents are right."
FIRST_ROW = 2

_LINE = re.compile(r"CSV Error on Line: (\d+)")
_CELLS = re.compile(r"Expected Number of Columns: (\d+) Found: (\d+)")


def separator_in(head: str, line: str) -> str:
    """What stands between the cells of a file that begins with these two lines."""
    head, line = (re.sub(r'"[^"]*"', "", each) for each in (head, line))
    return max(SEPARATORS, key=lambda each: (head.count(each) == line.count(each) > 0, head.count(each)))


def read(sent: Path, folder: Path, raw: Path) -> Raw:
    """Raises Unreadable, naming the line."""
    plain, notes = _in_utf8(sent, folder)
    names, separator, above = _head(plain)
    columns = columns_in(len(names))
    duck = pieces.opened(folder.parent, folder)
    try:
        relation = duck.read_csv(
            str(plain),
            header=False,
            skiprows=above,
            columns=dict.fromkeys(columns, "VARCHAR"),
            auto_detect=False,
            delimiter=separator,
            quotechar='"',
            escapechar='"',
            comment="",
            null_padding=False,
        )
        asked = ", ".join(f"{pieces.text_of(column, 'VARCHAR')} AS {column}" for column in columns)
        relation.create_view("sent")
        pieces.write(duck.sql(f"SELECT {asked} FROM sent"), raw)
        rows = pieces.rows_in(duck, raw)
    except duckdb.Error as error:
        raise Unreadable(_said(str(error), names)) from error
    finally:
        duck.close()
    return Raw(tuple(Described(name) for name in names), rows, FIRST_ROW, notes)


def _head(plain: Path) -> tuple[list[str], str, int]:
    """The names, what stands between cells, and how many lines the names take up."""
    with plain.open(encoding="utf-8-sig", newline="") as file:
        separator = separator_in(file.readline(PIECE), file.readline(PIECE))
        file.seek(0)
        rows = csv.reader(file, delimiter=separator)
        try:
            first = next(rows, [])
        except csv.Error as error:
            raise Unreadable("The first line cannot be read as the names of columns.") from error
        found = named(first)
        if len(found) < len(first):
            raise Unreadable(
                f"The first line ends with {len(first) - len(found)} columns that have no name. Name them."
            )
        return found, separator, rows.line_num


def _in_utf8(sent: Path, folder: Path) -> tuple[Path, tuple[str, ...]]:
    """The file itself, or written anew where it is in another encoding; and what is to be said about that."""
    with sent.open("rb") as file:
        begins = file.read(2)
    if begins in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        return _anew(sent, folder, "utf-16"), ()
    decoder, lines = codecs.getincrementaldecoder("utf-8")(), 1
    with sent.open("rb") as file:
        while piece := file.read(PIECE):
            if b"\0" in piece:
                line = lines + piece[: piece.index(b"\0")].count(b"\n")
                raise Unreadable(f"Line {line} has a byte that is no text, so this is no CSV file.")
            lines += piece.count(b"\n")
            try:
                decoder.decode(piece)
            except UnicodeDecodeError:
                return _anew(sent, folder, OLD), (OLD_WORDS,)
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return _anew(sent, folder, OLD), (OLD_WORDS,)
    return sent, ()


def _anew(sent: Path, folder: Path, encoding: str) -> Path:
    written = folder / "plain.csv"
    try:
        with sent.open(encoding=encoding, newline="") as old, written.open("w", encoding="utf-8", newline="") as new:
            while piece := old.read(PIECE):
                if "\0" in piece:
                    raise Unreadable("The file has a byte that is no text, so this is no CSV file.")
                new.write(piece)
    except UnicodeError as error:
        raise Unreadable("The file is written in no encoding that we know. Save it as CSV UTF-8.") from error
    return written


def _said(message: str, names: list[str]) -> str:
    """Never the line itself: it holds answers."""
    line, cells = _LINE.search(message), _CELLS.search(message)
    if line is None:
        return "The file cannot be read as CSV."
    where = f"Line {int(line[1]):,}"
    if cells and int(cells[2]) < len(names):
        return (
            f"{where} ends at the column “{names[int(cells[2]) - 1]}”, but the first line names {len(names)} columns."
        )
    if cells:
        return f"{where} goes on after the last column, “{names[-1]}”. Is a separator inside a cell without quotes?"
    if "quote" in message:
        return f"{where} has a quotation mark that does not end."
    return f"{where} cannot be read: it may be too long."
