"""The figures of independent quality assurance, worked out again by hand, from textbooks and not by our rules."""

import random
import statistics
from collections.abc import Callable, Iterable
from itertools import product

import pytest
from django.test import Client
from django.urls import reverse

from onlinelives.accounts.models import Agency, Person
from onlinelives.audits import quality_charts, queries
from onlinelives.audits.actions import checks, returns, rounds
from onlinelives.audits.models import Check, Draw, Round
from onlinelives.audits.queries.quality import Finding, Quality
from onlinelives.rules.verdict import Refused
from tests.audits.drawn import checks_of, filled, found, scored, settled, signed
from tests.pages import rows
from tests.world import World, draw, return_of, say, sign_off

SignIn = Callable[[Person], Client]
T8 = 2.306004  # Student's t for 8 degrees of freedom, 97.5 per cent: any printed table
T5 = 2.570582


@pytest.fixture
def past(world: World) -> Round:
    """Elmfield says 3 of everything, Harbour 2; nothing is thin, so all answers are alike to the draw."""
    made = signed(world, (world.elmfield, world.bob), name="Spring check")
    rounds.invite(round_=made, agencies=[world.harbour], by=world.dana)
    filled(return_of(world.harbour, made), world.mina, score=2)
    sign_off(return_of(world.harbour, made), world.mina)
    return made


@pytest.fixture
def made(world: World, past: Round) -> Draw:
    """Six of each agency's 36: each answer had a chance of 1 in 6."""
    return draw(past, world.dana, 6)


def give(made: Draw, agency: Agency, verified: Iterable[int], by: Person) -> list[Check]:
    """The first checks of the agency come out as these scores."""
    return [scored(one, score, by) for one, score in zip(checks_of(made, agency), verified, strict=False)]


ELMFIELD, HARBOUR = (2, 2, 3, 3, 3, 3), (0, 2, 2, 3)  # of 3 and of 2: differences -1 -1 0 0 0 0 and -2 0 0 1


@pytest.fixture
def checked(world: World, made: Draw) -> Draw:
    """Elmfield's six all come out; of Harbour's six, four do, one cannot be told, and one waits."""
    give(made, world.elmfield, ELMFIELD, world.ravi)
    give(made, world.harbour, HARBOUR, world.ravi)
    found(checks_of(made, world.harbour)[4], world.ravi, "cannot_tell", None)
    return made


def quality(world: World, round_: Round) -> Quality:
    return queries.quality(world.dana, round_.pk)


def of(told: Quality, name: str) -> Finding:
    return next(line for line in told.agencies if line.name == name)


def simple_random(size: int, differences: Iterable[int]) -> tuple[float, float]:
    """Estimated total of the differences and its variance: a simple random sample without replacement."""
    drawn = list(differences)
    n = len(drawn)
    return size * statistics.mean(drawn), size**2 * (1 - n / size) * statistics.variance(drawn) / n


def kappa(pairs: Iterable[tuple[int, int]]) -> float:
    """Cohen's weighted kappa, straight from the definition: 1 − disagreement seen ÷ disagreement by chance."""
    told = list(pairs)
    seen = statistics.mean((a - b) ** 2 for a, b in told)
    chance = statistics.mean((a - b) ** 2 for (a, _), (_, b) in product(told, told))
    return 1 - seen / chance


