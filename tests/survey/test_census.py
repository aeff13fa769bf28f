"""The pupils of the whole area: given by hand, used whole or not at all."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from onlinelives.accounts.models import Person
from onlinelives.rules.verdict import Changed, Invalid, NotNow, Refused
from onlinelives.survey import queries
from onlinelives.survey.actions import answer_sets, census, places, urns, waves
from onlinelives.survey.actions.census import MOST, field
from onlinelives.survey.actions.places import Part
from onlinelives.survey.forms.census import OTHERS_TAKE_PART
from onlinelives.survey.models import CensusNumber, Place, Wave
from onlinelives.trail.models import Entry
from tests.waves import Fieldwork, add_setting, hand_in, plan
from tests.world import World

pytestmark = pytest.mark.django_db

LARGE = "Large schools"
NUMBERS = {(LARGE, 8): 1_500, (LARGE, 9): 1_450}  # 120 and 118 are in the one school that takes part
SignedIn = Callable[[Person], Client]


def give(work: Fieldwork, numbers: dict[tuple[str, int], int] = NUMBERS, expected: int = 1) -> Wave:
    return census.state(wave=work.wave, numbers=numbers, expected=expected, by=work.world.ines)


def given() -> dict[tuple[str, int], int]:
    return {(each.stratum, each.year_group): each.pupils for each in CensusNumber.objects.all()}


def join(work: Fieldwork, stratum: str, expected: dict[int, int], name: str = "Mill School") -> Place:
    setting = add_setting(name, work.world.ines)
    return places.take_part(wave=work.wave, setting=setting, part=Part(expected, stratum), by=work.world.ines)


class TestStating:
    def test_numbers_are_kept_and_replaced_as_a_whole(self, fieldwork: Fieldwork) -> None:
        assert give(fieldwork).version == 2
        assert given() == NUMBERS
        give(fieldwork, {(LARGE, 9): 1_460}, expected=2)
        assert given() == {(LARGE, 9): 1_460}
        assert give(fieldwork, {}, expected=3).version == 4
        assert given() == {}

    def test_the_same_form_sent_twice_changes_once(self, fieldwork: Fieldwork) -> None:
        give(fieldwork)
        entries = Entry.objects.count()
        assert give(fieldwork).version == 2
        assert (given(), Entry.objects.count()) == (NUMBERS, entries)

    def test_of_two_changes_the_later_is_told(self, fieldwork: Fieldwork) -> None:
        give(fieldwork)
        with pytest.raises(Changed):
            give(fieldwork, {(LARGE, 8): 1_600}, expected=1)
        assert given() == NUMBERS

    @pytest.mark.parametrize("pupils", [-1, 0, 117, MOST + 1, 10**12])
    def test_a_number_that_cannot_be_is_said_at_its_field(self, fieldwork: Fieldwork, pupils: int) -> None:
        with pytest.raises(Invalid, match="from 118 to 200,000 for year 9, Large schools") as refused:
            give(fieldwork, {(LARGE, 8): 1_500, (LARGE, 9): pupils})
        assert refused.value.field == field(LARGE, 9)
        assert given() == {}

    @pytest.mark.parametrize("pupils", [118, MOST])
    def test_numbers_at_the_limits_can_be(self, fieldwork: Fieldwork, pupils: int) -> None:
        give(fieldwork, {(LARGE, 9): pupils})
        assert given() == {(LARGE, 9): pupils}

    @pytest.mark.parametrize("pair", [("large schools", 8), ("", 8), (LARGE, 10), ("=1+1", 8)])
    def test_only_of_kinds_and_year_groups_that_take_part(self, fieldwork: Fieldwork, pair: tuple[str, int]) -> None:
        with pytest.raises(Invalid, match="takes part"):
            give(fieldwork, {pair: 1_500})
        assert given() == {}

    def test_not_once_the_wave_is_closed(self, fieldwork: Fieldwork) -> None:
        waves.close(wave=fieldwork.wave, by=fieldwork.world.dana)
        with pytest.raises(NotNow, match="is closed"):
            give(fieldwork)

    def test_only_by_those_who_run_the_survey(self, fieldwork: Fieldwork) -> None:
        with pytest.raises(Refused):
            census.state(wave=fieldwork.wave, numbers=NUMBERS, expected=1, by=fieldwork.world.alice)


class TestUsed:
    """The numbers are used when every one is there and none is below what the settings have."""

    def of(self, work: Fieldwork) -> queries.Census:
        return queries.census_of(work.wave)

    def test_when_all_are_there(self, fieldwork: Fieldwork) -> None:
        assert not self.of(fieldwork).is_used
        give(fieldwork)
        assert self.of(fieldwork).is_used
        assert self.of(fieldwork).total == 2_950

    def test_not_when_one_is_lacking(self, fieldwork: Fieldwork) -> None:
        give(fieldwork, {(LARGE, 8): 1_500})
        assert not self.of(fieldwork).is_used

    def test_not_when_a_new_kind_takes_part(self, fieldwork: Fieldwork) -> None:
        give(fieldwork)
        join(fieldwork, "Small schools", {8: 30})
        assert not self.of(fieldwork).is_used

    def test_not_when_a_kind_is_renamed_and_again_when_it_is_called_so_again(self, fieldwork: Fieldwork) -> None:
        give(fieldwork)
        for version, stratum in ((1, "Large secondary schools"), (2, LARGE)):
            part = Part({8: 120, 9: 118}, stratum)
            places.arrange(place=fieldwork.place, part=part, expected=version, by=fieldwork.world.ines)
            assert self.of(fieldwork).is_used == (stratum == LARGE)

    def test_not_when_the_settings_come_to_have_more(self, fieldwork: Fieldwork) -> None:
        give(fieldwork, {(LARGE, 8): 150, (LARGE, 9): 148})
        join(fieldwork, LARGE, {8: 30})
        assert self.of(fieldwork).is_used, "150 of 150"
        join(fieldwork, LARGE, {9: 31}, "Third School")
        assert not self.of(fieldwork).is_used
        assert self.of(fieldwork).too_few == [(LARGE, 9)]

    def test_it_belongs_to_its_wave_alone(self, fieldwork: Fieldwork, world: World) -> None:
        give(fieldwork)
        other = waves.prepare(plan=plan("Other"), by=world.ines)
        places.take_part(wave=other, setting=fieldwork.school, part=Part({8: 120}, LARGE), by=world.ines)
        assert not queries.census_of(other).is_used


class TestWeights:
    def made_ready(self, work: Fieldwork) -> str:
        hand_in(work.class_8b.codes[:11])
        wave = work.close()
        urns.empty_due()
        return answer_sets.gather(wave=wave, by=work.world.ines).weighting

    def test_answers_count_as_the_pupils_of_the_area(self, fieldwork: Fieldwork) -> None:
        give(fieldwork)
        assert "the 1,500 pupils that the area’s school census counts" in self.made_ready(fieldwork)

    def test_and_as_those_of_the_settings_where_a_number_is_lacking(self, fieldwork: Fieldwork) -> None:
        """Even where nobody answered in the year group whose number is lacking: the page has said so."""
        give(fieldwork, {(LARGE, 8): 1_500})
        assert "the 120 pupils of the settings that took part" in self.made_ready(fieldwork)

    def test_places_of_no_kind_are_found_by_their_name_in_the_file(self, fieldwork: Fieldwork) -> None:
        join(fieldwork, "", {9: 20}, "Club")
        give(fieldwork, {**NUMBERS, ("", 9): 40})
        [area, here] = queries.pupils_of(fieldwork.wave, (LARGE, "Other places"))
        assert area.counts == {(0, 8): 1_500, (0, 9): 1_450, (1, 9): 40}
        assert here.counts == {(0, 8): 120, (0, 9): 118, (1, 9): 20}

    def test_a_kind_that_somebody_called_other_places_is_one_with_those_of_none(self, fieldwork: Fieldwork) -> None:
        join(fieldwork, "", {9: 20}, "Club")
        join(fieldwork, "Other places", {9: 30}, "Drop-in")
        [here] = queries.pupils_of(fieldwork.wave, (LARGE, "Other places"))
        assert here.counts[1, 9] == 50


class TestPage:
    def at(self, work: Fieldwork) -> str:
        return f"/survey/waves/{work.wave.pk}/census/"

    def typed(self, **more: Any) -> dict[str, Any]:
        return {field(LARGE, 8): "1500", field(LARGE, 9): "1450", "version": 1, **more}

    def wave_page(self, work: Fieldwork, client: Client) -> str:
        return re.sub(r"<[^>]+>", "", client.get(f"/survey/waves/{work.wave.pk}/").text)

    def test_numbers_are_given_and_the_wave_says_so(self, fieldwork: Fieldwork, signed_in: SignedIn) -> None:
        ines = signed_in(fieldwork.world.ines)
        assert "Not given" in self.wave_page(fieldwork, ines)
        page = ines.get(self.at(fieldwork)).text
        assert "118 in the settings that take part" in page
        assert ines.post(self.at(fieldwork), self.typed()).status_code == 302
        assert given() == NUMBERS
        said = self.wave_page(fieldwork, ines)
        assert "2,950 pupils, 2 of 2 numbers." in said
        assert "Not used" not in said
        assert 'value="1450"' in ines.get(self.at(fieldwork)).text

    def test_what_is_not_used_is_said_on_the_page_of_the_wave_and_before_it_closes(
        self, fieldwork: Fieldwork, signed_in: SignedIn
    ) -> None:
        ines, close = signed_in(fieldwork.world.ines), f"/survey/waves/{fieldwork.wave.pk}/close/"
        give(fieldwork, {(LARGE, 8): 1_500, (LARGE, 9): 120})
        assert "are not used" not in ines.get(close).text
        join(fieldwork, LARGE, {9: 5})
        said = self.wave_page(fieldwork, ines)
        assert "Year 9, Large schools: fewer than the settings that take part have." in said
        assert "Not used until this is put right" in said
        assert "are not used as they are" in ines.get(close).text
        waves.close(wave=fieldwork.wave, by=fieldwork.world.dana)
        assert "Not used: answers count as the pupils of the settings" in self.wave_page(fieldwork, ines)
        closed = ines.get(self.at(fieldwork)).text
        assert "They are not used" in closed
        assert "<form" not in closed.split("<main")[1].split("</main")[0]

    @pytest.mark.parametrize(
        "typed", ["-1", "1e3", "10.5", "=1+1", "a lot", "مئة", "🦊", "1000000000000", "9" * 5000, "117"]
    )
    def test_an_error_stays_beside_its_field(self, fieldwork: Fieldwork, signed_in: SignedIn, typed: str) -> None:
        got = signed_in(fieldwork.world.ines).post(self.at(fieldwork), self.typed(**{field(LARGE, 9): typed}))
        assert got.status_code == 422
        assert f'id="id_{field(LARGE, 9)}-error"' in got.text
        assert "year 9, Large schools" in got.text
        assert given() == {}

    def test_every_wrong_number_is_told_at_once(self, fieldwork: Fieldwork, signed_in: SignedIn) -> None:
        wrong = {field(LARGE, 8): "200001", field(LARGE, 9): "x"}
        got = signed_in(fieldwork.world.ines).post(self.at(fieldwork), self.typed(**wrong))
        assert got.text.count('govuk-error-message"') == 2
        summary = got.text.split("govuk-error-summary__list")[1].split("</ul>")[0]
        assert summary.index("year 8") < summary.index("year 9"), "in the order of the page"

    def test_what_was_typed_is_not_lost_where_others_take_part_meanwhile(
        self, fieldwork: Fieldwork, signed_in: SignedIn
    ) -> None:
        """A kind that was renamed while the form was open: its numbers are not taken for left empty."""
        part = Part({8: 120, 9: 118}, "Large secondary schools")
        places.arrange(place=fieldwork.place, part=part, expected=1, by=fieldwork.world.ines)
        got = signed_in(fieldwork.world.ines).post(self.at(fieldwork), self.typed())
        assert (got.status_code, given()) == (422, {})
        assert OTHERS_TAKE_PART in got.text

    @pytest.mark.parametrize("names", [[field(LARGE, 8)], [field(LARGE, 8), field(LARGE, 9), field("=1+1", 8)], []])
    def test_a_field_too_few_or_too_many_is_refused(
        self, fieldwork: Fieldwork, signed_in: SignedIn, names: list[str]
    ) -> None:
        got = signed_in(fieldwork.world.ines).post(self.at(fieldwork), {**dict.fromkeys(names, "1500"), "version": 1})
        assert (got.status_code, given()) == (422, {})

    def test_in_two_tabs_the_second_is_asked_again(self, fieldwork: Fieldwork, signed_in: SignedIn) -> None:
        ines = signed_in(fieldwork.world.ines)
        give(fieldwork)
        got = ines.post(self.at(fieldwork), self.typed(**{field(LARGE, 8): "1600"}))
        assert got.status_code == 422
        assert "Somebody else has changed this wave" in got.text
        assert 'value="1600"' in got.text
        assert 'name="version" value="2"' in got.text
        assert given() == NUMBERS

    @pytest.mark.parametrize("kind", ["=SUM(A1)", "مدارس كبيرة 🦊", "O'Hollow <b>&", "x" * 60])
    def test_awkward_kinds(self, fieldwork: Fieldwork, signed_in: SignedIn, kind: str) -> None:
        join(fieldwork, f"  {kind} ", {8: 20, 9: 30})
        ines = signed_in(fieldwork.world.ines)
        page = ines.get(self.at(fieldwork)).text
        ids = re.findall(r'id="(id_pupils_[^"]*)"', page)
        assert len(ids) == len(set(ids)) == 8, "four boxes and their hints"
        assert all(re.fullmatch(r"[a-z0-9_-]+", each) for each in ids)
        more = {field(kind, 8): "200", field(kind, 9): "300"}
        assert ines.post(self.at(fieldwork), self.typed(**more)).status_code == 302
        assert given() == {**NUMBERS, (kind, 8): 200, (kind, 9): 300}

    def test_a_wave_of_another_area_is_not_there(self, fieldwork: Fieldwork, signed_in: SignedIn) -> None:
        zoe = signed_in(fieldwork.world.zoe)
        assert zoe.get(self.at(fieldwork)).status_code == 404
        assert zoe.post(self.at(fieldwork), self.typed()).status_code == 404
        assert given() == {}

    def test_before_any_setting_takes_part(self, world: World, signed_in: SignedIn) -> None:
        wave = waves.prepare(plan=plan(), by=world.ines)
        assert "No setting takes part yet" in signed_in(world.ines).get(f"/survey/waves/{wave.pk}/census/").text

    def test_settings_without_kinds_are_not_called_other_places(
        self, fieldwork: Fieldwork, signed_in: SignedIn
    ) -> None:
        part = Part({8: 120, 9: 118})
        places.arrange(place=fieldwork.place, part=part, expected=1, by=fieldwork.world.ines)
        page = signed_in(fieldwork.world.ines).get(self.at(fieldwork)).text
        assert "All settings" in page
        assert "Other places" not in page
