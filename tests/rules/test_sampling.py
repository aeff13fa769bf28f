"""Anybody can draw the random checks again, and each answer is drawn as often as was said."""

import hashlib
import math
import random
from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onlinelives.rules import sampling
from onlinelives.rules.sampling import Parameters, Unit, draw, inclusion, population_digest, weights

SEED = "6f1c0a52d4b94e0f8a6b5cf2b0d3e971"
# Kept from the first day of the algorithm: if they change, so must its name.
FIRST_SAMPLE = ("elmfield-16", "elmfield-0", "elmfield-20", "elmfield-19", "elmfield-17", "elmfield-9")
FIRST_DIGEST = "920fadd1d79fbe5ed638e3eb5a20fdac45407ea8aa6de40e11a24e5fdfd4d3e2"


def agency(name: str = "elmfield", answers: int = 36) -> list[Unit]:
    """An agency with thin and never checked answers here and there."""
    return [
        Unit(
            id=f"{name}-{number}",
            agency=name,
            section=number % 6 + 1,
            score=(3 + number % 2) if number % 5 < 3 else number % 3,
            thin=number % 5 == 0,
            never_checked=number % 4 == 0,
        )
        for number in range(answers)
    ]


def numbered(rows: list[tuple[str, int, bool, bool]]) -> list[Unit]:
    return [Unit(str(place), name, section, 4, thin, never) for place, (name, section, thin, never) in enumerate(rows)]


POPULATIONS = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(1, 6), st.booleans(), st.booleans()), max_size=45
).map(numbered)
PARAMETERS = st.builds(Parameters, st.integers(1, 36), st.integers(1, 10), st.integers(1, 10))


def test_the_same_seed_draws_the_same_sample_in_whatever_order_the_answers_come() -> None:
    units = agency() + agency("harbour", 20)
    drawn = draw(units, Parameters(10), SEED)
    random.Random(1).shuffle(units)
    assert draw(units, Parameters(10), SEED) == drawn
    assert len(drawn.ids) == len(set(drawn.ids)) == 20
    assert (drawn.algorithm, drawn.seed, drawn.parameters) == (sampling.ALGORITHM, SEED, Parameters(10))


def test_another_seed_draws_another_sample() -> None:
    assert set(draw(agency(), Parameters(10), SEED).ids) != set(draw(agency(), Parameters(10), "0" * 32).ids)


def test_this_version_of_the_algorithm_will_draw_this_sample_for_ever() -> None:
    assert sampling.ALGORITHM == "systematic-1"
    assert draw(agency(), Parameters(6), SEED).ids == FIRST_SAMPLE
    assert population_digest(agency(), Parameters(6)) == FIRST_DIGEST


def by_hand(units: list[Unit], probability: dict[str, Fraction], seed: str) -> list[str]:
    """The description of the module followed word by word, in fractions, by somebody without our program."""

    def number(text: str) -> int:
        return int(hashlib.sha256(text.encode()).hexdigest(), 16)

    chosen = []
    for name in {unit.agency for unit in units}:
        mark = Fraction(number(f"start|{seed}|{name}"), 2**256)
        reached = Fraction(0)
        for section in range(1, 7):
            own = [unit.id for unit in units if (unit.agency, unit.section) == (name, section)]
            for unit_id in sorted(own, key=lambda one: number(f"order|{seed}|{one}")):
                if reached <= mark < reached + probability[unit_id]:
                    chosen.append(unit_id)
                    mark += 1
                reached += probability[unit_id]
    return sorted(chosen, key=lambda one: number(f"list|{seed}|{one}"))


@settings(deadline=None)
@given(POPULATIONS, PARAMETERS, st.text("0123456789abcdef", min_size=1, max_size=32))
def test_the_sample_can_be_drawn_again_from_its_description(
    units: list[Unit], parameters: Parameters, seed: str
) -> None:
    drawn = draw(units, parameters, seed)
    assert list(drawn.ids) == by_hand(units, dict(drawn.inclusion), seed)
    assert drawn.inclusion == inclusion(units, parameters)


