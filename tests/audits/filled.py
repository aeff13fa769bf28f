"""Workbooks of a return, made in memory and filled in as people and programs do it. No database."""

import io
import zipfile
from collections.abc import Callable, Collection, Mapping
from datetime import UTC, datetime
from typing import Any

from openpyxl import Workbook, load_workbook

from onlinelives.accounts.models import Agency
from onlinelives.audits import workbooks
from onlinelives.audits.models import Answer, Return
from onlinelives.audits.queries.imports import ReturnToFill, StatementLine
from onlinelives.content import frameworks
from onlinelives.rules.roundtrip import Reading, Row
from onlinelives.rules.verdict import Allowed, Denied, Verdict
from tests.audits.reported import AREA, round_of

FRAMEWORK = frameworks.load("planning-2020")
STATEMENTS = tuple(statement.id for statement in FRAMEWORK.statements)
NOW = datetime(2026, 11, 12, 10, 0, tzinfo=UTC)
SAID: dict[str, dict[str, Any]] = {
    "1.1": {"score": 2, "commentary": "We count most of them.", "evidence": "Intake report", "version": 3},
    "1.2": {"not_applicable": True, "reason": "No referrals reach us.", "version": 1},
    "1.3": {"score": 0, "commentary": "=1+1", "evidence": "-2 or @home", "version": 1},
}


def return_to_fill(
    said: Mapping[str, Mapping[str, Any]] | None = None,
    *,
    own: Collection[int] = range(1, 7),
    changeable: Verdict | None = None,
    agency: str = "Elmfield School",
    round_name: str = "Self-audit 2026",
) -> ReturnToFill:
    """What queries.imports.return_to_fill would find. said: statement -> fields of its answer."""
    round_ = round_of(state="open", name=round_name)
    round_.frozen_id = FRAMEWORK.sha256
    audit_return = Return(
        pk=7,
        partnership=AREA,
        round=round_,
        agency=Agency(pk=1, partnership=AREA, code="elmfield-school", name=agency, kind="school"),
    )
    told = SAID if said is None else said
    return ReturnToFill(
        audit_return=audit_return,
        framework=FRAMEWORK,
        lines=[
            StatementLine(s, Answer(statement=s.id, section=s.section, **told.get(s.id, {})))
            for s in FRAMEWORK.statements
        ],
        own=frozenset(own),
        changeable=Allowed() if changeable is None else changeable,
        may=Allowed() if own else Denied("Only people of the agency can answer for it."),
    )


IDENTITY = workbooks.identity_of(return_to_fill().audit_return)


def made(**more: Any) -> bytes:
    """A workbook as it is downloaded."""
    return workbooks.return_workbook(return_to_fill(**more), at=NOW)


def opened(raw: bytes) -> Workbook:
    return load_workbook(io.BytesIO(raw))


def edited(raw: bytes, edit: Callable[[Workbook], object]) -> bytes:
    """The workbook after somebody opened it, did something, and saved it again."""
    book = opened(raw)
    edit(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def typed_in(raw: bytes, sheets: Mapping[str, Mapping[str, Any]]) -> bytes:
    """The workbook with some cells filled in: sheet -> place -> value."""

    def fill_in(book: Workbook) -> None:
        for sheet, cells in sheets.items():
            for place, value in cells.items():
                book[sheet][place] = value

    return edited(raw, fill_in) if any(sheets.values()) else raw


def typed(raw: bytes, cells: Mapping[str, Any], sheet: str = "Section 1") -> bytes:
    """The workbook with some cells of one sheet filled in."""
    return typed_in(raw, {sheet: cells})


def parts_of(raw: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(raw)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: Mapping[str, bytes | str], how: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return out.getvalue()


def with_parts(raw: bytes, **changed: bytes | str) -> bytes:
    """The workbook with parts added or replaced; "__" in a name stands for "/", and the ending is .xml."""
    more = {f"{name.replace('__', '/')}.xml": content for name, content in changed.items()}
    return packed({**parts_of(raw), **more})


def read(raw: bytes) -> Reading:
    return workbooks.read_return(raw, IDENTITY, STATEMENTS)


def rows(raw: bytes) -> dict[str, Row]:
    """Statement -> its row, of a workbook in which nothing is wrong."""
    found = read(raw)
    assert found.problems == ()
    return {row.statement: row for row in found.rows}
