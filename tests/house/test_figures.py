"""Whoever works with figures for the area is never given a true count, only what went through disclosure control."""

import ast
import dataclasses
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import models
from django.test import Client
from django.urls import reverse

import onlinelives
from onlinelives.cases import charts, exports
from onlinelives.cases.queries import figures
from onlinelives.rules.disclosure import Cell, Published, Released
from tests.counted import FULL, add_people, assess_in, publish, refer_in
from tests.house.addresses import TABLE, Scene
from tests.house.answers import OK, ROLES
from tests.practice import add_team
from tests.world import World, again

PACKAGE = Path(onlinelives.__file__).parent
CASES = PACKAGE / "cases"

# True counts, and the rows that they are made from: who may ask for them.
TRUE = {
    "onlinelives.cases.queries.counting": {"queries/own_figures.py", "actions/counted.py", "actions/releases.py"},
    "onlinelives.cases.actions.counted": {"actions/releases.py"},
    "CountedReferral": {"models/__init__.py", "actions/counted.py"},
    "CountedAssessment": {"models/__init__.py", "actions/counted.py"},
    "CountedItem": {"models/__init__.py", "actions/counted.py"},
}


def imported(path: Path) -> set[str]:
    """Every module and name that a file imports, in full and by its last part."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            found |= {node.module or "", *(alias.name for alias in node.names)}
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found


@pytest.mark.parametrize("name", sorted(TRUE))
def test_true_counts_are_asked_for_only_where_they_are_let_out(name: str) -> None:
    users = {
        path.relative_to(CASES).as_posix() if path.is_relative_to(CASES) else str(path)
        for path in PACKAGE.rglob("*.py")
        if "migrations" not in path.parts and name in imported(path)
    }
    assert users == TRUE[name]


def bare_numbers(thing: Any, where: str = "") -> Iterator[str]:
    """Every whole number that can be reached in a result, but for keys of rows and what is published."""
    if isinstance(thing, Published | Released | Cell | bool):
        return
    if isinstance(thing, int):
        yield where
    for name, held in held_by(thing):
        yield from bare_numbers(held, f"{where}{name}")


def held_by(thing: Any) -> list[tuple[str, Any]]:
    """What a thing holds, each with how it is reached."""
    if isinstance(thing, models.Model):
        fields = [field for field in thing._meta.concrete_fields if not (field.primary_key or field.is_relation)]
        return [(f".{field.attname}", getattr(thing, field.attname)) for field in fields]
    if dataclasses.is_dataclass(thing):
        return [(f".{field.name}", getattr(thing, field.name)) for field in dataclasses.fields(thing)]
    if isinstance(thing, dict):
        return [("{}", key) for key in thing] + [(f"[{key}]", value) for key, value in thing.items()]
    return [("[]", each) for each in thing] if isinstance(thing, list | tuple | set | frozenset) else []


def lay(world: World) -> None:
    """3 young people whose life online was the reason, 23 with another, 31 with none: the first two are hidden."""
    team = add_team("Pastoral team", world.elmfield, [world.alice], by=world.bob)
    for online, number in (("reason", 3), ("known", 23), ("none", 31)):
        people = add_people(number, team, world.alice)
        refer_in(FULL, people, world.alice, online=online)
        assess_in(FULL, people[:13], world.alice, "contact.rumours")


def test_the_search_for_bare_numbers_does_search() -> None:
    @dataclasses.dataclass
    class Leak:
        told: dict[str, list[tuple[str, int]]]

    assert list(bare_numbers(Leak({"elmfield": [("reason", 3)]}))) == [".told[elmfield][][]"]


def test_queries_of_figures_give_nothing_but_what_is_published(world: World) -> None:
    lay(world)
    release = publish(world.ines, "online-quarter")
    asks = {
        "releases_for": figures.releases_for,
        "release_page": lambda person: figures.release_page(person, release.pk),
        "quarters_to_publish": lambda person: figures.quarters_to_publish(),
        "ledger": lambda person: figures.ledger(person.partnership),
    }
    public = {
        name
        for name, found in inspect.getmembers(figures, inspect.isfunction)
        if found.__module__ == figures.__name__ and not name.startswith("_")
    }
    assert public == set(asks)
    for person in (world.dana, world.ines):
        for name, ask in asks.items():
            assert list(bare_numbers(ask(again(person)))) == [], name


def test_no_page_of_an_analyst_or_strategy_lead_holds_a_number_that_is_hidden(world: World) -> None:
    """With 3, 23 and all 57 less one of them hidden, neither is on their pages of figures or at home; nor is 13, of
    assessments that nobody has published."""
    lay(world)
    scene = Scene(world)
    scene.release = publish(world.ines, "online-quarter")
    hidden = re.compile(r">\s*(3|23|13|26)\s*<|\b(3|23|13|26) young")
    for role in ("dana", "ines"):
        client = Client()
        client.force_login(scene.people[role])
        pages = [name for (name, method), row in TABLE.items() if method == "GET" and row[ROLES.index(role)] == OK]
        assert "figures_release" in pages
        for name in [name for name in pages if name.startswith("figures") or name == "home"]:
            text = client.get(reverse(name, args=scene.args(name))).text
            assert hidden.search(text) is None, (role, name, hidden.search(text))
    page = figures.release_page(again(world.ines), scene.release.pk)
    assert [row for row in exports.release_rows(page) if row[6] in (0, 3, 23)] == []
    assert not re.search(r">(3|23)<", charts.release(page) or "")
