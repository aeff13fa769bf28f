"""A broken taxonomy is refused by file and line, and so is one that was changed after it was published."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from onlinelives.content import taxonomies
from onlinelives.content.reader import ContentError
from onlinelives.content.taxonomies import FILE, load_from
from tests.content.conftest import Change


@dataclass(frozen=True)
class Broken:
    """What fits `pattern` becomes `new`; the message names the line that holds `line`, and `problem`."""

    name: str
    pattern: str
    new: str
    line: str
    problem: str


GROOMING, CARE = r"^- id: contact\.grooming\n", r"^- id: factor\.care\n"
BOTH, OURS, OLD = r"\[audit-2017, planning-2020\]", r"\[added\]", r"^  editions: \[audit-2017\]\n  asks"
SUCCESSOR = r"replaced_by: content\.pornography"
DEBT_BASIS = r"^  basis: Case 3 of the 2020 edition\.\n"
INFLUENCES = r"^influences:.*"
FIRST_RISK, FIRST_FACTOR = "- id: content.pro_anorexia", "- id: factor.young_carer"
NO_NAME, ORDER, IN_ORDER = "“hue” is not a name", "expected editions in this order", ", in this order"


@pytest.mark.parametrize(
    "case",
    [
        # names that nobody knows
        Broken("a name too many", r"^version: 1", "version: 1\nhue: x", "hue: x", NO_NAME),
        Broken("… in a category", r"^  meaning:", "  hue: x\n  meaning:", "hue: x", NO_NAME),
        Broken("… in a harm type", r"^  definition:", "  hue: x\n  definition:", "hue: x", NO_NAME),
        Broken("… in a choice", r"^  label: Often", "  hue: x\n  label: Often", "hue: x", NO_NAME),
        Broken("… in a risk", r"^  asks_frequency:", "  hue: x\n  asks_frequency:", "hue: x", NO_NAME),
        Broken("… in a factor", r"^  counted:", "  hue: x\n  counted:", "hue: x", NO_NAME),
        Broken("… in image sharing", r"^  notice:", "  hue: x\n  notice:", "hue: x", NO_NAME),
        Broken("a misspelt successor", r"^  replaced_by:", "  replaced:", "replaced: ", "“replaced” is not a name"),
        Broken("a name twice", GROOMING, "- id: contact.grooming\n  id: two\n", "id: two", "“id” is there twice"),
        # names and values that are missing or wrong
        Broken("no version", r"^version: 1\n", "", "categories:", "“version” is missing"),
        Broken("a version in words", r"^version: 1", "version: one", "version: one", "from 1 to 999, not 'one'"),
        Broken("a list is missing", INFLUENCES, "", "version: 1", "“influences” is missing"),
        Broken("an empty list", INFLUENCES, "influences: []\n", "influences: []", "this list is empty"),
        Broken("names for a list", INFLUENCES, "influences: {}\n", "influences: {}", "expected a list here"),
        Broken("no example", r"^  examples:.*?(?=^- )", "  examples: []\n", "examples: []", "at least one example"),
        Broken("no steps", r"^  steps:.*?(?=^  reasons)", "  steps: []\n", "steps: []", "say what to do"),
        Broken("no label", r"^  label: Grooming online\n", "", "- id: contact.grooming", "“label” is missing"),
        Broken("no help", r"^  help: Ask who else knew.*?(?=^  ed)", "", "contact.offline_m", "“help” is missing"),
        Broken("a long label", "Grooming online", "x" * 91, "xxx", "text of 91 characters; at most 90"),
        Broken("a long help", "Ask who else knew", "x" * 301, "xxx", "characters; at most 300"),
        Broken("yes without quotes", r"^- id: 'yes'", "- id: yes", "- id: yes", "expected text here, not True"),
        Broken("how often perhaps", "frequency: true", "frequency: 2", "frequency: 2", "expected true or false, not 2"),
        Broken("counted by half", "counted: true", "counted: half", "counted: half", "true or false, not 'half'"),
        # ids
        Broken("five Cs", "^harm_types:", "- {id: e, label: E, meaning: E}\nharm_types:", "- id: content", IN_ORDER),
        Broken("three Cs", "^- id: commerce.*?(?=^harm)", "", "- id: content", "expected content, contact, conduct, c"),
        Broken("another harm type", "- id: technology_enabled", "- id: other", "- id: technology_d", IN_ORDER),
        Broken(
            "another state", "- id: not_asked", "- id: perhaps", "- id: 'yes'", "expected yes, no, not_known, not_a"
        ),
        Broken("another frequency", "- id: often", "- id: always", "- id: never", "expected never, once, sometimes, o"),
        Broken("another source", "- id: record", "- id: rumour", "- id: self_report", "expected self_report, profess"),
        Broken("a risk elsewhere", GROOMING, "- id: content.grooming\n", "content.grooming", "an id like contact.name"),
        Broken("a risk of no name", GROOMING, "- id: contact.  #\n", "contact.  #", "name, not “contact.”"),
        Broken("a fifth C", "category: contact", "category: contract", "contract", "“contract” is not one of: content"),
        Broken("a factor elsewhere", CARE, "- id: care.factor\n", "care.factor", "an id like factor.name"),
        Broken("a group elsewhere", r"^- id: group\.care\n", "- id: care\n", "- id: care", "an id like group.name"),
        Broken("a reason elsewhere", r"sgii_reason\.fun", "fun", "- id: fun", "an id like sgii_reason.name"),
        Broken("an outcome elsewhere", r"sgii_conseq.*?none", "none", "- id: none", "an id like sgii_consequence.name"),
        Broken(
            "a bad impact elsewhere", r"impact_negative\.fear", "fear", "id: fear", "an id like impact_negative.name"
        ),
        Broken("a good impact elsewhere", r"impact_positive\.relax", "x.y", "x.y", "an id like impact_positive.name"),
        Broken("an influence elsewhere", r"threshold\.system", "system", "- id: system", "an id like threshold.name"),
        # editions, and what a risk rests on
        Broken("an unknown edition", BOTH, "[audit-2018]", "audit-2018", f"{ORDER}: audit-2017, planning-2020"),
        Broken("editions out of order", BOTH, "[planning-2020, audit-2017]", "[planning-2020, a", ORDER),
        Broken("an edition twice", BOTH, "[audit-2017, audit-2017]", "[audit-2017, a", ORDER),
        Broken("printed and added", OURS, "[planning-2020, added]", "2020, added]", ORDER),
        Broken("added to a choice", r"editions: \[\]", "editions: [added]", "[added]", ORDER),
        Broken("no edition", OURS, "[]  # none", "# none", "name the editions that print it, or added"),
        Broken("no basis", DEBT_BASIS, "", "- id: commerce.debt_gambling", "a risk that was added needs a basis"),
        Broken("an empty basis", DEBT_BASIS, "  basis: ~\n", "basis: ~", "expected text here, not None"),
        Broken(
            "a basis too many", GROOMING, "- id: contact.grooming\n  basis: Us.\n", "basis: Us.", "only a risk that"
        ),
        # counts by edition
        Broken(
            "a risk of 2017 is gone",
            r"^- id: contact\.account_hacked.*?(?=^- )",
            "",
            FIRST_RISK,
            "expected 6 contact risks of audit-2017, not 5",
        ),
        Broken(
            "a risk of 2020 is gone",
            r"^- id: commerce\.malware.*?(?=^- )",
            "",
            FIRST_RISK,
            "expected 11 commerce risks of planning-2020, not 10",
        ),
        Broken(
            "a risk too many in 2020",
            OLD,
            "  editions: [audit-2017, planning-2020]\n  asks",
            FIRST_RISK,
            "expected 9 content risks of planning-2020, not 10",
        ),
        Broken("seven factors", "counted: true", "counted: false", FIRST_FACTOR, "expected 8 counted factors, not 7"),
        Broken("nine factors", "counted: false", "counted: true", FIRST_FACTOR, "expected 8 counted factors, not 9"),
        # what points elsewhere
        Broken("an unknown successor", SUCCESSOR, "replaced_by: content.odd", "content.odd", "“content.odd” is not a"),
        Broken(
            "a successor in another C", SUCCESSOR, "replaced_by: commerce.scams", "by: comm", "not a risk in content"
        ),
        Broken(
            "its own successor", SUCCESSOR, "replaced_by: content.unwanted_nudity", "by: content.u", "is asked about"
        ),
        Broken("an unknown group", r"group: group\.care", "group: group.odd", "group.odd", "“group.odd” is not one of"),
        # YAML
        Broken("a tab", "^  label: Scams", "\tlabel: Scams", "label: Scams", "not valid YAML"),
        Broken("an empty file", r"\A.*\Z", "", "", "the file is empty"),
    ],
    ids=lambda case: case.name,
)
def test_a_broken_file_is_refused_by_file_and_line(folder: Path, change: Change, case: Broken) -> None:
    lines = change(FILE, case.pattern, case.new).splitlines() or [""]
    number = next(place for place, told in enumerate(lines, 1) if case.line in told)
    with pytest.raises(ContentError) as refused:
        load_from(folder)
    assert str(refused.value).startswith(f"online-lives.yaml, line {number}: ")
    assert case.problem in str(refused.value)


@pytest.mark.parametrize(
    ("pattern", "new"),
    [
        (r"^- id: contact\.cse_abuse\n", "- id: contact.grooming\n"),
        (r"^- id: factor\.care\n", "- id: factor.young_carer\n"),
        (r"^- id: impact_positive\.relax\n", "- id: impact_positive.community\n"),
        (r"^  - id: sgii_reason\.fun\n", "  - id: sgii_reason.threats\n"),
    ],
)
def test_an_id_that_is_there_twice_is_told_where_it_comes_again(
    folder: Path, change: Change, pattern: str, new: str
) -> None:
    lines = change(FILE, pattern, new).splitlines()
    _, again = (place for place, told in enumerate(lines, 1) if told == new.rstrip())
    with pytest.raises(ContentError, match=rf"^online-lives\.yaml, line {again}: “.*” is there twice$"):
        load_from(folder)


def test_a_missing_file_is_named(folder: Path) -> None:
    (folder / FILE).unlink()
    with pytest.raises(ContentError, match=r"^online-lives\.yaml: there is no such content file$"):
        load_from(folder)


def test_a_file_changed_after_publication_is_refused(folder: Path) -> None:
    with (folder / FILE).open("a") as text:
        text.write("# only a comment\n")
    with pytest.raises(ContentError, match=rf"^{FILE}, line 1: this file was changed after it was published"):
        load_from(folder)


def test_the_published_taxonomy_has_no_problems() -> None:
    assert taxonomies.problems() == []


def test_a_broken_taxonomy_is_told_as_a_problem(folder: Path, change: Change, monkeypatch: pytest.MonkeyPatch) -> None:
    change(FILE, r"^version: 1\n", "")
    monkeypatch.setattr(taxonomies, "FOLDER", folder)
    (problem,) = taxonomies.problems()
    assert re.fullmatch(r"online-lives\.yaml, line \d+: “version” is missing", problem)
