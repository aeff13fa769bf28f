"""Thousands of generated workbooks: none crashes the reader, and no answer changes without its preview showing it.

Without a database, so that one run says as much as another wherever it is done. The sheets of one finished workbook
are taken apart once; each example writes new ones from them, as programs do, and packs them again.
"""

import io
import re
import zipfile
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from xml.sax.saxutils import escape

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onlinelives.audits import workbooks
from onlinelives.rules import roundtrip
from onlinelives.rules.roundtrip import CHANGED, CONFLICT, NEW, NOTHING, Change, Line, Reading, Row, Says
from onlinelives.rules.verdict import Invalid
from tests.audits.filled import IDENTITY, STATEMENTS, made, packed, parts_of, read

DRAWN, MANGLED, NOISY, BYTES = 2_000, 500, 400, 200  # 3,100 workbooks in all
SAID: dict[str, dict[str, Any]] = {
    code: {"score": place % 5, "commentary": f"About {code}", "evidence": "Log" if place % 3 else "", "version": 1}
    for place, code in enumerate(STATEMENTS)
    if place % 4
} | {"2.1": {"not_applicable": True, "reason": "Not ours.", "version": 2}}
AT_DOWNLOAD = {code: Says(**{k: v for k, v in SAID.get(code, {}).items() if k != "version"}) for code in STATEMENTS}
VERSIONS = {code: SAID.get(code, {}).get("version", 0) for code in STATEMENTS}
PARTS = parts_of(made(said=SAID))
SHEETS = {f"xl/worksheets/sheet{number + 1}.xml": number for number in range(1, 7)}
SHEET = re.compile(r'<c r="([A-Z]+)(\d+)"[^>]*?(?:/>|>(.*?)</c>)', re.S)


def cases(number: int) -> Callable[[Any], Any]:
    """The same examples every time, and no clock."""
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(max_examples=number, derandomize=True, database=None, deadline=None, suppress_health_check=quiet)


# What a cell may hold, as it stands in the file: (the text of its element, whether it is sound).
TEXT = st.one_of(
    st.sampled_from(
        ["", " ", "NA", "na", "n/a", "3", "3.0", "5", "3.5", "-1", "About 1.2", "=1+1", "1.1", "6.6", "Not ours."]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=30),
    st.sampled_from(["x" * 5_000, "x" * 5_001, "y" * 501, "_x000D_", "_xD83D_", "a\r\nb", "<b>&amp;</b>", "\u202e"]),
)
NUMBER = st.one_of(
    st.integers(-2, 6).map(str),
    st.sampled_from(["3.0", "3.5", "1e0", "1E400", "nan", "inf", "-0", "46025", "0x3", "", "1_0", "9" * 400, "٣"]),
    st.floats().map(repr),
)


def inline(text: str) -> tuple[str, str]:
    return ' t="inlineStr"', f"<is><t>{escape(text)}</t></is>"


