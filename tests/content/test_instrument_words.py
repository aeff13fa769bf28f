"""What is read to a young person: easy to read, and true about who can find out and who can help."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from onlinelives.content.instruments import QUESTIONNAIRES, bank, questionnaire
from onlinelives.rules.questionnaires.shapes import Questionnaire, Words

ALL = [questionnaire(code) for code in QUESTIONNAIRES]
by_questionnaire = pytest.mark.parametrize("asked", ALL, ids=lambda one: one.code)

LONGEST_WORD, ALLOWED = 13, {"babysitting"}  # letters; a word that is longer must be here
ON_AVERAGE, LONGEST_SENTENCE, LONGEST_EASY, CHOICE = 14, 22, 18, 8  # words


JARGON = (
    "cyberbullying sexting sextortion phishing grooming explicit exposure inappropriate peers pornography vulnerable"
)
HARM = "suicide anorexia overdose blade dark web terrorism challenge"
LEADING = "don’t you|isn’t it|do you agree|should not have|silly|stupid|dangerous"
PROMISES = (
    r"we (will|can) (help|call|contact|come|reach)",
    r"tell us",
    r"someone will (help|come|call|contact)",
    r"we will get back",
    r"\b(totally|completely|100%) (safe|secret)",
)


@dataclass(frozen=True)
class Read:
    """Something that is read, and where."""

    place: str
    said: Words
    choice: bool = False


def everything() -> Iterator[Read]:
    for asked in bank().questions:
        one = asked.question
        yield Read(f"{one.id}@{one.version}", one.said["en"])
        yield from (Read(f"{one.id}@{one.version} {choice.code}", choice.said["en"], True) for choice in one.choices)
    for each in ALL:
        for section in each.sections:
            yield Read(f"{each.code} {section.id}", section.said["en"], True)
        yield from (Read(f"{each.code} {page.id}", page.said["en"]) for _, page in each.pages() if not page.question)


EVERYTHING = list(everything())


def whole(said: Words) -> str:
    return f"{said.text} {said.hint} {said.easy}".casefold()


def sentences(text: str) -> list[list[str]]:
    """The words of every sentence."""
    found = (re.findall(r"[\w’'-]+", part) for part in re.split(r"[.?!:]”?(?:\s|$)", text))
    return [words for words in found if words]


def test_a_child_of_nine_can_read_it() -> None:
    hard = []
    for read in EVERYTHING:
        for text in filter(None, (read.said.text, read.said.hint, read.said.easy)):
            lengths = [len(words) for words in sentences(text)]
            if sum(lengths) / len(lengths) >= ON_AVERAGE or max(lengths) > LONGEST_SENTENCE:
                hard.append((read.place, text))
            letters = re.findall(r"[^\W\d_]+", text)
            hard += [(read.place, word) for word in letters if len(word) > LONGEST_WORD and word not in ALLOWED]
    assert hard == []


def test_there_is_an_easier_text_of_everything_but_short_choices() -> None:
    for read in EVERYTHING:
        if not read.choice or len(read.said.text.split()) > CHOICE:
            assert read.said.easy, read.place
        assert all(len(words) <= LONGEST_EASY for words in sentences(read.said.easy)), read.place
        assert len(read.said.easy) <= len(read.said.text) + len(read.said.hint) + 20, read.place


def test_what_a_voice_reads_badly_is_told_another_way() -> None:
    badly = re.compile(r"\bAI\b|0800 1111|\b999\b|\bCEOP\b")
    told = [read for read in EVERYTHING if badly.search(read.said.text)]
    assert len(told) > 20
    assert [read.place for read in EVERYTHING if read.said.say] == [read.place for read in told]
    assert not [read.place for read in told if badly.search(read.said.say)]


def test_no_word_of_adults_and_none_that_teaches_harm_or_leads() -> None:
    refused = re.compile(rf"\b({'|'.join([*JARGON.split(), *HARM.split()])})\b|{LEADING}")
    assert [read.place for read in EVERYTHING if refused.search(whole(read.said))] == []


def test_a_question_asks_one_thing() -> None:
    for read in EVERYTHING:
        if "@" in read.place:
            assert read.said.text.count("?") <= 1, read.place
            assert " and/or " not in read.said.text


def test_no_help_is_promised() -> None:
    refused = re.compile("|".join(PROMISES))
    assert [read.place for read in EVERYTHING if refused.search(whole(read.said))] == []


@pytest.mark.parametrize("untrue", ["Tell us and we will help.", "Someone will call you.", "It is completely safe."])
def test_a_promise_would_be_noticed(untrue: str) -> None:
    assert re.search("|".join(PROMISES), whole(Words(untrue)))


def page(asked: Questionnaire, name: str) -> str:
    (found,) = (page.said["en"].text for _, page in asked.pages() if page.id == name)
    return found


@by_questionnaire
def test_the_opening_words_say_what_is_true(asked: Questionnaire) -> None:
    opening = asked.sections[0]
    assert all(page.question is None and page.show_when is None for page in opening.pages)
    told = "\n".join(page.said["en"].text for page in opening.pages)
    for needed in (
        "Nobody can find out what you answered.",
        "We do not keep your name.",
        "nobody can come and help you because of an answer here",
        "tell an adult you trust",
        "Childline on 0800 1111",
        "If someone is in danger, call 999.",
        "It is up to you to take part.",
        "You can leave out any question, and you can stop when you like.",
        "People who plan help for young people near you read the results.",
        "They never see the answers of one person.",
    ):
        assert needed in told
    easy = "\n".join(page.said["en"].easy for page in opening.pages)
    for needed in ("Nobody can find out", "nobody can come", "Childline on 0800 1111", "leave out", "stop"):
        assert needed in easy


@by_questionnaire
def test_the_closing_words_say_where_to_turn(asked: Questionnaire) -> None:
    *_, (_, last) = asked.pages()
    assert last.question is None
    assert last.show_when is None
    for needed in ("an adult you trust", "0800 1111", "999", "CEOP", "Report Remove", "nobody can come"):
        assert needed in last.said["en"].text


@by_questionnaire
def test_where_to_find_help_follows_every_sensitive_section_whatever_was_answered(asked: Questionnaire) -> None:
    sensitive = [
        section
        for section in asked.sections
        if any(page.question and page.question.sensitive for page in section.pages)
    ]
    assert [section.id for section in sensitive] == ["your_life", "seeing", "people", "unkind", "pictures"]
    for section in sensitive:
        last = section.pages[-1]
        assert last.question is None, section.id
        assert last.show_when is None, section.id
        assert (section.show_when is None) == (section.id != "pictures")
        for needed in ("an adult you trust", "0800 1111", "999"):
            assert needed in last.said["en"].text
            assert needed.removeprefix("an ") in last.said["en"].easy
    assert "Report Remove" in page(asked, "help_pictures")
