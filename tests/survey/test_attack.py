"""Everything that can be released of a wave is released, and somebody tries to work out what is hidden."""

import sys

import pytest

from onlinelives.survey import queries
from onlinelives.survey.models import Finding
from tests.findings import BULLIED, RUMOURS, drawn, laid
from tests.world import World
from tools.attack_releases import attack, release_all
from tools.attacker import Attacker, found_out

pytestmark = pytest.mark.django_db

CUTS = ("all", "in_care", "gender", "gender*in_care", "stratum")  # all of them take minutes: `make attack`


def test_nothing_that_is_hidden_can_be_worked_out_of_all_that_is_released(world: World) -> None:
    some = {name: column[:700] for name, column in drawn().items()}
    answers = laid(world, columns=some)
    counts = release_all(answers, world.ines, world.dana, cuts=CUTS, items=[BULLIED, RUMOURS])
    report = attack(answers)
    sys.stdout.write(report.lines())
    assert counts["ways of dividing"] == len(CUTS)
    assert report.counts["hidden counts attacked"] > 20
    assert report.found == []
    ledger = queries.ledger(answers.wave, queries.source_of(answers))
    shown = {release.cut: [any(row) for row in release.cells] for release in ledger.releases}
    assert Finding.objects.count() == sum(map(sum, shown.values()))


def test_the_attacker_finds_what_is_hidden_alone() -> None:
    """A control: 5 of 40, hidden by itself, between everybody and the others."""
    parts = {"in_care": ("yes", "no")}
    alone = {("all", "all"): (30, 25, 35, 140), ("in_care", "no"): (35, 30, 40, 100), ("in_care", "yes"): None}
    attacker = Attacker(parts, alone)
    low, high = attacker.reach(("in_care", "yes"), "yes", 5)
    assert low <= 5 <= high
    assert found_out(5, low, high)
    del alone["all", "all"]
    assert not found_out(5, *Attacker(parts, alone).reach(("in_care", "yes"), "yes", 5))