class TestByHand:
    def test_the_area(self, world: World, checked: Draw) -> None:
        (t1, v1), (t2, v2) = simple_random(36, [-1, -1, 0, 0, 0, 0]), simple_random(36, [-2, 0, 0, 1])
        mean, error = 2.5 + (t1 + t2) / 72, (v1 + v2) ** 0.5 / 72
        assert (round(mean, 4), round(error, 4)) == (2.2083, 0.3118)
        told = quality(world, checked.round).whole.estimate
        assert told is not None
        assert told.self_mean == 2.5
        assert told.verified_mean == pytest.approx(mean)
        assert told.standard_error == pytest.approx(error)
        assert told.low == pytest.approx(mean - T8 * error, abs=1e-5)
        assert told.high == pytest.approx(mean + T8 * error, abs=1e-5)
        assert (told.n_checked, told.n_drawn, told.left_out) == (10, 12, ())

    def test_an_agency(self, world: World, checked: Draw) -> None:
        total, variance = simple_random(36, [-1, -1, 0, 0, 0, 0])
        told = of(quality(world, checked.round), "Elmfield School").estimate
        assert told is not None
        assert told.verified_mean == pytest.approx(3 + total / 36) == pytest.approx(8 / 3)
        half = T5 * variance**0.5 / 36
        assert told.low == pytest.approx(8 / 3 - half, abs=1e-5)
        assert told.high == pytest.approx(8 / 3 + half, abs=1e-5)

    def test_a_section(self, world: World, checked: Draw) -> None:
        """The Horvitz and Thompson estimate of what the section's differences add up to, over its answers."""
        for number, line in enumerate(quality(world, checked.round).sections, 1):
            total = 0.0
            for agency, own, scores, weight in [
                (world.elmfield, 3, ELMFIELD, 6.0),
                (world.harbour, 2, HARBOUR, 6 * 6 / 4),
            ]:
                for one, verified in zip(checks_of(checked, agency), scores, strict=False):
                    total += weight * (verified - own) * (one.answer.section == number)
            assert line.estimate is not None
            if line.estimate.verified_mean is not None:
                assert line.estimate.verified_mean == pytest.approx(2.5 + total / 12)
            assert line.name.startswith(f"{number}. ")

    def test_agreement(self, world: World, checked: Draw) -> None:
        pairs = [(3, score) for score in ELMFIELD] + [(2, score) for score in HARBOUR]
        told = quality(world, checked.round).whole.agreement
        assert (told.n, told.agreed, told.lower, told.higher) == (10, 6, 3, 1)
        assert told.share == 0.6
        assert told.mean_difference == pytest.approx(-0.3)
        assert told.kappa == pytest.approx(kappa(pairs))
        assert (told.kappa_low, told.direction) == (None, "unclear")
        assert sum(line.agreement.n for line in quality(world, checked.round).agencies) == 10
        assert sum(line.agreement.n for line in quality(world, checked.round).sections) == 10

    def test_the_page_shows_these_figures(self, world: World, checked: Draw, signed_in: SignIn) -> None:
        for person in (world.dana, world.ines):
            got = signed_in(person).get(reverse("round_quality", args=[checked.round_id]))
            assert got.status_code == 200
            told = {row[0]: row[1:] for row in rows(got.content)}
            pairs = [(3, score) for score in ELMFIELD] + [(2, score) for score in HARBOUR]
            whole = told["All agencies"]
            assert whole[0] == "10"
            assert whole[1] == "6 (60%)"
            assert whole[2].split()[0] == "−0.30"
            assert whole[3] == f"{kappa(pairs):.2f}"
            assert whole[4:6] == ["neither way", "2.50"]
            assert whole[6] == "2.21 1.49 to 2.93"
            assert told["Elmfield School"][0] == "6"
            assert told["Harbour Health"][0] == "4"
            assert told["Draw 1"][1:] == ["12", "6"]  # those that were agreed are settled
            shown = got.content.decode()
            assert "6 <span" in shown
            assert ("Draw answers" in shown) == (person == world.dana)

    def test_the_chart_says_the_same_in_words(self, world: World, checked: Draw) -> None:
        svg = quality_charts.beside(quality(world, checked.round)) or ""
        assert "Elmfield School self-assessed 3.0, verified 2.67" in svg
        assert "Harbour Health self-assessed 2.0, verified 1.75" in svg

    def test_unequal_chances_are_weighed(self, world: World, past: Round) -> None:
        """A thin answer was twice as likely to be drawn, so it stands for half as many. One of each, by hand."""
        returns.reopen(audit_return=return_of(world.elmfield, past), reason="We found a mistake.", by=world.bob)
        thin = [f"{section}.1" for section in range(1, 7)]
        for statement in thin:
            say(return_of(world.elmfield, past), statement, world.bob, score=4)  # and no evidence
        sign_off(return_of(world.elmfield, past), world.bob)
        made = draw(past, world.dana, 14)
        differences = []
        for one in checks_of(made, world.elmfield):
            is_thin = one.answer.statement in thin
            assert one.candidate.probability == pytest.approx(14 * (2 if is_thin else 1) / 42)
            verified = 2 if is_thin else 3
            scored(one, verified, world.ravi)
            differences.append((one.candidate.probability, verified - one.candidate.score))
        told = of(quality(world, past), "Elmfield School").estimate
        assert told is not None
        own = (30 * 3 + 6 * 4) / 36
        assert told.self_mean == pytest.approx(own)
        assert told.verified_mean == pytest.approx(own + sum(d / pi for pi, d in differences) / 36)

    def test_when_everything_is_checked_the_estimate_is_the_mean_itself(self, world: World, past: Round) -> None:
        made = draw(past, world.dana, 36)
        chance = random.Random(7)
        scores = [chance.randrange(5) for _ in range(72)]
        give(made, world.elmfield, scores[:36], world.ravi)
        give(made, world.harbour, scores[36:], world.ravi)
        told = quality(world, past).whole.estimate
        assert told is not None
        for figure in (told.verified_mean, told.low, told.high):
            assert figure == pytest.approx(statistics.mean(scores))


