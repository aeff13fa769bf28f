"""Loads the editions of the framework, checks them, and freezes them into text and back."""

import hashlib
import json
from dataclasses import asdict
from functools import cache
from pathlib import Path

from onlinelives.content import frozen
from onlinelives.content.reader import ContentError, Part, read
from onlinelives.content.shapes import Framework, Point, Section, Statement, Term
from onlinelives.rules.scoring import HIGHEST, SECTIONS, STATEMENTS_IN_SECTION

FOLDER = Path(__file__).parent
EDITIONS = ("audit-2017", "planning-2020")  # oldest first


@cache
def load(edition: str) -> Framework:
    """The published edition. Raises KeyError for an unknown code and ContentError for a broken file."""
    if edition not in EDITIONS:
        raise KeyError(edition)
    return load_from(FOLDER, edition)


def load_from(folder: Path, edition: str) -> Framework:
    """As `load`, from another folder and not kept: for tests and for checking a draft."""
    names = (f"frameworks/{edition}.yaml", "scale.yaml", "definitions.yaml")
    for name in names:
        frozen.check(folder, name)
    terms = _terms(read(folder / "definitions.yaml"))
    root = read(folder / names[0])
    if root.text("edition") != edition:
        raise root.part("edition").fail(f"this file should hold the edition {edition}")
    sections = tuple(_section(part, {term.key for term in terms}) for part in root.part("sections").parts())
    if [section.number for section in sections] != list(range(1, SECTIONS + 1)):
        raise root.part("sections").fail(f"expected sections 1 to {SECTIONS} in order")
    told = {
        "edition": edition,
        "version": root.number("version", 1, 999),
        "title": root.text("title", 60),
        "year": root.number("year", 2017, 2100),
        "made_by": root.text("made_by", 200),
        "summary": root.text("summary", 600),
        "sections": [asdict(section) for section in sections],
        "scale": [asdict(point) for point in _scale(read(folder / "scale.yaml"))],
        "terms": [asdict(term) for term in terms if _used(term.key, sections)],
    }
    root.done()
    return thaw(json.dumps(told, sort_keys=True, ensure_ascii=False, indent=1))


def freeze(framework: Framework) -> str:
    """The whole edition as text that `thaw` turns back into an equal Framework."""
    told = asdict(framework)
    del told["sha256"]
    return json.dumps(told, sort_keys=True, ensure_ascii=False, indent=1)


def thaw(body: str) -> Framework:
    """A Framework from its frozen text; its sha256 is the SHA-256 of that text."""
    told = json.loads(body)
    sections = tuple(
        Section(
            number=section["number"],
            name=section["name"],
            about=section["about"],
            statements=tuple(
                Statement(
                    **{
                        **statement,
                        "levels": tuple(statement["levels"]),
                        "evidence": tuple(statement["evidence"]),
                        "terms": tuple(statement["terms"]),
                    }
                )
                for statement in section["statements"]
            ),
        )
        for section in told.pop("sections")
    )
    scale = tuple(Point(**point) for point in told.pop("scale"))
    terms = tuple(Term(**{**term, "editions": tuple(term["editions"])}) for term in told.pop("terms"))
    digest = hashlib.sha256(body.encode()).hexdigest()
    return Framework(**told, sections=sections, scale=scale, terms=terms, sha256=digest)


def _used(key: str, sections: tuple[Section, ...]) -> bool:
    return any(key in statement.terms for section in sections for statement in section.statements)


def _section(part: Part, known_terms: set[str]) -> Section:
    number = part.number("number", 1, SECTIONS)
    statements = tuple(_statement(inner, known_terms) for inner in part.part("statements").parts())
    expected = [f"{number}.{place}" for place in range(1, STATEMENTS_IN_SECTION + 1)]
    if [statement.id for statement in statements] != expected:
        raise part.part("statements").fail(f"expected the statements {', '.join(expected)}")
    if [statement.key for statement in statements] != [f"s{code.replace('.', '_')}" for code in expected]:
        raise part.part("statements").fail("expected each key to be s, the section, _ and the number, like s1_1")
    section = Section(number, part.text("name", 60), part.text("about", 300), statements)
    part.done()
    return section


def _statement(part: Part, known_terms: set[str]) -> Statement:
    levels = part.part("levels")
    statement = Statement(
        id=part.text("id", 3),
        key=part.text("key", 8),
        title=part.text("title", 60),
        wording=part.text("wording", 400),
        help=part.text("help", 450),
        levels=tuple(levels.text(str(value), 160) for value in range(HIGHEST + 1)),
        evidence=part.texts("evidence", 120),
        terms=part.texts("terms", 60),
    )
    levels.done()
    if len(set(statement.levels)) != len(statement.levels):
        raise levels.fail("two levels have the same text")
    if not statement.evidence:
        raise part.part("evidence").fail("give at least one example of evidence")
    for term in statement.terms:
        if term not in known_terms:
            raise part.part("terms").fail(f"“{term}” is not in definitions.yaml")
    part.done()
    return statement


def _scale(root: Part) -> tuple[Point, ...]:
    root.number("version", 1, 999)
    points = []
    for part in root.part("points").parts():
        points.append(Point(part.number("value", 0, HIGHEST), part.text("label", 40), part.text("meaning", 200)))
        part.done()
    root.done()
    if [point.value for point in points] != list(range(HIGHEST + 1)):
        raise root.part("points").fail(f"expected the points 0 to {HIGHEST} in order")
    return tuple(points)


def _terms(root: Part) -> tuple[Term, ...]:
    root.number("version", 1, 999)
    terms: list[Term] = []
    for part in root.part("terms").parts():
        term = Term(part.text("key", 60), part.text("term", 80), part.text("meaning", 600), part.texts("editions"))
        if any(term.key == other.key for other in terms):
            raise part.fail(f"“{term.key}” is defined twice")
        if not set(term.editions) <= set(EDITIONS):
            raise part.part("editions").fail("an unknown edition")
        part.done()
        terms.append(term)
    root.done()
    return tuple(terms)


def problems() -> list[str]:
    """What is wrong with the published content, one message each; empty when all is well."""
    found = []
    for edition in EDITIONS:
        try:
            load_from(FOLDER, edition)
        except ContentError as error:
            found.append(str(error))
    return found
