"""What is given out unless exact figures are asked for: coarse, and nothing small."""

from pathlib import Path
from typing import Any

import pytest

from onlinelives.survey.analysing import guarding
from onlinelives.survey.analysing.figures import Figure
from tests.survey.analysing.commands import REFERENCE, as_csv, exact, guarded, told

NUMBERS = ("n", "yes", "psus", "p", "se", "low", "high", "design_effect", "df")


def groups(tmp_path: Path, **counts: tuple[int, int]) -> Path:
    """For each group, how many said no and yes; every row its own PSU."""
    rows = [(name, answer) for name, both in counts.items() for answer in (0, 1) for _ in range(both[answer])]
    return as_csv(tmp_path / "answers.csv", {"g": [name for name, _ in rows], "q": [answer for _, answer in rows]})


def shown(found: dict[str, Any]) -> list[str]:
    return [one["group"] for one in found["figures"] if not one["hidden"]]


@pytest.mark.parametrize(
    ("n", "yes", "psus", "why"),
    [
        (30, 15, 3, ""),
        (29, 15, 3, guarding.FEW),
        (30, 15, 2, guarding.FEW),
        (100, 8, 50, ""),
        (100, 7, 50, guarding.TELLING),
        (100, 1, 50, guarding.TELLING),
        (100, 0, 50, guarding.TELLING),
        (100, 92, 50, ""),
        (100, 93, 50, guarding.TELLING),
        (100, 100, 50, guarding.TELLING),
    ],
)
def test_the_rule_for_a_figure(n: int, yes: int, psus: int, why: str) -> None:
    assert guarding.reason(Figure("q", "g", n=n, yes=yes, psus=psus)) == why


def test_what_is_given_is_coarse(tmp_path: Path) -> None:
    file = groups(tmp_path, a=(41, 32))
    [figure] = guarded(file, "--items", "q")["figures"]
    assert (figure["n"], figure["p"], figure["yes"], figure["se"]) == (75, 0.44, None, None)
    assert all(round(figure[limit], 2) == figure[limit] for limit in ("low", "high"))
    text = told(file, "--items", "q")
    assert "75" in text
    assert "44%" in text
    assert "73" not in text
    assert "0.43" not in text


def test_a_hidden_figure_has_no_number(tmp_path: Path) -> None:
    file = groups(tmp_path, a=(90, 5))
    [figure] = guarded(file, "--items", "q")["figures"]
    assert figure["hidden"] == guarding.TELLING
    assert [figure[name] for name in NUMBERS] == [None] * len(NUMBERS)
    assert f"hidden: {guarding.TELLING}" in told(file, "--items", "q")


def test_one_group_is_never_hidden_alone(tmp_path: Path) -> None:
    file = groups(tmp_path, a=(300, 200), b=(60, 50), c=(90, 4), d=(40, 30))
    found = guarded(file, "--items", "q", "--by", "g")
    assert shown(found) == ["", "a", "b"]
    assert [one["hidden"] for one in found["figures"][3:]] == [guarding.TELLING] * 2
    assert [one["group"] for one in found["contrasts"] if not one["hidden"]] == ["a", "b"]
    assert all(not one["measures"] and one["p"] is None for one in found["contrasts"][2:])
    assert found["tests"][0]["hidden"] == guarding.OTHERS
    assert found["tests"][0]["f"] is None
    assert shown(exact(file, "--items", "q", "--by", "g")) == ["", "a", "b", "c", "d"]


def test_hidden_groups_are_not_small_together_either(tmp_path: Path) -> None:
    file = groups(tmp_path, a=(300, 200), b=(60, 50), c=(90, 4), d=(40, 0))
    assert shown(guarded(file, "--items", "q", "--by", "g")) == ["", "a"]


def test_two_groups_are_both_hidden_or_both_shown(tmp_path: Path) -> None:
    hidden = guarded(groups(tmp_path, a=(300, 200), b=(90, 4)), "--items", "q", "--by", "g")
    assert shown(hidden) == [""]
    assert hidden["contrasts"][0]["hidden"]
    both = guarded(groups(tmp_path, a=(300, 200), b=(90, 40)), "--items", "q", "--by", "g")
    assert shown(both) == ["", "a", "b"]
    assert both["contrasts"][0]["measures"][0]["estimate"] == -0.09


def test_holm_covers_what_is_given(tmp_path: Path) -> None:
    file = groups(tmp_path, a=(60, 40), b=(50, 50), c=(50, 70))
    found = exact(file, "--items", "q", "--by", "g")
    p_values = sorted(one["p"] for one in (*found["contrasts"], *found["tests"]))
    assert len(p_values) == 4
    assert min(one["holm"] for one in (*found["contrasts"], *found["tests"])) == pytest.approx(4 * p_values[0])


def test_a_model_leaves_only_with_ten_on_either_side_of_every_level(tmp_path: Path) -> None:
    for few, hidden in ((10, False), (9, True)):
        file = groups(tmp_path, a=(60, 40), b=(50, few))
        model = guarded(file, "--model", "q ~ g")["model"]
        assert bool(model["hidden"]) is hidden
        assert [each["term"] for each in model["coefficients"]] == ([] if hidden else ["g=b"])
        assert ("hidden:" in told(file, "--model", "q ~ g")) is hidden
    assert exact(file, "--model", "q ~ g")["model"]["least"] == 9


def test_an_indicator_is_a_factor_although_it_is_a_number(tmp_path: Path) -> None:
    file = groups(tmp_path, **{"1": (60, 40), "2": (50, 9)})
    assert guarded(file, "--model", "q ~ g")["model"]["hidden"] == guarding.MODEL


def test_a_model_leaves_with_ten_degrees_of_freedom_only() -> None:
    asked = (REFERENCE / "nhanes.csv", "--psu", "SDMVPSU", "--strata", "SDMVSTRA", "--weight", "WTMEC2YR")
    assert guarded(*asked, "--model", "HI_CHOL ~ C(RIAGENDR) + C(race)")["model"]["df"] == 12
    assert guarded(*asked, "--model", "HI_CHOL ~ C(RIAGENDR) + C(race) + C(agecat)")["model"]["hidden"]


def test_exact_figures_say_that_they_must_not_leave(tmp_path: Path) -> None:
    file = groups(tmp_path, a=(41, 32))
    text = told(file, "--items", "q", "--unsafe")
    assert "must not leave" in text
    assert "0.43835616" in text
    assert "must not leave" not in told(file, "--items", "q")
    assert "must not leave" in exact(file, "--items", "q")["note"]
    assert exact(file, "--items", "q")["figures"][0]["p"] == 32 / 73
