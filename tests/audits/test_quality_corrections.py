"""Agencies correct what a check found. That must not make the rest look better than it is; and nothing that can happen
in a year makes the figures contradict themselves."""

import random
from contextlib import suppress
from typing import Any

import pytest
from django.db.models import QuerySet

from onlinelives.audits.actions import checks, returns
from onlinelives.audits.models import Answer, Check, Draw, Round
from onlinelives.rules.verdict import Invalid
from tests.audits.drawn import again, check_of, checks_of, correct, scored, settled
from tests.audits.test_quality import ELMFIELD, checked, give, made, of, past, quality
from tests.world import World, draw, return_of, say, sign_off

__all__ = ["checked", "made", "past"]  # fixtures


class TestCorrections:
    def test_a_checked_answer_counts_as_it_was_drawn(self, world: World, checked: Draw) -> None:
        before = quality(world, checked.round)
        wrong = [one for one in checks_of(checked, world.elmfield) if again(one).verified_score == 2]
        keys = {f"s{one.answer.statement.replace('.', '_')}": 2 for one in wrong}
        correct(checked.round, world.elmfield, world.bob, **keys)
        after = quality(world, checked.round)
        assert (after.whole, after.agencies, after.sections) == (before.whole, before.agencies, before.sections)

    def test_so_it_does_when_it_no_longer_applies(self, world: World, checked: Draw) -> None:
        before = quality(world, checked.round).whole
        one = checks_of(checked, world.elmfield)[0]
        returns.reopen(audit_return=one.answer.audit_return, reason="It never applied.", by=world.bob)
        target = return_of(world.elmfield, checked.round)
        say(target, one.answer.statement, world.bob, not_applicable=True, reason="Nobody is referred to us.")
        sign_off(target, world.bob)
        assert quality(world, checked.round).whole == before

    def test_and_its_second_check_is_an_agreement_but_not_a_second_answer(self, world: World, past: Round) -> None:
        made = draw(past, world.dana, 36)
        scored(check_of(made, "1.1", world.elmfield), 1, world.ravi)
        correct(past, world.elmfield, world.bob, s1_1=1)
        before = of(quality(world, past), "Elmfield School")
        second = draw(past, world.dana, 36)
        scored(check_of(second), 1, world.ravi)
        after = of(quality(world, past), "Elmfield School")
        assert after.estimate == before.estimate
        assert (before.agreement.n, after.agreement.n, after.agreement.agreed) == (1, 2, 1)

    def test_an_answer_that_changed_before_its_check_is_as_though_it_had_not_been_drawn(
        self, world: World, made: Draw
    ) -> None:
        some = checks_of(made, world.elmfield)
        correct(made.round, world.elmfield, world.bob, **{f"s{some[0].answer.statement.replace('.', '_')}": 4})
        scored(some[1], 2, world.ravi)
        told = of(quality(world, made.round), "Elmfield School").estimate
        assert told is not None
        assert (told.n_checked, told.n_drawn) == (1, 5)
        assert told.self_mean == pytest.approx((35 * 3 + 4) / 36)

    def test_unchecked_answers_count_as_they_are_now(self, world: World, checked: Draw) -> None:
        drawn = {one.answer.statement for one in checks_of(checked, world.elmfield)}
        others = [f"{s}.{n}" for s in range(1, 7) for n in range(1, 7) if f"{s}.{n}" not in drawn][:9]
        before = of(quality(world, checked.round), "Elmfield School").estimate
        correct(checked.round, world.elmfield, world.bob, **{f"s{code.replace('.', '_')}": 4 for code in others})
        after = of(quality(world, checked.round), "Elmfield School").estimate
        assert before is not None
        assert after is not None
        assert after.self_mean == pytest.approx(3.25)
        assert after.verified_mean == pytest.approx(before.verified_mean or 0, abs=0.4)

    def test_what_could_have_been_drawn_is_counted_in_every_draw(self, world: World, past: Round) -> None:
        """An answer that was on the first list, drawn from the second and corrected afterwards counts on both lists, so
        the first draw stands for all 36 as before."""
        first = draw(past, world.dana, 6)
        give(first, world.elmfield, ELMFIELD, world.ravi)
        second = draw(past, world.dana, 6)
        give(second, world.elmfield, (1, 1, 1, 3, 3, 3), world.ravi)
        before = of(quality(world, past), "Elmfield School").estimate
        wrong = [one.answer.statement for one in checks_of(second, world.elmfield)[:3]]
        correct(past, world.elmfield, world.bob, **{f"s{code.replace('.', '_')}": 1 for code in wrong})
        assert of(quality(world, past), "Elmfield School").estimate == before


