"""Legal holds: while one stands, nothing that it covers is disposed of or removed."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from onlinelives.accounts.models import Agency, Person
from onlinelives.cases.actions import disposals, holds, settings, young_people
from onlinelives.cases.models import LegalHold, YoungPerson
from onlinelives.rules.verdict import Invalid, NotNow, Refused
from onlinelives.trail.models import Entry
from tests.keeping import WHY, Keeping
from tests.practice import restricted_to
from tests.world import World, again

SignIn = Callable[[Person], Client]


@pytest.fixture
def keeping(world: World) -> Keeping:
    return Keeping(world)


def hold(world: World, keeping: Keeping, on: str) -> LegalHold:
    if on == "record":
        return holds.hold_record(young_person=keeping.ondine, reason=WHY, by=world.bob)
    agency: dict[str, Agency | None] = {"agency": world.elmfield, "area": None}
    return holds.hold_area(agency=agency[on], reason=WHY, by=world.omar)


@pytest.mark.parametrize("on", ["record", "agency", "area"])
class TestWhileItStands:
    def test_nothing_is_proposed_or_carried_out(self, world: World, keeping: Keeping, on: str) -> None:
        proposed = keeping.proposed(world.bob)
        made = hold(world, keeping, on)
        with pytest.raises(NotNow, match="legal hold"):
            disposals.approve(disposal=proposed, by=keeping.bea)
        disposals.withdraw(disposal=proposed, by=world.bob)
        with pytest.raises(NotNow, match="legal hold"):
            keeping.proposed(world.bob)
        holds.lift(hold=made, reason=WHY, by=world.bob if on == "record" else world.omar)
        disposals.approve(disposal=keeping.proposed(world.bob), by=keeping.bea)
        assert not YoungPerson.objects.filter(pk=keeping.ondine.pk).exists()

    def test_names_are_not_removed_either(self, world: World, keeping: Keeping, on: str) -> None:
        hold(world, keeping, on)
        settings.decide(wanted=settings.Wanted(keeps_identity=False), expected=1, by=world.omar)
        with pytest.raises(NotNow, match="legal hold"):
            young_people.forget_identity(young_person=keeping.ondine, expected=1, by=world.bob)

    def test_the_record_says_so_and_its_list_too(
        self, world: World, keeping: Keeping, signed_in: SignIn, on: str
    ) -> None:
        hold(world, keeping, on)
        client = signed_in(world.bob)
        shown = client.get(reverse("young_person_keeping", args=[keeping.ondine.reference])).text
        assert "A legal hold stands" in shown
        assert "moved away" in shown
        assert ("Lift this hold" in shown) == (on == "record")
        assert "Legal hold" in client.get(reverse("closed_records")).text
        assert client.get(reverse("young_person_dispose", args=[keeping.ondine.reference])).status_code == 409


class TestWhatItCovers:
    def test_another_agency_or_record_is_not_held(self, world: World, keeping: Keeping) -> None:
        holds.hold_area(agency=world.harbour, reason=WHY, by=world.omar)
        holds.hold_record(young_person=keeping.tariq, reason=WHY, by=world.bob)
        holds.hold_area(agency=None, reason=WHY, by=world.far_omar)
        assert not LegalHold.objects.over(keeping.ondine).exists()
        keeping.proposed(world.bob)

    def test_two_holds_are_two(self, world: World, keeping: Keeping) -> None:
        first, _ = hold(world, keeping, "record"), hold(world, keeping, "area")
        holds.lift(hold=first, reason=WHY, by=keeping.bea)
        assert LegalHold.objects.over(keeping.ondine).count() == 1
        with pytest.raises(NotNow, match="lifted already"):
            holds.lift(hold=first, reason=WHY, by=keeping.bea)

    def test_the_same_form_twice_makes_one(self, world: World, keeping: Keeping) -> None:
        key, other = uuid.uuid4(), uuid.uuid4()
        for _ in range(2):
            holds.hold_record(young_person=keeping.ondine, reason=WHY, by=world.bob, form_key=key)
            holds.hold_area(agency=None, reason=WHY, by=world.omar, form_key=other)
        assert LegalHold.objects.count() == 2


class TestWho:
    def test_a_manager_who_sees_the_record_holds_it(self, world: World, keeping: Keeping) -> None:
        with pytest.raises(Refused, match="Only a manager"):
            holds.hold_record(young_person=keeping.ondine, reason=WHY, by=world.alice)
        for stranger in (world.mina, world.omar, world.charlie, world.dana, world.yan):
            with pytest.raises(Refused, match="do not see"):
                holds.hold_record(young_person=keeping.ondine, reason=WHY, by=again(stranger))
        restricted_to([world.alice], YoungPerson.objects.get(pk=keeping.ondine.pk), world.bob)
        with pytest.raises(Refused):
            holds.hold_record(young_person=keeping.ondine, reason=WHY, by=world.bob)

    def test_an_administrator_holds_an_agency_and_lifts_no_hold_on_a_record(
        self, world: World, keeping: Keeping
    ) -> None:
        with pytest.raises(Refused):
            holds.hold_area(agency=world.elmfield, reason=WHY, by=world.bob)
        with pytest.raises(Invalid):
            holds.hold_area(agency=world.far_agency, reason=WHY, by=world.omar)
        with pytest.raises(Refused):
            holds.lift(hold=hold(world, keeping, "record"), reason=WHY, by=world.omar)
        with pytest.raises(Refused):
            holds.lift(hold=hold(world, keeping, "agency"), reason=WHY, by=world.bob)

    def test_another_areas_hold_is_not_there_for_an_administrator(
        self, world: World, keeping: Keeping, signed_in: SignIn
    ) -> None:
        made, client = hold(world, keeping, "area"), signed_in(world.far_omar)
        assert client.get(reverse("area_hold_lift", args=[made.pk])).status_code == 404
        with pytest.raises(LegalHold.DoesNotExist):
            holds.lift(hold=made, reason=WHY, by=world.far_omar)
        on_record = hold(world, keeping, "record")
        assert signed_in(world.omar).get(reverse("area_hold_lift", args=[on_record.pk])).status_code == 404

    def test_reasons_are_sealed_and_stay_out_of_the_trail(self, world: World, keeping: Keeping) -> None:
        made = hold(world, keeping, "area")
        holds.lift(hold=made, reason="The inquiry into Quillbrook ended.", by=world.omar)
        bodies = "".join(Entry.objects.values_list("body", flat=True))
        assert "Quillbrook" not in bodies
        assert "moved away" not in bodies


class TestOnThePage:
    def test_an_administrator_puts_one_on_and_lifts_it_without_seeing_a_record(
        self, world: World, keeping: Keeping, signed_in: SignIn
    ) -> None:
        client, url = signed_in(world.omar), reverse("area_holds")
        assert "No holds" in client.get(url).text
        sent: dict[str, Any] = {"agency": "area", "reason": WHY, "form_key": str(uuid.uuid4())}
        assert client.post(url, {**sent, "reason": "x"}).status_code == 422
        assert client.post(url, {**sent, "agency": world.far_agency.pk}).status_code == 422
        assert client.post(url, sent).status_code == 302
        made = LegalHold.objects.get()
        assert (made.agency, made.young_person) == (None, None)
        shown = client.get(url).text
        assert "Everything in the area" in shown
        assert "OL-" not in shown
        assert client.post(reverse("area_hold_lift", args=[made.pk]), {"reason": WHY}).status_code == 302
        assert "Lifted" in client.get(url).text

    def test_a_manager_puts_one_on_a_record_and_lifts_it(
        self, world: World, keeping: Keeping, signed_in: SignIn
    ) -> None:
        client, reference = signed_in(world.bob), keeping.ondine.reference
        url = reverse("young_person_hold", args=[reference])
        assert client.post(url, {"reason": WHY, "form_key": str(uuid.uuid4())}).status_code == 302
        made = LegalHold.objects.get()
        lift = reverse("young_person_hold_lift", args=[reference, made.pk])
        assert client.post(lift, {"reason": ""}).status_code == 422
        assert client.post(lift, {"reason": WHY}).status_code == 302
        assert "Holds that were lifted" in client.get(reverse("young_person_keeping", args=[reference])).text
        elsewhere = reverse("young_person_hold_lift", args=[keeping.tariq.reference, made.pk])
        assert client.get(elsewhere).status_code == 404
