"""Figures for the area: each young person once, small numbers never, and what is out stays as it is."""

import csv
import io
import json
import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import Http404
from django.test import Client
from django.urls import reverse

from onlinelives.accounts.actions import agencies
from onlinelives.accounts.models import Person, Team
from onlinelives.cases import guards
from onlinelives.cases.actions import releases
from onlinelives.cases.models import (
    CountedItem,
    CountedQuarter,
    CountedReferral,
    Referral,
    Release,
    ReleasedTable,
    YoungPerson,
)
from onlinelives.cases.queries import ReleasePage, release_page, releases_for
from onlinelives.rules import roles
from onlinelives.rules.quarters import quarter_of
from onlinelives.rules.verdict import Invalid, Refused
from onlinelives.trail import clock
from onlinelives.trail.guards import switch_off, switch_on
from onlinelives.trail.models import Entry
from tests.counted import BEFORE, FULL, add_people, assess_in, moment, publish, refer_in, referred
from tests.practice import add_team, restricted_to
from tests.world import World, add_agency, add_person, again, area

SignIn = Callable[[Person], Client]
BOTH = {"technology_dependent": True, "technology_enabled": True}


@pytest.fixture
def team(world: World) -> Team:
    return add_team("Pastoral team", world.elmfield, [world.alice], by=world.bob)


@pytest.fixture
def nurses(world: World) -> Team:
    return add_team("Nurses", world.harbour, [world.charlie], by=world.mina)


def shown(person: Person, release: Release) -> dict[str, list[object]]:
    """Row -> its cells, ? for what is hidden."""
    sheet = release_page(again(person), release.pk).sheet
    return {line.code: ["?" if cell.hidden else cell.number for cell in line.cells] for line in sheet.lines}


def counted(**where: Any) -> int:
    """How many young people were truly counted: figures of one kind alone would hide it."""
    return CountedReferral.objects.filter(**where).count()