class TestWhatCounts:
    def test_a_score_counts_from_the_day_it_is_given(self, world: World, made: Draw) -> None:
        """Agreement settles at once. Were disagreement to wait, the first figures would be too kind."""
        give(made, world.elmfield, ELMFIELD, world.ravi)
        told = of(quality(world, made.round), "Elmfield School")
        assert (told.agreement.n, told.agreement.lower) == (6, 2)
        assert quality(world, made.round).settled == 4

    def test_what_is_settled_stands_in_its_place(self, world: World, made: Draw) -> None:
        one, other = give(made, world.elmfield, (1, 2), world.ravi)
        settled(one, world.ravi, "agree")
        settled(other, world.ravi, "cannot_tell")
        told = of(quality(world, made.round), "Elmfield School").agreement
        assert (told.n, told.agreed) == (1, 1)

    def test_what_cannot_be_told_or_is_set_aside_counts_as_drawn(self, world: World, made: Draw) -> None:
        some = checks_of(made, world.elmfield)
        checks.set_aside(check=some[0], reason="It is lost.", expected=0, by=world.dana)
        found(some[1], world.ravi, "no_evidence", None)
        scored(some[2], 3, world.ravi)
        estimate = of(quality(world, made.round), "Elmfield School").estimate
        assert estimate is not None
        assert (estimate.n_checked, estimate.n_drawn) == (1, 6)

    def test_no_draw_and_no_score_are_said_in_words(self, world: World, past: Round, signed_in: SignIn) -> None:
        client, url = signed_in(world.ines), reverse("round_quality", args=[past.pk])
        assert "No answers have been drawn yet" in client.get(url).content.decode()
        made = draw(past, world.dana)
        shown = client.get(url).content.decode()
        assert "Figures appear with the first." in shown
        assert "To be checked: 12" in shown
        assert quality_charts.beside(quality(world, made.round)) is None

    def test_an_agency_without_a_score_is_left_out_and_counted(
        self, world: World, made: Draw, signed_in: SignIn
    ) -> None:
        give(made, world.elmfield, ELMFIELD, world.ravi)
        told = quality(world, made.round).whole.estimate
        assert told is not None
        assert (told.self_mean, told.left_out) == (3.0, ("harbour-health",))
        shown = signed_in(world.dana).get(reverse("round_quality", args=[made.round_id])).content.decode()
        assert "1 agency has no check with a score and is left out of the estimate" in shown

    def test_a_reopened_return_is_left_out_until_it_is_signed_again(self, world: World, checked: Draw) -> None:
        before = quality(world, checked.round)
        harbour = return_of(world.harbour, checked.round)
        returns.reopen(audit_return=harbour, reason="We found a mistake.", by=world.mina)
        now = quality(world, checked.round)
        assert [line.name for line in now.agencies] == ["Elmfield School"]
        assert now.whole.agreement == of(before, "Elmfield School").agreement
        assert now.whole.estimate == of(before, "Elmfield School").estimate
        assert sum(line.agreement.n for line in now.sections) == 6
        sign_off(return_of(world.harbour, checked.round), world.mina)
        assert quality(world, checked.round).whole == before.whole

    def test_a_closed_round_says_what_it_said_when_it_was_open(self, world: World, checked: Draw) -> None:
        before = quality(world, checked.round)
        rounds.close(round_=checked.round, by=world.dana)
        after = quality(world, checked.round)
        assert (after.whole, after.agencies, after.sections) == (before.whole, before.agencies, before.sections)
        scored(checks_of(checked, world.harbour)[5], 2, world.ravi)
        assert of(quality(world, checked.round), "Harbour Health").agreement.n == 5

    def test_a_round_that_is_not_open_yet_has_no_figures(self, world: World, signed_in: SignIn) -> None:
        told = quality(world, world.round)
        assert (told.draws, told.agencies, told.whole.agreement.n) == ([], [], 0)

    def test_it_is_for_strategy_leads_and_analysts_of_the_area(self, world: World, made: Draw) -> None:
        for person in (world.alice, world.bob, world.ravi, world.omar):
            with pytest.raises(Refused):
                queries.quality(person, made.round_id)
