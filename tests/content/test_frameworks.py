"""Both editions are complete and keep their identity when frozen; a broken file is refused by file and line."""

import hashlib
import json
import re
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import pytest
import yaml

from onlinelives.content import frameworks
from onlinelives.content.frameworks import EDITIONS, FOLDER, freeze, load, load_from, thaw
from onlinelives.content.reader import ContentError
from tests.content.conftest import Change

AUDIT, SCALE, TERMS = "frameworks/audit-2017.yaml", "scale.yaml", "definitions.yaml"
NUMBERS = [f"{section}.{place}" for section in range(1, 7) for place in range(1, 7)]
FIRST = "- id: '1.1'"  # on the line where the first statement begins

each_edition = pytest.mark.parametrize("edition", EDITIONS)


@each_edition
def test_an_edition_has_six_sections_of_six_statements(edition: str) -> None:
    framework = load(edition)
    assert [section.number for section in framework.sections] == [1, 2, 3, 4, 5, 6]
    assert [statement.id for statement in framework.statements] == NUMBERS
    assert all(
        statement.section == section.number for section in framework.sections for statement in section.statements
    )


@each_edition
def test_what_is_loaded_is_word_for_word_what_the_file_says(edition: str) -> None:
    """Counted and read by another way: the ids in the text, and the words through the plain YAML loader."""
    text = (FOLDER / f"frameworks/{edition}.yaml").read_text("utf-8")
    assert re.findall(r"^  - id: '(.*)'$", text, flags=re.M) == NUMBERS
    told = [statement for section in yaml.safe_load(text)["sections"] for statement in section["statements"]]
    for statement, expected in zip(load(edition).statements, told, strict=True):
        assert statement.wording == expected["wording"]
        assert statement.levels == tuple(expected["levels"].values())
        assert (statement.title, statement.help) == (expected["title"], expected["help"])
        assert (list(statement.evidence), list(statement.terms)) == (expected["evidence"], expected["terms"])


@each_edition
def test_every_statement_has_five_levels_of_its_own(edition: str) -> None:
    levels = [level for statement in load(edition).statements for level in statement.levels]
    assert len(levels) == len(set(levels)) == 36 * 5


@each_edition
def test_no_two_statements_share_a_title_a_wording_or_a_key(edition: str) -> None:
    statements = load(edition).statements
    for name in ("title", "wording", "key"):
        assert len({getattr(statement, name) for statement in statements}) == 36, name


@each_edition
def test_a_statement_s_key_can_be_an_id_in_a_page(edition: str) -> None:
    assert [statement.key for statement in load(edition).statements] == [f"s{n.replace('.', '_')}" for n in NUMBERS]


@each_edition
def test_an_edition_holds_the_scale_and_the_terms_its_statements_point_to(edition: str) -> None:
    framework = load(edition)
    assert [point.value for point in framework.scale] == [0, 1, 2, 3, 4]
    used = {term for statement in framework.statements for term in statement.terms}
    assert {term.key for term in framework.terms} == used
    assert used


@each_edition
def test_a_frozen_copy_thaws_to_an_equal_edition(edition: str) -> None:
    framework = load(edition)
    body = freeze(framework)
    assert thaw(body) == framework
    assert freeze(thaw(body)) == body
    assert framework.sha256 == hashlib.sha256(body.encode()).hexdigest()


@each_edition
def test_an_edition_is_the_same_every_time_it_is_loaded_and_thawed(edition: str) -> None:
    again = load_from(FOLDER, edition)
    assert again == load(edition)
    shuffled = json.dumps(dict(reversed(json.loads(freeze(again)).items())))
    assert replace(thaw(shuffled), sha256=again.sha256) == again
    assert freeze(thaw(shuffled)) == freeze(again)


def test_one_changed_word_makes_another_identity() -> None:
    framework = load("audit-2017")
    told = json.loads(freeze(framework))
    told["sections"][5]["statements"][5]["levels"][4] += "."
    assert thaw(json.dumps(told, sort_keys=True, ensure_ascii=False, indent=1)).sha256 != framework.sha256


