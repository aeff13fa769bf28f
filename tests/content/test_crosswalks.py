"""The crosswalk covers every statement once, in the counts that were agreed, and a broken one is refused."""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from onlinelives.content import crosswalks, frameworks
from onlinelives.content.crosswalks import load, load_from
from onlinelives.content.reader import ContentError
from onlinelives.rules import crosswalk
from tests.content.conftest import Change

OLDER, NEWER = "audit-2017", "planning-2020"
FILE = f"crosswalks/{OLDER}--{NEWER}.yaml"


def test_the_relations_are_the_ones_that_were_counted() -> None:
    assert Counter(step.relation for step in load(OLDER, NEWER).steps) == {
        "same": 23,
        "reworded": 8,
        "wider": 2,
        "looser": 1,
        "narrower": 1,
        "stronger": 1,
    }


def test_every_statement_is_there_once_and_in_order() -> None:
    expected = [statement.id for statement in frameworks.load(NEWER).statements]
    assert [step.id for step in load(OLDER, NEWER).steps] == expected


def test_what_is_called_the_same_has_the_same_words_and_what_breaks_has_not() -> None:
    """A reworded statement may read the same here: the difference can lie in the original's word order alone."""
    older, newer = frameworks.load(OLDER), frameworks.load(NEWER)
    for step in load(OLDER, NEWER).steps:
        same_words = older.statement(step.id).wording == newer.statement(step.id).wording
        if crosswalk.effect(step.relation) != crosswalk.MARKED:
            assert same_words is (step.relation == "same"), step.id


def test_every_step_has_a_note() -> None:
    assert all(step.note.endswith(".") for step in load(OLDER, NEWER).steps)


def test_every_pair_of_neighbouring_editions_has_a_sound_crosswalk() -> None:
    assert crosswalks.problems() == []


def test_a_broken_crosswalk_is_told_as_a_problem(folder: Path, change: Change, monkeypatch: pytest.MonkeyPatch) -> None:
    change(FILE, "relation: looser", "relation: odd")
    monkeypatch.setattr(frameworks, "FOLDER", folder)
    (problem,) = crosswalks.problems()
    assert "“odd” is not one of: same, reworded" in problem


@dataclass(frozen=True)
class Broken:
    """What fits `pattern` becomes `new`; the message names the line that holds `line`, and `problem`."""

    name: str
    pattern: str
    new: str
    line: str
    problem: str


@pytest.mark.parametrize(
    "case",
    [
        Broken(
            "an unknown relation", "relation: looser", "relation: similar", "similar", "“similar” is not one of: same"
        ),
        Broken("a list as relation", "relation: looser", "relation: [same]", "[same]", "expected a single value here"),
        Broken("a statement missing", r"^- id: '3.4'.*?(?=^- id: '3.5')", "", "- id: '1.1'", "every statement once"),
        Broken("a statement twice", r"^- id: '3.4'", "- id: '3.3'", "- id: '1.1'", "every statement once"),
        Broken(
            "perhaps confirmed",
            r"^  confirmed: true",
            "  confirmed: perhaps",
            "perhaps",
            "true or false, not 'perhaps'",
        ),
        Broken(
            "a step with a name too many",
            r"^  confirmed: true",
            "  seen: no\n  confirmed: true",
            "seen: no",
            "“seen” is not a name",
        ),
        Broken("a name missing", r"^  confirmed: true\n", "", "- id: '1.1'", "“confirmed” is missing"),
        Broken(
            "a note too long",
            r"^  note: .*?(?=  confirmed)",
            f"  note: {'x' * 401}\n",
            "xxx",
            "text of 401 characters; at most 400",
        ),
        Broken("another older edition", r"^from: audit-2017", "from: audit-2016", "audit-2016", "expected audit-2017"),
        Broken(
            "another newer edition",
            r"^to: planning-2020",
            "to: planning-2021",
            "planning-2021",
            "expected planning-2020",
        ),
        Broken("no version", r"^version: 1", "version: 0", "version: 0", "a whole number from 1 to 999, not 0"),
        Broken("a name too many", r"^version: 1", "version: 1\nby: us", "by: us", "“by” is not a name"),
    ],
    ids=lambda case: case.name,
)
def test_a_broken_crosswalk_is_refused_by_file_and_line(folder: Path, change: Change, case: Broken) -> None:
    lines = change(FILE, case.pattern, case.new).splitlines()
    number = next(place for place, told in enumerate(lines, 1) if case.line in told)
    with pytest.raises(ContentError) as refused:
        load_from(folder, OLDER, NEWER)
    assert str(refused.value).startswith(f"{Path(FILE).name}, line {number}: ")
    assert case.problem in str(refused.value)


def test_a_crosswalk_that_nobody_made_is_named() -> None:
    with pytest.raises(
        ContentError, match=r"planning-2020--audit-2017\.yaml, line 1: this file has not been published"
    ):
        load(NEWER, OLDER)


def test_a_crosswalk_changed_after_publication_is_refused(folder: Path) -> None:
    text = (folder / FILE).read_text("utf-8").replace("relation: looser", "relation: same")
    (folder / FILE).write_text(text, "utf-8")
    with pytest.raises(ContentError, match=rf"^{FILE}, line 1: this file was changed"):
        load_from(folder, OLDER, NEWER)
