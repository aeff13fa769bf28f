"""A questionnaire as plain data that JSON can hold, with a digest that names its whole content."""

import hashlib
import json
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, TypeVar

from onlinelives.rules.questionnaires.shapes import (
    All,
    Choice,
    Kind,
    Link,
    Not,
    One,
    Op,
    Page,
    Question,
    Questionnaire,
    Rule,
    Said,
    Section,
    Test,
    Way,
    Words,
)

DEEPEST = 24  # parts inside parts; four of them before the first condition
T = TypeVar("T")
E = TypeVar("E", bound=StrEnum)


def freeze(questionnaire: Questionnaire) -> dict[str, Any]:
    """The questionnaire as dicts, lists, texts, numbers and booleans. Equal questionnaires give equal data."""
    return {
        "code": questionnaire.code,
        "version": questionnaire.version,
        "said": _said(questionnaire.said),
        "ages": list(questionnaire.ages),
        "languages": list(questionnaire.languages),
        "sections": [
            {
                "id": section.id,
                "said": _said(section.said),
                "show_when": rule_data(section.show_when),
                "pages": [_page(page) for page in section.pages],
            }
            for section in questionnaire.sections
        ],
    }


def digest(questionnaire: Questionnaire) -> str:
    """SHA-256 of the canonical JSON, 64 hexadecimal digits. The same for questionnaires that are equal, only."""
    text = json.dumps(freeze(questionnaire), sort_keys=True, ensure_ascii=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def thaw(data: Mapping[str, Any]) -> Questionnaire:
    """The questionnaire that was frozen. Raises ValueError, with a sentence that names the place, for anything else."""
    top = _Part(data, "The questionnaire")
    found = Questionnaire(
        code=top.text("code"),
        version=top.number("version"),
        said=top.one("said", _said_of),
        ages=_ages(top),
        languages=tuple(top.texts("languages")),
        sections=tuple(top.many("sections", _section_of)),
    )
    top.nothing_else()
    return found


def _said(said: Said) -> dict[str, dict[str, str]]:
    return {
        language: {"text": w.text, "hint": w.hint, "easy": w.easy, "say": w.say} for language, w in sorted(said.items())
    }


def _page(page: Page) -> dict[str, Any]:
    return {
        "id": page.id,
        "question": None if page.question is None else _question(page.question),
        "said": _said(page.said),
        "show_when": rule_data(page.show_when),
        "ways": [{"to": way.to, "when": rule_data(way.when)} for way in page.ways],
    }


def _question(question: Question) -> dict[str, Any]:
    return {
        "id": question.id,
        "version": question.version,
        "kind": question.kind.value,
        "said": _said(question.said),
        "choices": [{"code": c.code, "said": _said(c.said), "alone": c.alone} for c in question.choices],
        "measures": question.measures,
        "yes": sorted(question.yes),
        "sensitive": question.sensitive,
        "continues": [
            {"question": link.question, "version": link.version, "same": link.same, "why": link.why}
            for link in question.continues
        ],
    }


def rule_data(rule: Rule | None) -> dict[str, Any] | None:
    """A condition as dicts and lists."""
    match rule:
        case None:
            return None
        case Test(question, op, values):
            return {"test": question, "op": op.value, "values": list(values)}
        case All(rules):
            return {"all": [rule_data(each) for each in rules]}
        case One(rules):
            return {"one": [rule_data(each) for each in rules]}
        case Not(inner):
            return {"not": rule_data(inner)}


class _Part:
    """One dict of the data with its place in words. Every reader names the field it misses."""

    def __init__(self, data: object, where: str, depth: int = 0):
        if not isinstance(data, Mapping):
            raise ValueError(f"{where} is not a list of named fields.")
        if depth > DEEPEST:
            raise ValueError(f"{where} lies too deep: conditions inside conditions, more than {DEEPEST - 4} of them.")
        self.data, self.where, self._depth, self._left = data, where, depth, set(data)

    def _get(self, name: str, kind: type[T], what: str) -> T:
        self._left.discard(name)
        if name not in self.data:
            raise ValueError(f"{self.where} has no “{name}”.")
        value = self.data[name]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is int):
            raise ValueError(f"{self.where}: “{name}” is not {what}.")
        return value

    def text(self, name: str) -> str:
        return self._get(name, str, "text")

    def number(self, name: str) -> int:
        return self._get(name, int, "a whole number")

    def truth(self, name: str) -> bool:
        return self._get(name, bool, "true or false")

    def rows(self, name: str) -> list[Any]:
        return self._get(name, list, "a list")

    def texts(self, name: str) -> list[str]:
        return [self._each(name, value, str, "text") for value in self.rows(name)]

    def numbers(self, name: str) -> list[int]:
        return [self._each(name, value, int, "whole numbers") for value in self.rows(name)]

    def _each(self, name: str, value: object, kind: type[T], what: str) -> T:
        if not isinstance(value, kind) or isinstance(value, bool):
            raise ValueError(f"{self.where}: “{name}” does not hold only {what}.")
        return value

    def one(self, name: str, reader: "Callable[[_Part], T]") -> T:
        self._left.discard(name)
        if name not in self.data:
            raise ValueError(f"{self.where} has no “{name}”.")
        return reader(_Part(self.data[name], f"{self.where}, {name}", self._depth + 1))

    def perhaps(self, name: str, reader: "Callable[[_Part], T]") -> T | None:
        self._left.discard(name)
        return None if name in self.data and self.data[name] is None else self.one(name, reader)

    def many(self, name: str, reader: "Callable[[_Part], T]") -> list[T]:
        rows = enumerate(self.rows(name), 1)
        return [reader(_Part(each, f"{self.where}, {name} {number}", self._depth + 1)) for number, each in rows]

    def among(self, name: str, kinds: type[E]) -> E:
        told = self.text(name)
        if told not in {kind.value for kind in kinds}:
            raise ValueError(f"{self.where}: “{name}” is “{told}”, which is not known.")
        return kinds(told)

    def names(self) -> list[Any]:
        return sorted(self.data, key=str)

    def nothing_else(self) -> None:
        if self._left:
            raise ValueError(f"{self.where} has “{min(map(str, self._left))}”, which is not known.")


