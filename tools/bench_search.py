"""How long it takes to find one of 100,000 young people, beside one plain look-up by an indexed column.

The rows are laid once into the database that Django is set up for, with real sealed fields and search keys; that is
outside the timing. Searches and look-ups are measured in turns, in the same process. `figures` is called by tools.bench
on SQLite; `python -m tools.bench_search` measures SQLite and PostgreSQL, each on a fresh database of its own.
"""

import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

YOUNG_PEOPLE = int(os.environ.get("BENCH_YOUNG_PEOPLE", "100000"))
REPEATS = 40
AT_ONCE = 5_000
TEAMS = 20
BEGUN: list[str] = re.findall(r"\w+", "bd bl br c cr d dr f fl g gr h j k l m n p pr r s st t tr v w y z")
MIDDLE: list[str] = re.findall(r"\w+", "a e i o u ai ea ou")
ENDED: list[str] = re.findall(r"\w+", "n l r s m th ck ndra lia nna ris ton wen dar vek mir")
FIRST_NAMES, FAMILY_NAMES = 600, 6_000
POSTCODES = 4_000  # so that about 25 live at each


def figures(number: int = YOUNG_PEOPLE) -> list[dict[str, Any]]:
    """For each way of searching: how many are found; milliseconds (median, and of the slowest one in twenty), and how
    many of them this process worked; those of the look-up beside it, and their ratio. Django must be set up, on a
    database that may be filled."""
    from onlinelives.accounts import queries as accounts
    from onlinelives.cases.models import YoungPerson
    from onlinelives.cases.queries import search

    manager, worker, someone = _lay(number)
    told = []
    for who, pk in (("manager", manager), ("practitioner", worker)):
        for what, words in _asked(someone).items():
            ours: list[float] = []
            work: list[float] = []
            plain: list[float] = []
            found: list[Any] = []
            for turn in range(REPEATS + 3):
                person = accounts.signed_in(pk)  # as at each request: nothing is kept from the last one
                assert person is not None
                begun, worked = time.perf_counter(), time.process_time()
                found = search(person, words)[0]
                between, done = time.perf_counter(), time.process_time()
                YoungPerson.objects.get(reference=someone.reference)
                if turn >= 3:
                    ours.append(between - begun)
                    work.append(done - worked)
                    plain.append(time.perf_counter() - between)
            told.append({"search": f"{what}, {who}", "found": len(found), **_compared(ours, work, plain)})
    return told


def _compared(ours: list[float], work: list[float], plain: list[float]) -> dict[str, float]:
    one, other = statistics.median(ours), statistics.median(plain)
    slow = statistics.quantiles(ours, n=20)[18]
    return {
        "ms": round(one * 1000, 2),
        "p95_ms": round(slow * 1000, 2),
        "cpu_ms": round(statistics.median(work) * 1000, 2),
        "plain_ms": round(other * 1000, 2),
        "ratio": round(one / other, 1),
    }


def _asked(someone: Any) -> dict[str, str]:
    return {
        "reference": someone.reference,
        "name": f"{someone.given_name} {someone.family_name}",
        "first name alone": someone.given_name,
        "name and date of birth": f"{someone.given_name} {someone.family_name} {someone.born_on}",
        "date of birth": someone.born_on,
        "postcode": someone.postcode,
        "nobody": "Qwxelbrimsy Zzyntharvo",
    }


def _lay(number: int) -> tuple[int, int, Any]:
    """An agency with TEAMS teams that hold everybody: its manager, somebody in one team, and one young person there
    with the commonest first name."""
    from django.db import connection, transaction

    from onlinelives.accounts.actions import agencies, invitations, partnerships, people, teams
    from onlinelives.accounts.models import Person, Team
    from onlinelives.cases.models import YoungPerson
    from onlinelives.rules import roles

    password = "copper lantern otter 9"  # noqa: S105  of nobody
    if not Person.objects.filter(email="manager@bench.example").exists():
        area = partnerships.found(code="bench", name="Bench")
        admin = people.first_administrator(
            partnership=area, name="Admin", email="admin@bench.example", password=password
        )
        agency = agencies.add(name="Large", kind="social_care", by=admin)
        made = {}
        for role in (roles.MANAGER, roles.PRACTITIONER):
            sent, _ = invitations.send(
                name=role.name, email=f"{role.code}@bench.example", role=role, agency=agency, by=admin
            )
            made[role.code] = invitations.accept(invitation=sent, name=role.name, password=password)
        begun = time.perf_counter()
        for place in range(TEAMS):
            teams.add(
                agency=agency,
                name=f"Team {place}",
                people=[made["practitioner"]] if place == 0 else [],
                by=made["manager"],
            )
        holders = list(Team.objects.filter(agency=agency).order_by("pk"))
        rng = random.Random(20261121)
        for start in range(0, number, AT_ONCE):
            with transaction.atomic():
                _some(range(start, min(start + AT_ONCE, number)), holders, made["manager"], rng)
        if connection.vendor == "postgresql":  # SQLite is asked as it is found: without statistics
            with connection.cursor() as cursor:
                cursor.execute("analyze")
        print(f"laid {number:,} young people in {time.perf_counter() - begun:.0f} s", file=sys.stderr)
    first = Team.objects.filter(agency__code="large").order_by("pk")[0]
    held = YoungPerson.objects.filter(team=first).order_by("reference").iterator()
    someone = next(each for each in held if each.given_name == _numbered(FIRST_NAMES, 0))  # the commonest of all
    emails = ("manager@bench.example", "practitioner@bench.example")
    manager, worker = (Person.objects.get(email=email).pk for email in emails)
    return manager, worker, someone