SOUND = {  # what people type, by column
    "D": st.sampled_from([("", "<v>0</v>"), ("", "<v>3</v>"), ("", "<v>4.0</v>"), inline("2"), inline("NA"), ("", "")]),
    "E": st.sampled_from(["", "Not ours.", "Closed.", "We hold no files."]).map(inline),
    "F": st.one_of(st.sampled_from(["", "About 1.2", "Somebody else’s", "x" * 5_000, "=1+1"]), st.text(max_size=9)).map(
        inline
    ),
    "G": st.sampled_from(["", "Log", "Minutes", "A new list", " Log "]).map(inline),
}
ODD = st.one_of(
    TEXT.map(inline),
    TEXT.map(lambda text: (' t="str"', f"<v>{escape(text)}</v>")),
    NUMBER.map(lambda number: ("", f"<v>{number}</v>")),
    st.sampled_from(
        [(' t="b"', "<v>1</v>"), (' t="e"', "<v>#REF!</v>"), (' t="d"', "<v>2026-03-01</v>"), ("", "<v/>")]
    ),
    st.sampled_from(
        [("", "<f>1+1</f><v>2</v>"), (' t="str"', "<f>A1</f>"), (' t="zz"', "<v>3</v>"), (' t="s"', "<v>0</v>")]
    ),
)
# Few places, so that what is drawn often meets what happened since.
SECTION, ROW = st.sampled_from([1, 1, 1, 2, 2, 6]), st.sampled_from([5, 5, 6, 6, 7, 8, 10])
Edit = tuple[tuple[int, str, int], tuple[str, str]]
SOUND_EDIT: st.SearchStrategy[Edit] = st.sampled_from("DDEFG").flatmap(
    lambda column: st.tuples(st.tuples(SECTION, st.just(column), ROW), SOUND[column])
)
ODD_EDIT: st.SearchStrategy[Edit] = st.tuples(
    st.one_of(
        st.tuples(SECTION, st.sampled_from("DEFGAIBH"), ROW),
        st.tuples(SECTION, st.sampled_from(["A", "D", "G", "Z", "XFD"]), st.sampled_from([4, 11, 40, 9_999])),
    ),
    ODD,
)
CELLS = st.one_of(
    st.lists(SOUND_EDIT, max_size=6),
    st.lists(SOUND_EDIT, max_size=6),
    st.tuples(st.lists(SOUND_EDIT, max_size=4), st.lists(ODD_EDIT, min_size=1, max_size=3)).map(
        lambda two: two[0] + two[1]
    ),
)


@dataclass(frozen=True)
class Drawn:
    """cells: (section, column, row) -> what stands there instead. gone: rows taken out. lost: sheets taken out."""

    cells: dict[tuple[int, str, int], tuple[str, str]]
    gone: frozenset[tuple[int, int]]
    lost: frozenset[int]
    twice: bool

    @property
    def touched(self) -> set[str]:
        """Statements whose row is not as it was downloaded."""
        return {f"{section}.{row - 4}" for section, _, row in self.cells} | {
            f"{section}.{row - 4}" for section, row in self.gone
        }


DRAWINGS = st.builds(
    Drawn,
    cells=CELLS.map(dict),
    gone=st.frozensets(st.tuples(st.integers(1, 6), st.integers(5, 10)), max_size=1),
    lost=st.frozensets(st.integers(1, 6), max_size=1),
    twice=st.integers(0, 19).map(lambda number: number == 19),
)


@lru_cache
def original(section: int) -> dict[tuple[str, int], str]:
    """The cells of a downloaded sheet, each as its whole element."""
    text = PARTS[f"xl/worksheets/sheet{section + 1}.xml"].decode()
    return {(found[1], int(found[2])): found[0] for found in SHEET.finditer(text)}


def sheet(section: int, drawn: Drawn) -> str:
    cells = {
        (column, row): f'<c r="{column}{row}"{kind}>{inside}</c>'
        for (there, column, row), (kind, inside) in drawn.cells.items()
        if there == section
    }
    told = {
        place: cell for place, cell in {**original(section), **cells}.items() if (section, place[1]) not in drawn.gone
    }
    rows = sorted({row for _, row in told})
    body = "".join(
        f'<row r="{row}">{"".join(told[place] for place in sorted(told) if place[1] == row)}</row>' for row in rows
    )
    return (
        f'<worksheet xmlns="x"><sheetData>{body}{body if drawn.twice and section == 6 else ""}</sheetData></worksheet>'
    )


def workbook(drawn: Drawn) -> bytes:
    parts: dict[str, bytes | str] = {**PARTS}
    for name, section in SHEETS.items():
        if section in drawn.lost:
            del parts[name]
        elif drawn.twice or section in {there for there, *_ in drawn.cells} | {there for there, _ in drawn.gone}:
            parts[name] = sheet(section, drawn)
    return packed(parts)


