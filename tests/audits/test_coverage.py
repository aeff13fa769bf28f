"""Coverage debt: what nobody has checked, and what was checked longest ago, counted by hand."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from onlinelives.accounts.models import Person
from onlinelives.audits import queries
from onlinelives.audits.actions import checks
from onlinelives.audits.models import Draw, Round
from onlinelives.audits.queries.coverage import AgencyDebt, Coverage
from onlinelives.rules.verdict import Refused
from onlinelives.trail import clock
from tests.audits.drawn import check_of, found, settled, signed
from tests.pages import rows
from tests.world import World, draw

SignIn = Callable[[Person], Client]


@pytest.fixture
def made(world: World) -> Draw:
    """Everything of last year's round, in which both agencies are."""
    return draw(signed(world, (world.elmfield, world.bob), (world.harbour, world.mina)), world.dana, 36)


def agreed(world: World, made: Draw, agency: str, statement: str, *, days_ago: int) -> datetime:
    """When it was settled."""
    at = clock.now() - timedelta(days=days_ago)
    with clock.at(at):
        found(check_of(made, statement, getattr(world, agency)), world.ravi, "agree", None, "")
    return at


def coverage(world: World, round_: Round) -> Coverage:
    return queries.coverage(world.dana, round_.pk)


def by_name(found_: Coverage) -> dict[str, AgencyDebt]:
    return {agency.name: agency for agency in found_.agencies}


def test_at_first_nothing_has_been_checked(world: World, made: Draw) -> None:
    whole = coverage(world, made.round).whole
    assert (whole.statements, whole.checked, whole.never, whole.oldest, whole.days) == (72, 0, 72, None, None)


def test_what_counts_is_the_settlement(world: World, made: Draw) -> None:
    """Not what is only taken, found, or set aside; and a settlement without a score is one too."""
    checks.take(check=check_of(made, "1.1", world.elmfield), by=world.ravi)
    found(check_of(made, "1.2", world.elmfield), world.ravi)
    checks.set_aside(check=check_of(made, "1.3", world.elmfield), reason="It is lost.", expected=0, by=world.dana)
    assert coverage(world, made.round).whole.checked == 0
    found(check_of(made, "1.4", world.elmfield), world.ravi, "cannot_tell", None)
    settled(check_of(made, "1.4", world.elmfield), world.ravi, "cannot_tell")
    assert coverage(world, made.round).whole.checked == 1


def test_by_agency_section_and_statement(world: World, made: Draw) -> None:
    old = agreed(world, made, "elmfield", "1.1", days_ago=90)
    agreed(world, made, "elmfield", "1.2", days_ago=10)
    agreed(world, made, "elmfield", "2.1", days_ago=40)
    fresh = agreed(world, made, "harbour", "1.1", days_ago=5)
    told = coverage(world, made.round)
    elmfield, harbour = by_name(told)["Elmfield School"], by_name(told)["Harbour Health"]
    assert [debt.checked for debt in elmfield.sections] == [2, 1, 0, 0, 0, 0]
    assert [debt.statements for debt in elmfield.sections] == [6] * 6
    assert (elmfield.whole.checked, elmfield.whole.never, elmfield.whole.oldest) == (3, 33, old)
    assert (elmfield.whole.days, elmfield.sections[1].days, elmfield.sections[2].days) == (90, 40, None)
    assert (harbour.whole.checked, harbour.whole.oldest, harbour.whole.days) == (1, fresh, 5)
    statements = {line.statement.id: line.debt for line in told.statements}
    assert (statements["1.1"].checked, statements["1.1"].statements, statements["1.1"].days) == (2, 2, 90)
    assert (statements["1.2"].checked, statements["1.2"].days) == (1, 10)
    assert (told.whole.checked, told.whole.statements, told.whole.days) == (4, 72, 90)


def test_what_has_gone_unchecked_for_longest_is_first(world: World, made: Draw) -> None:
    """First by how many were never checked, then by how long ago."""
    agreed(world, made, "elmfield", "1.1", days_ago=5)
    for agency in ("elmfield", "harbour"):
        agreed(world, made, agency, "3.3", days_ago=30)
        agreed(world, made, agency, "4.4", days_ago=60)
    told = coverage(world, made.round)
    assert [agency.name for agency in told.agencies] == ["Harbour Health", "Elmfield School"]
    last = [line.statement.id for line in told.statements[-3:]]
    assert last == ["1.1", "4.4", "3.3"]
    assert told.statements[0].debt.checked == 0


def test_the_last_check_of_a_statement_counts(world: World, made: Draw) -> None:
    agreed(world, made, "elmfield", "1.1", days_ago=90)
    later = draw(signed(world, (world.elmfield, world.bob), name="Another"), world.dana, 36)
    agreed(world, later, "elmfield", "1.1", days_ago=3)
    assert by_name(coverage(world, made.round))["Elmfield School"].whole.days == 3


def test_checks_of_other_rounds_count_and_those_of_other_agencies_and_areas_do_not(world: World, made: Draw) -> None:
    agreed(world, made, "elmfield", "1.1", days_ago=3)
    only_harbour = signed(world, (world.harbour, world.mina), name="Harbour alone")
    assert coverage(world, world.round).whole.checked == 1
    assert coverage(world, only_harbour).whole.checked == 0
    assert coverage(world, only_harbour).whole.statements == 36
    assert queries.coverage(world.zoe, world.far_round.pk).whole.checked == 0


def test_the_page(world: World, made: Draw, signed_in: SignIn) -> None:
    agreed(world, made, "elmfield", "1.1", days_ago=1)
    for person in (world.dana, world.ines):
        got = signed_in(person).get(reverse("round_coverage", args=[made.round_id]))
        assert got.status_code == 200
        shown = got.content.decode()
        assert "1 of 72 statements of the agencies in this round have been checked" in shown
        told = {row[0]: row[1:] for row in rows(got.content)}
        assert told["Harbour Health"] == ["0 of 6"] * 6 + ["36", "None"]
        assert told["Elmfield School"][:7] == ["1 of 6", *["0 of 6"] * 5, "35"]
        one = next(row for name, row in told.items() if name.startswith("1.1 "))
        assert one[0] == "1 of 2"
        assert one[1].endswith(", 1 day ago")


def test_it_is_for_strategy_leads_and_analysts(world: World, made: Draw) -> None:
    for person in (world.alice, world.bob, world.ravi, world.omar):
        with pytest.raises(Refused):
            queries.coverage(person, made.round_id)


def test_the_number_of_queries_does_not_grow(world: World, made: Draw, django_assert_num_queries: Any) -> None:
    queries.coverage(world.dana, made.round_id)
    for days in (1, 2):
        agreed(world, made, "elmfield", f"1.{days}", days_ago=days)
        with django_assert_num_queries(3):
            queries.coverage(world.dana, made.round_id)
