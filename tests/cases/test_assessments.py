"""An assessment loses nothing while it is written, has no result without a judgement, and never changes afterwards."""

import json
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from onlinelives.accounts.models import Person
from onlinelives.cases.actions import assessments, local_items, settings, young_people
from onlinelives.cases.actions.errors import Crossed
from onlinelives.cases.models import Assessment, KeptTaxonomy, SavedTopic, YoungPerson
from onlinelives.cases.queries.assessments import draft_of
from onlinelives.cases.queries.results import comparison_for, result_of
from onlinelives.cases.queries.sheets import CODES, kept, sheet_of
from onlinelives.content import taxonomies
from onlinelives.rules import merging, vulnerability
from onlinelives.rules.risk import ENDED, INCREASED, NEW, NO_LONGER_KNOWN
from onlinelives.rules.verdict import Changed, Invalid, NotNow, Refused
from onlinelives.trail import clock
from onlinelives.trail.models import Entry
from tests.practice import JUDGEMENT, Practice, begin, finish, local_item, restricted_to, write
from tests.world import World, again

SignIn = Callable[[Person], Client]
GAMING, PHOTOS = "conduct.gaming", "conduct.posting_photos"
FOUR = {
    f"factor.{name}-state": "yes" for name in ("young_carer", "care", "isolated", "cyberbullied")
}  # enough for the flag


@pytest.fixture
def practice(world: World) -> Practice:
    return Practice(world)


def save(assessment: Assessment, by: Person, expected: int, prefer: str = "", **fields: str) -> SavedTopic | None:
    told = {name.replace("__", "-").replace("_of_", "."): text for name, text in fields.items()}
    return assessments.save(
        assessment=assessment, topic="conduct", fields=told, expected=expected, by=by, prefer=prefer
    )


def says(assessment: Assessment, topic: str = "conduct") -> Any:
    return draft_of(assessment).said.get(topic, {})


def page(client: Client, name: str, *args: Any, **sent: Any) -> Any:
    url = reverse(name, args=args)
    return client.post(url, sent) if sent else client.get(url)


class TestWriting:
    def test_there_is_one_draft_at_a_time_and_it_is_gone_on_with(self, world: World, practice: Practice) -> None:
        first = begin(practice.tariq, world.alice)
        assert begin(practice.tariq, world.bob, stage="closing") == first
        finish(first, world.alice)
        assert begin(practice.tariq, world.bob, stage="closing") != first

    def test_what_is_saved_is_there_again(self, world: World, practice: Practice) -> None:
        said = {f"{GAMING}-state": "yes", f"{GAMING}-often": "often", f"{GAMING}-impact": "Zoë’s 🎮 يلعب"}
        write(practice.assessment, world.alice, conduct=said)
        assert says(practice.assessment) == said

    def test_typed_words_are_sealed(self, world: World, practice: Practice) -> None:
        write(practice.assessment, world.alice, wants={"wants": "Ein Geheimnis"})
        raw = SavedTopic.objects.values_list("said", flat=True).get()
        assert b"Geheimnis" not in bytes(raw)

    def test_saving_the_same_again_writes_nothing(self, world: World, practice: Practice) -> None:
        for _ in range(2):
            assessments.save(
                assessment=practice.assessment,
                topic="conduct",
                fields={f"{GAMING}-state": "yes"},
                expected=0,
                by=world.alice,
            )
        assert practice.assessment.topics.count() == 1
        assert Entry.objects.filter(verb="assessment saved").count() == 1

    def test_an_empty_page_is_not_written_down(self, world: World, practice: Practice) -> None:
        assert (
            assessments.save(
                assessment=practice.assessment, topic="life", fields={"apps": "  "}, expected=0, by=world.alice
            )
            is None
        )
        assert not practice.assessment.topics.exists()

    @pytest.mark.parametrize(
        ("topic", "fields"),
        [
            ("conduct", {"contact.grooming-state": "yes"}),
            ("conduct", {f"{GAMING}-state": "perhaps"}),
            ("conduct", {f"{GAMING}-often": "never"}),
            ("conduct", {f"{GAMING}-when": "x" * 101}),
            ("factors", {"factor.care-source": "gossip"}),
            ("life", {"phones": "51"}),
            ("life", {"phones": "٣"}),
            ("life", {"hours": "all"}),
            ("effects", {"impact_negative.fear-ticked": "on"}),
            ("wants", {"judgement": "x" * 4001}),
        ],
    )
    def test_what_a_field_cannot_say_is_refused(
        self, world: World, practice: Practice, topic: str, fields: dict[str, str]
    ) -> None:
        with pytest.raises(Invalid):
            assessments.save(assessment=practice.assessment, topic=topic, fields=fields, expected=0, by=world.alice)

    def test_a_draft_set_aside_keeps_what_it_says_and_takes_nothing_more(
        self, world: World, practice: Practice
    ) -> None:
        write(practice.assessment, world.alice, wants={"wants": "Peace"})
        assessments.set_aside(assessment=practice.assessment, by=world.alice)
        with pytest.raises(NotNow):
            save(practice.assessment, world.alice, 0)
        assert says(practice.assessment, "wants") == {"wants": "Peace"}
        assert begin(practice.tariq, world.alice) != practice.assessment

    def test_somebody_who_does_not_see_the_record_writes_nothing(self, world: World, practice: Practice) -> None:
        with pytest.raises(Refused):
            save(practice.assessment, world.charlie, 0)
        restricted_to([world.bob], practice.tariq, world.bob)
        with pytest.raises(Refused):
            save(practice.assessment, world.alice, 0)

    def test_a_closed_record_takes_nothing(self, world: World, practice: Practice) -> None:
        assessment = practice.assessment
        YoungPerson.objects.filter(pk=practice.tariq.pk).update(state="closed", closed_on=clock.today())
        with pytest.raises(NotNow):
            save(assessment, world.alice, 0)


