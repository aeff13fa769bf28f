"""Reports on paper: what they say, whom they can be read by, and that they always say it alike."""

import io
import os
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import page
import pikepdf
import pytest

from onlinelives.audits import charts, reports
from onlinelives.audits.actions import rounds
from onlinelives.audits.queries import AreaResults, Results, area_results, results
from onlinelives.web import pdf
from tests.audits.reported import CLOSED_AT, DIGEST, NOW, area_of, partly, return_of
from tests.world import World, say

ROOT = Path(__file__).parent.parent.parent


def html_of(found: Results | AreaResults) -> str:
    if isinstance(found, Results):
        return reports.return_html(found, chart=charts.sections(found), at=NOW)
    return reports.area_html(found, chart=charts.area(found), at=NOW)


def words_of(found: Results | AreaResults) -> str:
    """What a reader reads, in one line."""
    plain = re.sub(r"<(head|svg)\b.*?</\1>", " ", html_of(found), flags=re.S)
    return " ".join(re.sub(r"<[^>]+>", " ", plain).split())


def objections(made: bytes) -> list[tuple[str, str]]:
    return [(failure.rule_id, failure.message) for failure in page.validate_pdf_bytes(made).failures]


EVERY_KIND: dict[str, Callable[[], Results | AreaResults]] = {
    "a full return": return_of,
    "a return with nothing answered": lambda: return_of({}, signed=False, state="open"),
    "a return that is partly not applicable": partly,
    "a return whose signature no longer fits": lambda: replace(return_of(), stale=True),
    "an area of forty agencies": area_of,
    "a closed area": lambda: area_of(4, state="closed"),
    "an area where nobody has signed": lambda: area_of(2, unsigned=2),
    "an area without agencies": lambda: area_of(0),
}


@pytest.mark.parametrize("kind", EVERY_KIND)
def test_every_report_passes_the_gate(kind: str) -> None:
    assert objections(pdf.make(html_of(EVERY_KIND[kind]()))) == []


@pytest.mark.parametrize(
    ("find", "put"),
    [
        (' lang="en-GB"', ""),
        ("<title>Self-audit.*?</title>", ""),
        ("<title id=.*?</title>", ""),
        ("<(/?)h2", r"<\1h4"),
    ],
    ids=["no language", "no title", "a chart without words", "a gap between headings"],
)
def test_the_gate_bites(find: str, put: str) -> None:
    broken, times = re.subn(find, put, html_of(return_of()), flags=re.S)
    assert times
    assert objections(pdf.make(broken)) != []


@pytest.mark.parametrize(
    ("found", "title"),
    [(return_of, "Points by section"), (area_of, "Share of possible points by section, all agencies")],
)
def test_the_chart_is_a_figure_with_words_and_a_table_beside_it(found: Any, title: str) -> None:
    with pikepdf.open(io.BytesIO(pdf.make(html_of(found())))) as made:
        figures = [
            str(thing.get("/Alt"))
            for thing in made.objects
            if isinstance(thing, pikepdf.Dictionary) and thing.get("/S") == "/Figure"
        ]
    assert figures == [title]
    tables = re.findall(r"<table.*?</table>", html_of(found()), re.S)
    assert len(tables) >= 4
    for table in tables:
        assert "<caption>" in table
        assert not re.search(r"<th(?! scope=)[\s>]", table)


def test_a_return_says_who_signed_what_and_when() -> None:
    words = words_of(return_of())
    assert "Signed off by Bob on 3 March 2026 at 2:05pm" in words
    assert words.count(DIGEST) == 1
    assert "Elmfield School Self-audit 2026 Planning tool 2020, Mossley Vale" in words


def test_a_signature_that_no_longer_fits_is_the_first_thing_said() -> None:
    words = words_of(replace(return_of(), stale=True))
    assert "The signature no longer fits: these are not the answers that were signed." in words
    assert "Signed off by" not in words


@pytest.mark.parametrize(("state", "said"), [("open", "Not signed off."), ("closed", "Closed without sign-off.")])
def test_answers_that_nobody_signed_are_called_so(state: str, said: str) -> None:
    words = words_of(return_of(signed=False, state=state))
    assert said in words
    assert f"as they stood on {'12 November' if state == 'open' else '2 April'} 2026" in words
    assert DIGEST not in words


def test_zero_unanswered_and_not_applicable_are_told_apart() -> None:
    words = words_of(partly())
    assert "47 of 144 points" in words
    assert "30 of 36 answered 24 scored, 6 not applicable, 6 not answered" in words
    assert "1.1 Count technology-dependent harm We can say" in words
    assert words.count("Score 0 Not at all.") == 5
    assert words.count("Not answered No score has been given, and no reason why the statement would not apply.") == 6
    assert words.count("Not applicable We hold no case files.") == 6
    assert "Section 5: Safeguarding" in words
    assert "0 scored, 0 not applicable, 6 not answered." in words
    assert "0 scored, 6 not applicable, 0 not answered." in words


def test_every_statement_is_there_with_the_words_of_its_score() -> None:
    found = return_of()
    words = words_of(found)
    scale = found.framework.scale
    for line in found.lines:
        statement, score = line.statement, line.answer.score
        assert score is not None
        expected = f"{statement.id} {statement.title} {statement.wording} Score {score} {scale[score].label}."
        assert f"{expected} {statement.levels[score]}" in words.replace("&#39;", "'").replace("&#34;", '"')
    assert words.count("Commentary The duty team marks") == 36
    assert words.count("Evidence Intake report for the second quarter") == 36 - len(found.thin) - 4


