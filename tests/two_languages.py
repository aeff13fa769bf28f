"""A short questionnaire in English and in an invented language that is written from right to left in Arabic letters."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from onlinelives.content import frozen, survey_words
from onlinelives.content.frameworks import FOLDER
from onlinelives.rules.questionnaires.shapes import (
    Choice,
    Kind,
    Op,
    Page,
    Question,
    Questionnaire,
    Section,
    Test,
    Words,
)
from onlinelives.survey import drawn
from onlinelives.survey.asked import packed

OTHER = "qaa"  # ISO 639 keeps it for local use
MIRRORED = str.maketrans("abcdefghijklmnopqrstuvwxyz", "ابتثجحخدذرزسشصضطظعغفقكلمنه")


def mirrored(text: str) -> str:
    return text.lower().translate(MIRRORED)


def words(text: str, easy: str = "", hint: str = "", say: str = "") -> dict[str, Words]:
    told = Words(text, hint, easy, say)
    return {"en": told, OTHER: Words(mirrored(text), mirrored(hint), mirrored(easy), "")}


def _ask(id_: str, kind: Kind, said: dict[str, Words], *choices: Choice, sensitive: bool = False) -> Question:
    return Question(id_, 1, kind, said, choices, sensitive=sensitive)


def questionnaire() -> Questionnaire:
    """A page to read, one of each kind of question, a page that only some see, and a section after a hard one."""
    games = _ask(
        "games",
        Kind.ONE,
        words("Do you play games on the internet?", "Do you play games?", say="Do you play games on line?"),
        Choice(1, words("Frequently", "A lot")),
        Choice(2, words("Now and then")),
        Choice(0, words("Never")),
    )
    apps = _ask(
        "apps",
        Kind.MANY,
        words("What do you use?", hint="Think of last week."),
        Choice(1, words("Films")),
        Choice(2, words("Music")),
        Choice(9, words("None of these"), alone=True),
    )
    unkind = _ask(
        "unkind",
        Kind.ONE,
        words("Was anybody unkind?"),
        Choice(1, words("Yes")),
        Choice(0, words("No")),
        sensitive=True,
    )
    often = _ask(
        "often", Kind.ONE, words("How often was that?"), Choice(1, words("Once")), Choice(2, words("More than once"))
    )
    welcome = Page("welcome", said=words("We ask about your life.\nYou may stop.", "We ask. You may stop."))
    goodbye = Page("goodbye", said=words("That was nearly all."))
    return Questionnaire(
        "two_languages",
        1,
        words("Two languages"),
        (10, 16),
        (
            Section("start", words("Hello"), (welcome, Page("games", games), Page("apps", apps))),
            Section(
                "hard",
                words("Other people"),
                (Page("unkind", unkind), Page("often", often, show_when=Test("unkind", Op.IS, (1,)))),
            ),
            Section("end_of_it", words("The end"), (goodbye,)),
        ),
        ("en", OTHER),
    )


@contextmanager
def both_spoken(folder: Path) -> Iterator[None]:
    """The fixed words are there in the other language too, but for one. folder: an empty one."""
    kept = (survey_words.of, packed, drawn._frame)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(survey_words, "FOLDER", _written(folder))
        patch.setattr(survey_words, "LANGUAGES", ("en", OTHER))
        for each in kept:
            each.cache_clear()
        yield
    for each in kept:
        each.cache_clear()


def _written(folder: Path) -> Path:
    english = survey_words.load_from(FOLDER, "en")
    put_in = {
        "part": "{number} / {of}",
        "error": "! {title}",
        "together": "“{choice}” !",
        "waiting_many": "{count} ...",
    }
    put_in["waiting_refused_many"] = "{count} !"
    said = {name: put_in.get(name) or mirrored(text) for name, text in english.words.items() if name != "help_line"}
    lines = [f"  {name}: {text!r}" for name, text in said.items()]
    head = ["version: 1", f"language: {OTHER}", f"name: {mirrored('other')}", "direction: rtl", "words:"]
    (folder / "survey_words").mkdir(parents=True)
    (folder / "survey_words/en.yaml").write_text((FOLDER / "survey_words/en.yaml").read_text("utf-8"), "utf-8")
    (folder / f"survey_words/{OTHER}.yaml").write_text("\n".join([*head, *lines]) + "\n", "utf-8")
    frozen.publish(folder)
    return folder
