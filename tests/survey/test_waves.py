"""Waves are planned, arranged, opened and closed; their pages stay light."""

import re
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from onlinelives.accounts.models import Person
from onlinelives.content import instruments
from onlinelives.rules.verdict import Changed, Invalid, NotNow
from onlinelives.survey import queries
from onlinelives.survey.actions import codes, places, settings, waves
from onlinelives.survey.actions.codes import Wanted
from onlinelives.survey.actions.places import Part
from onlinelives.survey.actions.settings import About
from onlinelives.survey.actions.waves import Plan
from onlinelives.survey.models import KeptQuestionnaire, Setting, Wave
from onlinelives.trail import clock
from tests.waves import Fieldwork, add_setting, answered_elsewhere, hand_in, plan
from tests.world import World

pytestmark = pytest.mark.django_db
DAYS = ("opens_on", "closes_on")
TICKED = r'name="on_device"[^>]* checked'


class TestPlanning:
    def test_the_questionnaire_is_kept_word_for_word_and_once(self, world: World) -> None:
        first = waves.prepare(plan=plan(), by=world.ines)
        second = waves.prepare(plan=plan("Another"), by=world.dana)
        assert first.questionnaire == second.questionnaire
        assert KeptQuestionnaire.objects.count() == 1
        assert Wave.objects.get(pk=first.pk).asks == plan().asks

    @pytest.mark.parametrize(
        ("name", "days", "field"), [("", 30, "name"), ("  ", 30, "name"), ("Survey", -1, "closes_on")]
    )
    def test_what_cannot_be_is_said_at_its_field(self, world: World, name: str, days: int, field: str) -> None:
        with pytest.raises(Invalid) as refused:
            waves.prepare(plan=plan(name, days=days), by=world.ines)
        assert refused.value.field == field

    def test_a_name_is_taken_once_in_an_area(self, world: World) -> None:
        waves.prepare(plan=plan(), by=world.ines)
        with pytest.raises(Invalid, match="already"):
            waves.prepare(plan=plan("youth SURVEY 2026"), by=world.ines)
        assert waves.prepare(plan=plan(), by=world.zoe)

    def test_of_two_changes_the_later_is_told(self, world: World) -> None:
        wave = waves.prepare(plan=plan(), by=world.ines)
        waves.change(wave=wave, plan=plan("Spring"), expected=1, by=world.dana)
        with pytest.raises(Changed):
            waves.change(wave=wave, plan=plan("Autumn"), expected=1, by=world.ines)
        assert Wave.objects.get().name == "Spring"

    def test_whether_answers_may_wait_on_devices_is_planned_and_shown(
        self, world: World, signed_in: Callable[[Person], Client]
    ) -> None:
        wave, ines = waves.prepare(plan=plan(), by=world.ines), signed_in(world.ines)
        assert "Nothing is ever kept on a device." in ines.get(f"/survey/waves/{wave.pk}/").content.decode()
        assert not re.search(TICKED, ines.get("/survey/waves/plan/").content.decode())
        day = {f"{name}_{part}": number for name in DAYS for part, number in enumerate((1, 3, clock.today().year + 1))}
        told = {"name": "Spring", "asks": "online-lives-2026", "version": 1, "form_key": uuid.uuid4(), **day}
        change = f"/survey/waves/{wave.pk}/change/"
        assert ines.post(change, {**told, "on_device": "on"}).status_code == 302
        assert "wait on the device, locked" in ines.get(f"/survey/waves/{wave.pk}/").content.decode()
        assert re.search(TICKED, ines.get(change).content.decode())
        assert ines.post(change, {**told, "version": 2}).status_code == 302
        assert not Wave.objects.get().on_device

    def test_once_open_it_stays_as_it_is(self, fieldwork: Fieldwork) -> None:
        with pytest.raises(NotNow, match="is open"):
            waves.change(wave=fieldwork.wave, plan=plan("Other"), expected=1, by=fieldwork.world.dana)


class TestOpening:
    def test_it_needs_a_setting(self, world: World) -> None:
        wave = waves.prepare(plan=plan(), by=world.ines)
        with pytest.raises(Invalid, match="at least one setting"):
            waves.open_now(wave=wave, by=world.ines)

    def test_not_after_its_last_day(self, world: World) -> None:
        fieldwork = Fieldwork(world, opened=False)
        past = clock.today() - timedelta(days=1)
        over = Plan("Past", plan().asks, past - timedelta(days=3), past)
        wave = waves.change(wave=fieldwork.wave, plan=over, expected=1, by=world.ines)
        with pytest.raises(Invalid, match="last day is over"):
            waves.open_now(wave=wave, by=world.ines)

    def test_a_closed_wave_is_not_opened_again(self, fieldwork: Fieldwork) -> None:
        waves.close(wave=fieldwork.wave, by=fieldwork.world.dana)
        with pytest.raises(NotNow):
            waves.open_now(wave=fieldwork.wave, by=fieldwork.world.dana)