@dataclass(frozen=True)
class Since:
    """What happened after the download: answers that somebody changed, sections that are the person's own, choices."""

    changed: dict[str, Says]
    own: frozenset[int]
    taken: frozenset[str]


SAYS = (
    st.builds(
        Says,
        score=st.none() | st.integers(0, 4),
        commentary=st.sampled_from(["", "Somebody else’s", "About 1.2"]),
        evidence=st.sampled_from(["", "Log", "Minutes"]),
    )
    | st.just(Says(not_applicable=True, reason="Closed."))
    | st.just(NOTHING)
)
BUSY = st.sampled_from(["1.1", "1.2", "1.3", "2.1", "2.2", "1.1", "6.6"])
SINCE = st.builds(
    Since,
    changed=st.dictionaries(BUSY, SAYS, max_size=5),
    own=st.sampled_from([range(1, 7), range(1, 7), [1, 3], [2], [6]]).map(frozenset),
    taken=st.frozensets(BUSY),
)


def lines(found: Reading, since: Since) -> list[tuple[Row, Line]]:
    """As the query would put them together."""
    told = []
    for row in found.rows:
        code = row.statement
        base = roundtrip.base_of(row, AT_DOWNLOAD[code] if row.version == VERSIONS[code] else None)
        now, version = since.changed.get(code, AT_DOWNLOAD[code]), VERSIONS[code] + (code in since.changed)
        told.append((row, Line(code, row.filled, base, now, version, int(code[0]) in since.own)))
    return told


def test_only_what_the_preview_shows_is_ever_changed() -> None:
    seen: Counter[str] = Counter()

    @cases(DRAWN)
    @given(DRAWINGS, SINCE)
    def one(drawn: Drawn, since: Since) -> None:
        seen.update([check(drawn, since)])

    one()
    assert set(seen) == {"refused", "problems", "same", "changed", "asked"}
    assert seen["changed"] > DRAWN / 8, "and many must change something, or this proves nothing"
    assert seen["asked"] > DRAWN / 40


def check(drawn: Drawn, since: Since) -> str:
    """One workbook against one turn of events. Returns what it came to."""
    try:
        found = read(workbook(drawn))
    except Invalid:
        return "refused"
    told = lines(found, since)
    wrong = [roundtrip.problem(row, line) for row, line in told if line.mine]
    if found.problems or any(wrong):
        assert all(found.problems)
        return "problems"
    changes = [roundtrip.compare(line) for _, line in told]
    written = roundtrip.to_write(changes, since.taken)
    shown = {change.statement: change for change in changes}
    for code in STATEMENTS:
        now = since.changed.get(code, AT_DOWNLOAD[code])
        if code in written:
            assert_shown(written[code], shown[code], since)
        after = written.get(code, now)
        assert after == now or code in drawn.touched, "a row that nobody touched never changes its answer"
        assert after == now or int(code[0]) in since.own
        assert_nothing_cleared(now, after)
        if code in shown and shown[code].kind == CONFLICT:
            assert code in drawn.touched, "nor is anybody asked about it"
            assert code in since.changed or shown[code].base is None
            assert code in since.taken or after == now
    for row, line in told:
        assert_wishes_come_true(row, line, shown[row.statement])
    return "asked" if roundtrip.undecided(changes, []) else "changed" if written else "same"


def assert_shown(written: Says, change: Change, since: Since) -> None:
    assert change.kind in (NEW, CHANGED, CONFLICT)
    assert written == change.after != change.before
    assert change.kind != CONFLICT or change.statement in since.taken


def assert_nothing_cleared(now: Says, after: Says) -> None:
    assert after.commentary or not now.commentary
    assert after.evidence or not now.evidence
    assert (after.score is not None or after.not_applicable) or (now.score is None and not now.not_applicable)
    assert bool(after.reason) == after.not_applicable or now == after
    assert not (after.not_applicable and after.score is not None)


