"""Answers are drawn: from a frozen list, by a seed nobody could foresee, and anybody can do it again."""

import csv
import io
import re
import secrets
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from threading import Barrier
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from onlinelives.accounts.models import Person
from onlinelives.audits.actions import checks, draws, returns, rounds
from onlinelives.audits.models import Candidate, Check, Draw, Round
from onlinelives.audits.queries import draw_page
from onlinelives.audits.queries.draws import CandidateLine
from onlinelives.audits.queries.population import population
from onlinelives.rules import sampling
from onlinelives.rules.sampling import Parameters, Unit
from onlinelives.rules.verdict import Invalid, NotNow, Refused
from onlinelives.trail.models import Entry
from tests.audits.drawn import (
    check_of,
    correct,
    filled,
    found,
    round_with_files,
    scored,
    settled,
    signed,
    undone,
    unguarded,
)
from tests.pages import links, rows
from tests.world import World, add_note, add_round, cite, draw, return_of, say, sign_off

SignIn = Callable[[Person], Client]
FORM = {"per_agency": 5, "thin_factor": 2, "never_factor": 2, "reply_days": 14}


@pytest.fixture
def past(world: World) -> Round:
    """Signed by Elmfield (3 everywhere) and Harbour (3 everywhere)."""
    return signed(world, (world.elmfield, world.bob), (world.harbour, world.mina))


def drawn(made: Draw) -> set[str]:
    """agency/statement of what came out."""
    return {f"{c.agency_code}/{c.statement}" for c in made.candidates.filter(drawn=True)}


class TestThePopulation:
    def test_is_every_scored_answer_of_signed_returns(self, world: World, past: Round) -> None:
        assert len(population(past)) == 72
        assert {one.answer.audit_return.agency_id for one in population(past)} == {world.elmfield.pk, world.harbour.pk}

    def test_leaves_out_what_has_no_score_and_what_is_not_signed(self, world: World) -> None:
        audit_return = world.elmfield_return
        filled(audit_return, world.bob)
        say(audit_return, "1.1", world.bob, not_applicable=True, reason="No referrals reach us.")
        filled(world.harbour_return, world.mina)
        assert population(world.round) == []
        sign_off(audit_return, world.bob)
        assert len(population(world.round)) == 35
        returns.reopen(audit_return=return_of(world.elmfield, world.round), reason="A mistake in it.", by=world.bob)
        assert population(world.round) == []

    def test_says_which_answer_as_it_was_signed(self, world: World, past: Round) -> None:
        one = next(one for one in population(past) if one.answer.statement == "2.3")
        assert one.revision_id == one.answer.revisions.latest("number").pk
        assert one.sign_off_id == one.answer.audit_return.sign_offs.get().pk
        assert one.unit.id == f"a{one.answer.pk}r1"

    def test_knows_what_is_thin(self, world: World) -> None:
        """A 3 or 4 with neither words nor library behind it; spaces are no words."""
        audit_return = world.elmfield_return
        filled(audit_return, world.bob, score=2, evidence="")
        said: dict[str, dict[str, Any]] = {
            "1.1": {"score": 3},
            "1.2": {"score": 4, "evidence": "  \n"},
            "1.3": {"score": 4, "evidence": "Minutes"},
            "1.4": {"score": 3},
        }
        for statement, told in said.items():
            say(audit_return, statement, world.bob, **told)
        cite(audit_return, "1.4", [add_note(world.elmfield, world.bob)], world.bob)
        sign_off(audit_return, world.bob)
        assert [one.answer.statement for one in population(world.round) if one.unit.thin] == ["1.1", "1.2"]

    def test_knows_what_was_never_checked_in_that_agency_in_any_round(self, world: World, past: Round) -> None:
        made = draw(past, world.dana, 36)
        one, other = (check_of(made, "1.1", world.elmfield), check_of(made, "1.2", world.elmfield))
        scored(one, 3, world.ravi)
        found(other, world.ravi)  # not settled yet
        filled(world.elmfield_return, world.bob)
        sign_off(world.elmfield_return, world.bob)
        filled(world.harbour_return, world.mina)
        sign_off(world.harbour_return, world.mina)
        known = {(u.unit.agency, u.answer.statement) for u in population(world.round) if not u.unit.never_checked}
        assert known == {("elmfield-school", "1.1")}
        settled(other, world.ravi, "lower", 1)
        known = {(u.unit.agency, u.answer.statement) for u in population(world.round) if not u.unit.never_checked}
        assert known == {("elmfield-school", "1.1"), ("elmfield-school", "1.2")}

    def test_another_area_is_never_in_it(self, world: World, past: Round) -> None:
        filled(world.far_return, world.yan)
        sign_off(world.far_return, world.yan)
        assert len(population(past)) == 72
        assert len(population(world.far_round)) == 36


