"""What a person must do stands in the order in which it is due."""

from datetime import date

from onlinelives.web.needs import Need, soonest_first


def test_the_soonest_comes_first_and_what_has_no_date_last() -> None:
    never, late, soon = (
        Need("Never", "/a/"),
        Need("Late", "/b/", due=date(2026, 5, 1)),
        Need("Soon", "/c/", due=date(2026, 4, 1)),
    )
    assert soonest_first([never, late, soon]) == [soon, late, never]


def test_what_is_due_together_stays_as_it_came() -> None:
    told = [Need(what, "/", due=date(2026, 4, 1)) for what in "bca"] + [Need(what, "/") for what in "zy"]
    assert soonest_first(told) == told


def test_what_stands_first_comes_before_whatever_is_late() -> None:
    late, first = Need("Late", "/", due=date(2026, 1, 1), late=True), Need("Signal", "/", first=True)
    sooner = Need("Signal", "/", due=date(2026, 5, 1), first=True)
    assert soonest_first([late, first, sooner]) == [sooner, first, late]