def assert_wishes_come_true(row: Row, line: Line, change: Change) -> None:
    """Words that were typed are what the preview offers, unless they are old words, which ask for nothing."""
    for part in ("commentary", "evidence"):
        typed = getattr(row.filled, part)
        if typed and typed != getattr(line.base or NOTHING, part):
            assert getattr(change.after, part) == typed
    if row.filled.score is not None and row.filled.score != (line.base or NOTHING).score:
        assert change.after.score == row.filled.score


@lru_cache
def whole() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in PARTS.items():
            package.writestr(name, content)
    return out.getvalue()


def refused_or_read(raw: bytes) -> None:
    """Anything but Invalid is a crash."""
    with suppress(Invalid):
        found = workbooks.read_return(raw, IDENTITY, STATEMENTS)
        assert {row.statement for row in found.rows} <= set(STATEMENTS)


@cases(MANGLED)
@given(
    cut=st.tuples(st.integers(0, 40_000), st.integers(0, 40_000)),
    flips=st.lists(st.tuples(st.integers(0, 40_000), st.integers(0, 255)), max_size=8),
    tail=st.binary(max_size=40),
)
def test_a_mangled_file_is_refused_or_read(cut: tuple[int, int], flips: list[tuple[int, int]], tail: bytes) -> None:
    raw = bytearray(whole())
    for place, value in flips:
        raw[place % len(raw)] = value
    first, last = sorted(place % len(raw) for place in cut)
    refused_or_read(bytes(raw[:first] + raw[last:] if cut[0] % 2 else raw[: max(first, last)]) + tail)


TAGS = ("<row>", "</row>", "<c>", "</c>", '<c r="D5">', "<v>", "</v>", "<f>", "<is>", "<t>", "<si>", "<rPh>", "</rPh>")
TRICKS = ("<!DOCTYPE x>", "<!ENTITY a 'b'>", "&a;", "&#0;", "&#x110000;", "]]>", "<?x?>", "\x00", "﻿", "<x:c x:r='D5'/>")
NOISE = st.lists(st.sampled_from([*TAGS, *TRICKS]) | st.text(max_size=5), max_size=12).map("".join)
NAMES = sorted(name for name in PARTS if name.endswith((".xml", ".rels")) and "docProps" not in name)


@cases(NOISY)
@given(
    st.sampled_from([*NAMES, "xl/sharedStrings.xml"]),
    NOISE,
    st.integers(0, 5_000),
    st.sampled_from(["in", "for", "wrap"]),
)
def test_noise_in_the_parts_is_refused_or_read(name: str, noise: str, place: int, how: str) -> None:
    there = PARTS.get(name, b"<sst></sst>")
    told = noise.encode("utf-8", "surrogatepass")
    at = place % (len(there) + 1)
    changed = {"in": there[:at] + told + there[at:], "for": told, "wrap": b"<a>" + told + b"</a>"}[how]
    refused_or_read(packed({**PARTS, name: changed}))


@cases(BYTES)
@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", bytes.fromhex("d0cf11e0a1b11ae1")]))
def test_any_bytes_at_all_are_refused(content: bytes, start: bytes) -> None:
    with pytest.raises(Invalid):
        workbooks.read_return(start + content, IDENTITY, STATEMENTS)


def test_at_least_three_thousand_workbooks_are_generated() -> None:
    assert DRAWN + MANGLED + NOISY + BYTES >= 3_000


def test_the_drawing_leaves_what_it_does_not_draw_as_it_was() -> None:
    """Otherwise the first property would prove little."""
    nothing = Drawn({}, frozenset(), frozenset(), twice=False)
    assert {row.statement: row.filled for row in read(workbook(nothing)).rows} == AT_DOWNLOAD
    some = replace(nothing, cells={(1, "F", 6): (' t="inlineStr"', "<is><t>New</t></is>")})
    found = {row.statement: row.filled for row in read(workbook(some)).rows}
    assert found == {**AT_DOWNLOAD, "1.2": replace(AT_DOWNLOAD["1.2"], commentary="New")}
