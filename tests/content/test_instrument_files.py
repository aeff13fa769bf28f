"""A broken bank or questionnaire is refused by file and line, and so is one that was changed after it was published."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from onlinelives.content import frozen, instruments
from onlinelives.content.instruments import BANKS, bank, bank_from, load_from, questionnaire
from onlinelives.content.reader import ContentError
from onlinelives.rules.questionnaires.shapes import END, All, Not, One, Op, Test, Way
from tests.content.conftest import Change

(BANK,) = BANKS
CODE = "online-lives-2026"
FILE = f"instruments/{CODE}.yaml"


@dataclass(frozen=True)
class Broken:
    """What fits `pattern` becomes `new`; the message names the line that holds `line`, and `problem`."""

    name: str
    pattern: str
    new: str
    line: str
    problem: str


def refused(broken: Broken, change: Change, file: str, load: Callable[[], object]) -> None:
    lines = change(file, broken.pattern, broken.new).splitlines()
    number = next(place for place, told in enumerate(lines, 1) if broken.line in told)
    with pytest.raises(ContentError) as refusal:
        load()
    assert str(refusal.value).startswith(f"{Path(file).name}, line {number}: ")
    assert broken.problem in str(refusal.value)


GENDER = r"^- id: gender\n  version: 1\n"


@pytest.mark.parametrize(
    "broken",
    [
        Broken(
            "a name nobody knows", GENDER, "- id: gender\n  hue: x\n  version: 1\n", "hue: x", "“hue” is not a name"
        ),
        Broken("… in a choice", r"text: A girl", "hue: x, text: A girl", "hue: x", "“hue” is not a name"),
        Broken("… in a link", r"^    same: false", "    hue: x\n    same: false", "hue: x", "“hue” is not a name"),
        Broken("no spoken words", r"^spoken:\n  AI: A I\n", "", "version: 1", "“spoken” is missing"),
        Broken("no text", r"^  text: Which of these fits you best\?\n", "", "id: gender", "“text” is missing"),
        Broken("a text too long", "Which of these fits", "x" * 200, "xxx", "characters; at most 200"),
        Broken("yes without quotes", r"text: 'Yes'", "text: Yes", "text: Yes", "expected text here, not True"),
        Broken("an id in capitals", r"^- id: gender", "- id: Gender", "- id: Gender", "is not an id"),
        Broken("an id too long", r"^- id: gender", f"- id: {'g' * 33}", "ggg", "is not an id"),
        Broken("free text", r"^(- id: gender.*?)kind: one", r"\1kind: text", "kind: text", "is not one of: one, many"),
        Broken("the version is there", GENDER, "- id: age\n  version: 1  # x\n", "# x", "age@1 is there already"),
        Broken("no word on the change", GENDER, "- id: age  # x\n  version: 2\n", "# x", "differs from age@1"),
        Broken("a code twice", r"code: 2, text: A boy", "code: 1, text: A boy", "A boy", "the code 1 is there twice"),
        Broken("a code below 0", r"code: 2, text: A boy", "code: -2, text: A boy", "A boy", "from 0 to 999, not -2"),
        Broken("one choice", r"^  - \{code: 2, text: A boy\}\n.*?\n", "", "text: A girl", "at least two choices"),
        Broken(
            "an unknown list", "from: yes_no_unsure", "from: perhaps", "from: perhaps", "“perhaps” is not one of the"
        ),
        Broken("alone beside nothing", "text: A boy", "text: A boy, alone: true", "id: gender", "needs no choice that"),
        Broken("yes to a code that is none", r"yes: \[1\]", "yes: [7]", "yes: [7]", "a code here is not a choice"),
        Broken("yes to none", r"yes: \[1, 2, 3\]", "yes: [0, 1]", "yes: [0, 1]", "or is one that stands alone"),
        Broken("a factor nobody knows", r"factor\.care", "factor.odd", "factor.odd", "“factor.odd” is not a risk or"),
        Broken("no yes", r"^  yes: \[1\]\n", "", "- id: in_care", "which codes count as yes"),
        Broken("an age below 11", r"from_age: 11", "from_age: 10", "from_age: 10", "from 11 to 16, not 10"),
        Broken("no reason for the age", r"^  why_age: Younger.*?\n", "", "- id: eating", "“why_age” is missing"),
        Broken(
            "an age without need", GENDER, "- id: gender\n  version: 1\n  why_age: x\n", "why_age: x", "“why_age” is"
        ),
        Broken("no reason for a link", r"^    why: It now counts.*?\n", "", "question: in_care", "say why the two are"),
        Broken(
            "a link to nothing", r"question: in_care", "question: odd", "question: odd", "odd@1 is not a question above"
        ),
        Broken(
            "same, and a code means another thing",
            r"(question: happy_confident\n    version: 1\n    same: )false",
            r"\1true",
            "question: happy_confident",
            "the code 1 has another meaning",
        ),
        Broken(
            "same, and something else is measured",
            r"measures: commerce\.phishing",
            "measures: commerce.malware",
            "question: fake_messages",
            "they measure something else",
        ),
        Broken(
            "an unknown risk left out", r"content\.adult_tv", "content.odd", "content.odd", "“content.odd” is not a"
        ),
        Broken(
            "left out and asked", r"id: content\.adult_tv", "id: contact.rumours", "- id: contact.ru", "is measured by"
        ),
        Broken("left out twice", r"id: content\.dangerous_ch\w+", "id: content.adult_tv #", "tv #", "is there twice"),
        Broken(
            "asked as nothing", "asked_as: older_media", "asked_as: odd", "asked_as: odd", "“odd” is not a question"
        ),
        Broken("not YAML", r"text: A boy", "text: [A boy", "[A boy", "not valid YAML"),
    ],
    ids=lambda broken: broken.name,
)
def test_a_broken_bank_is_refused_by_file_and_line(folder: Path, change: Change, broken: Broken) -> None:
    refused(broken, change, BANK, lambda: bank_from(folder))


def shown(condition: str) -> str:
    return rf"\1    show_when: {condition}\n"


YEAR = r"(question: year_group@1\n)"
APPS = r"(question: cannot_stop@1\n)"


@pytest.mark.parametrize(
    "broken",
    [
        Broken("a name nobody knows", r"^year: 2026", "hue: x\nyear: 2026", "hue: x", "“hue” is not a name"),
        Broken("… on a page", YEAR, r"\1    hue: x\n", "hue: x", "“hue” is not a name"),
        Broken("… in a section", r"^- id: about_you", "- id: about_you\n  hue: x", "hue: x", "“hue” is not a name"),
        Broken("another questionnaire", "^code: .*?$", "code: other", "code: other", "should hold the questionnaire"),
        Broken("another year", "^year: 2026", "year: 2025", "year: 2025", "expected the year in the file's name"),
        Broken("an age too low", r"\[10, 16\]", "[9, 16]", "[9, 16]", "from 10 to 16, not 9"),
        Broken("ages the wrong way round", r"\[10, 16\]", "[16, 10]", "[16, 10]", "the youngest and the oldest"),
        Broken("an unknown question", "age@1", "odd@1", "odd@1", "is not id@version of a question"),
        Broken("an unknown version", "gender@1", "gender@7", "gender@7", "is not id@version of a question"),
        Broken("no version", "gender@1", "gender", "question: gender", "is not id@version of a question"),
        Broken("a question twice", "gender@1", "age@1 # x", "# x", "“age” is there twice"),
        Broken("a section by the name of a question", "id: about_you", "id: age", "question: age", "is there twice"),
        Broken("an older question before age", "age@1", "gambling@1", "gambling@1", "so age must be asked before it"),
        Broken("no pages", r"(id: good_side.*?)  pages:\n.*?(?=^-)", r"\1  pages: []\n", "pages: []", "list is empty"),
        # conditions
        Broken("a later question", YEAR, shown("{gender: {is: 1}}"), "{is: 1}", "“gender” is not a question on an ear"),
        Broken("its own answer", YEAR, shown("{year_group: answered}"), "{year_", "is not a question on an earlier"),
        Broken("two conditions", YEAR, shown("{age: answered, not: x}"), "not: x", "put several under “all” or “one”"),
        Broken("two of one question", YEAR, shown("{age: {is: 10, is_not: 11}}"), "is_not: 11", "expected one of: is,"),
        Broken("an unknown op", YEAR, shown("{age: {over: 12}}"), "over: 12", "expected one of: is, is_not, at_least"),
        Broken("a bare word", YEAR, shown("{age: old}"), "age: old", "expected “answered”, or what to ask of age"),
        Broken("an unknown code", YEAR, shown("{age: {is: 9}}"), "is: 9", "age has no choice with the code 9"),
        Broken("a code too high", YEAR, shown("{age: {at_least: 17}}"), "17}", "a whole number from 0 to 16, not 17"),
        Broken("no codes", YEAR, shown("{age: {any_of: []}}"), "any_of: []", "this list is empty"),
        Broken("no conditions", YEAR, shown("{all: []}"), "all: []", "this list is empty"),
        Broken(
            "many in order", APPS, shown("{apps: {at_least: 2}}"), "at_least: 2}", "at_least cannot be asked of apps"
        ),
        Broken(
            "one by number",
            YEAR,
            shown("{age: {count_at_least: 1}}"),
            "count_at_least: 1}",
            "cannot be asked of age, which",
        ),
        Broken("too many", APPS, shown("{apps: {count_at_least: 12}}"), "count_at_least: 12}", "from 1 to 11, not 12"),
        # ways
        Broken("back", YEAR, r"\1    ways: [{to: age}]\n", "ways: [", "“age” is not a later page"),
        Broken("nowhere", YEAR, r"\1    ways: [{to: odd}]\n", "ways: [", "“odd” is not a later page"),
        Broken(
            "perhaps",
            YEAR,
            r"\1    ways: [{to: end, when: {age: answered}}]\n",
            "ways: [",
            "the last way must have no “when”",
        ),
        Broken(
            "always, and then on",
            YEAR,
            r"\1    ways: [{to: end}, {to: end}]\n",
            "ways: [",
            "only the last way can",
        ),
    ],
    ids=lambda broken: broken.name,
)
def test_a_broken_questionnaire_is_refused_by_file_and_line(folder: Path, change: Change, broken: Broken) -> None:
    refused(broken, change, FILE, lambda: load_from(folder, CODE, bank()))


def test_two_columns_of_one_name_are_refused(folder: Path, change: Change) -> None:
    change(BANK, r"^- id: device_at_night", "- id: apps_3")
    change(FILE, r"device_at_night@1", "apps_3@1")
    with pytest.raises(ContentError, match=rf"^{CODE}\.yaml, line \d+: two columns would be called apps_3$"):
        load_from(folder, CODE, bank_from(folder))


def test_every_condition_and_way_is_read(folder: Path, change: Change) -> None:
    wordy = (
        "{all: [{one: [{age: {is: 12}}, {age: {is_not: 13}}]}, {not: {age: answered}}, {age: {any_of: [10, 11]}}, "
        "{apps: {all_of: [1, 2]}}, {apps: {count_at_least: 3}}, {age: {at_most: 15}}]}"
    )
    change(
        FILE,
        APPS,
        rf"\1    show_when: {wordy}\n    ways: [{{to: money, when: {{cannot_stop: {{is: 4}}}}}}, {{to: end}}]\n",
    )
    change(FILE, r"- id: money\n", "- id: about_money\n")
    change(FILE, r"question: spend_in_games@1", "words: money\n    text: Money\n  - question: spend_in_games@1")
    made = load_from(folder, CODE, bank())
    (page,) = (page for _, page in made.pages() if page.id == "cannot_stop")
    assert page.show_when == All(
        (
            One((Test("age", Op.IS, (12,)), Test("age", Op.IS_NOT, (13,)))),
            Not(Test("age", Op.ANSWERED)),
            Test("age", Op.ANY_OF, (10, 11)),
            Test("apps", Op.ALL_OF, (1, 2)),
            Test("apps", Op.COUNT_AT_LEAST, (3,)),
            Test("age", Op.AT_MOST, (15,)),
        )
    )
    assert page.ways == (Way("money", Test("cannot_stop", Op.IS, (4,))), Way(END))


def test_an_age_is_joined_to_what_the_page_asks_for() -> None:
    pages = {page.id: page for _, page in questionnaire(CODE).pages()}
    old_enough = Test("age", Op.AT_LEAST, (13,))
    assert pages["gambling"].show_when == old_enough
    assert pages["image_why"].show_when == All((old_enough, Test("shared_image", Op.AT_LEAST, (1,))))


def test_a_later_file_of_the_bank_adds_to_those_before(
    folder: Path, publish_afresh: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    later = "instruments/bank-2027.yaml"
    (folder / later).write_text(
        "version: 2\nspoken: {}\nlists: {}\nquestions:\n"
        "- {id: gender, version: 2, kind: one, text: 'Who?', easy: 'Who?',\n"
        "   choices: [{code: 1, text: A girl}, {code: 2, text: A boy}],\n"
        "   continues: [{question: gender, version: 1, same: false, why: A choice has gone.}]}\n"
        "left_out:\n- {id: content.adult_tv, why: Too hard to ask.}\n",
        "utf-8",
    )
    publish_afresh()
    monkeypatch.setattr(instruments, "BANKS", (BANK, later))
    both = bank_from(folder)
    assert [asked.question.version for asked in both.versions("gender")] == [1, 2]
    assert [entry.id for entry in both.left_out] == ["content.adult_tv"]
    assert load_from(folder, CODE, both) == questionnaire(CODE)


@pytest.mark.parametrize("name", [BANK, FILE])
def test_a_file_changed_after_publication_is_refused(folder: Path, name: str) -> None:
    with (folder / name).open("a") as text:
        text.write("# only a comment\n")
    with pytest.raises(ContentError, match=rf"^{name}, line 1: this file was changed after it was published"):
        load_from(folder, CODE, bank_from(folder))


def test_what_is_broken_is_told_as_a_problem(folder: Path, change: Change, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(instruments, "FOLDER", folder)
    change(FILE, r"^version: 3\n", "")
    (problem,) = instruments.problems()
    assert problem.startswith(f"{CODE}.yaml, line ")
    assert problem.endswith("“version” is missing")
    change(BANK, r"^version: 1\n", "")
    (problem,) = instruments.problems()
    assert problem.startswith("bank.yaml, line ")
    assert BANK in frozen.listed(folder)