def test_every_answer_is_drawn_as_often_as_its_probability_says() -> None:
    units = agency() + agency("harbour", 9)  # a small agency, so that some of its answers are certain
    parameters = Parameters(6, thin_factor=3, never_factor=2)
    stated = inclusion(units, parameters)
    times = 10_000
    seen = Counter(one for seed in range(times) for one in draw(units, parameters, str(seed)).ids)
    assert any(chance == 1 for chance in stated.values())
    for unit_id, chance in stated.items():
        allowed = 4 * math.sqrt(chance * (1 - chance) / times)  # 4 standard errors: 1 in 16,000, and seeds are fixed
        assert abs(seen[unit_id] / times - chance) <= allowed, unit_id


def test_the_first_answer_on_the_list_is_any_of_the_drawn_alike() -> None:
    units, times = agency(answers=6), 3_000
    first = Counter(draw(units, Parameters(6), str(seed)).ids[0] for seed in range(times))
    assert all(abs(first[unit.id] - times / 6) < 4 * math.sqrt(times * 5 / 36) for unit in units)


@settings(deadline=None)
@given(POPULATIONS, PARAMETERS)
def test_every_section_gets_its_expected_number_rounded_down_or_up(units: list[Unit], parameters: Parameters) -> None:
    drawn = draw(units, parameters, SEED)
    for place in {(unit.agency, unit.section) for unit in units}:
        own = [unit.id for unit in units if (unit.agency, unit.section) == place]
        expected = sum(drawn.inclusion[one] for one in own)
        assert math.floor(expected) <= len(set(own) & set(drawn.ids)) <= math.ceil(expected)


@settings(deadline=None)
@given(POPULATIONS, PARAMETERS)
def test_probabilities_add_up_to_the_number_drawn_and_follow_the_weights(
    units: list[Unit], parameters: Parameters
) -> None:
    chances, weight = inclusion(units, parameters), weights(units, parameters)
    drawn = set(draw(units, parameters, SEED).ids)
    for name in {unit.agency for unit in units}:
        own = [unit.id for unit in units if unit.agency == name]
        wanted = min(parameters.per_agency, len(own))
        assert sum(chances[one] for one in own) == wanted == len(drawn & set(own))
        assert all(0 < chances[one] <= 1 for one in own)
        assert len({chances[one] / weight[one] for one in own if chances[one] < 1}) <= 1
        certain = [weight[one] for one in own if chances[one] == 1]
        assert min(certain, default=math.inf) >= max((weight[one] for one in own if chances[one] < 1), default=0)


@settings(deadline=None)
@given(POPULATIONS, PARAMETERS)
def test_an_agency_is_drawn_the_same_with_or_without_the_others(units: list[Unit], parameters: Parameters) -> None:
    together = draw(units, parameters, SEED)
    for name in {unit.agency for unit in units}:
        alone = draw([unit for unit in units if unit.agency == name], parameters, SEED)
        assert alone.ids == tuple(one for one in together.ids if one in alone.inclusion)


def test_agencies_with_the_same_answers_are_drawn_independently() -> None:
    def places(name: str, seed: int) -> set[str]:
        return {one.split("-")[1] for one in draw(agency(name), Parameters(6), str(seed)).ids}

    shared = [len(places("elmfield", seed) & places("harbour", seed)) for seed in range(400)]
    by_chance = sum(chance**2 for chance in inclusion(agency(), Parameters(6)).values())
    assert sum(shared) / 400 == pytest.approx(float(by_chance), abs=0.2)


def test_thin_and_never_checked_answers_are_likelier_by_their_factors() -> None:
    units = [
        Unit("plain", "elmfield", 1, 4, thin=False, never_checked=False),
        Unit("thin", "elmfield", 1, 4, thin=True, never_checked=False),
        Unit("never", "elmfield", 1, 0, thin=False, never_checked=True),
        Unit("both", "elmfield", 1, 3, thin=True, never_checked=True),
    ]
    parameters = Parameters(1, thin_factor=2, never_factor=3)
    assert weights(units, parameters) == {"plain": 1, "thin": 2, "never": 3, "both": 6}
    expected = {"plain": 1, "thin": 2, "never": 3, "both": 6}
    assert inclusion(units, parameters) == {one: Fraction(times, 12) for one, times in expected.items()}