def test_cited_evidence_stands_under_its_answer() -> None:
    words = words_of(return_of({"2.3": {"score": 1}}, citing=["2.3"]))
    cited = "Evidence cited Referral report, first half of 2026 , Link, revision 2 SHA-256 " + "ab" * 32
    assert words.count(cited) == 1
    assert words.index("Score 1 Very little.") < words.index(cited) < words.index("2.4 Pass on updates We regularly")


def test_what_was_carried_forward_is_marked_wherever_it_counts() -> None:
    words = words_of(return_of({"1.2": {"score": 3, "carried": True}}, signed=False, state="open"))
    assert "0 of 36 answered 1 scored, 0 not applicable, 35 not answered; 1 carried forward and not re-checked" in words
    assert "Carried forward from an earlier return, and not re-checked." in words
    assert "Carried forward, not re-checked These answers" in words


def test_the_ten_lowest_are_listed_and_the_reader_told_of_how_many() -> None:
    assert "The 10 lowest of 36 scored statements." in words_of(return_of())
    few = words_of(return_of({"1.1": {"score": 2}, "1.2": {"score": 0}}))
    assert "The scored statements, lowest first" in few


def test_the_area_shows_no_score_of_an_agency_that_has_not_signed() -> None:
    found = area_of(3, unsigned=1)
    words = words_of(found)
    unsigned = found.rows[-1]
    name, told = unsigned.audit_return.name_of_agency, unsigned.overall.tally
    assert f"{name} Not signed off: {told.answered} of 36 answered" in words
    assert f"{name} Being answered {told.answered} of 36 Not shown until signed off" in words
    assert f"{told.points} of 144" not in words
    assert "2 of 3 agencies shown 2 signed off" in words


def test_a_closed_area_shows_everybody_and_says_who_never_signed() -> None:
    words = words_of(area_of(3, state="closed"))
    assert "3 of 3 agencies shown 0 signed off" in words
    assert words.count("Closed without sign-off") == 3
    assert "This round was closed on 2 April 2026 at 10:30am by Dana" in words


def test_cells_of_the_area_say_what_is_missing_in_words() -> None:
    words = words_of(area_of(40))
    assert "9 1 not applicable 1 not answered" in words
    assert re.search(r"Elmfield School 1 6 not answered \d", words)
    assert "6 not applicable" in words


ODD = "Zoë O’Brien-Åström’s “مدرسة الأمل” <script>alert(1)</script> & 🙂🥑 {{ 1 + 1 }} \u202eabc\u202c"


def test_awkward_names_and_words_break_nothing() -> None:
    found = return_of({"1.1": {"score": 0, "commentary": ODD, "evidence": "https://a.example/?q=é&b=[x " + "y" * 400}})
    found.audit_return.agency.name = ODD
    html = html_of(found)
    assert "<script>" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; 🙂🥑 {{ 1 + 1 }}" in html
    assert objections(pdf.make(html)) == []


@pytest.mark.parametrize("found", [return_of, lambda: area_of(state="closed")], ids=["return", "area"])
def test_a_closed_round_carries_the_date_of_its_closing(found: Any) -> None:
    with pikepdf.open(io.BytesIO(pdf.make(html_of(found())))) as made:
        assert made.docinfo["/CreationDate"] == made.docinfo["/ModDate"] == f"D:{CLOSED_AT:%Y%m%d%H%M%S}Z"
        assert len(made.trailer["/ID"]) == 2
    assert "2026-11-12" not in html_of(found())


PRINT = """
import sys, django
django.setup()
from datetime import datetime, UTC
from onlinelives.audits import charts, reports
from tests.audits.reported import area_of, return_of
at = datetime(int(sys.argv[1]), 1, 1, tzinfo=UTC)
one, all_ = return_of(), area_of(5, state="closed")
sys.stdout.buffer.write(reports.return_pdf(one, chart=charts.sections(one), at=at))
sys.stdout.buffer.write(reports.area_pdf(all_, chart=charts.area(all_), at=at))
"""


def test_a_closed_round_prints_to_the_same_bytes_in_another_process_another_year() -> None:
    printed = [
        subprocess.run(
            [sys.executable, "-c", PRINT, year],
            env={**os.environ, "DJANGO_SETTINGS_MODULE": "tests.settings", "PYTHONHASHSEED": seed},
            cwd=ROOT,
            capture_output=True,
            timeout=120,
            check=True,
        ).stdout
        for year, seed in (("2027", "1"), ("2031", "4242"))
    ]
    assert printed[0].startswith(b"%PDF-")
    assert printed[0] == printed[1]


def test_reports_are_made_of_what_the_queries_find(world: World) -> None:
    say(world.elmfield_return, "1.1", world.bob, score=3, commentary="Ten of ten", evidence="Minutes")
    say(world.elmfield_return, "1.2", world.bob, not_applicable=True, reason="None reach us.")
    found = results(world.bob, world.elmfield_return.pk)
    words = words_of(found)
    assert "Commentary Ten of ten Evidence Minutes" in words
    assert "Not applicable None reach us." in words
    rounds.close(round_=world.round, by=world.dana)
    area = area_results(world.dana, world.round.pk)
    assert "Mossley Vale Self-audit 2026 Planning tool 2020, 2 agencies" in words_of(area)
    for report in (
        reports.return_pdf(found, chart=charts.sections(found), at=NOW),
        reports.area_pdf(area, chart=charts.area(area), at=NOW),
    ):
        assert objections(report) == []
