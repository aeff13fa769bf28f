"""CSV with its codebook, in one zip file."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence

from onlinelives.survey.sheets.layout import Sheet
from onlinelives.web.csv_export import safe

HEAD = ("variable", "label", "code", "meaning", "missing", "who was asked")
MARK = "\ufeff"  # by which Excel knows UTF-8


def zipped(sheet: Sheet) -> bytes:
    """data.csv holds numbers only; codebook.csv says what they mean; notes.txt what was done to the records."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("data.csv", _data(sheet))
        file.writestr("codebook.csv", MARK + _table(HEAD, _codebook(sheet)))
        file.writestr("notes.txt", "\r\n".join((sheet.title, *sheet.notes)) + "\r\n")
    return out.getvalue()


def _data(sheet: Sheet) -> str:
    names = [variable.name for variable in sheet.variables]
    return _table(names, zip(*(sheet.columns[name].tolist() for name in names), strict=True), clean=False)


def _codebook(sheet: Sheet) -> Iterable[Sequence[object]]:
    for variable in sheet.variables:
        about = variable.name, variable.label
        if not variable.values:
            yield (*about, "", "a number", "", variable.universe)
        for code, meaning in sorted(variable.values.items()):
            yield (*about, code, meaning, "yes" if code < 0 else "no", variable.universe)


def _table(head: Sequence[str], rows: Iterable[Sequence[object]], *, clean: bool = True) -> str:
    """clean: texts may hold anything, so none may start a formula. Numbers are written as they are."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(head)
    writer.writerows([safe(cell) for cell in row] if clean else row for row in rows)
    return out.getvalue()