class TestTwoPeople:
    def test_different_answers_on_one_page_both_stand(self, world: World, practice: Practice) -> None:
        save(practice.assessment, world.alice, 0, conduct_of_gaming__state="yes")
        save(practice.assessment, world.bob, 0, conduct_of_posting_photos__state="no")
        assert says(practice.assessment) == {f"{GAMING}-state": "yes", f"{PHOTOS}-state": "no"}

    def test_the_same_answer_changed_by_both_is_asked_about(self, world: World, practice: Practice) -> None:
        save(practice.assessment, world.alice, 0, conduct_of_gaming__state="yes")
        with pytest.raises(Crossed) as crossed:
            save(practice.assessment, world.bob, 0, conduct_of_gaming__state="no")
        assert crossed.value.names == (f"{GAMING}-state",)
        assert says(practice.assessment) == {f"{GAMING}-state": "yes"}

    @pytest.mark.parametrize(("prefer", "stands"), [(merging.MINE, "no"), (merging.THEIRS, "yes")])
    def test_and_either_may_be_kept(self, world: World, practice: Practice, prefer: str, stands: str) -> None:
        save(practice.assessment, world.alice, 0, conduct_of_gaming__state="yes")
        save(practice.assessment, world.bob, 0, prefer, conduct_of_gaming__state="no")
        assert says(practice.assessment) == {f"{GAMING}-state": stands}

    def test_a_version_that_is_no_longer_kept_takes_nothing_for_granted(
        self, world: World, practice: Practice, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(assessments, "KEPT", 1)
        for number, state in enumerate(("yes", "no", "yes")):
            save(practice.assessment, world.alice, number, conduct_of_gaming__state=state)
        assert practice.assessment.topics.count() == 1
        with pytest.raises(Crossed):
            save(practice.assessment, world.bob, 1, conduct_of_gaming__state="no")

    def test_the_page_shows_what_the_other_did(self, world: World, practice: Practice, signed_in: SignIn) -> None:
        save(practice.assessment, world.alice, 0, conduct_of_gaming__state="yes")
        sent = {"conduct-version": "0", f"{PHOTOS}-state": "yes", f"{GAMING}-state": "not_asked"}
        where = [practice.tariq.reference, practice.assessment.pk, "conduct"]
        got = page(signed_in(world.bob), "young_person_assessment_save", *where, **sent)
        assert got.status_code == 200
        assert 'id="part-conduct_gaming_state" hx-swap-oob="true"' in got.text
        assert 'id="part-conduct_posting_photos_state"' not in got.text
        assert says(practice.assessment) == {f"{GAMING}-state": "yes", f"{PHOTOS}-state": "yes"}

    def test_the_page_without_scripts_asks_whose_to_keep(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        save(practice.assessment, world.alice, 0, conduct_of_gaming__state="yes")
        where = [practice.tariq.reference, practice.assessment.pk, "conduct"]
        sent = {"conduct-version": "0", f"{GAMING}-state": "no", f"{PHOTOS}-when": "Every <day> & night"}
        client = signed_in(world.bob)
        got = page(client, "young_person_assessment_topic", *where, **sent)
        assert got.status_code == 409
        assert "Keep mine" in got.text
        assert "Every &lt;day&gt; &amp; night" in got.text
        got = page(client, "young_person_assessment_topic", *where, **sent, keep="theirs")
        assert got.status_code == 302
        assert says(practice.assessment) == {f"{GAMING}-state": "yes", f"{PHOTOS}-when": "Every <day> & night"}


class TestFinishing:
    @pytest.mark.parametrize("judgement", ["", "   ", "Yes yes yes", "n/a n/a n/a", "As above"])
    def test_there_is_no_result_without_a_judgement(self, world: World, practice: Practice, judgement: str) -> None:
        write(practice.assessment, world.alice, wants={"judgement": judgement})
        saves = draft_of(practice.assessment).saves
        with pytest.raises(Invalid, match="your own judgement"):
            assessments.finish(assessment=practice.assessment, saves=saves, by=world.alice)

    def test_what_somebody_saved_since_is_read_first(self, world: World, practice: Practice) -> None:
        write(practice.assessment, world.alice, wants={"judgement": JUDGEMENT})
        save(practice.assessment, world.bob, 0, conduct_of_gaming__state="yes")
        with pytest.raises(Changed):
            assessments.finish(assessment=practice.assessment, saves=1, by=world.alice)

    def test_answers_become_rows_and_only_a_yes_keeps_its_details(self, world: World, practice: Practice) -> None:
        said = {
            f"{GAMING}-state": "yes",
            f"{GAMING}-often": "once",
            f"{PHOTOS}-state": "no",
            f"{PHOTOS}-often": "often",
            f"{PHOTOS}-when": "A slip",
        }
        done = finish(
            practice.assessment,
            world.alice,
            conduct=said,
            life={"phones": "3", "night": "yes", "apps": "Two"},
            effects={"impact_negative.fear-ticked": "yes"},
        )
        rows = {row.item: row for row in done.risks.all()}
        assert set(rows) == {GAMING, PHOTOS}
        assert (rows[GAMING].state, rows[GAMING].frequency) == ("yes", "once")
        assert (rows[PHOTOS].state, rows[PHOTOS].frequency, rows[PHOTOS].when) == ("no", "", "")
        assert (done.phones, done.night, done.apps) == (3, "yes", "Two")
        assert [row.choice for row in done.choices.all()] == ["impact_negative.fear"]
        assert not done.topics.exists()

    def test_what_the_rules_say_is_kept_with_the_rules_of_its_day(
        self, world: World, practice: Practice, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        done = finish(practice.assessment, world.alice, factors=FOUR)
        assert (done.lowest, done.highest, done.flag) == (4, 8, vulnerability.FLAG)
        assert done.care_and_caring == vulnerability.HIGHEST_PRIORITY
        monkeypatch.setattr(vulnerability, "FIRST", None)
        monkeypatch.setattr("onlinelives.rules.online_assessment.told", None)
        told = result_of(Assessment.objects.get(pk=done.pk)).lines
        assert [line.outcome for line in told][:2] == [vulnerability.HIGHEST_PRIORITY, vulnerability.FLAG]
        assert all(line.reason and line.edition for line in told)

    def test_physical_disability_counts_only_where_the_area_says_so_and_from_then_on(
        self, world: World, practice: Practice
    ) -> None:
        three = {f"factor.{name}-state": "yes" for name in ("care", "isolated", "learning", "physical_disability")}
        before = finish(practice.assessment, world.alice, factors=three)
        wanted = settings.Wanted(counts_physical_disability=True)
        settings.decide(wanted=wanted, expected=1, by=world.omar)
        after = finish(begin(practice.tariq, world.alice, "during"), world.alice, factors=three)
        assert (before.lowest, before.flag) == (3, vulnerability.MAY_REACH)
        assert (after.lowest, after.flag) == (4, vulnerability.FLAG)
        assert Assessment.objects.get(pk=before.pk).lowest == 3

    def test_nothing_changes_a_finished_one(self, world: World, practice: Practice) -> None:
        done = finish(practice.assessment, world.alice)
        for again_ in (
            lambda: save(done, world.alice, 0, conduct_of_gaming__state="yes"),
            lambda: assessments.finish(assessment=done, saves=0, by=world.alice),
            lambda: assessments.set_aside(assessment=done, by=world.alice),
        ):
            with pytest.raises(NotNow):
                again_()

    def test_it_keeps_the_list_it_was_made_from(self, practice: Practice) -> None:
        sha256 = practice.assessment.taxonomy_id
        body = KeptTaxonomy.objects.get(pk=sha256).body
        assert taxonomies.thaw(body) == taxonomies.load()
        older = json.loads(body) | {"version": 999}
        text = json.dumps(older)
        other = KeptTaxonomy.objects.create(sha256=taxonomies.thaw(text).sha256, body=text)
        assert kept(other.pk).version == 999

    def test_prompts_name_the_other_cs_and_are_no_findings(self, world: World, practice: Practice) -> None:
        done = finish(practice.assessment, world.alice, conduct={f"{GAMING}-state": "yes"})
        asks = [line for line in result_of(done).lines if line.title == "Ask about"]
        assert len(asks) == 3
        assert all("not a finding" in line.reason for line in asks)


class TestTheFlag:
    def test_staff_decide_with_a_reason_and_both_decisions_stay(self, world: World, practice: Practice) -> None:
        done = finish(practice.assessment, world.alice, factors=FOUR)
        with pytest.raises(Invalid):
            assessments.decide_flag(assessment=done, flagged=True, reason="  ", by=world.alice)
        assessments.decide_flag(assessment=done, flagged=False, reason="Known for years.", by=world.alice)
        assessments.decide_flag(assessment=done, flagged=True, reason="Worse since.", by=world.bob)
        assert [each.flagged for each in result_of(done).decisions] == [True, False]

    def test_it_can_be_raised_although_the_count_is_low(self, world: World, practice: Practice) -> None:
        done = finish(practice.assessment, world.alice)
        assert assessments.decide_flag(assessment=done, flagged=True, reason="I fear for him.", by=world.alice).flagged

    def test_only_on_the_newest_and_never_on_a_draft(self, world: World, practice: Practice) -> None:
        old = finish(practice.assessment, world.alice)
        draft = begin(practice.tariq, world.alice, "during")
        with pytest.raises(NotNow):
            assessments.decide_flag(assessment=draft, flagged=True, reason="Why", by=world.alice)
        finish(draft, world.alice)
        with pytest.raises(Invalid, match="newer"):
            assessments.decide_flag(assessment=old, flagged=True, reason="Why", by=world.alice)

    def test_a_form_sent_twice_is_one_decision(self, world: World, practice: Practice) -> None:
        done, key = finish(practice.assessment, world.alice), uuid.uuid4()
        for _ in range(2):
            assessments.decide_flag(assessment=done, flagged=True, reason="Why", by=world.alice, form_key=key)
        assert done.flag_decisions.count() == 1


class TestItemsOfTheArea:
    def test_asked_from_then_on_until_ended_with_the_words_of_their_day(self, world: World, practice: Practice) -> None:
        old = practice.assessment
        item = local_item(world)
        assert item.code not in sheet_of(old).category_of
        finish(old, world.alice)
        new = begin(practice.tariq, world.alice, "during")
        done = finish(new, world.alice, contact={f"{item.code}-state": "yes"})
        local_items.end(item=item, by=world.dana)
        assert sheet_of(done).label(item.code) == item.label
        assert item.code not in sheet_of(begin(practice.tariq, world.alice, "closing")).category_of

    def test_of_another_area_are_not_asked(self, world: World, practice: Practice) -> None:
        far = local_items.add(category="contact", label="Elsewhere", how="Ask.", by=world.zoe)
        assert far.code not in sheet_of(practice.assessment).category_of

    def test_the_same_is_not_added_twice(self, world: World) -> None:
        local_item(world)
        with pytest.raises(Invalid, match="already"):
            local_items.add(category="conduct", label="pressed to film a FIGHT", how="Ask.", by=world.dana)


class TestFirstAgainstLast:
    def test_what_became_of_each_risk(self, world: World, practice: Practice) -> None:
        def conduct(**states: str) -> dict[str, str]:
            return {f"conduct.{name}-state": state for name, state in states.items()}

        first = conduct(gaming="yes", gambling="yes", posting_photos="no", adult_apps="yes")
        last = conduct(gaming="yes", gambling="no", posting_photos="yes")
        finish(practice.assessment, world.alice, conduct={**first, f"{GAMING}-often": "once"})
        finish(begin(practice.tariq, world.alice, "during"), world.alice)
        last_one = begin(practice.tariq, world.alice, "closing")
        finish(last_one, world.alice, conduct={**last, f"{GAMING}-often": "often"})
        _, told = comparison_for(again(world.alice), practice.tariq.reference)
        assert told
        assert {each.course.risk: each.course.outcome for each in told.risks} == {
            GAMING: INCREASED,
            PHOTOS: NEW,
            "conduct.gambling": ENDED,
            "conduct.adult_apps": NO_LONGER_KNOWN,
        }
        assert (told.first.stage, told.last.stage, len(told.finished)) == ("referral", "closing", 3)

    def test_one_alone_is_not_compared(self, world: World, practice: Practice, signed_in: SignIn) -> None:
        finish(practice.assessment, world.alice)
        got = page(signed_in(world.alice), "young_person_compared", practice.tariq.reference)
        assert "not two finished assessments" in got.text


class TestPages:
    def test_every_page_can_be_saved_and_everything_at_once_as_well(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        client, where = signed_in(world.alice), [practice.tariq.reference, practice.assessment.pk]
        for code in CODES:
            assert page(client, "young_person_assessment_topic", *where, code).status_code == 200
        sent = {f"{code}-version": "0" for code in CODES} | {
            f"{GAMING}-state": "yes",
            "factor.care-state": "no",
            "negatives": ["impact_negative.fear", "impact_negative.sleepiness"],
            "hours": "over_5",
            "phones": "2",
            "judgement": JUDGEMENT,
        }
        got = page(client, "young_person_assessment_all", *where, **sent)
        assert got.status_code == 302
        draft = draft_of(practice.assessment)
        assert draft.said["life"] == {"hours": "over_5", "phones": "2"}
        assert set(draft.said["effects"]) == {"impact_negative.fear-ticked", "impact_negative.sleepiness-ticked"}
        assert draft.judgement == JUDGEMENT

    def test_a_wrong_number_is_told_and_what_was_typed_stays(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        where = [practice.tariq.reference, practice.assessment.pk, "life"]
        sent = {"life-version": "0", "phones": "900", "apps": "It’s all “chat”"}
        got = page(signed_in(world.alice), "young_person_assessment_topic", *where, **sent)
        assert got.status_code == 422
        assert "Enter a number from 0 to 50" in got.text
        assert "It’s all “chat”" in got.text

    def test_there_is_no_such_page(self, world: World, practice: Practice, signed_in: SignIn) -> None:
        where = [practice.tariq.reference, practice.assessment.pk, "weather"]
        assert page(signed_in(world.alice), "young_person_assessment_topic", *where).status_code == 404

    def test_an_assessment_of_another_young_person_is_not_found_under_this_one(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        from tests.practice import add_young_person

        other = add_young_person(practice.pastoral, world.alice, given_name="Ondine")
        got = page(signed_in(world.alice), "young_person_assessment", other.reference, practice.assessment.pk)
        assert got.status_code == 404

    def test_each_look_is_in_the_trail(self, world: World, practice: Practice, signed_in: SignIn) -> None:
        assessment = practice.assessment
        before = Entry.objects.filter(verb="young person looked at").count()
        page(signed_in(world.alice), "young_person_assessment", practice.tariq.reference, assessment.pk)
        assert Entry.objects.filter(verb="young person looked at").count() == before + 1

    def test_trail_entries_hold_nothing_that_was_typed(self, world: World, practice: Practice) -> None:
        done = finish(practice.assessment, world.alice, wants={"wants": "Geheimnis"})
        assessments.decide_flag(assessment=done, flagged=True, reason="Geheimnis", by=world.alice)
        assert not [entry for entry in Entry.objects.all() if "Geheimnis" in entry.body or JUDGEMENT in entry.body]

    def test_moved_to_another_team_the_draft_goes_along(
        self, world: World, practice: Practice, signed_in: SignIn
    ) -> None:
        assessment = practice.assessment
        young_people.move(young_person=practice.tariq, team=practice.night, expected=1, by=world.bob)
        where = [practice.tariq.reference, assessment.pk]
        assert page(signed_in(world.alice), "young_person_assessment", *where).status_code == 404
        assert page(signed_in(world.bob), "young_person_assessment", *where).status_code == 200

    def test_an_old_draft_can_be_gone_on_with(self, world: World, practice: Practice) -> None:
        with clock.at(clock.now() - timedelta(days=200)):
            assessment = begin(practice.tariq, world.alice)
        done = finish(assessment, world.alice)
        assert done.begun_at < done.finished_at  # type: ignore[operator]