class Year:
    """One agency's year in a random order: draws, verdicts, settlements, corrections, withdrawn statements."""

    def __init__(self, world: World, round_: Round, seed: int):
        self.world, self.round, self.chance = world, round_, random.Random(seed)
        self.draw_some()

    @property
    def checks(self) -> "QuerySet[Check]":
        return Check.objects.filter(answer__audit_return__agency=self.world.elmfield)

    def a_check(self, state: str) -> Check | None:
        waiting = list(self.checks.filter(state=state).order_by("pk"))
        return again(self.chance.choice(waiting)) if waiting else None

    def draw_some(self) -> None:
        with suppress(Invalid):  # everything has been drawn
            draw(self.round, self.world.dana, self.chance.choice((2, 5, 9)))

    def judge(self) -> None:
        for _ in range(4):
            one = self.a_check("drawn")
            if one:
                scored(one, self.chance.randrange(5), self.world.ravi)

    def settle(self) -> None:
        one = self.a_check("found")
        if one:
            settled(one, self.world.ravi, self.chance.choice(["agree", "cannot_tell"]))

    def set_aside(self) -> None:
        one = self.a_check("drawn")
        if one:
            checks.set_aside(check=one, reason="It is lost.", expected=one.version, by=self.world.dana)

    def change(self) -> None:
        target = return_of(self.world.elmfield, self.round)
        returns.reopen(audit_return=target, reason="We found mistakes.", by=self.world.bob)
        target = return_of(self.world.elmfield, self.round)
        for _ in range(4):
            code = f"{self.chance.randint(1, 6)}.{self.chance.randint(1, 6)}"
            said: dict[str, Any] = {"score": self.chance.randrange(5)}
            if self.chance.random() < 0.3:
                said = {"not_applicable": True, "reason": "Nobody is referred to us."}
            say(target, code, self.world.bob, **said)
        sign_off(return_of(self.world.elmfield, self.round), self.world.bob)

    def go_on(self) -> None:
        steps = (self.draw_some, self.judge, self.judge, self.judge, self.settle, self.set_aside, self.change)
        self.chance.choice(steps)()

    def self_scores(self) -> list[int]:
        """What counts as the agency's own scores: those first drawn and given a score as they were then, others now."""
        counted: dict[int, Any] = dict(
            Answer.objects.filter(
                audit_return__agency=self.world.elmfield, audit_return__round=self.round, score__isnull=False
            ).values_list("pk", "score")
        )
        for one in self.checks.select_related("candidate").order_by("-candidate__draw__number"):
            stands = one.settled_score if one.state == "settled" else one.verified_score
            if stands is not None:
                counted[one.answer_id] = one.candidate.score
        return list(counted.values())


@pytest.mark.parametrize("seed", range(3))
def test_whatever_happens_in_a_year_the_figures_hold_together(world: World, past: Round, seed: int) -> None:
    year = Year(world, past, seed)
    for _ in range(30):
        year.go_on()
        told = of(quality(world, past), "Elmfield School")
        assert told.estimate is not None
        own, verified = told.estimate.self_mean, told.estimate.verified_mean
        if own is not None:
            scores = year.self_scores()
            assert own == pytest.approx(sum(scores) / len(scores))
        assert verified is None or 0 <= verified <= 4
        assert told.estimate.n_checked <= told.agreement.n
        assert told.estimate.n_checked <= told.estimate.n_drawn <= 36
