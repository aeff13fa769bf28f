"""Ages in bands: every age is in one narrow band, and a broad band holds whole narrow ones."""

import pytest

from onlinelives.rules import age_bands


@pytest.mark.parametrize(
    ("age", "band"),
    [(0, "under_11"), (10, "under_11"), (11, "11_13"), (13, "11_13"), (14, "14_15"), (15, "14_15"), (16, "16_17"),
     (17, "16_17"), (18, "18_over"), (24, "18_over")],
)  # fmt: skip
def test_an_age_is_in_its_band(age: int, band: str) -> None:
    assert age_bands.band_of(age) == band
    youngest, oldest = age_bands.ages(band)
    assert youngest <= age <= oldest


@pytest.mark.parametrize("age", [-1, 121])
def test_what_is_no_age_has_no_band(age: int) -> None:
    with pytest.raises(ValueError, match="no age"):
        age_bands.band_of(age)


@pytest.mark.parametrize("narrow", age_bands.NARROW)
def test_the_broader_band_holds_all_of_the_narrow_one(narrow: str) -> None:
    youngest, oldest = age_bands.ages(narrow)
    least, most = age_bands.ages(age_bands.broader(narrow))
    assert least <= youngest <= oldest <= most
    assert (least, most) != (youngest, oldest)


def test_nothing_is_broader_than_a_broad_band() -> None:
    with pytest.raises(KeyError):
        age_bands.broader("under_14")


def test_every_age_is_in_exactly_one_band_of_each_kind() -> None:
    for bands in (age_bands.NARROW, age_bands.BROAD):
        for age in range(121):
            assert sum(youngest <= age <= oldest for _, youngest, oldest in bands.values()) == 1