class TestWhoIsCounted:
    def test_everybody_once_at_home_by_their_first_referral(self, world: World, team: Team, nurses: Team) -> None:
        people = referred(8, BEFORE, team, world.alice, online="none", age=10)
        refer_in(FULL, people, world.alice)  # again, because of their life online: they were counted before
        referred(9, FULL, nurses, world.charlie, age=16)
        referred(7, FULL, team, world.alice, age=16)
        publish(world.ines, "age-quarter", BEFORE, FULL)
        assert counted() == 24
        assert counted(quarter__begins_on=BEFORE.begins_on, age="age.under_11", online="online.none") == 8
        assert counted(quarter__begins_on=FULL.begins_on, age="age.16_17", agency=world.harbour) == 9
        assert counted(quarter__begins_on=FULL.begins_on, age="age.16_17", agency=world.elmfield) == 7

    def test_restricted_and_closed_records_count_like_all_others(self, world: World, team: Team) -> None:
        people = referred(8, FULL, team, world.alice)
        restricted_to([world.alice], people[0], world.bob)
        YoungPerson.objects.filter(pk=people[1].pk).update(state="closed", closed_on=clock.today())
        publish(world.ines)
        assert counted() == 8

    def test_what_is_restricted_or_lifted_meanwhile_changes_no_figure(self, world: World, team: Team) -> None:
        people = referred(9, FULL, team, world.alice)
        first = shown(world.ines, publish(world.ines, "harm-age"))
        restricted_to([world.alice], people[0], world.bob)
        assert shown(world.ines, publish(world.ines, "online-age"))["all"] == first["all"]

    def test_another_area_is_never_in_it(self, world: World, team: Team) -> None:
        far = add_team("Far team", world.far_agency, [], by=world.yan)
        referred(9, FULL, far, world.yan)
        referred(7, FULL, team, world.alice)
        publish(world.ines)
        assert counted() == counted(agency=world.elmfield) == 7
        publish(world.zoe)
        assert counted(partnership=world.zoe.partnership) == counted(agency=world.far_agency) == 9

    def test_of_two_referrals_of_one_day_the_one_written_first_counts(self, world: World, team: Team) -> None:
        people = referred(6, FULL, team, world.alice, online="none", significant_harm="no")
        refer_in(FULL, people, world.alice, written_at=moment(FULL.begins_on, 11))
        publish(world.ines)
        assert set(CountedReferral.objects.values_list("online", flat=True)) == {"online.none"}

    def test_the_days_at_both_ends_of_a_quarter_are_in_it(self, world: World, team: Team) -> None:
        referred(3, FULL, team, world.alice)
        referred(4, FULL, team, world.alice, received_on=FULL.ends_on)
        referred(20, FULL, team, world.alice, received_on=FULL.ends_on + timedelta(days=1))
        referred(20, FULL, team, world.alice, received_on=FULL.begins_on - timedelta(days=1))
        publish(world.ines)
        assert counted() == 7

    def test_what_each_counts_under(self, world: World, team: Team) -> None:
        referred(7, FULL, team, world.alice, technology_dependent=True)
        referred(8, FULL, team, world.alice, technology_enabled=True, online="known")
        later = {"online": "later", "found_online_on": FULL.ends_on}
        referred(9, FULL, team, world.alice, **BOTH, **later, significant_harm="not_known")
        referred(10, FULL, team, world.alice, online="none")
        referred(11, FULL, team, world.alice, online="not_asked", significant_harm="no")
        referred(6, FULL, team, world.alice, significant_harm="no")
        harm = {code: cells[-1] for code, cells in shown(world.dana, publish(world.dana, "harm-quarter")).items()}
        online = {code: cells[-1] for code, cells in shown(world.dana, publish(world.dana, "online-quarter")).items()}
        support = {code: cells[-1] for code, cells in shown(world.dana, publish(world.dana, "support-quarter")).items()}
        assert harm == {
            "harm.dependent": 7,
            "harm.enabled": 8,
            "harm.both": 9,
            "harm.not_said": 6,
            "harm.not_online": 21,
            "all": 51,
        }
        assert online == {
            "online.reason": 13,
            "online.known": 8,
            "online.later": 9,
            "online.none": 10,
            "online.not_asked": 11,
            "all": 51,
        }
        assert support == {
            "support.needed_online": 15,
            "support.needed": 10,
            "support.not_needed": 17,
            "support.not_known": 9,
            "all": 51,
        }

    def test_the_four_cs_and_items_come_from_first_finished_assessments(self, world: World, team: Team) -> None:
        people = add_people(30, team, world.alice)
        assess_in(BEFORE, people[:6], world.alice, "content.hate_racism")
        assess_in(FULL, people[:20], world.alice, "contact.grooming", "contact.rumours")
        assess_in(FULL, people[20:28], world.alice, "contact.rumours")
        draft = assess_in(FULL, people[28:], world.alice, "contact.rumours")
        for each in draft:
            each.state, each.finished_at, each.finished_by = "draft", None, None
            each.lowest = each.highest = None
            each.flag = ""
            each.save()
        others = add_people(10, team, world.alice)
        assess_in(FULL, others, world.alice, "content.misogyny")
        cs = shown(world.ines, publish(world.ines, "four-cs"))
        assert (cs["contact"], cs["content"]) == ([22], [10])
        items = shown(world.ines, publish(world.ines, "items-contact"))
        assert items["contact.grooming"] == [14]
        assert (items["contact"], items["all"]) == ([22], [32])
        assert items["contact.rumours"] == ["?"]  # all 22 of its C: nobody had another item only
        assert items["contact.radicalisation"] == ["?"]
        assert CountedItem.objects.filter(item="conduct.gambling").count() == 0

    def test_an_item_of_the_area_itself_is_counted_under_its_name(self, world: World, team: Team) -> None:
        from onlinelives.cases.models import LocalItem

        local = LocalItem.objects.create(
            partnership=world.partnership, category="contact", label="Walkie-talkies", help="Ask."
        )
        people = add_people(30, team, world.alice)
        assess_in(FULL, people[:9], world.alice, local.code)
        assess_in(FULL, people[9:20], world.alice, "contact.rumours")
        assess_in(FULL, people[20:], world.alice, "content.misogyny")
        page = release_page(again(world.ines), publish(world.ines, "items-contact").pk)
        line = next(line for line in page.sheet.lines if line.code == local.code)
        assert (page.words[local.code], line.cells[0].number) == ("Walkie-talkies", 9)


