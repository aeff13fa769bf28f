"""Sheets of codes: shown once, kept as keyed hashes, counted and revoked."""

import uuid

import pytest

from onlinelives.accounts.sealed_fields import blind
from onlinelives.rules import access_codes
from onlinelives.rules.verdict import Invalid, NotNow
from onlinelives.survey import queries
from onlinelives.survey.actions import codes, waves
from onlinelives.survey.actions.codes import FEWEST, MOST, PURPOSE, Wanted
from onlinelives.survey.models import AccessCode, CodeSheet
from tests.waves import Fieldwork, hand_in
from tests.world import World

pytestmark = pytest.mark.django_db


def test_every_code_can_be_read_and_none_is_stored(fieldwork: Fieldwork) -> None:
    issued = fieldwork.class_8b
    assert len(set(issued.codes)) == 12
    assert all(access_codes.read(code) == code for code in issued.codes)
    kept = set(issued.sheet.codes.values_list("blind", flat=True))
    assert kept == {blind(code, PURPOSE) for code in issued.codes}
    assert not kept & set(issued.codes)


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (Wanted(8, FEWEST - 1, "8C"), "class_name"),
        (Wanted(8, MOST + 1, "8C"), "how_many"),
        (Wanted(8, 0), "how_many"),
        (Wanted(8, 501), "how_many"),
        (Wanted(10, 20), "year_group"),
    ],
)
def test_what_cannot_be_is_said_at_its_field(fieldwork: Fieldwork, wanted: Wanted, field: str) -> None:
    before = AccessCode.objects.count()
    with pytest.raises(Invalid) as refused:
        codes.issue(place=fieldwork.place, wanted=wanted, by=fieldwork.world.ines)
    assert refused.value.field == field
    assert AccessCode.objects.count() == before


def test_the_same_form_sent_twice_makes_one_sheet(fieldwork: Fieldwork) -> None:
    key = uuid.uuid4()
    wanted = Wanted(8, 15, "8C")
    codes.issue(place=fieldwork.place, wanted=wanted, by=fieldwork.world.ines, form_key=key)
    with pytest.raises(NotNow, match="shown already"):
        codes.issue(place=fieldwork.place, wanted=wanted, by=fieldwork.world.ines, form_key=key)
    assert CodeSheet.objects.filter(class_name="8C").count() == 1


def test_only_unused_codes_are_revoked(fieldwork: Fieldwork) -> None:
    hand_in(fieldwork.class_8b.codes[:5])
    assert codes.revoke(sheet=fieldwork.class_8b.sheet, by=fieldwork.world.dana) == 7
    line = next(
        line
        for line in queries.place_page(fieldwork.world.ines, fieldwork.place.pk).sheets
        if line.sheet == fieldwork.class_8b.sheet
    )
    assert (line.codes.used, line.codes.unused, line.codes.revoked) == (5, 0, 7)
    with pytest.raises(NotNow):
        codes.revoke(sheet=fieldwork.class_8b.sheet, by=fieldwork.world.dana)


def test_a_closed_wave_has_no_new_codes(fieldwork: Fieldwork) -> None:
    waves.close(wave=fieldwork.wave, by=fieldwork.world.dana)
    with pytest.raises(NotNow, match="closed"):
        fieldwork.issue(8, 12, "8C")


def test_the_sheet_shows_every_code_and_where_to_type_it(fieldwork: Fieldwork, signed_in) -> None:
    page = signed_in(fieldwork.world.ines)
    url = f"/survey/places/{fieldwork.place.pk}/codes/"
    told = {"codes-year_group": 8, "codes-how_many": 30, "codes-class_name": "8 O'Hara", "codes-form_key": uuid.uuid4()}
    got = page.post(url, told)
    body = got.content.decode()
    assert got.status_code == 200
    assert body.count('class="ol-slips__code"') == 30
    assert body.count("/s/</span>") == 30
    assert "8 O&#39;Hara" in body
    again = page.post(url, told)
    assert again.status_code == 422
    assert "shown already" in again.content.decode()


def test_codes_of_another_area_stay_out_of_reach(fieldwork: Fieldwork, world: World, signed_in) -> None:
    zoe = signed_in(world.zoe)
    assert zoe.post(f"/survey/sheets/{fieldwork.class_8b.sheet.pk}/revoke/").status_code == 404
    assert AccessCode.objects.filter(state="revoked").count() == 0
