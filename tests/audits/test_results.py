"""Where a return and the area stand: every figure, and who sees which."""

import csv
import io
from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from onlinelives.accounts.actions import elevations
from onlinelives.accounts.models import Person
from onlinelives.audits.actions import rounds
from onlinelives.audits.queries import area_results, results
from onlinelives.trail.models import Entry
from tests.world import World, again, fill, say, sign_off

SignIn = Callable[[Person], Client]


def test_thirty_six_zeros_are_all_answered_and_nothing_is_missing(world: World) -> None:
    fill(world.elmfield_return, world.bob, score=0)
    overall = results(world.bob, world.elmfield_return.pk).overall
    assert (overall.answered, overall.statements, overall.points) == (36, 36, 0)
    assert (overall.mean, overall.percent, overall.complete) == (Decimal("0.00"), 0, True)


def test_unanswered_and_not_applicable_are_never_counted_as_0(world: World) -> None:
    say(world.elmfield_return, "1.1", world.bob, score=4, evidence="Count")
    say(world.elmfield_return, "1.2", world.bob, score=1)
    say(world.elmfield_return, "1.3", world.bob, not_applicable=True, reason="We make no plans.")
    found = results(world.bob, world.elmfield_return.pk)
    section = found.sections[0].tally
    assert (section.points, section.maximum, section.scored, section.not_applicable, section.unanswered) == (
        5,
        24,
        2,
        1,
        3,
    )
    assert (section.percent, section.mean) == (63, Decimal("2.50"))
    assert (found.overall.maximum, found.overall.unanswered) == (144, 33)
    assert [line.statement.id for line in found.lowest] == ["1.2", "1.1"]
    assert [line.statement.id for line in found.left_out] == ["1.3"]


def test_high_scores_without_evidence_are_remarked_on(world: World, signed_in: SignIn) -> None:
    say(world.elmfield_return, "2.1", world.bob, score=3)
    say(world.elmfield_return, "2.2", world.bob, score=4, evidence="A case study")
    say(world.elmfield_return, "2.3", world.bob, score=2)
    assert [line.statement.id for line in results(world.bob, world.elmfield_return.pk).thin] == ["2.1"]
    page = signed_in(world.bob).get(reverse("results", args=[world.elmfield_return.pk])).content.decode()
    assert "High scores without evidence" in page


def test_the_chart_has_a_title_a_description_and_a_table_beside_it(world: World, signed_in: SignIn) -> None:
    fill(world.elmfield_return, world.bob, score=3)
    page = signed_in(world.bob).get(reverse("results", args=[world.elmfield_return.pk])).content.decode()
    assert "<title id=" in page
    assert "1. Data 18 of 24" in page
    assert "<caption" in page


def test_the_return_leaves_as_a_table_with_states_told_apart(world: World, signed_in: SignIn) -> None:
    say(world.elmfield_return, "1.1", world.bob, score=0, commentary='=HYPERLINK("http://x")', evidence="Zoë, 🙂")
    say(world.elmfield_return, "1.2", world.bob, not_applicable=True, reason="None reach us.")
    got = signed_in(world.bob).get(reverse("results_export", args=[world.elmfield_return.pk]))
    rows = list(csv.DictReader(io.StringIO(got.content.decode("utf-8-sig"))))
    assert got["Content-Disposition"] == 'attachment; filename="elmfield-school-self-audit-2026.csv"'
    assert len(rows) == 36
    assert [(r["State"], r["Score"]) for r in rows[:3]] == [("scored", "0"), ("not applicable", ""), ("unanswered", "")]
    assert rows[0]["Commentary"] == '\'=HYPERLINK("http://x")'
    assert rows[0]["Evidence"] == "Zoë, 🙂"
    assert Entry.objects.filter(verb="return exported").count() == 1


def test_the_area_shows_scores_only_once_signed_off(world: World, signed_in: SignIn) -> None:
    fill(world.elmfield_return, world.bob, score=4)
    before = area_results(world.dana, world.round.pk)
    assert before.shown == []
    page = signed_in(world.dana).get(reverse("round_area", args=[world.round.pk])).content.decode()
    assert "Not signed off: 36 of 36 answered" in page
    sign_off(world.elmfield_return, world.bob)
    after = area_results(world.dana, world.round.pk)
    assert [(row.audit_return.agency.name, row.shown, row.overall.tally.points) for row in after.rows] == [
        ("Elmfield School", True, 144),
        ("Harbour Health", False, 0),
    ]
    assert [cell.tally.percent for cell in after.sections] == [100] * 6


def test_the_area_of_a_closed_round_shows_everybody(world: World) -> None:
    say(world.harbour_return, "1.1", world.mina, score=2)
    rounds.close(round_=world.round, by=world.dana)
    assert len(area_results(world.ines, world.round.pk).shown) == 2


def test_the_area_leaves_as_a_table_without_unsigned_scores(world: World, signed_in: SignIn) -> None:
    fill(world.elmfield_return, world.bob, score=3)
    fill(world.harbour_return, world.mina, score=1)
    sign_off(world.elmfield_return, world.bob)
    got = signed_in(world.ines).get(reverse("round_area_export", args=[world.round.pk]))
    rows = list(csv.DictReader(io.StringIO(got.content.decode("utf-8-sig"))))
    assert [(r["Agency"], r["State"], r["Points of 144"], r["1. Data: points of 24"]) for r in rows] == [
        ("Elmfield School", "signed off", "108", "18"),
        ("Harbour Health", "being answered", "", ""),
    ]


@pytest.mark.parametrize(("score", "band"), [(0, 0), (1, 1), (2, 2), (3, 3), (4, 4)])
def test_the_shade_of_a_cell_follows_the_mean(world: World, score: int, band: int) -> None:
    fill(world.elmfield_return, world.bob, score=score)
    sign_off(world.elmfield_return, world.bob)
    assert area_results(world.dana, world.round.pk).rows[0].overall.band == band


def test_extra_access_opens_an_unsigned_return_to_read_and_writes_it_down(world: World, signed_in: SignIn) -> None:
    url = reverse("results", args=[world.elmfield_return.pk])
    assert signed_in(world.dana).get(url).status_code == 404
    elevations.begin(reason="The manager is away and the board meets today.", by=world.dana)
    dana = again(world.dana)
    assert signed_in(dana).get(url).status_code == 200
    assert Entry.objects.filter(verb="return opened with extra access", actor=dana.trail_id).count() == 1
    section = reverse("section", args=[world.elmfield_return.pk, 1])
    assert signed_in(dana).get(section).status_code == 200
    assert signed_in(dana).post(section, {}).status_code == 403
