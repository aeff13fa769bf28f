"""Places go by what is shown, and by nothing else."""

from onlinelives.rules.disclosure.shares import Shown, places_of


def test_equals_share_a_place_and_what_is_hidden_has_none() -> None:
    cells = {"a": Shown(20, 10, 30, 100), "b": None, "c": Shown(31, 20, 40, 100), "d": Shown(20, 12, 31, 90)}
    assert places_of({**cells, "e": Shown(3, 1, 9, 90)}) == {"a": "2=", "b": "", "c": "1", "d": "2=", "e": "4"}
    assert places_of({"b": None}) == {"b": ""}