class TestSmallNumbers:
    def test_five_are_hidden_and_six_are_shown(self, world: World, team: Team) -> None:
        referred(5, FULL, team, world.alice)
        referred(6, BEFORE, team, world.alice)
        assert shown(world.ines, publish(world.ines, "harm-quarter", FULL, FULL))["all"] == ["?"]
        assert shown(world.ines, publish(world.ines, "harm-quarter", BEFORE, BEFORE))["all"] == [6]

    def test_a_small_number_is_nowhere_in_what_is_stored(self, world: World, team: Team) -> None:
        for online, number in (("reason", 3), ("known", 23), ("none", 31)):
            referred(number, FULL, team, world.alice, online=online)
        publish(world.ines, "online-quarter")
        grid = json.loads(ReleasedTable.objects.get().body)["grid"]
        assert grid == [["untold"], ["untold"], ["untold"], [31], ["untold"], [57]]

    def test_a_year_is_not_published_beside_its_quarters(self, world: World, team: Team) -> None:
        """Otherwise 20 in one quarter and 22 in both would tell of the two in the other."""
        referred(20, FULL, team, world.alice)
        referred(2, BEFORE, team, world.alice)
        publish(world.ines, "harm-age", FULL, FULL)
        with pytest.raises(Invalid, match="published as one stretch"):
            publish(world.ines, "online-age", BEFORE, FULL)
        with pytest.raises(Invalid, match="published as one stretch"):
            publish(world.ines, "harm-age", BEFORE, FULL)
        assert not CountedQuarter.objects.filter(begins_on=BEFORE.begins_on).exists()

    def test_nor_a_quarter_beside_its_year(self, world: World, team: Team) -> None:
        referred(20, FULL, team, world.alice)
        publish(world.ines, "harm-age", BEFORE, FULL)
        for quarter in (BEFORE, FULL):
            with pytest.raises(Invalid, match="published as one stretch"):
                publish(world.ines, "harm-quarter", quarter, quarter)

    def test_what_an_earlier_table_hides_a_later_one_hides_as_well(self, world: World, team: Team) -> None:
        """The second table would show everybody aged 14 who needs no support, and so the one of the first."""
        referred(3, FULL, team, world.alice, age=14)
        referred(9, FULL, team, world.alice, age=16)
        referred(30, FULL, team, world.alice, age=12, significant_harm="no")
        first = shown(world.ines, publish(world.ines, "age-quarter"))
        second = shown(world.ines, publish(world.ines, "support-age"))
        hidden = [place for place, band in enumerate(first) if first[band] == ["?"]]
        assert len(hidden) >= 2
        assert [second["all"][place] for place in hidden if place < 6] == ["?"] * len([p for p in hidden if p < 6])

    def test_what_would_give_a_small_number_away_is_refused_in_english(
        self, world: World, team: Team, monkeypatch: pytest.MonkeyPatch, signed_in: SignIn
    ) -> None:
        from onlinelives.rules import disclosure

        def never(*_: object, **__: object) -> None:
            raise disclosure.Refused("Beside what is published already, this table would give a small number away.")

        monkeypatch.setattr(disclosure, "publish", never)
        client, sent = signed_in(world.ines), {"table": "harm-age", "first": FULL.code, "last": FULL.code}
        got = client.post(reverse("figures_publish"), {**sent, "form_key": str(uuid.uuid4())})
        assert got.status_code == 422
        assert "would give a small number away" in got.text
        assert not Release.objects.exists()
        assert not CountedQuarter.objects.exists()