def _said_of(part: _Part) -> dict[str, Words]:
    return {str(language): part.one(language, _words_of) for language in part.names()}


def _words_of(part: _Part) -> Words:
    words = Words(part.text("text"), part.text("hint"), part.text("easy"), part.text("say"))
    part.nothing_else()
    return words


def _ages(part: _Part) -> tuple[int, int]:
    ages = part.numbers("ages")
    if len(ages) != 2:
        raise ValueError(f"{part.where}: “ages” does not hold two numbers, the youngest and the oldest.")
    return ages[0], ages[1]


def _section_of(part: _Part) -> Section:
    section = Section(
        part.text("id"),
        part.one("said", _said_of),
        tuple(part.many("pages", _page_of)),
        part.perhaps("show_when", _rule_of),
    )
    part.nothing_else()
    return section


def _page_of(part: _Part) -> Page:
    page = Page(
        part.text("id"),
        part.perhaps("question", _question_of),
        part.one("said", _said_of),
        part.perhaps("show_when", _rule_of),
        tuple(part.many("ways", _way_of)),
    )
    part.nothing_else()
    return page


def _question_of(part: _Part) -> Question:
    question = Question(
        id=part.text("id"),
        version=part.number("version"),
        kind=part.among("kind", Kind),
        said=part.one("said", _said_of),
        choices=tuple(part.many("choices", _choice_of)),
        measures=part.text("measures"),
        yes=frozenset(part.numbers("yes")),
        sensitive=part.truth("sensitive"),
        continues=tuple(part.many("continues", _link_of)),
    )
    part.nothing_else()
    return question


def _choice_of(part: _Part) -> Choice:
    choice = Choice(part.number("code"), part.one("said", _said_of), part.truth("alone"))
    part.nothing_else()
    return choice


def _link_of(part: _Part) -> Link:
    link = Link(part.text("question"), part.number("version"), part.truth("same"), part.text("why"))
    part.nothing_else()
    return link


def _way_of(part: _Part) -> Way:
    way = Way(part.text("to"), part.perhaps("when", _rule_of))
    part.nothing_else()
    return way


def _rule_of(part: _Part) -> Rule:
    rule: Rule
    match sorted(map(str, part.data)):
        case ["op", "test", "values"]:
            rule = Test(part.text("test"), part.among("op", Op), tuple(part.numbers("values")))
        case ["all"]:
            rule = All(tuple(part.many("all", _rule_of)))
        case ["one"]:
            rule = One(tuple(part.many("one", _rule_of)))
        case ["not"]:
            rule = Not(part.one("not", _rule_of))
        case _:
            raise ValueError(f"{part.where} is no condition.")
    return rule