class TestADraw:
    def test_gives_each_agency_its_number_and_each_drawn_answer_a_check(self, world: World, past: Round) -> None:
        made = draw(past, world.dana, 5)
        by_agency = [c.agency_code for c in made.candidates.filter(drawn=True)]
        assert sorted(by_agency) == ["elmfield-school"] * 5 + ["harbour-health"] * 5
        assert made.candidates.count() == 72
        told = Check.objects.filter(candidate__draw=made).values_list("candidate", "answer", "revision", "sign_off")
        assert set(told) == set(made.candidates.filter(drawn=True).values_list("pk", "answer", "revision", "sign_off"))
        assert {(c.state, c.version, c.reviewer_id) for c in Check.objects.all()} == {("drawn", 0, None)}

    def test_keeps_the_probability_that_each_answer_had(self, world: World) -> None:
        """6 of 36 answers, 4 of them thin and all never checked: weights 4 and 2 of 80."""
        filled(world.elmfield_return, world.bob, score=3)
        for statement in ("1.1", "2.2", "3.3", "4.4"):
            say(world.elmfield_return, statement, world.bob, score=4)
        sign_off(world.elmfield_return, world.bob)
        made = draw(world.round, world.dana, 6)
        told = {c.statement: c.probability for c in made.candidates.all()}
        assert told["1.1"] == 6 * 4 / 80
        assert told["1.2"] == 6 * 2 / 80
        assert sum(told.values()) == pytest.approx(6)

    def test_is_followed_by_one_entry_with_seed_and_fingerprint(self, world: World, past: Round) -> None:
        made = draw(past, world.dana)
        body = Entry.objects.get(verb="answers drawn").body
        assert made.seed in body
        assert made.population_sha256 in body
        assert re.fullmatch(r"[0-9a-f]{32}", made.seed)

    def test_has_a_seed_of_its_own(self, world: World, past: Round) -> None:
        first, second = draw(past, world.dana, 1), draw(past, world.dana, 1)
        assert first.seed != second.seed
        assert (first.number, second.number) == (1, 2)

    def test_the_seed_is_made_after_the_list_is_frozen(
        self, world: World, past: Round, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        order: list[str] = []
        digest, hexes = sampling.population_digest, secrets.token_hex

        def frozen(*told: Any) -> str:
            order.append("list")
            return str(digest(*told))

        def seed(size: int) -> str:
            order.append("seed")
            return str(hexes(size))

        monkeypatch.setattr(sampling, "population_digest", frozen)
        monkeypatch.setattr(secrets, "token_hex", seed)
        draw(past, world.dana)
        assert order == ["list", "seed"]

    def test_leaves_out_what_was_drawn_before(self, world: World, past: Round) -> None:
        first, second = draw(past, world.dana, 20), draw(past, world.dana, 20)
        assert drawn(first) & drawn(second) == set()
        assert len(drawn(second)) == 32
        with pytest.raises(Invalid, match="nothing to draw"):
            draw(past, world.dana, 1)
        assert Draw.objects.count() == 2

    def test_may_draw_an_answer_again_once_it_has_changed(self, world: World, past: Round) -> None:
        draw(past, world.dana, 36)
        correct(past, world.elmfield, world.bob, s1_1=2)
        assert drawn(draw(past, world.dana, 36)) == {"elmfield-school/1.1"}

    def test_does_not_draw_again_what_was_set_aside(self, world: World, past: Round) -> None:
        made = draw(past, world.dana, 36)
        checks.set_aside(check=check_of(made, "1.1", world.elmfield), reason="It is lost.", expected=0, by=world.dana)
        assert population(past) == []

    def test_can_be_made_of_a_closed_round(self, world: World, past: Round) -> None:
        rounds.close(round_=past, by=world.dana)
        made = draw(Round.objects.get(pk=past.pk), world.dana, 5)
        assert len(drawn(made)) == 10
        scored(check_of(made, made.candidates.filter(drawn=True)[0].statement, world.elmfield), 3, world.ravi)

    def test_cannot_be_made_before_the_round_is_open(self, world: World) -> None:
        with pytest.raises(NotNow, match="not been opened"):
            draw(add_round("Next", [world.elmfield], by=world.dana, opened=False), world.dana)

    def test_gives_agencies_a_fair_time_to_reply(self, world: World, past: Round) -> None:
        for days in (4, 61):
            with pytest.raises(Invalid, match="from 5 to 60 days"):
                draws.draw_now(round_=past, parameters=Parameters(5), reply_days=days, by=world.dana)

    def test_is_for_strategy_leads(self, world: World, past: Round) -> None:
        for who in (world.bob, world.ravi, world.ines, world.omar):
            with pytest.raises(Refused, match="Only a strategy lead"):
                draw(past, who)

    def test_sent_twice_is_one_draw(self, world: World, past: Round, signed_in: SignIn) -> None:
        client, form = signed_in(world.dana), {**FORM, "form_key": str(uuid4())}
        url = reverse("round_draw", args=[past.pk])
        places = {client.post(url, form).headers["Location"] for _ in range(2)}
        assert places == {reverse("draw", args=[Draw.objects.get().pk])}
        assert Check.objects.count() == 10

    @pytest.mark.django_db(transaction=True)
    def test_sent_twice_at_the_same_moment_is_one_draw(self) -> None:
        world = World()
        past, key, both = signed(world, (world.elmfield, world.bob)), uuid4(), Barrier(2)

        def send(_: int) -> int:
            both.wait(timeout=10)
            try:
                made = draws.draw_now(round_=past, parameters=Parameters(5), reply_days=14, by=world.dana, form_key=key)
                return made.pk
            finally:
                connection.close()

        with ThreadPoolExecutor(2) as pool:
            assert len(set(pool.map(send, range(2)))) == 1
        assert Check.objects.count() == 5


class TestThePages:
    def test_the_form_says_what_there_is_to_draw_from(self, world: World, past: Round, signed_in: SignIn) -> None:
        shown = signed_in(world.dana).get(reverse("round_draw", args=[past.pk])).content.decode()
        assert "There are 72 signed answers of 2 agencies to draw from." in shown
        assert "0 score 3 or 4 with no evidence; 72 are on a statement nobody has checked" in shown

    def test_a_wrong_form_draws_nothing(self, world: World, signed_in: SignIn, past: Round) -> None:
        client, url = signed_in(world.dana), reverse("round_draw", args=[past.pk])
        for name, value, words in [
            ("per_agency", "0", "Enter a number from 1 to 36"),
            ("per_agency", "37", "Enter a number from 1 to 36"),
            ("per_agency", "ten", "Enter a whole number"),
            ("per_agency", "", "Enter how many answers"),
            ("thin_factor", "11", "Enter a whole number from 1 to 10"),
            ("never_factor", "0", "Enter a whole number from 1 to 10"),
            ("never_factor", "1.5", "Enter a whole number from 1 to 10"),
            ("reply_days", "4", "Give at least 5 days"),
            ("reply_days", "61", "Give at most 60 days"),
            ("form_key", "x", "Enter a valid UUID"),
        ]:
            got = client.post(url, {**FORM, "form_key": str(uuid4()), name: value})
            assert got.status_code == 422
            assert words in got.content.decode()
        assert not Draw.objects.exists()

    def test_nothing_to_draw_is_said_before_and_after_asking(self, world: World, signed_in: SignIn) -> None:
        client, url = signed_in(world.dana), reverse("round_draw", args=[world.round.pk])
        assert "There is nothing to draw from" in client.get(url).content.decode()
        got = client.post(url, {**FORM, "form_key": str(uuid4())})
        assert got.status_code == 422
        assert draws.NOTHING in got.content.decode()

    def test_a_draft_is_not_drawn_from(self, world: World, signed_in: SignIn) -> None:
        draft = add_round("Next", [world.elmfield], by=world.dana, opened=False)
        client = signed_in(world.dana)
        for name in ("round_draw", "round_schedule"):
            for send in (client.get, client.post):
                assert send(reverse(name, args=[draft.pk])).status_code == 409

    def test_the_draw_shows_what_was_drawn_and_with_what_probability(
        self, world: World, past: Round, signed_in: SignIn
    ) -> None:
        made = draw(past, world.dana, 5)
        got = signed_in(world.dana).get(reverse("draw", args=[made.pk]))
        told = rows(got.content)
        assert len(told) == 10
        assert told[0][1:] == ["3", "0.139", "To be checked"]
        shown = got.content.decode()
        for words in ("10 of 72 answers were drawn", "Repeated", made.seed, made.population_sha256, "systematic-1"):
            assert words in shown

    def test_a_long_draw_has_pages(
        self, world: World, past: Round, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("onlinelives.audits.queries.draws.ON_A_PAGE", 30)
        made = draw(past, world.dana, 36)
        pages = [[x.candidate.pk for x in draw_page(world.dana, made.pk, number).shown] for number in (1, 2, 3, 99)]
        assert [len(page) for page in pages] == [30, 30, 12, 12]
        assert len({pk for page in pages for pk in page}) == 72
        client, url = signed_in(world.dana), reverse("draw", args=[made.pk])
        assert links(client.get(url).content)["Next page"] == f"{url}?page=2"
        assert links(client.get(f"{url}?page=3").content)["Page before"] == f"{url}?page=2"


def tampered(world: World, made: Draw, sql: str) -> bool:
    """Whether the page still says "same" after somebody with the database in their hands has run this."""
    with unguarded("audits_draw", "audits_candidate", "audits_check"), connection.cursor() as cursor:
        cursor.execute(sql, {"draw": made.pk})
    return draw_page(world.dana, made.pk).same


ROWS = {
    "any": "(select min(id) from audits_candidate where draw_id = %(draw)s)",
    "first": "(select min(id) from audits_candidate where draw_id = %(draw)s and section = 1)",
    "drawn": "(select min(id) from audits_candidate where draw_id = %(draw)s and drawn)",
    "other": "(select min(id) from audits_candidate where draw_id = %(draw)s and not drawn)",
}
TAMPERING = [
    "update audits_candidate set score = 2 where id = {any}",
    "update audits_candidate set thin = true where id = {any}",
    "update audits_candidate set never_checked = false where id = {any}",
    "update audits_candidate set section = 4 where id = {first}",
    "update audits_candidate set section = 9 where id = {first}",
    "update audits_candidate set agency_code = 'other' where id = {any}",
    "update audits_candidate set agency_code = '' where id = {any}",
    "update audits_candidate set statement = '6.6' where id = {first}",
    "update audits_candidate set probability = 0.5 where id = {any}",
    "update audits_candidate set drawn = true where id = {other}",
    "update audits_candidate set drawn = false where id = {drawn}",
    "delete from audits_candidate where id = {other}",
    "delete from audits_check where candidate_id = {drawn}",
    "update audits_draw set seed = 'aa' where id = %(draw)s",
    "update audits_draw set seed = '' where id = %(draw)s",
    "update audits_draw set per_agency = 6 where id = %(draw)s",
    "update audits_draw set per_agency = 0 where id = %(draw)s",
    "update audits_draw set thin_factor = 3 where id = %(draw)s",
    "update audits_draw set never_factor = 99 where id = %(draw)s",
    "update audits_draw set algorithm = 'mine' where id = %(draw)s",
    "update audits_draw set population_sha256 = '0' where id = %(draw)s",
]


class TestDrawingAgain:
    @pytest.fixture
    def made(self, world: World, past: Round) -> Draw:
        return draw(past, world.dana, 5)

    def test_the_page_draws_again_and_says_that_it_is_the_same(
        self, world: World, made: Draw, django_assert_num_queries: Any
    ) -> None:
        with django_assert_num_queries(3):
            assert draw_page(world.dana, made.pk).same

    def test_also_when_everything_around_the_draw_has_changed(self, world: World, past: Round, made: Draw) -> None:
        one = Check.objects.filter(candidate__draw=made, answer__audit_return__agency=world.elmfield)[0]
        scored(check_of(made, one.answer.statement, world.elmfield), 3, world.ravi)
        correct(past, world.elmfield, world.bob, s1_1=2, s1_2=0)
        assert draw_page(world.dana, made.pk).same

    def test_whatever_somebody_changed_with_the_database_in_their_hands_is_noticed(
        self, world: World, made: Draw, signed_in: SignIn
    ) -> None:
        client, url = signed_in(world.dana), reverse("draw", args=[made.pk])

        def shown_after(sql: str) -> str:
            with unguarded("audits_draw", "audits_candidate", "audits_check"), connection.cursor() as cursor:
                cursor.execute(sql.format(**ROWS), {"draw": made.pk})
                assert cursor.rowcount == 1
            return str(client.get(url).content.decode())

        for sql in TAMPERING:
            shown = undone(partial(shown_after, sql))
            assert "Not the same" in shown, sql
            assert "Repeated" not in shown, sql
        assert "Repeated" in client.get(url).content.decode()

    def test_the_file_alone_and_the_published_way_give_the_same_sample(self, world: World, signed_in: SignIn) -> None:
        """An auditor with the CSV and the algorithm, and nothing else."""
        audit_return = world.elmfield_return
        filled(audit_return, world.bob)
        for statement, score in {"1.1": 4, "3.3": 0, "5.5": 3}.items():
            say(audit_return, statement, world.bob, score=score)
        sign_off(audit_return, world.bob)
        made = draws.draw_now(round_=world.round, parameters=Parameters(7, 5, 3), reply_days=14, by=world.dana)
        got = signed_in(world.dana).get(reverse("draw_export", args=[made.pk]))
        told = list(csv.DictReader(io.StringIO(got.content.decode("utf-8-sig"))))
        assert len(told) == 36
        (settings,) = {
            (
                row["Seed"],
                row["Way of drawing"],
                row["Answers of each agency"],
                row["Times likelier if a high score without evidence"],
                row["Times likelier if never checked"],
                row["Fingerprint of the list"],
            )
            for row in told
        }
        seed, way, per_agency, thin, never, fingerprint = settings
        assert way == sampling.ALGORITHM
        parameters = Parameters(int(per_agency), int(thin), int(never))
        units = [
            Unit(
                id=row["Id"],
                agency=row["Agency"],
                section=int(row["Section"]),
                score=int(row["Own score"]),
                thin=row["High score without evidence"] == "yes",
                never_checked=row["Never checked"] == "yes",
            )
            for row in told
        ]
        assert sampling.population_digest(units, parameters) == fingerprint
        again = sampling.draw(units, parameters, seed)
        assert set(again.ids) == {row["Id"] for row in told if row["Drawn"] == "yes"}
        assert len(again.ids) == 7
        for row in told:
            assert float(row["Probability"]) == pytest.approx(float(again.inclusion[row["Id"]]), abs=1e-6)
        assert {row["Statement"] for row in told if row["High score without evidence"] == "yes"} == {"1.1", "5.5"}

    def test_ids_survive_a_spreadsheet(self, world: World, made: Draw) -> None:
        """Neither a number, which loses zeros at its end, nor a date, nor a formula."""
        for line in draw_page(world.dana, made.pk).lines:
            assert re.fullmatch(r"a[1-9][0-9]*r[1-9][0-9]*", line.unit_id)

    def test_the_export_is_written_down(self, world: World, made: Draw, signed_in: SignIn) -> None:
        got = signed_in(world.dana).get(reverse("draw_export", args=[made.pk]))
        assert got.headers["Content-Disposition"] == 'attachment; filename="last-year-draw-1.csv"'
        assert Entry.objects.filter(verb="draw exported").count() == 1


def test_agencies_keep_the_codes_they_had(world: World, past: Round) -> None:
    """What the draw froze is told by code; names follow the round."""
    made = draw(past, world.dana, 1)
    lines: list[CandidateLine] = draw_page(world.dana, made.pk).lines
    assert {(line.candidate.agency_code, line.agency) for line in lines} == {
        ("elmfield-school", "Elmfield School"),
        ("harbour-health", "Harbour Health"),
    }


def test_evidence_in_the_library_is_evidence(world: World) -> None:
    made = draw(round_with_files(world), world.dana, 36)
    assert not Candidate.objects.filter(draw=made, thin=True).exists()


def test_every_round_has_its_own_numbers(world: World, past: Round) -> None:
    other = signed(world, (world.elmfield, world.bob), name="Another")
    assert [draw(one, world.dana, 1).number for one in (past, other, past)] == [1, 1, 2]