class TestPlaces:
    def test_a_year_group_with_codes_stays(self, fieldwork: Fieldwork) -> None:
        with pytest.raises(Invalid, match="Codes were issued for year 9"):
            places.arrange(place=fieldwork.place, part=Part({8: 120}), expected=1, by=fieldwork.world.ines)
        assert sorted(each.year_group for each in fieldwork.place.expected.all()) == [8, 9]

    def test_a_setting_with_codes_is_not_left_out(self, fieldwork: Fieldwork) -> None:
        with pytest.raises(NotNow, match="Codes were issued"):
            places.leave_out(place=fieldwork.place, by=fieldwork.world.ines)

    @pytest.mark.parametrize("expected", [{}, {8: 0}, {8: 5001}, {4: 20}, {12: 20}])
    def test_numbers_that_cannot_be(self, world: World, expected: dict[int, int]) -> None:
        wave = waves.prepare(plan=plan(), by=world.ines)
        with pytest.raises(Invalid):
            places.take_part(wave=wave, setting=add_setting("Club", world.ines), part=Part(expected), by=world.ines)
        assert not wave.places.exists()

    def test_a_setting_of_another_area_cannot_join(self, world: World) -> None:
        wave = waves.prepare(plan=plan(), by=world.ines)
        with pytest.raises(Invalid):
            places.take_part(wave=wave, setting=add_setting("Far", world.zoe), part=Part({8: 9}), by=world.ines)


class TestSettings:
    @pytest.mark.parametrize("name", ["St Agnes' & Söhne", "مدرسة النور", "Fox 🦊 Club"])
    def test_awkward_names_are_names(self, world: World, name: str) -> None:
        assert add_setting(f"  {name}  ", world.ines).name == name

    def test_one_that_left_makes_room_for_its_name(self, world: World) -> None:
        setting = add_setting("Club", world.ines)
        with pytest.raises(Invalid, match="already"):
            add_setting("club", world.ines)
        settings.leave(setting=setting, expected=1, by=world.ines)
        assert add_setting("Club", world.ines)
        assert [each.name for each in queries.settings_for(world.dana)] == ["Club"]

    def test_it_does_not_leave_a_wave_that_is_open(self, fieldwork: Fieldwork) -> None:
        with pytest.raises(NotNow, match="takes part"):
            settings.leave(setting=fieldwork.school, expected=1, by=fieldwork.world.ines)

    def test_of_two_changes_the_later_is_told(self, world: World) -> None:
        setting = add_setting("Club", world.ines)
        settings.change(setting=setting, about=About("Club at the Mill", "youth"), expected=1, by=world.dana)
        with pytest.raises(Changed):
            settings.change(setting=setting, about=About("Mill", "youth"), expected=1, by=world.ines)
        assert Setting.objects.get().name == "Club at the Mill"


class TestPages:
    def test_counts_are_of_codes(self, fieldwork: Fieldwork) -> None:
        hand_in(fieldwork.class_8b.codes[:3])
        page = queries.wave_page(fieldwork.world.dana, fieldwork.wave.pk)
        [line] = page.lines
        assert (line.expected, line.codes.issued, line.codes.used, line.share) == (238, 18, 3, 1)
        [wave] = queries.waves_for(fieldwork.world.dana)
        assert (wave.places, wave.expected, wave.answered) == (1, 238, 3)

    def test_a_wave_that_was_brought_counts_the_young_people_of_its_file(self, world: World, signed_in) -> None:
        kept = answered_elsewhere(world, rows=240)
        [line] = queries.waves_for(world.dana)
        assert (line.places, line.answered) == (0, 240)
        page = signed_in(world.dana).get(f"/survey/waves/{kept.wave_id}/").content.decode()
        assert "brought from a file: 240 young people" in page
        assert "odes" not in page

    def test_the_latest_wave_is_the_first(self, world: World) -> None:
        for name, days in (("In May", 30), ("In July", 90), ("In June", 60)):
            begins = clock.today() + timedelta(days=days)
            told = Plan(name, instruments.current(), begins, begins + timedelta(days=9))
            waves.prepare(plan=told, by=world.ines)
        assert [line.wave.name for line in queries.waves_for(world.dana)] == ["In July", "In June", "In May"]

    def test_pages_stay_light_with_many_settings(self, fieldwork: Fieldwork, signed_in) -> None:
        world = fieldwork.world
        for number in range(25):
            setting = add_setting(f"School {number}", world.ines)
            place = places.take_part(wave=fieldwork.wave, setting=setting, part=Part({8: 90, 9: 95}), by=world.ines)
            codes.issue(place=place, wanted=Wanted(8, 10, "8A"), by=world.ines)
        client = signed_in(world.dana)
        for url, most in (("/survey/", 10), (f"/survey/waves/{fieldwork.wave.pk}/", 10)):
            with CaptureQueriesContext(
                connection,
            ) as asked:
                got = client.get(url)
            assert got.status_code == 200
            assert len(asked) <= most, [query["sql"] for query in asked]
            assert len(got.content) < 60_000

    def test_a_page_of_a_child_asks_little(self, fieldwork: Fieldwork, client) -> None:
        first = client.post("/s/", {"code": fieldwork.class_8b.codes[0]}).content.decode()
        draft = first.split('name="draft" value="')[1].split('"')[0]
        with CaptureQueriesContext(connection) as asked:
            client.post("/s/page/", {"draft": draft, "page": "age", "answer": "13", "do": "next"})
        assert len(asked) <= 2, [query["sql"] for query in asked]

    @pytest.mark.parametrize("url", ["/survey/", "/survey/settings/", "/survey/waves/plan/"])
    def test_an_empty_area_is_told_how_to_begin(self, world: World, signed_in, url: str) -> None:
        assert signed_in(world.dana).get(url).status_code == 200

    def test_an_error_stays_beside_its_field(self, fieldwork: Fieldwork, signed_in) -> None:
        got = signed_in(fieldwork.world.ines).post(
            f"/survey/places/{fieldwork.place.pk}/", {"sampled": "drawn", "year_8": "-3", "version": 1}
        )
        assert got.status_code == 422
        assert "Enter a number from 0 to 5,000 for year 8" in got.content.decode()