def _some(numbers: range, teams: list[Any], by: Any, rng: random.Random) -> None:
    from onlinelives.cases import finding
    from onlinelives.cases.models import SearchKey, YoungPerson

    made, keys = [], []
    for number in numbers:
        team = rng.choice(teams)
        born_on = date(2008, 1, 1) + timedelta(rng.randrange(4000))
        identity = finding.Identity(_name(rng, FIRST_NAMES), _name(rng, FAMILY_NAMES), "", born_on, _postcode(rng))
        young_person = YoungPerson(
            partnership_id=team.partnership_id,
            agency_id=team.agency_id,
            team=team,
            reference=_reference(number),
            given_name=identity.given_name,
            family_name=identity.family_name,
            born_on=born_on.isoformat(),
            postcode=identity.postcode,
            opened_by=by,
        )
        made.append(young_person)
        keys += [
            SearchKey(partnership_id=team.partnership_id, young_person=young_person, key=key)
            for key in finding.keys_of(identity, team.agency_id)
        ]
    YoungPerson.objects.bulk_create(made)
    SearchKey.objects.bulk_create(keys)


def _name(rng: random.Random, different: int) -> str:
    """One of so many invented names, the first of them far more often than the last."""
    return _numbered(different, int(different * rng.random() ** 2))


def _numbered(different: int, number: int) -> str:
    own = random.Random(number * 7919 + different)
    return (own.choice(BEGUN) + own.choice(MIDDLE) + own.choice(BEGUN) + own.choice(MIDDLE) + own.choice(ENDED)).title()


def _reference(number: int) -> str:
    """Every one is another: of 100,000 drawn at random a few would be the same."""
    from onlinelives.cases.models.young_people import LENGTH, LETTERS

    letters = [LETTERS[number // len(LETTERS) ** place % len(LETTERS)] for place in range(LENGTH)]
    return f"OL-{''.join(letters)}"


def _postcode(rng: random.Random) -> str:
    place = rng.randrange(POSTCODES)
    return f"ZZ{place // 400}{place // 40 % 10}{'ABDEFGHJLNPQRSTUWXYZ'[place // 2 % 20]}{'XB'[place % 2]}"


def table(rows: list[dict[str, Any]]) -> str:
    head = f"{'search':<36}{'found':>6}{'ms':>8}{'p95 ms':>8}{'CPU ms':>8}{'look-up ms':>12}{'ratio':>7}"
    return "\n".join(
        [head]
        + [
            f"{row['search']:<36}{row['found']:>6}{row['ms']:>8}{row['p95_ms']:>8}{row['cpu_ms']:>8}{row['plain_ms']:>12}{row['ratio']:>7}"
            for row in rows
        ]
    )


def _measure_here() -> None:
    import django

    django.setup()
    from django.db import connection

    print(f"{connection.vendor}, {YOUNG_PEOPLE:,} young people\n{table(figures())}", flush=True)


def main() -> None:
    """Both databases, each in a process of its own."""
    from tools import postgres

    with tempfile.TemporaryDirectory(prefix="ol-bench-search-") as folder, postgres.server() as address:
        for url in ("", address):
            data = str(Path(folder) / ("postgresql" if url else "sqlite"))
            here = {"ONLINELIVES_MODE": "demo", "ONLINELIVES_DATA": data, "DATABASE_URL": url}
            environment = {**os.environ, **here, "DJANGO_SETTINGS_MODULE": "onlinelives.config.settings"}
            for words in (
                ["onlinelives.config.command", "migrate", "--verbosity", "0"],
                ["tools.bench_search", "here"],
            ):
                subprocess.run([sys.executable, "-m", *words], check=True, env=environment)


RUN: Callable[[], None] = _measure_here if sys.argv[1:] == ["here"] else main

if __name__ == "__main__":
    RUN()
