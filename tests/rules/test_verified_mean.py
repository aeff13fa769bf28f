"""A partnership of six agencies whose true verified scores we know, checked over and over by random draws.

Scores run high where evidence is thin. Draws favour thin answers, so the plain mean of what was checked is too low;
the estimate is not.
"""

import random
import statistics
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace

import pytest

from onlinelives.rules.sampling import Parameters, Unit, draw
from onlinelives.rules.verified_mean import (
    ALIKE,
    NOBODY,
    SINGLE,
    Checked,
    Estimate,
    Frame,
    Population,
    by_agency,
    by_section,
    estimate,
)

AGENCIES = ("abbey", "brook", "clough", "dale", "elmfield", "fell")


def partnership() -> tuple[dict[str, Unit], dict[str, int]]:
    """36 answers of each agency by id, and the verified score that each would get."""
    chance = random.Random(2017)
    units, verified = {}, {}
    for agency in AGENCIES:
        for number in range(36):
            score = chance.choices(range(5), (1, 2, 4, 5, 4))[0]
            thin = score >= 3 and chance.random() < 0.5
            unit = Unit(f"{agency}-{number}", agency, number // 6 + 1, score, thin, chance.random() < 0.4)
            step = -chance.choice((2, 2, 3)) if thin else chance.choice((0, 0, 0, 0, -1, 1))
            units[unit.id], verified[unit.id] = unit, min(4, max(0, score + step))
    return units, verified


UNITS, VERIFIED = partnership()
TRUTH = statistics.mean(VERIFIED.values())
SELF_MEAN = statistics.mean(unit.score for unit in UNITS.values())


def populations(units: dict[str, Unit] = UNITS) -> list[Population]:
    scores: dict[tuple[str, int], list[int]] = defaultdict(list)
    for unit in units.values():
        scores[unit.agency, unit.section].append(unit.score)
    return [Population(agency, section, len(own), sum(own)) for (agency, section), own in scores.items()]


POPULATIONS = populations()


def checks(
    seed: object, *, draws: int = 1, per_agency: int = 10, settled: Callable[[str], bool] = lambda unit_id: True
) -> list[Checked]:
    """Successive draws from the partnership, checked."""
    found: dict[str, Checked] = {}
    for number in range(1, draws + 1):
        left = [unit for unit in UNITS.values() if unit.id not in found]
        drawn = draw(left, Parameters(per_agency), f"{seed}x{number}")
        for one in drawn.ids:
            unit, told = UNITS[one], VERIFIED[one] if settled(one) else None
            found[one] = Checked(one, unit.agency, unit.section, number, float(drawn.inclusion[one]), unit.score, told)
    return list(found.values())


def true_mean(belongs: Callable[[Unit], bool]) -> float:
    return statistics.mean(VERIFIED[unit.id] for unit in UNITS.values() if belongs(unit))


def plain_mean(checked: list[Checked]) -> float:
    return statistics.mean(one.verified for one in checked if one.verified is not None)


def off(values: list[float], truth: float) -> float:
    """How many Monte Carlo standard errors the mean of the values lies off the truth."""
    return abs(statistics.mean(values) - truth) / (statistics.stdev(values) / len(values) ** 0.5)


def mean(found: Estimate) -> float:
    assert found.verified_mean is not None
    return found.verified_mean


def covered(found: list[Estimate], truth: float) -> float:
    """The share of intervals that hold the truth; one that cannot be given does not."""
    return statistics.mean(
        one.low is not None and one.high is not None and one.low <= truth <= one.high for one in found
    )


def test_over_two_thousand_draws_the_estimate_is_right_and_the_plain_mean_is_not() -> None:
    samples = [checks(seed) for seed in range(2_000)]
    found = [estimate(sample, POPULATIONS) for sample in samples]
    assert off([mean(one) for one in found], TRUTH) < 3
    assert 0.93 < covered(found, TRUTH) < 0.97
    plain = [plain_mean(sample) for sample in samples]
    assert off(plain, TRUTH) > 30
    assert statistics.mean(plain) < TRUTH - 0.1
    errors = [one.standard_error or 0 for one in found]
    assert statistics.mean(errors) == pytest.approx(statistics.stdev(map(mean, found)), rel=0.1)


def test_two_successive_draws_are_right_too_and_narrower() -> None:
    once = [estimate(checks(seed), POPULATIONS) for seed in range(500)]
    twice = [estimate(checks(seed, draws=2), POPULATIONS) for seed in range(500)]
    assert off([mean(one) for one in twice], TRUTH) < 3
    assert 0.92 < covered(twice, TRUTH) < 0.98
    assert statistics.stdev(map(mean, twice)) < 0.7 * statistics.stdev(map(mean, once))


def test_checks_that_happen_not_to_be_settled_leave_the_estimate_right() -> None:
    def estimated(seed: int) -> Estimate:
        chance = random.Random(seed)
        return estimate(checks(seed, draws=2, settled=lambda unit_id: chance.random() < 0.7), POPULATIONS)

    found = [estimated(seed) for seed in range(800)]
    assert off([mean(one) for one in found], TRUTH) < 3
    assert 0.92 < covered(found, TRUTH) < 0.98


def test_correcting_what_was_checked_does_not_make_the_rest_look_better() -> None:
    """Agencies lower every checked score that was too high. Counted as drawn, the checks still tell of the others."""
    as_drawn, as_corrected = [], []
    for seed in range(300):
        checked = checks(seed)
        corrected = {one.unit_id: min(one.self_score, one.self_score + one.difference) for one in checked}
        now = {one: replace(unit, score=corrected.get(one, unit.score), thin=False) for one, unit in UNITS.items()}
        as_drawn.append(estimate(checked, POPULATIONS))
        fooled = [replace(one, self_score=corrected[one.unit_id]) for one in checked]
        as_corrected.append(estimate(fooled, populations(now)))
    assert off([mean(one) for one in as_drawn], TRUTH) < 3
    assert statistics.mean(mean(one) for one in as_corrected) > TRUTH + 0.3


def test_each_agency_and_each_section_has_its_own_estimate() -> None:
    samples = [checks(seed) for seed in range(400)]
    agencies = [by_agency(sample, POPULATIONS) for sample in samples]
    sections = [by_section(sample, POPULATIONS) for sample in samples]
    own = {agency: [one[agency] for one in agencies] for agency in AGENCIES}
    truths = {agency: true_mean(lambda unit, agency=agency: unit.agency == agency) for agency in AGENCIES}
    assert max(off([mean(one) for one in own[agency]], truths[agency]) for agency in AGENCIES) < 3
    assert statistics.mean(covered(own[agency], truths[agency]) for agency in AGENCIES) > 0.92
    assert {(one.agencies, one.n_drawn) for one in own["dale"]} == {(("dale",), 10)}
    for section in range(1, 7):
        found, truth = (
            [one[section] for one in sections],
            true_mean(lambda unit, section=section: unit.section == section),
        )
        assert off([mean(one) for one in found], truth) < 3
        assert covered(found, truth) > 0.92


def test_a_census_is_exact_and_has_nothing_around_it() -> None:
    everything = checks(1, per_agency=36)
    found = estimate(everything, POPULATIONS)
    assert found.verified_mean == found.low == found.high == pytest.approx(TRUTH, abs=1e-12)
    assert (found.standard_error, found.n_checked, found.n_drawn, found.reason) == (0, 216, 216, "")
    for section, own in by_section(everything, POPULATIONS).items():
        truth = true_mean(lambda unit, section=section: unit.section == section)
        assert own.verified_mean == own.low == own.high == pytest.approx(truth, abs=1e-12)


def test_two_draws_that_reach_everything_are_a_census() -> None:
    found = estimate(checks(1, draws=2, per_agency=18), POPULATIONS)
    assert found.verified_mean == found.low == found.high == pytest.approx(TRUTH, abs=1e-12)


def test_the_self_mean_stands_beside_it() -> None:
    found = estimate(checks(1), POPULATIONS)
    assert found.self_mean == pytest.approx(SELF_MEAN)
    assert found.agencies == AGENCIES
    assert (found.n_checked, found.n_drawn, found.left_out) == (60, 60, ())


def test_an_agency_without_a_settled_check_is_left_out_of_both_means_and_named() -> None:
    found = estimate(checks(1, settled=lambda unit_id: not unit_id.startswith("dale")), POPULATIONS)
    others = {one: unit for one, unit in UNITS.items() if unit.agency != "dale"}
    same = estimate([one for one in checks(1) if one.agency != "dale"], populations(others))
    assert found.left_out == ("dale",)
    assert found.agencies == same.agencies == tuple(one for one in AGENCIES if one != "dale")
    assert (found.verified_mean, found.low, found.high) == (same.verified_mean, same.low, same.high)
    assert found.self_mean == pytest.approx(statistics.mean(unit.score for unit in others.values()))
    assert (found.n_checked, found.n_drawn) == (50, 60)


def test_nothing_checked_is_no_estimate() -> None:
    found = estimate([], POPULATIONS)
    assert found == Estimate(None, None, None, None, None, 0, 0, (), AGENCIES, NOBODY)
    assert by_section([], POPULATIONS)[3].reason == NOBODY
    assert estimate([], []).reason == NOBODY


def test_a_section_that_no_check_fell_into_has_no_estimate() -> None:
    found = by_section([one for one in checks(1) if one.section != 4], POPULATIONS)
    assert (found[4].verified_mean, found[4].reason, found[4].n_checked) == (None, NOBODY, 0)
    assert found[5].verified_mean is not None


def test_one_check_has_an_estimate_and_no_interval() -> None:
    found = by_agency(checks(1, per_agency=1), POPULATIONS)["abbey"]
    assert found.verified_mean is not None
    assert (found.low, found.high, found.standard_error, found.reason) == (None, None, None, SINGLE)


def test_a_section_with_one_check_has_an_estimate_and_no_interval() -> None:
    checked = [Checked("1", "elmfield", 1, 1, 0.5, 4, 2), Checked("2", "elmfield", 2, 1, 0.5, 3, 3)]
    found = by_section(checked, [Population("elmfield", 1, 2, 8), Population("elmfield", 2, 2, 6)])
    assert (found[1].verified_mean, found[1].low, found[1].reason) == (2, None, SINGLE)


def test_an_agency_with_one_check_does_not_take_the_interval_from_the_area() -> None:
    kept = [one for one in checks(1) if one.agency != "fell"]
    lone = next(one for one in checks(1, per_agency=1) if one.agency == "fell")
    without, found = estimate(kept, POPULATIONS), estimate([*kept, lone], POPULATIONS)
    assert found.agencies == AGENCIES
    assert found.standard_error is not None
    assert without.standard_error is not None
    assert found.standard_error > without.standard_error


def agreed(unit_id: str, pi: float = 0.5) -> Checked:
    return Checked(unit_id, "elmfield", 1, 1, pi, 3, 3)


def test_full_agreement_so_far_does_not_pretend_to_certainty() -> None:
    found = estimate([agreed("1"), agreed("2"), agreed("3")], [Population("elmfield", 1, 6, 18)])
    assert (found.verified_mean, found.low, found.high, found.reason) == (3, None, None, ALIKE)


def test_full_agreement_of_everything_is_certain() -> None:
    found = estimate([agreed("1", 1.0), agreed("2", 1.0)], [Population("elmfield", 1, 2, 6)])
    assert (found.verified_mean, found.low, found.high, found.reason) == (3, 3, 3, "")


def test_the_one_answer_of_an_agency_once_checked_is_certain() -> None:
    found = estimate([agreed("1", 1.0)], [Population("elmfield", 1, 1, 3)])
    assert (found.verified_mean, found.low, found.high, found.reason) == (3, 3, 3, "")


def test_degrees_of_freedom_are_checks_less_one_for_each_draw_in_each_agency() -> None:
    scored = [(4, 4), (4, 2), (3, 3), (3, 2)]
    checked = [Checked(str(n), "elmfield", 1, 1, 0.5, own, verified) for n, (own, verified) in enumerate(scored)]
    found = estimate(checked, [Population("elmfield", 1, 8, 24)])
    # By hand: mean difference -0.75, variance of differences 11/12, so the error is sqrt(11/12 × (1 - 4/8) / 4).
    assert found.verified_mean == pytest.approx(3 - 0.75)
    assert found.standard_error == pytest.approx((11 / 96) ** 0.5)
    assert found.low == pytest.approx(2.25 - 3.1824463052837078 * (11 / 96) ** 0.5)  # t of 3 degrees, scipy 1.17.1
    checked = [replace(one, unit_id=f"{agency}-{one.unit_id}", agency=agency) for one in checked for agency in "ab"]
    found = estimate(checked, [Population("a", 1, 8, 24), Population("b", 1, 8, 24)])
    assert found.high == pytest.approx(2.25 + 2.4469118511449786 * (11 / 192) ** 0.5)  # t of 6 degrees, scipy 1.17.1


def test_nothing_impossible_is_given() -> None:
    checked = [Checked("1", "elmfield", 1, 1, 0.1, 4, 0), Checked("2", "elmfield", 1, 1, 0.2, 4, 1)]
    found = estimate(checked, [Population("elmfield", 1, 12, 14)])
    assert (found.verified_mean, found.low) == (0, 0)
    assert found.high is not None
    assert 0 <= found.high <= 4


def test_answers_added_since_the_draw_widen_the_interval() -> None:
    now = [Population("elmfield", 1, 9, 24)]
    checked = [Checked(str(n), "elmfield", 1, 1, 0.5, 3, 3 - n % 2) for n in range(3)]
    before = estimate(checked, [Population("elmfield", 1, 6, 18)])
    grown = estimate(checked, now, [Frame("elmfield", 1, 6)])
    assert grown.verified_mean == pytest.approx(24 / 9 - 1 / 3)
    assert grown.standard_error is not None
    assert before.standard_error is not None
    assert grown.standard_error > before.standard_error


def test_every_answer_counts_the_same_whatever_its_agency() -> None:
    checked = [Checked(f"s{n}", "small", 1, 1, 1.0, 4, 2) for n in range(2)]
    checked += [Checked(f"l{n}", "large", 1, 1, 1.0, 2, 2) for n in range(6)]
    found = estimate(checked, [Population("small", 1, 2, 8), Population("large", 1, 6, 12)])
    assert (found.verified_mean, found.self_mean) == (2, 20 / 8)


def test_an_agency_with_nothing_scored_is_neither_counted_nor_left_out() -> None:
    found = estimate(checks(1), [*POPULATIONS, Population("empty", 1, 0, 0)])
    assert (found.agencies, found.left_out) == (AGENCIES, ())


@pytest.mark.parametrize("stray", [{"agency": "nowhere"}, {"section": 2}])
def test_a_check_without_a_population_is_refused(stray: dict[str, object]) -> None:
    known = {"agency": "elmfield", "section": 1}
    check = Checked("1", draw=1, pi=0.5, self_score=3, verified=3, **{**known, **stray})  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="has no population in section"):
        estimate([check], [Population("elmfield", 1, 6, 18)])


def test_a_population_given_twice_is_refused() -> None:
    with pytest.raises(ValueError, match="given twice"):
        estimate([], [Population("elmfield", 1, 6, 18)] * 2)


@pytest.mark.parametrize(("size", "self_total"), [(6, 25), (6, -1), (-1, 0), (0, 1)])
def test_an_impossible_population_is_refused(size: int, self_total: int) -> None:
    with pytest.raises(ValueError, match="cannot add up"):
        Population("elmfield", 1, size, self_total)