def test_the_two_editions_are_not_the_same() -> None:
    assert len({load(edition).sha256 for edition in EDITIONS}) == 2


def test_an_unknown_edition_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        load("audit-2018")


def test_the_published_content_has_no_problems() -> None:
    assert frameworks.problems() == []


def test_a_problem_of_shared_content_is_told_for_every_edition(
    folder: Path, change: Change, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(SCALE, r"^version: 1\n", "")
    monkeypatch.setattr(frameworks, "FOLDER", folder)
    assert frameworks.problems() == ["scale.yaml, line 3: “version” is missing"] * 2


def test_an_unbroken_copy_is_equal_to_the_original(folder: Path) -> None:
    assert asdict(load_from(folder, "audit-2017")) == asdict(load("audit-2017"))


TITLE = r"^    title: Count technology-dependent harm\n"
TOP_TITLE = r"^title: .*?\n"
WHOLE = r"\A.*\Z"


@dataclass(frozen=True)
class Broken:
    """In `file`, what fits `pattern` becomes `new`; the message names the line that holds `line`, and `problem`."""

    name: str
    pattern: str
    new: str
    line: str
    problem: str
    file: str = AUDIT


@pytest.mark.parametrize(
    "case",
    [
        # names
        Broken("a name is missing", TITLE, "", FIRST, "“title” is missing"),
        Broken("a name is misspelt", TITLE, "    titel: Count\n", FIRST, "“title” is missing"),
        Broken("a name too many", r"^year:", "colour: red\nyear:", "colour: red", "“colour” is not a name"),
        Broken("… in a section", r"^  name: Data", "  hue: x\n  name: Data", "hue: x", "“hue” is not a name"),
        Broken("… in a statement", r"^    key: s1_1", "    hue: x\n    key: s1_1", "hue: x", "“hue” is not a name"),
        Broken("… in a term", "^  term:", "  hue: x\n  term:", "hue: x", "“hue” is not a name", file=TERMS),
        Broken("… in the scale", "^  label:", "  hue: x\n  label:", "hue: x", "“hue” is not a name", file=SCALE),
        Broken("a name twice", r"^    key: s1_1", "    key: s1_1\n    key: two", "key: two", "“key” is there twice"),
        # sections, statements and levels
        Broken("another section's number", r"^- number: 1", "- number: 2", FIRST, "expected the statements 2.1, 2.2"),
        Broken("no section's number", r"^- number: 1", "- number: 7", "- number: 7", "from 1 to 6, not 7"),
        Broken("five sections", r"^- number: 6.*", "", "- number: 1", "expected sections 1 to 6 in order"),
        Broken("five statements", r"^  - id: '1.6'.*?(?=^- number: 2)", "", FIRST, "expected the statements 1.1, 1.2"),
        Broken("a statement twice", r"^  - id: '1.2'", "  - id: '1.1'", FIRST, "expected the statements 1.1, 1.2"),
        Broken("four levels", r"^      4: .*?\n(?=    ev)", "", "0: Nobody records", "“4” is missing"),
        Broken("six levels", r"^    evidence:", "      5: More\n    evidence:", "5: More", "“5” is not a name"),
        Broken("a level twice", r"^      1: ", "      '0': ", "'0': ", "“0” is there twice"),
        Broken("equal levels", r"^      3: .*?\n(?=    ev)", "      3: A\n      4: A\n", "0: Nobody", "the same text"),
        Broken(
            "no evidence", r"^    evidence:\n.*?(?=    terms)", "    evidence: []\n", "evidence: []", "at least one"
        ),
        Broken("a term nobody defines", r"^    terms: \[", "    terms: [odd, ", "terms: [odd", "“odd” is not in"),
        # values
        Broken("text too long", TITLE, f"    title: {'x' * 61}\n", "xxx", "text of 61 characters; at most 60"),
        Broken("empty text", TITLE, "    title: ' '\n", "title: ' '", "expected text here, not ' '"),
        Broken("a number instead of text", TOP_TITLE, "title: 2017\n", "title: 2017", "expected text here, not 2017"),
        Broken("yes instead of text", TOP_TITLE, "title: yes\n", "title: yes", "expected text here, not True"),
        Broken("a date instead of text", TOP_TITLE, "title: 2017-01-31\n", "title: 2017", "expected text here, not d"),
        Broken("nothing instead of text", TOP_TITLE, "title:\n", "title:", "expected text here, not None"),
        Broken("a list instead of text", TOP_TITLE, "title: [a]\n", "title: [a]", "expected a single value here"),
        Broken("text instead of a number", r"^year: 2017", "year: soon", "year: soon", "from 2017 to 2100, not 'soon'"),
        Broken("yes instead of a number", r"^year: 2017", "year: yes", "year: yes", "from 2017 to 2100, not True"),
        Broken("a year out of range", r"^year: 2017", "year: 1917", "year: 1917", "from 2017 to 2100, not 1917"),
        Broken("a list instead of names", r"^    levels:\n.*?(?=    ev)", "    levels: [a]\n", "[a]", "expected names"),
        Broken("names instead of a list", r"^sections:.*", "sections: {}\n", "sections: {}", "expected a list here"),
        Broken("a list as the file", WHOLE, "- 1\n- 2\n", "- 1", "expected names with values here"),
        Broken("another edition's code", r"^edition: .*?\n", "edition: other\n", "edition: other", "hold the edition"),
        # YAML
        Broken("a tab", TITLE, "\ttitle: Count\n", "title: Count", "not valid YAML"),
        Broken("a wrong indentation", TITLE, "      title: Count\n", "title: Count", "not valid YAML"),
        Broken("an unknown alias", TOP_TITLE, "title: *unknown\n", "*unknown", "not valid YAML"),
        Broken("two documents", r"^sections:", "---\nsections:", "---", "not valid YAML"),
        Broken("an empty file", WHOLE, "", "", "the file is empty"),
        Broken("only a comment", WHOLE, "# soon\n", "# soon", "the file is empty"),
        # what both editions share
        Broken("a point missing", r"^- value: 4.*", "", "- value: 0", "expected the points 0 to 4", file=SCALE),
        Broken("points in disorder", "^- value: 0", "- value: 1", "value: 1", "expected the points 0 to 4", file=SCALE),
        Broken("a point too high", "^- value: 4", "- value: 5", "value: 5", "from 0 to 4, not 5", file=SCALE),
        Broken("no version", r"^version: 1\n", "", "points:", "“version” is missing", file=SCALE),
        Broken("a term twice", "^- key: client", "- key: 'online-life'", "'online", "defined twice", file=TERMS),
        Broken("an odd edition", r"editions: \[a", "editions: [b", "editions: [b", "an unknown edition", file=TERMS),
    ],
    ids=lambda case: case.name,
)
def test_a_broken_file_is_refused_by_file_and_line(folder: Path, change: Change, case: Broken) -> None:
    lines = change(case.file, case.pattern, case.new).splitlines() or [""]
    number = next(place for place, told in enumerate(lines, 1) if case.line in told)
    with pytest.raises(ContentError) as refused:
        load_from(folder, "audit-2017")
    assert str(refused.value).startswith(f"{Path(case.file).name}, line {number}: ")
    assert case.problem in str(refused.value)


@pytest.mark.parametrize("file", [AUDIT, SCALE, TERMS])
def test_a_missing_file_is_named(folder: Path, file: str) -> None:
    (folder / file).unlink()
    with pytest.raises(ContentError, match=rf"^{Path(file).name}: there is no such content file$"):
        load_from(folder, "audit-2017")


@pytest.mark.parametrize("file", [AUDIT, SCALE, TERMS])
def test_a_file_changed_after_publication_is_refused(folder: Path, file: str) -> None:
    with (folder / file).open("a") as text:
        text.write("\n# only a comment\n")
    with pytest.raises(ContentError, match=rf"^{file}, line 1: this file was changed after it was published"):
        load_from(folder, "audit-2017")
