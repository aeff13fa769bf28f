"""Agreements and legal bases: kept by those who hold no data about any child, and never more in force than is known."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from onlinelives.accounts.models import Person
from onlinelives.rules.verdict import Changed, Invalid, NotNow, Refused
from onlinelives.sharing import queries
from onlinelives.sharing.actions import agreements, bases
from onlinelives.sharing.actions.agreements import Terms
from onlinelives.sharing.actions.bases import Wording
from onlinelives.sharing.models import Agreement, LegalBasis
from onlinelives.trail import clock
from onlinelives.trail.models import Entry
from tests.partners import agree_between, grounds
from tests.world import World

SignIn = Callable[[Person], Client]
BY_LAW = Wording("By-law", "By-law 4", "Sharing between wardens.", "in_force")


def terms(world: World, **said: Any) -> Terms:
    first = {"name": "Protocol", "purpose": "To help early.", "review_on": clock.today()}
    return Terms(**{**first, "agencies": (world.elmfield, world.harbour), **said})


class TestAgreements:
    def test_those_who_look_after_them_hold_no_records_and_others_read(self, world: World, signed_in: SignIn) -> None:
        agree_between([world.elmfield, world.harbour], world.dana, name="Early help")
        for person in (world.alice, world.mina, world.omar, world.dana):
            assert "Early help" in signed_in(person).get(reverse("sharing_agreements")).text
        assert "Early help" not in signed_in(world.zoe).get(reverse("sharing_agreements")).text
        for person in (world.alice, world.bob, world.ravi, world.ines):
            with pytest.raises(Refused):
                agreements.add(terms=terms(world), by=person)

    @pytest.mark.parametrize("few", [(), ("elmfield",), ("elmfield", "elmfield")])
    def test_it_is_between_two_agencies_at_least(self, world: World, few: tuple[str, ...]) -> None:
        with pytest.raises(Invalid, match="at least two"):
            agreements.add(terms=terms(world, agencies=tuple(getattr(world, name) for name in few)), by=world.dana)

    def test_no_agency_of_another_area(self, world: World) -> None:
        with pytest.raises(Invalid, match="of your area"):
            agreements.add(terms=terms(world, agencies=(world.elmfield, world.far_agency)), by=world.dana)

    def test_two_who_change_it_are_told_of_each_other(self, world: World, signed_in: SignIn) -> None:
        made = agree_between([world.elmfield, world.harbour], world.dana)
        agreements.change(agreement=made, terms=terms(world, name="By Omar"), expected=1, by=world.omar)
        with pytest.raises(Changed):
            agreements.change(agreement=made, terms=terms(world), expected=1, by=world.dana)
        day = clock.today()
        sent = {"version": 1, "name": "By Dana", "purpose": "Other"}
        sent |= {"agencies": [world.elmfield.pk, world.harbour.pk], "form_key": "7e6f9f6e-0b1f-4a0e-9d7c-0a4f8a9d1c33"}
        sent |= {"review_on_0": day.day, "review_on_1": day.month, "review_on_2": day.year}
        got = signed_in(world.dana).post(reverse("sharing_agreement_edit", args=[made.pk]), sent)
        assert got.status_code == 422
        assert "By Dana" in got.text
        assert 'name="version" value="2"' in got.text

    def test_an_ended_one_stays_and_never_changes(self, world: World, signed_in: SignIn) -> None:
        made = agree_between([world.elmfield, world.harbour], world.dana, name="Pilot")
        agreements.end(agreement=made, reason="It is over.", expected=1, by=world.omar)
        shown = signed_in(world.alice).get(reverse("sharing_agreements")).text
        assert "Pilot" in shown
        assert "It is over." in shown
        with pytest.raises(NotNow, match="has ended"):
            agreements.change(agreement=made, terms=terms(world), expected=2, by=world.dana)
        with pytest.raises(DatabaseError), transaction.atomic():
            Agreement.objects.update(end_reason="")

    def test_a_review_is_asked_for_before_it_is_due_and_marked_when_it_is_late(self, world: World) -> None:
        for days in (31, 30, -1):
            agree_between([world.elmfield, world.harbour], world.dana, review_on=clock.today() + timedelta(days=days))
        [need] = queries.needs(world.dana)
        assert (need.what, need.late) == ("Review 2 sharing agreements", True)
        assert [line.is_due for line in queries.agreements_for(world.alice)[0]].count(True) == 1
        assert queries.needs(world.alice) == []

    def test_a_link_that_is_no_web_address_is_refused(self, world: World, signed_in: SignIn) -> None:
        sent = {"name": "P", "link": "javascript:alert(1)"}
        got = signed_in(world.dana).post(reverse("sharing_agreement_new"), sent)
        assert "Enter a web address" in got.text


class TestLegalBases:
    def test_whoever_opens_the_page_first_lays_them_and_only_once(self, world: World, signed_in: SignIn) -> None:
        for person in (world.alice, world.bob):
            signed_in(person).get(reverse("sharing_bases"))
        assert LegalBasis.objects.count() == 12
        assert Entry.objects.filter(verb="legal bases laid").count() == 1
        bases.lay(by=world.bob)
        assert LegalBasis.objects.count() == 12
        signed_in(world.yan).get(reverse("sharing_bases"))
        assert LegalBasis.objects.filter(partnership=world.yan.partnership_id).count() == 12

    def test_what_is_not_known_to_be_in_force_can_never_be_used(self, world: World, signed_in: SignIn) -> None:
        grounds(world.alice)
        [duty] = grounds(world.alice, "duty-to-share")
        assert duty.may_be_used(clock.today()).reason == "Nobody has confirmed when it starts."
        shown = signed_in(world.alice).get(reverse("sharing_bases")).text
        assert shown.count("Cannot be chosen") == 5

    @pytest.mark.parametrize(
        ("state", "since", "until", "usable"),
        [
            ("in_force", None, None, True),
            ("in_force", 0, None, True),
            ("in_force", 1, None, False),
            ("in_force", None, 0, True),
            ("in_force", None, -1, False),
            ("in_force", -9, -1, False),
            ("not_yet", -9, None, False),
            ("not_confirmed", -9, None, False),
        ],
    )
    def test_it_can_be_used_on_the_days_on_which_it_is_in_force(
        self, state: str, since: int | None, until: int | None, usable: bool
    ) -> None:
        today = clock.today()
        days = [None if each is None else today + timedelta(days=each) for each in (since, until)]
        basis = LegalBasis(name="X", state=state, in_force_from=days[0], in_force_until=days[1])
        assert bool(basis.may_be_used(today)) is usable

    def test_a_change_is_a_newer_row_and_the_earlier_one_stays(self, world: World, signed_in: SignIn) -> None:
        [duty] = grounds(world.dana, "duty-to-share")
        told = Wording(duty.name, duty.citation, duty.allows, "in_force", clock.today())
        bases.revise(basis=duty, wording=told, expected=1, by=world.dana)
        now, before = queries.basis_for(world.alice, "duty-to-share")
        assert (now.state, now.number, now.newest) == ("in_force", 2, True)
        assert (before.state, before.number, before.newest) == ("not_confirmed", 1, False)
        assert len(queries.bases_for(world.alice)) == 12
        with pytest.raises(Changed):
            bases.revise(basis=duty, wording=told, expected=1, by=world.omar)
        assert "Earlier" in signed_in(world.alice).get(reverse("sharing_basis", args=["duty-to-share"])).text

    def test_a_row_of_the_areas_own_has_a_code_of_its_own(self, world: World) -> None:
        assert bases.add(wording=BY_LAW, by=world.dana).code == "by-law"
        assert bases.add(wording=BY_LAW, by=world.dana).code == "by-law-2"
        with pytest.raises(Refused):
            bases.add(wording=BY_LAW, by=world.bob)

    def test_it_cannot_end_before_it_starts(self, world: World) -> None:
        day = clock.today()
        with pytest.raises(Invalid, match="before it starts"):
            bases.add(wording=Wording("X", "X", "X", "in_force", day, day - timedelta(days=1)), by=world.dana)
        with pytest.raises(DatabaseError), transaction.atomic():
            LegalBasis.objects.create(
                partnership=world.partnership, code="x", state="in_force", in_force_from=day,
                in_force_until=day - timedelta(days=1),
            )  # fmt: skip
