"""Whatever is wrong with a file is told as a ContentError with file and line, and never as a Python error."""

from pathlib import Path

import pytest

from onlinelives.content.reader import ContentError, Part, read


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "draft.yaml"


def part(file: Path, text: str) -> Part:
    file.write_text(text, "utf-8")
    return read(file)


def test_text_loses_the_space_around_it(file: Path) -> None:
    assert part(file, "a: '  words  '").text("a") == "words"


def test_text_may_be_as_long_as_allowed_and_no_longer(file: Path) -> None:
    root = part(file, "a: ghijk")
    assert root.text("a", 5) == "ghijk"
    with pytest.raises(ContentError, match="text of 5 characters; at most 4"):
        root.text("a", 4)


@pytest.mark.parametrize(
    ("value", "allowed"),
    [("1", True), ("3", True), ("0", False), ("4", False), ("1.0", False), ("true", False), ("'1'", False)],
)
def test_a_number_is_whole_and_within_its_bounds(file: Path, value: str, allowed: bool) -> None:
    root = part(file, f"a: {value}")
    if allowed:
        assert root.number("a", 1, 3) == int(value)
    else:
        with pytest.raises(ContentError, match=r"^draft\.yaml, line 1: expected a whole number from 1 to 3"):
            root.number("a", 1, 3)


def test_yes_is_true_or_false_and_nothing_else(file: Path) -> None:
    root = part(file, "a: true\nb: false\nc: 'true'")
    assert (root.yes("a"), root.yes("b")) == (True, False)
    with pytest.raises(ContentError, match="line 3: expected true or false, not 'true'"):
        root.yes("c")


def test_a_choice_is_one_of_those_offered(file: Path) -> None:
    root = part(file, "a: red")
    assert root.choice("a", ("red", "blue")) == "red"
    with pytest.raises(ContentError, match="“red” is not one of: green, blue"):
        root.choice("a", ("green", "blue"))


def test_a_list_of_texts_may_be_empty_but_holds_texts_only(file: Path) -> None:
    root = part(file, "a: []\nb: [x, y]\nc: [x, 1]")
    assert (root.texts("a"), root.texts("b")) == ((), ("x", "y"))
    with pytest.raises(ContentError, match="line 3: expected text here, not 1"):
        root.texts("c")


def test_done_is_content_when_every_name_was_asked_for(file: Path) -> None:
    root = part(file, "a: x\nb: y")
    root.text("a")
    with pytest.raises(ContentError, match="line 2: “b” is not a name this file may use"):
        root.done()
    root.text("b")
    root.done()


def test_a_file_that_is_no_text_is_named(file: Path) -> None:
    file.write_bytes(b"title: \xff\xfe\n")
    with pytest.raises(ContentError, match=r"^draft\.yaml: cannot be read"):
        read(file)


def test_a_folder_in_place_of_a_file_is_named(file: Path) -> None:
    file.mkdir()
    with pytest.raises(ContentError, match=r"^draft\.yaml: cannot be read"):
        read(file)


def test_a_character_that_no_text_holds_is_named(file: Path) -> None:
    with pytest.raises(ContentError, match=r"^draft\.yaml, line 1: not valid YAML"):
        part(file, "a: b\x00c")


@pytest.mark.parametrize("value", ["2026-02-30", "!!int many", "!!python/object:os.system x", "!odd x", "!!float x"])
def test_a_value_that_yaml_cannot_make_is_told_by_file_and_line(file: Path, value: str) -> None:
    with pytest.raises(ContentError, match=r"^draft\.yaml, line 2: "):
        part(file, f"b: x\na: {value}").text("a")


def test_a_name_that_is_no_name_is_told_by_file_and_line(file: Path) -> None:
    with pytest.raises(ContentError, match=r"^draft\.yaml, line 2: "):
        part(file, "b: x\n? [a, b]\n: c").text("b")


def test_a_name_that_may_be_left_out_is_asked_for(file: Path) -> None:
    root = part(file, "a: 1\n")
    assert root.has("a")
    assert not root.has("b")
    root.done()


def test_free_names_are_all_asked_for(file: Path) -> None:
    root = part(file, "a: one\nb: [two]\n")
    told = dict(root.named())
    assert told["a"].as_text() == "one"
    assert [told[name].is_value for name in ("a", "b")] == [True, False]
    root.done()
