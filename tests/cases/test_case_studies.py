"""A case study is begun from a record, written by one person, and checked word by word."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from onlinelives.accounts.models import Person
from onlinelives.cases.actions import case_studies, study_approvals, study_checks
from onlinelives.cases.actions.case_studies import Words
from onlinelives.cases.actions.study_checks import Named, Place
from onlinelives.cases.models import CaseStudy, StudyDecision, StudyName, StudyText, YoungPerson
from onlinelives.cases.queries import Told, drafted, studies_for, study_page
from onlinelives.cases.queries.records import chronology
from onlinelives.rules.deidentify import KEEP, REPLACE
from onlinelives.rules.verdict import Changed, Invalid, NotNow, Refused
from onlinelives.trail import clock
from onlinelives.trail.models import Entry
from tests.cases.test_sealed import everything_stored
from tests.practice import Practice, add_young_person, restricted_to
from tests.studies import NARRATIVE, TEACHES, WHY, Studies, approve, ask, begin, check, decide, now, open_flags, write
from tests.world import World, again

SignIn = Callable[[Person], Client]


@pytest.fixture
def studies(world: World) -> Studies:
    return Studies(world)


def text(study: CaseStudy) -> str:
    """What others would read of the narrative now."""
    return drafted(now(study)).draft.texts[2]


def send(client: Client, name: str, study: CaseStudy, *args: Any, **data: Any) -> Any:
    url = reverse(name, args=[study.young_person.reference, study.pk, *args])
    return client.post(url, data) if data else client.get(url)


class TestBeginning:
    def test_it_is_written_in_the_trail_of_the_record_and_not_in_its_chronology(self, studies: Studies) -> None:
        study = studies.draft()
        entry = Entry.objects.filter(verb="case study begun").get()
        assert entry.subject == studies.practice.tariq.trail_subject
        assert str(study.pk) in entry.body
        told = " ".join(f"{each.kind} {each.words}" for each in chronology(studies.practice.tariq))
        assert "study" not in told.lower()

    def test_a_closed_record_can_teach_too(self, studies: Studies) -> None:
        YoungPerson.objects.update(state="closed", closed_on=clock.today())
        assert studies.written().state == "draft"

    def test_the_same_form_sent_twice_begins_one(self, studies: Studies) -> None:
        key, tariq = uuid.uuid4(), studies.practice.tariq
        made = [
            case_studies.begin(young_person=tariq, teaches=TEACHES, features=[], by=studies.alice, form_key=key)
            for _ in range(2)
        ]
        assert made[0] == made[1]

    def test_it_says_what_it_is_to_teach(self, studies: Studies) -> None:
        with pytest.raises(Invalid, match="what it is to teach"):
            case_studies.begin(young_person=studies.practice.tariq, teaches=" ", features=[], by=studies.alice)

    def test_only_what_the_record_bears_out_can_be_ticked(self, studies: Studies) -> None:
        with pytest.raises(Invalid, match="bears out"):
            studies.draft([Told("factor", "factor.care")])
        with pytest.raises(Invalid, match="bears out"):
            studies.draft([Told("factor", "factor.made_up")])

    def test_who_does_not_see_the_record_begins_nothing(self, world: World, studies: Studies) -> None:
        for stranger in (world.charlie, world.mina, world.dana, world.omar, world.yan):
            with pytest.raises(Refused):
                begin(studies.practice.tariq, again(stranger))


class TestWhoSees:
    def test_nobody_but_its_author_not_even_the_manager(
        self, world: World, studies: Studies, signed_in: SignIn
    ) -> None:
        study = studies.written()
        assert send(signed_in(world.alice), "young_person_study", study).status_code == 200
        assert send(signed_in(world.bob), "young_person_study", study).status_code == 404
        with pytest.raises(Refused, match="Only its author"):
            case_studies.write(study=study, words=Words("a", "b", "c"), expected=2, by=world.bob)

    def test_a_record_restricted_meanwhile_takes_its_drafts_along(
        self, world: World, studies: Studies, signed_in: SignIn
    ) -> None:
        study = studies.written()
        restricted_to([world.bob], studies.practice.tariq, world.bob)
        alice = again(world.alice)
        assert send(signed_in(alice), "young_person_study", study).status_code == 404
        assert studies_for(alice).mine == []
        with pytest.raises(Refused, match="do not see"):
            case_studies.write(study=study, words=Words("a", "b", "c"), expected=study.version, by=alice)

    def test_it_is_fetched_through_its_own_record_only(self, world: World, studies: Studies, signed_in: SignIn) -> None:
        study = studies.written()
        other = add_young_person(studies.practice.pastoral, studies.alice, given_name="Ondine")
        url = reverse("young_person_study", args=[other.reference, study.pk])
        assert signed_in(world.alice).get(url).status_code == 404

    def test_every_page_of_it_is_a_look_at_the_record(self, world: World, studies: Studies, signed_in: SignIn) -> None:
        study, client = studies.written(), signed_in(world.alice)
        looks = Entry.objects.filter(verb="young person looked at")
        before = looks.count()
        for name in ("", "_features", "_text", "_take", "_names", "_flags", "_rare", "_foresee", "_ask"):
            assert send(client, f"young_person_study{name}", study).status_code == 200
        assert looks.count() == before + 9


class TestWhatIsKnown:
    def test_everything_the_record_knows_is_taken_out(self, studies: Studies) -> None:
        words = (
            "Tazwell Winterbourne-Okafor (TARIQ) told Alice of the Pastoral team at Elmfield School in Mossley Vale. "
            f"Bob knew. {studies.practice.tariq.reference} lives at ZZ9 4QX (ZZ94QX, in ZZ9), born 17 May 2012. "
            "Harbour Health helped."
        )
        study = write(studies.draft(), words)
        left = text(study)
        gone = (
            "Tazwell",
            "Tariq",
            "TARIQ",
            "Winterbourne",
            "Okafor",
            "Alice",
            "Bob",
            "Pastoral",
            "Elmfield",
            "Mossley",
        )
        assert [word for word in (*gone, "OL-", "ZZ9", "2012", "Harbour") if word in left] == []
        assert left.count("Young person A") == 2

    def test_nicknames_and_others_that_are_said_are_taken_out_from_then_on(self, studies: Studies) -> None:
        study = write(studies.draft(), "Lil Bean and sparky_99 went to Otterbank with Kofi, whom they call Kofs.")
        at = {"study": study, "by": studies.alice}
        study_checks.say_nicknames(nicknames="Lil Bean, sparky_99", expected=now(study).version, **at)
        friend = Named("person", "friend", "Kofi", "Kofs")
        study_checks.add_name(named=friend, expected=now(study).version, **at)
        place = study_checks.add_name(named=Named("place", "", "Otterbank"), expected=now(study).version, **at)
        assert text(study).endswith("went to Place A with Friend B, whom they call Friend B.")
        assert [word for word in ("Lil", "Bean", "sparky") if word in text(study)] == []
        study_checks.remove_name(name=place, expected=now(study).version, **at)
        assert "Otterbank" in text(study)
        assert StudyName.objects.count() == 2  # what was taken out stays on record

    @pytest.mark.parametrize("name", ["🦊", "---", " "])
    def test_a_name_that_cannot_be_looked_for_is_refused(self, studies: Studies, name: str) -> None:
        study = studies.written()
        with pytest.raises(Invalid, match="letters or digits"):
            study_checks.add_name(study=study, named=Named("place", "", name), expected=study.version, by=studies.alice)

    @pytest.mark.parametrize(("kind", "role"), [("person", ""), ("person", "made up"), ("place", "friend"), ("x", "")])
    def test_only_people_have_a_role_and_it_is_a_known_one(self, studies: Studies, kind: str, role: str) -> None:
        study = studies.written()
        with pytest.raises(Invalid, match="who or what"):
            study_checks.add_name(study=study, named=Named(kind, role, "Oak"), expected=study.version, by=studies.alice)

    def test_the_same_name_sent_twice_is_one(self, studies: Studies) -> None:
        study, key = studies.written(), uuid.uuid4()
        told = {"study": study, "named": Named("place", "", "Oak"), "expected": study.version, "by": studies.alice}
        assert study_checks.add_name(**told, form_key=key) == study_checks.add_name(**told, form_key=key)

    def test_a_record_without_any_name_is_drafted_too(self, studies: Studies) -> None:
        nameless = add_young_person(studies.practice.pastoral, studies.alice, given_name="🦊")
        study = write(begin(nameless, studies.alice), f"{nameless.reference} was well.")
        assert nameless.reference not in text(study)

    def test_where_the_engine_fails_nothing_is_shown_and_nobody_can_be_asked(
        self, world: World, studies: Studies, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        study = studies.written()

        def broken(*args: object) -> None:
            raise RuntimeError("Kofi")

        monkeypatch.setattr("onlinelives.rules.deidentify.recorded.found", broken)
        page = send(signed_in(world.alice), "young_person_study_flags", study)
        assert "could not be checked" in page.text
        assert "Kofi" not in page.text
        assert "flags" in study_page(now(study)).now.in_the_way


class TestFlags:
    def test_one_is_kept_or_replaced_and_both_decisions_stay(self, studies: Studies) -> None:
        study = studies.written()
        spot = open_flags(study)["Kofi"]
        decide(study, spot, KEEP)
        assert "Kofi" in text(study)
        decide(study, spot, REPLACE)
        assert "Kofi" not in text(study)
        assert list(StudyDecision.objects.values_list("choice", flat=True)) == [KEEP, REPLACE]

    def test_to_keep_one_needs_a_reason(self, world: World, studies: Studies, signed_in: SignIn) -> None:
        study = studies.written()
        with pytest.raises(Invalid, match="Say why"):
            decide(study, open_flags(study)["Kofi"], KEEP, " ")
        part, start, end = open_flags(study)["Kofi"]
        number = drafted(now(study)).draft.flags[0].number
        sent = {"version": study.version, "part": part, "start": start, "end": end, "choice": "keep"}
        got = send(signed_in(world.alice), "young_person_study_flag", study, number, **sent)
        assert got.status_code == 422
        assert "Say why it can stay" in got.text

    @pytest.mark.parametrize("spot", [(2, 0, 5), (2, 46, 49), (0, 0, 1), (2, 0, 10_000)])
    def test_what_is_not_flagged_cannot_be_decided(self, studies: Studies, spot: tuple[int, int, int]) -> None:
        study = studies.written()
        with pytest.raises(Invalid, match="not flagged"):
            decide(study, spot, KEEP)

    def test_there_is_no_way_to_decide_several_at_once(self, studies: Studies) -> None:
        study = write(studies.draft(), "She met Kofi. He met Lech.")
        decide(study, open_flags(study)["Kofi"])
        assert list(open_flags(study)) == ["Lech"]

    def test_a_decision_holds_where_the_same_words_stand_in_the_same_place(self, studies: Studies) -> None:
        study = studies.written()
        decide(study, open_flags(study)["Kofi"])
        write(study, "It began in spring.\n" + NARRATIVE)
        assert open_flags(study) == {}
        assert "Kofi" not in text(study)

    def test_it_holds_no_more_where_its_line_was_changed_or_the_words_stand_elsewhere(self, studies: Studies) -> None:
        study = studies.written()
        decide(study, open_flags(study)["Kofi"], KEEP)
        write(study, NARRATIVE.replace("in a park", "in a wood"))
        assert "Kofi" in open_flags(study)
        decide(study, open_flags(study)["Kofi"], KEEP)
        longer = NARRATIVE.replace("in a park", "in a wood") + "\nKofi left."
        write(study, longer)
        assert list(open_flags(study).values()) == [(2, longer.rindex("Kofi"), longer.rindex("Kofi") + 4)]

    def test_earlier_decisions_and_texts_stay_on_record(self, studies: Studies) -> None:
        study = studies.written()
        decide(study, open_flags(study)["Kofi"], KEEP)
        write(study, "Another text.")
        assert StudyDecision.objects.filter(text__number=2).count() == 1
        assert [each.narrative for each in StudyText.objects.order_by("number")] == ["", NARRATIVE, "Another text."]

    def test_the_title_and_the_purpose_are_checked_as_well(self, studies: Studies) -> None:
        study = write(studies.draft(), "A text.", title="How Tariq met Kofi")
        assert drafted(now(study)).draft.texts[0] == "How Young person A met Kofi"
        assert open_flags(study)["Kofi"][0] == 0


def test_no_table_holds_a_word_of_it(studies: Studies) -> None:
    """Neither what was written nor what was made of it."""
    asked = studies.asked()
    at = {"study": asked.study, "by": studies.alice}
    study_approvals.take_back(expected=now(asked.study).version, **at)
    study_checks.add_name(named=Named("place", "", "Otterbank"), expected=now(asked.study).version, **at)
    study_checks.say_nicknames(nicknames="Tazzer", expected=now(asked.study).version, **at)
    second = ask(asked.study, studies.charlie)
    study_approvals.judge(ask=second, number=1, verdict="agree", reason="", expected=1, by=studies.charlie)
    approve(second, studies.charlie)
    found = everything_stored()
    assert str(second.pk).encode() in found or second.pk.bytes in found or second.pk.hex.encode() in found
    typed = (b"Tariq talked", b"Kofi", b"meeting in the park", b"proves nothing", b"Young person A", b"Otterbank")
    assert [words for words in (*typed, b"Tazzer", b"with care", b"searched and found") if words in found] == []


class TestTakingOver:
    def test_item_by_item_and_the_record_stays_as_it_is(self, studies: Studies) -> None:
        study, referral = studies.written(), studies.practice.referral
        case_studies.take_over(study=study, codes=[f"reason:{referral.pk}"], expected=study.version, by=studies.alice)
        newest = StudyText.objects.order_by("-number")[0]
        assert newest.narrative == f"{NARRATIVE}\n\nQuarrels at home."
        referral.refresh_from_db()
        assert referral.reason == "Quarrels at home."

    @pytest.mark.parametrize("codes", [[], ["reason:" + str(uuid.uuid4())], ["x"]])
    def test_nothing_and_what_the_record_does_not_hold_is_refused(self, studies: Studies, codes: list[str]) -> None:
        study = studies.written()
        with pytest.raises(Invalid, match="begin with"):
            case_studies.take_over(study=study, codes=codes, expected=study.version, by=studies.alice)


class TestTwoWindows:
    def test_the_second_to_save_loses_nothing(self, world: World, studies: Studies, signed_in: SignIn) -> None:
        study, client = studies.written(), signed_in(world.alice)
        write(study, "From the other window.")
        sent = {"version": study.version, "title": "T", "teaches": TEACHES, "narrative": "From this window: Kofi."}
        lost = send(client, "young_person_study_text", study, **sent)
        assert lost.status_code == 422
        assert "From the other window." in lost.text
        assert "From this window: Kofi." in lost.text
        sent["version"] = now(study).version
        assert f'value="{sent["version"]}"' in lost.text
        assert send(client, "young_person_study_text", study, **sent).status_code == 302

    def test_every_other_change_is_refused_with_an_old_version(self, studies: Studies) -> None:
        study = studies.written()
        old = {"study": study, "expected": study.version - 1, "by": studies.alice}
        spot = Place(*open_flags(study)["Kofi"])
        late: list[Callable[[], object]] = [
            lambda: case_studies.tick(**old, features=[]),
            lambda: case_studies.take_over(**old, codes=[]),
            lambda: case_studies.set_aside(**old),
            lambda: study_checks.add_name(**old, named=Named("place", "", "Oak")),
            lambda: study_checks.say_nicknames(**old, nicknames=""),
            lambda: study_checks.decide(**old, place=spot, choice=KEEP, reason=WHY),
            lambda: study_checks.explain(**old, combination="x", reason=WHY),
            lambda: study_checks.foresee(**old, answers={}),
        ]
        for act in late:
            with pytest.raises(Changed):
                act()

    def test_what_was_set_aside_is_not_taken_up_again(self, studies: Studies) -> None:
        study = studies.written()
        case_studies.set_aside(study=study, expected=study.version, by=studies.alice)
        with pytest.raises(NotNow, match="withdrawn"):
            write(study)


LONG = ("Tariq met somebody in a game. " * 700)[:20_000]
AWKWARD = "طارق التقى كوفي 🦊 “O’Hollow’s” <script>alert('x')</script> & Söhne\r\nTaz"


class TestAwkwardTexts:
    @pytest.mark.parametrize("written", [LONG, AWKWARD, "\u202etxet", "a" * 20_000, "A.B. " * 4_000])
    def test_they_are_kept_and_shown_without_harm(
        self, world: World, studies: Studies, signed_in: SignIn, written: str
    ) -> None:
        study, client = studies.draft(), signed_in(world.alice)
        sent = {"version": study.version, "title": "T", "teaches": TEACHES, "narrative": written}
        assert send(client, "young_person_study_text", study, **sent).status_code == 302
        page = send(client, "young_person_study_flags", study)
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "Tariq" not in text(study)
        assert "Tazwell" not in text(study)

    def test_a_text_that_is_too_long_comes_back(self, world: World, studies: Studies, signed_in: SignIn) -> None:
        study = studies.draft()
        sent = {"version": study.version, "title": "T", "teaches": TEACHES, "narrative": "a" * 20_001}
        got = send(signed_in(world.alice), "young_person_study_text", study, **sent)
        assert got.status_code == 422
        assert "a" * 20_001 in got.text
        with pytest.raises(Invalid, match="20,001 characters"):
            write(study, "a" * 20_001)

    def test_lines_end_in_one_way_whatever_the_browser_sent(self, studies: Studies) -> None:
        study = write(studies.draft(), "One.\r\nHe met Kofi.")
        decide(study, open_flags(study)["Kofi"])
        write(study, "One.\nHe met Kofi.")
        assert open_flags(study) == {}


PAGES = ("", "_features", "_text", "_take", "_names", "_flags", "_rare", "_foresee", "_ask")


def test_every_page_is_light(world: World, signed_in: SignIn) -> None:
    """With the longest text, hundreds of words that are taken out or flagged, and something rare."""
    studies = Studies(world)
    line = "Tariq went to Elmfield School on 3 May and met Kofi. His mum does not know. Alice rang 07700 900123. "
    study = check(write(studies.decided_draft(), line))
    write(study, (line * 200)[:20_000])
    assert len(open_flags(study)) > 0
    assert len(drafted(now(study)).draft.findings) > 900
    client = signed_in(world.alice)
    for name in PAGES:
        url = reverse(f"young_person_study{name}", args=[studies.practice.tariq.reference, study.pk])
        with CaptureQueriesContext(connection) as captured:
            got = client.get(url)
        assert got.status_code == 200
        asked = [each["sql"] for each in captured.captured_queries if not each["sql"].startswith(("SAVE", "RELEASE"))]
        assert len(asked) <= 16, f"{name}: " + "\n".join(asked)
        assert len(got.content) < 60_000, name


def test_the_record_leads_to_a_case_study(world: World, signed_in: SignIn) -> None:
    tariq, client = Practice(world).tariq, signed_in(world.alice)
    assert (
        reverse("young_person_study_new", args=[tariq.reference])
        in client.get(reverse("young_person", args=[tariq.reference])).text
    )
    assert reverse("case_studies") in client.get(reverse("young_people")).text


def test_the_list_shows_no_title_as_it_was_typed(world: World, studies: Studies, signed_in: SignIn) -> None:
    study = write(studies.draft(), title="How Tariq met Kofi")
    client = signed_in(world.alice)
    assert "Begun " in client.get(reverse("case_studies")).text
    ask(check(study), studies.charlie)
    listed = client.get(reverse("case_studies")).text
    assert "How Young person A met Name A" in listed
    assert "Tariq" not in listed