class TestFrozen:
    def test_what_records_become_later_changes_nothing(self, world: World, team: Team) -> None:
        people = referred(12, FULL, team, world.alice, online="not_asked", age=14)
        first = publish(world.ines, "online-age")
        Referral.objects.update(online="known", technology_enabled=True, age=17, received_on=BEFORE.begins_on)
        referred(9, FULL, team, world.alice)  # written down too late
        second = publish(world.ines, "age-quarter")
        assert shown(world.ines, second)["age.14_15"] == [12]
        assert shown(world.ines, first)["online.not_asked"][-1] == 12
        assert shown(world.ines, publish(world.ines, "age-quarter", BEFORE, BEFORE))["all"] == ["?"]
        assert len(people) == CountedReferral.objects.count()

    def test_figures_outlive_the_records(self, world: World, team: Team) -> None:
        people = referred(12, FULL, team, world.alice)
        publish(world.ines, "online-age")
        Referral.objects.all().delete()
        YoungPerson.objects.filter(pk__in=[each.pk for each in people]).delete()
        assert shown(world.ines, publish(world.ines, "age-quarter"))["all"] == [12]

    def test_no_counted_row_leads_to_anybody(self, world: World, team: Team) -> None:
        people = referred(2, FULL, team, world.alice)
        publish(world.ines)
        with connection.cursor() as cursor:
            cursor.execute("select * from cases_countedreferral")
            stored = str(cursor.fetchall())
        assert [p for p in people if p.reference in stored or p.pk.hex in stored or str(p.pk) in stored] == []

    def test_names_of_the_day_stay(self, world: World, team: Team, nurses: Team) -> None:
        referred(9, FULL, team, world.alice)
        referred(9, FULL, nurses, world.charlie)
        release = publish(world.ines, "age-agency")
        agencies.change(agency=world.elmfield, name="Elm Academy", kind="school", by=world.omar)
        assert release_page(again(world.ines), release.pk).words["elmfield-school"] == "Elmfield School"

    def test_an_agency_that_joins_later_changes_no_population(self, world: World, team: Team) -> None:
        referred(9, FULL, team, world.alice)
        publish(world.ines, "harm-age")
        add_agency("Late", by=world.omar)
        publish(world.ines, "online-age")
        assert (
            len(
                {tuple(json.loads(body)["population"]) for body in ReleasedTable.objects.values_list("body", flat=True)}
            )
            == 1
        )

    @pytest.mark.parametrize("model", ["CountedQuarter", "CountedReferral", "Release", "ReleasedTable", "CountedItem"])
    def test_the_database_refuses_every_change(self, world: World, team: Team, model: str) -> None:
        from onlinelives.cases import models

        people = referred(9, FULL, team, world.alice)
        assess_in(FULL, people, world.alice, "contact.rumours")
        publish(world.ines)
        rows = getattr(models, model).objects.all()
        assert rows.exists()
        for change in (lambda: rows.update(partnership=world.partnership), rows._raw_delete):
            with pytest.raises(DatabaseError, match=guards.PUBLISHED), transaction.atomic():
                change("default") if change == rows._raw_delete else change()

    def test_figures_altered_behind_its_back_are_never_shown(self, world: World, team: Team) -> None:
        referred(9, FULL, team, world.alice)
        release = publish(world.ines)
        table = ReleasedTable.objects.get()
        switch_off(connection, guards.GUARDS)
        ReleasedTable.objects.update(body=table.body.replace("9", "8"))
        switch_on(connection, guards.GUARDS)
        with pytest.raises(ValueError, match="not what was published"):
            release_page(again(world.ines), release.pk)


