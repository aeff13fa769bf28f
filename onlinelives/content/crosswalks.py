"""Loads the crosswalk between two editions, statement by statement."""

from functools import cache
from pathlib import Path

from onlinelives.content import frameworks, frozen
from onlinelives.content.reader import ContentError, read
from onlinelives.content.shapes import Crosswalk, Step
from onlinelives.rules.crosswalk import RELATIONS


@cache
def load(older: str, newer: str) -> Crosswalk:
    """The published crosswalk. Raises ContentError when there is none or it is broken."""
    return load_from(frameworks.FOLDER, older, newer)


def load_from(folder: Path, older: str, newer: str) -> Crosswalk:
    """As `load`, from another folder and not kept."""
    name = f"crosswalks/{older}--{newer}.yaml"
    frozen.check(folder, name)
    root = read(folder / name)
    for key, expected in (("from", older), ("to", newer)):
        if root.text(key) != expected:
            raise root.part(key).fail(f"expected {expected}, as the file's name says")
    steps = []
    for part in root.part("statements").parts():
        step = Step(
            part.text("id", 3),
            part.choice("relation", tuple(RELATIONS)),
            part.text("note", 400),
            part.yes("confirmed"),
        )
        part.done()
        steps.append(step)
    expected_ids = [statement.id for statement in frameworks.load_from(folder, newer).statements]
    if [step.id for step in steps] != expected_ids:
        raise root.part("statements").fail("expected every statement once, in order")
    version = root.number("version", 1, 999)
    root.done()
    return Crosswalk(older, newer, version, tuple(steps))


def problems() -> list[str]:
    """What is wrong with the published crosswalks, one message each; empty when all is well."""
    found = []
    for older, newer in zip(frameworks.EDITIONS, frameworks.EDITIONS[1:], strict=False):
        try:
            load_from(frameworks.FOLDER, older, newer)
        except ContentError as error:
            found.append(str(error))
    return found