def test_what_would_pass_certainty_is_certain_and_the_rest_is_shared_again() -> None:
    units = [Unit(str(n), "elmfield", 1, 4, thin=n == 0, never_checked=n <= 1) for n in range(5)]
    # Weights 20, 4, 1, 1, 1 and two drawn: the first is certain, then the other one is shared as 4, 1, 1, 1.
    chances = inclusion(units, Parameters(2, thin_factor=5, never_factor=4))
    assert list(chances.values()) == [1, Fraction(4, 7), Fraction(1, 7), Fraction(1, 7), Fraction(1, 7)]


def test_an_agency_with_fewer_answers_than_asked_for_is_drawn_whole() -> None:
    drawn = draw(agency(answers=4), Parameters(10), SEED)
    assert sorted(drawn.ids) == [f"elmfield-{n}" for n in range(4)]
    assert set(drawn.inclusion.values()) == {Fraction(1)}


def test_nothing_is_drawn_from_nothing() -> None:
    assert draw([], Parameters(10), SEED).ids == ()


def test_the_digest_of_a_population_stands_for_all_of_it_and_for_no_order() -> None:
    units, parameters = agency(), Parameters(10)
    frozen = population_digest(units, parameters)
    assert population_digest(units[::-1], parameters) == frozen
    first = units[0]
    others = [
        Unit("other", first.agency, first.section, first.score, first.thin, first.never_checked),
        Unit(first.id, "harbour", first.section, first.score, first.thin, first.never_checked),
        Unit(first.id, first.agency, 6, first.score, first.thin, first.never_checked),
        Unit(first.id, first.agency, first.section, 4, first.thin, first.never_checked),
        Unit(first.id, first.agency, first.section, first.score, not first.thin, first.never_checked),
        Unit(first.id, first.agency, first.section, first.score, first.thin, not first.never_checked),
    ]
    digests = {population_digest([other, *units[1:]], parameters) for other in others}
    digests |= {population_digest(units, Parameters(9)), population_digest(units, Parameters(10, 3, 2))}
    digests |= {population_digest(units, Parameters(10, 2, 3)), population_digest(units[1:], parameters), frozen}
    assert len(digests) == 11


def test_two_answers_with_one_id_are_refused() -> None:
    twice = [*agency(), Unit("elmfield-3", "harbour", 1, 1, thin=False, never_checked=False)]
    for asked in (
        lambda: draw(twice, Parameters(10), SEED),
        lambda: inclusion(twice, Parameters(10)),
        lambda: population_digest(twice, Parameters(10)),
    ):
        with pytest.raises(ValueError, match="two answers have the id elmfield-3"):
            asked()


@pytest.mark.parametrize("seed", ["", "a|b", "a b", "ä", "a\n"])
def test_a_seed_that_could_be_mistaken_is_refused(seed: str) -> None:
    with pytest.raises(ValueError, match="letters A to Z and digits"):
        draw(agency(), Parameters(10), seed)


@pytest.mark.parametrize(
    ("changed", "complaint"),
    [
        ({"score": 5}, "from 0 to 4"),
        ({"score": -1}, "from 0 to 4"),
        ({"section": 0}, "from 1 to 6"),
        ({"section": 7}, "from 1 to 6"),
        ({"id": ""}, "needs an id"),
        ({"agency": ""}, "and an agency"),
        ({"score": 2, "thin": True}, "can be thin"),
    ],
)
def test_an_impossible_answer_is_refused(changed: dict[str, object], complaint: str) -> None:
    possible = {"id": "1", "agency": "elmfield", "section": 1, "score": 3, "thin": False, "never_checked": False}
    with pytest.raises(ValueError, match=complaint):
        Unit(**{**possible, **changed})  # type: ignore[arg-type]


@pytest.mark.parametrize("given", [(0,), (37,), (10, 0, 2), (10, 2, 11), (10, 1.5, 2)])
def test_impossible_parameters_are_refused(given: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="from 1 to"):
        Parameters(*given)