class TestPublishing:
    @pytest.mark.parametrize("name", ["alice", "bob", "charlie", "ravi", "omar"])
    def test_only_strategy_leads_and_analysts_publish(self, world: World, name: str) -> None:
        with pytest.raises(Refused, match="Only strategy leads"):
            publish(getattr(world, name))

    def test_only_finished_quarters_in_order_and_not_too_many(self, world: World) -> None:
        running = quarter_of(clock.today())
        for first, last, why in (
            (FULL, running, "not over yet"),
            (FULL, BEFORE, "before the first"),
            (FULL.later(-8), FULL, "at most 8"),
        ):
            with pytest.raises(Invalid, match=why):
                publish(world.ines, first=first, last=last)
        with pytest.raises(Invalid, match="one of the tables"):
            publish(world.ines, "by-postcode")

    def test_an_area_without_agencies_or_with_too_many_for_a_table_is_told_so(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(releases, "MOST_ROWS", 1)
        with pytest.raises(Invalid, match="more agencies"):
            publish(world.ines, "age-agency")
        nowhere = area("nowhere", "Nowhere", "Nell")
        with pytest.raises(Invalid, match="no agency"):
            publish(add_person("Nan", roles.ANALYST, by=nowhere))

    def test_the_day_after_its_last_a_quarter_is_over(self, world: World) -> None:
        running = quarter_of(clock.today())
        with clock.at(moment(running.ends_on, 23)), pytest.raises(Invalid, match="not over yet"):
            publish(world.ines, first=running, last=running)
        with clock.at(moment(running.ends_on + timedelta(days=1), 1)):
            assert publish(world.ines, first=running, last=running).pk

    def test_the_same_form_sent_twice_makes_one(self, world: World) -> None:
        said = {"table": "harm-age", "first": FULL, "last": FULL, "by": world.ines, "form_key": uuid.uuid4()}
        assert releases.publish(**said) == releases.publish(**said)  # type: ignore[arg-type]
        with pytest.raises(Invalid, match="published already"):
            publish(world.dana)
        assert Release.objects.count() == 1

    def test_the_trail_says_what_was_published_and_no_figure(self, world: World, team: Team) -> None:
        referred(9, FULL, team, world.alice)
        release = publish(world.ines)
        entry = json.loads(Entry.objects.get(verb="figures published").body)
        assert entry["subject"] == f"release/{release.pk}"
        assert entry["details"] == {
            "table": "harm-age",
            "first": FULL.code,
            "last": FULL.code,
            "sha256": [ReleasedTable.objects.get().sha256],
        }

    def test_somebody_of_another_area_sees_none_of_it(self, world: World) -> None:
        release = publish(world.ines)
        assert [each.release for each in releases_for(again(world.dana))] == [release]
        assert releases_for(again(world.zoe)) == []
        with pytest.raises(Http404):
            release_page(again(world.zoe), release.pk)


class TestPages:
    def test_from_an_empty_list_to_a_table(self, world: World, team: Team, signed_in: SignIn) -> None:
        referred(8, FULL, team, world.alice, **BOTH)
        for number, said in ((9, {"online": "none"}), (3, {"technology_enabled": True}), (5, {})):
            referred(number, FULL, team, world.alice, **said)
        client = signed_in(world.ines)
        assert "Nothing published yet" in client.get(reverse("figures")).text
        form = client.get(reverse("figures_publish")).text
        key = re.search(r'name="form_key" value="([^"]+)"', form)
        assert key
        sent = {"table": "harm-quarter", "first": FULL.code, "last": FULL.code, "form_key": key[1]}
        got = client.post(reverse("figures_publish"), sent, follow=True)
        assert got.status_code == 200
        text = " ".join(got.text.split())
        assert "They stay as they are" in text
        assert re.search(r'Both kinds</th><td class="govuk-table__cell ol-number">8</td>', text)
        assert '<span class="ol-quiet">hidden</span>' in text
        assert "fewer than 6 young people" in text
        assert "each counted once, at the agency that holds their record" in text
        assert f"{FULL.words} on {clock.today().day} " in text
        assert "<svg" in text
        assert FULL.words in client.get(reverse("figures")).text

    @pytest.mark.parametrize(
        ("sent", "why"),
        [
            ({}, "Select a table"),
            ({"table": "harm-age", "first": "2001-Q1", "last": "2001-Q1"}, "Select a quarter from the list"),
            ({"table": "harm-age", "first": FULL.code, "last": BEFORE.code}, "The last quarter is before the first."),
        ],
    )
    def test_what_is_wrong_is_said_beside_it(
        self, world: World, signed_in: SignIn, sent: dict[str, str], why: str
    ) -> None:
        got = signed_in(world.ines).post(reverse("figures_publish"), {"form_key": str(uuid.uuid4()), **sent})
        assert got.status_code == 422
        assert got.text.count(why) >= 2

    def test_csv_has_the_definition_beside_each_figure_and_never_a_nought_for_hidden(
        self, world: World, team: Team, nurses: Team, signed_in: SignIn
    ) -> None:
        agencies.change(agency=world.elmfield, name="=1+1", kind="school", by=world.omar)
        referred(8, FULL, team, world.alice)
        referred(9, FULL, nurses, world.charlie)
        release = publish(world.ines, "harm-agency")
        got = signed_in(world.ines).get(reverse("figures_release_csv", args=[release.pk]))
        rows = list(csv.reader(io.StringIO(got.content.decode("utf-8-sig"))))
        assert {row[2] for row in rows[1:]} == {next(iter(_parts(world, release))).definition}
        assert {row[4] for row in rows[1:]} == {"'=1+1", "Harbour Health", "All young people"}
        figures = {(row[4], row[5]): (row[6], row[7]) for row in rows[1:]}
        assert figures["'=1+1", "Technology-dependent harm"][0] == ""
        assert "fewer than 6" in figures["'=1+1", "Technology-dependent harm"][1]
        assert not any(row[6] == "0" for row in rows)
        assert Entry.objects.get(verb="figures exported").subject == release.trail_subject

    def test_a_page_asks_little(self, world: World, team: Team, nurses: Team, signed_in: SignIn) -> None:
        from django.test.utils import CaptureQueriesContext

        referred(40, FULL, team, world.alice)
        release = publish(world.ines, "items-contact")
        client = signed_in(world.ines)
        with CaptureQueriesContext(connection) as asked:
            got = client.get(reverse("figures_release", args=[release.pk]))
        assert len(asked) <= 15
        assert len(got.content) < 60_000


def _parts(world: World, release: Release) -> Any:
    found: ReleasePage = release_page(again(world.ines), release.pk)
    return found.parts.values()
