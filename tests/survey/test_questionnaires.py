"""An area's own questionnaire: begun, changed, taken back, published once, asked in a wave; and its pages."""

import io
import uuid
import zipfile
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from onlinelives.content import instruments
from onlinelives.rules.questionnaires import editing, frozen
from onlinelives.rules.questionnaires.manuscripts import Manuscript
from onlinelives.rules.verdict import Changed, Invalid, NotNow, Refused
from onlinelives.survey import queries
from onlinelives.survey.actions import questionnaires, taking_part, waves
from onlinelives.survey.actions.questionnaires import STEPS_KEPT, Beginning, Edit
from onlinelives.survey.drafts import open_, seal
from onlinelives.survey.models import DraftQuestionnaire, DraftStep, KeptQuestionnaire, Wave
from onlinelives.survey.views.questionnaires import EXCEL
from onlinelives.survey.xlsform import reading, writing
from onlinelives.trail.models import Entry
from tests.drafts import WATCH, add_question, asking, begin, beginning, publish, step
from tests.waves import Fieldwork, plan
from tests.world import World

pytestmark = pytest.mark.django_db


class TestDrafts:
    def test_a_copy_leaves_the_shipped_one_alone_and_is_called_after_the_area(self, world: World) -> None:
        draft = begin(world.dana, "Ours")
        assert draft.manuscript.whole.sections == instruments.current().sections
        assert draft.manuscript.whole.code.startswith("area_")
        assert instruments.current().code == "online-lives-2026"

    def test_the_same_form_sent_twice_makes_one(self, world: World) -> None:
        key = uuid.uuid4()
        made = [questionnaires.begin(name="Ours", beginning=beginning(), by=world.dana, form_key=key) for _ in range(2)]
        assert made[0] == made[1]
        assert DraftQuestionnaire.objects.count() == 1

    def test_analysts_look_and_do_not_touch(self, world: World) -> None:
        with pytest.raises(Refused):
            begin(world.ines)
        draft = begin(world.dana)
        with pytest.raises(Refused):
            add_question(draft, world.ines)
        assert queries.read(world.ines, draft.key).name == "Our survey"

    def test_of_two_tabs_the_later_is_told(self, world: World) -> None:
        draft = begin(world.dana)
        add_question(draft, world.dana)
        with pytest.raises(Changed):
            add_question(draft, world.dana)
        assert DraftQuestionnaire.objects.get().version == 2

    def test_steps_are_taken_back_one_by_one(self, world: World) -> None:
        first = begin(world.dana)
        now = add_question(first, world.dana)
        now = step(now, world.dana, "off", "apps")
        assert queries.desk(world.dana, now.pk).undo == "switched “apps” off"
        now = questionnaires.take_back(draft=now, expected=now.version, by=world.dana)
        assert now.manuscript.off == frozenset()
        assert WATCH in {page.id for _, page in now.manuscript.whole.pages()}
        now = questionnaires.take_back(draft=now, expected=now.version, by=world.dana)
        assert DraftQuestionnaire.objects.get().manuscript == first.manuscript
        with pytest.raises(NotNow, match="no step"):
            questionnaires.take_back(draft=now, expected=now.version, by=world.dana)

    def test_the_last_steps_are_kept_and_no_more(self, world: World) -> None:
        draft = begin(world.dana)
        for _ in range(STEPS_KEPT // 2 + 1):
            draft = step(draft, world.dana, "off", "apps")
            draft = step(draft, world.dana, "on", "apps")
        assert DraftStep.objects.count() == STEPS_KEPT >= 20
        for _ in range(STEPS_KEPT):
            draft = questionnaires.take_back(draft=draft, expected=draft.version, by=world.dana)
        assert draft.manuscript.off == frozenset()

    def test_a_step_that_changes_nothing_is_no_step(self, world: World) -> None:
        draft, entries = begin(world.dana), Entry.objects.count()
        same = Edit("rename", "", lambda m: editing.rename(m, "Our survey"))
        assert questionnaires.change(draft=draft, edit=same, expected=1, by=world.dana).version == 1
        assert (Entry.objects.count(), DraftStep.objects.count()) == (entries, 0)

    def test_what_is_thrown_away_is_found_by_nobody(self, world: World) -> None:
        draft = step(begin(world.dana), world.dana, "off", "apps")
        questionnaires.throw_away(draft=draft, expected=2, by=world.dana)
        assert queries.library(world.dana).drafts == []
        assert DraftStep.objects.count() == 0
        with pytest.raises(NotNow, match="thrown away"):
            add_question(draft, world.dana)

    def test_the_trail_never_says_what_was_typed(self, world: World) -> None:
        add_question(begin(world.dana, "Secretname"), world.dana, asking("Do you own a Xylozebra?"))
        told = " ".join(entry.body for entry in Entry.objects.all())
        assert "Secretname" not in told
        assert "ylozebra" not in told


class TestPublishing:
    def test_it_is_frozen_numbered_and_can_be_asked(self, world: World) -> None:
        draft = publish(step(add_question(begin(world.dana), world.dana), world.dana, "off", "older_media"), world.dana)
        kept = frozen.thaw(KeptQuestionnaire.objects.get().body)
        assert (draft.number, kept.version, kept.code) == (1, 1, draft.manuscript.whole.code)
        ids = {page.id for _, page in kept.pages()}
        assert WATCH in ids
        assert "older_media" not in ids
        assert "older_media" in {page.id for _, page in draft.manuscript.whole.pages()}
        wave = waves.prepare(plan=replace(plan(), asks=queries.asked_by(world.ines, draft.key)), by=world.ines)
        assert Wave.objects.get(pk=wave.pk).asks == kept
        assert queries.key_asked(world.dana, wave) == draft.key
        assert queries.library(world.dana).published[0].waves == [wave.name]

    def test_it_never_changes_and_two_tabs_publish_one(self, world: World) -> None:
        draft = begin(world.dana)
        publish(draft, world.dana)
        with pytest.raises(NotNow, match="never changes"):
            publish(draft, world.dana)
        with pytest.raises(NotNow, match="never changes"):
            add_question(draft, world.dana)
        assert KeptQuestionnaire.objects.count() == 1

    def test_not_while_there_is_an_error(self, world: World) -> None:
        draft = step(begin(world.dana), world.dana, "off", "follow_advice")
        with pytest.raises(Invalid, match="Put right what is wrong first"):
            publish(draft, world.dana)
        assert KeptQuestionnaire.objects.count() == 0

    def test_not_what_somebody_changed_after_it_was_checked(self, world: World) -> None:
        draft = begin(world.dana)
        add_question(draft, world.dana)
        with pytest.raises(Changed):
            publish(draft, world.dana)

    def test_numbers_count_up_in_each_area(self, world: World) -> None:
        areas = (world.dana, world.dana, world.zoe)
        assert [publish(begin(who, f"{n}"), who).number for n, who in enumerate(areas)] == [1, 2, 1]

    def test_a_local_question_that_changed_is_a_new_version_with_a_gap(self, world: World) -> None:
        first = publish(add_question(begin(world.dana), world.dana), world.dana)
        again = questionnaires.begin(name="Next", beginning=Beginning(first.manuscript, "ours"), by=world.dana)
        edit = Edit("question", "changed", lambda m: editing.remove(m, WATCH))
        again = questionnaires.change(draft=again, edit=edit, expected=1, by=world.dana)
        again = add_question(again, world.dana, asking("Do you own a smart watch?", "Yes", "No", "Lost it"))
        asks = publish(again, world.dana).manuscript.asks
        [watch] = [question for question in asks.questions() if question.id == WATCH]
        assert (watch.version, watch.continues[0].same) == (2, False)

    def test_children_answer_it(self, world: World) -> None:
        own = publish(add_question(begin(world.dana), world.dana), world.dana)
        fieldwork = Fieldwork(world, opened=False)
        asks = queries.asked_by(world.dana, own.key)
        waves.change(wave=fieldwork.wave, plan=replace(plan(), asks=asks), expected=1, by=world.dana)
        waves.open_now(wave=fieldwork.wave, by=world.dana)
        draft = taking_part.enter(typed=fieldwork.class_8b.codes[0], language="en")
        assert WATCH in {question.id for question in queries.standing(draft.wave, draft.code).asks.questions()}


def workbook(content: bytes, name: str = "form.xlsx") -> io.BytesIO:
    sent = io.BytesIO(content)
    sent.name = name
    return sent


class TestWorkbooks:
    def test_out_and_in_again_through_the_pages_is_the_same(self, world: World, signed_in) -> None:
        dana = signed_in(world.dana)
        draft = step(add_question(begin(world.dana), world.dana), world.dana, "off", "older_media")
        got = dana.get(f"/survey/questionnaires/read/{draft.key}/workbook/")
        assert got["Content-Type"] == EXCEL
        sent = {"workbook": workbook(got.content), "name": "Back again", "form_key": uuid.uuid4()}
        assert dana.post("/survey/questionnaires/upload/", sent).status_code in (200, 302)
        made = DraftQuestionnaire.objects.exclude(pk=draft.pk).get()
        assert made.manuscript == editing.rename(Manuscript(draft.manuscript.asks), "Back again")

    def test_into_a_draft_what_is_switched_off_stays_and_it_can_be_taken_back(self, world: World, signed_in) -> None:
        draft = step(begin(world.dana), world.dana, "off", "older_media")
        content = writing.write(draft.manuscript.asks)
        shorter = editing.replaced(draft.manuscript, replace(draft.manuscript.asks, ages=(11, 16)))
        sent = {"workbook": workbook(writing.write(shorter.asks)), "version": 2, "form_key": uuid.uuid4()}
        signed_in(world.dana).post(f"/survey/drafts/{draft.pk}/upload/", sent)
        now = DraftQuestionnaire.objects.get()
        assert now.manuscript == shorter
        assert now.manuscript.off == {"older_media"}
        back = questionnaires.take_back(draft=now, expected=3, by=world.dana)
        assert reading.read(content)[0] == back.manuscript.asks

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            (b"", "cannot be read as an Excel workbook"),
            (b"PK\x03\x04 nonsense", "cannot be read as an Excel workbook"),
            (b"x" * (2 * 2**20 + 10), "larger than a questionnaire can be"),
        ],
    )
    def test_what_is_no_workbook_is_refused_in_words(self, world: World, signed_in, wrong: bytes, said: str) -> None:
        sent = {"workbook": workbook(wrong), "form_key": uuid.uuid4()}
        got = signed_in(world.dana).post("/survey/questionnaires/upload/", sent)
        assert got.status_code == 422
        assert said in got.content.decode()
        assert DraftQuestionnaire.objects.count() == 0

    def test_a_bomb_is_refused_before_it_is_unpacked(self, world: World, signed_in) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
            bomb.writestr("[Content_Types].xml", "<x/>")
            bomb.writestr("xl/workbook.xml", b"0" * (40 * 2**20))
        sent = {"workbook": workbook(out.getvalue()), "form_key": uuid.uuid4()}
        assert (
            "larger than a questionnaire can be"
            in signed_in(world.dana).post("/survey/questionnaires/upload/", sent).content.decode()
        )

    def test_one_error_keeps_all_of_it_out_and_is_told_with_its_place(self, world: World, signed_in) -> None:
        asks = instruments.current()
        first = asks.sections[0]
        unsaid = replace(first, pages=(replace(first.pages[0], said={"en": replace(first.said["en"], text="")}),))
        sent = {
            "workbook": workbook(writing.write(replace(asks, sections=(unsaid, *asks.sections[1:])))),
            "form_key": uuid.uuid4(),
        }
        got = signed_in(world.dana).post("/survey/questionnaires/upload/", sent)
        assert got.status_code == 422
        assert "sheet survey, row 3, column label::English (en)" in got.content.decode()
        assert DraftQuestionnaire.objects.count() == 0

    def test_a_name_that_no_address_could_have_is_refused(self, world: World, signed_in) -> None:
        asks = instruments.current()
        first = asks.sections[0]
        odd = replace(first, pages=(replace(first.pages[0], id="Odd.Name"), *first.pages[1:]))
        content = writing.write(replace(asks, sections=(odd, *asks.sections[1:])))
        got = signed_in(world.dana).post(
            "/survey/questionnaires/upload/", {"workbook": workbook(content), "form_key": uuid.uuid4()}
        )
        assert got.status_code == 422
        assert "Odd.Name” cannot be used as a name" in got.content.decode()


class TestPages:
    def test_the_editor_asks_little_and_stays_light_with_ninety_pages(self, world: World, signed_in) -> None:
        draft = begin(world.dana)
        for number in range(12):
            draft = add_question(draft, world.dana, asking(f"Question number {number}?"))
        assert sum(1 for _ in draft.manuscript.whole.pages()) == 90
        dana = signed_in(world.dana)
        for url, heaviest in ((f"/survey/drafts/{draft.pk}/", 200_000), ("/survey/questionnaires/", 60_000)):
            with CaptureQueriesContext(connection) as asked:
                got = dana.get(url)
            assert got.status_code == 200
            assert len(asked) <= 8, [query["sql"] for query in asked]
            assert len(got.content) < heaviest

    def test_a_stale_step_is_told_and_does_nothing(self, world: World, signed_in) -> None:
        draft = add_question(begin(world.dana), world.dana)
        dana = signed_in(world.dana)
        for data in ({"do": "off apps", "version": 1}, {"do": "off gone", "version": 2}, {"do": "off apps"}):
            got = dana.post(f"/survey/drafts/{draft.pk}/step/", data, follow=True)
            assert "govuk-notification-banner" in got.content.decode()
        assert DraftQuestionnaire.objects.get().version == 2
        dana.post(f"/survey/drafts/{draft.pk}/step/", {"do": "off apps", "version": 2})
        assert DraftQuestionnaire.objects.get().off == ["apps"]

    def test_the_words_of_a_shipped_question_cannot_be_changed(self, world: World, signed_in) -> None:
        draft = begin(world.dana)
        got = signed_in(world.dana).post(f"/survey/drafts/{draft.pk}/pages/age/", {"version": 1, "text": "Age?"})
        assert got.status_code == 422
        assert DraftQuestionnaire.objects.get().manuscript == draft.manuscript

    def test_typed_text_stays_text(self, world: World, signed_in) -> None:
        nasty = "<img src=x onerror=alert(1)> O'Hara =1+1 مدرسة 🦊"
        draft = add_question(begin(world.dana, nasty), world.dana, asking(nasty))
        dana = signed_in(world.dana)
        for url in (f"/survey/drafts/{draft.pk}/", f"/survey/questionnaires/read/{draft.key}/"):
            assert "<img src=x" not in dana.get(url).content.decode()

    def test_a_draft_is_asked_in_no_wave(self, world: World, signed_in) -> None:
        draft = begin(world.dana)
        assert draft.key not in queries.to_ask(world.dana)
        got = signed_in(world.dana).post("/survey/waves/plan/", {"name": "x", "asks": draft.key})
        assert got.status_code == 422
        assert "Select a questionnaire" in got.content.decode()


class TestPreview:
    def test_it_goes_from_page_to_page_and_keeps_nothing(self, world: World, signed_in) -> None:
        draft = begin(world.dana)
        dana, url = signed_in(world.dana), f"/survey/questionnaires/read/{draft.key}/preview/page/"
        with CaptureQueriesContext(connection) as asked:
            page = dana.get(url, {"at": "age"}).content.decode()
            page = dana.post(url, {"draft": sealed(page), "page": "age", "answer": "13", "do": "next"}).content.decode()
        assert "Which school year" in page
        assert open_(sealed(page)).answers == {"age": 13}
        assert not [query["sql"] for query in asked if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]

    def test_its_draft_can_never_be_handed_in(self, world: World, signed_in, client) -> None:
        Fieldwork(world)
        page = signed_in(world.dana).get("/survey/questionnaires/read/online-lives-2026/preview/page/").content.decode()
        got = client.post("/s/page/", {"draft": sealed(page), "page": "welcome_about", "do": "hand_in"})
        assert got.status_code == 409

    def test_a_real_draft_is_refused(self, world: World, signed_in) -> None:
        code = Fieldwork(world).class_8b.codes[0]
        real = seal(taking_part.enter(typed=code, language="en"))
        got = signed_in(world.dana).post(
            "/survey/questionnaires/read/online-lives-2026/preview/page/", {"draft": real, "page": "age", "do": "next"}
        )
        assert "This is only a preview" in got.content.decode()

    def test_only_the_preview_may_be_framed_and_only_by_us(self, world: World, signed_in) -> None:
        dana, url = signed_in(world.dana), "/survey/questionnaires/read/online-lives-2026/preview/"
        inside, outside, other = dana.get(f"{url}page/"), dana.get(url), dana.get("/survey/questionnaires/")
        assert inside["X-Frame-Options"] == "SAMEORIGIN"
        assert "frame-ancestors 'self'" in inside["Content-Security-Policy"]
        assert outside["X-Frame-Options"] == other["X-Frame-Options"] == "DENY"
        assert "frame-src 'self'" in outside["Content-Security-Policy"]
        assert "frame-src" not in other["Content-Security-Policy"]

    def test_in_every_language_and_in_easier_words(self, world: World, signed_in) -> None:
        draft = begin(world.dana)
        told = {"age": replace(instruments.current().sections[1].said["en"], text="Ile masz lat?")}
        for edit in (lambda m: editing.add_language(m, "pl"), lambda m: editing.translate(m, "about_you", "pl", told)):
            draft = questionnaires.change(draft=draft, edit=Edit("x", "x", edit), expected=draft.version, by=world.dana)
        dana, url = signed_in(world.dana), f"/survey/questionnaires/read/{draft.key}/preview/page/"
        assert "Ile masz lat?" in dana.get(url, {"at": "age", "language": "pl"}).content.decode()
        easy = draft.manuscript.page("in_care").question.said["en"].easy
        assert f"<h1>{easy}</h1>" in dana.get(url, {"at": "in_care", "easy": "1"}).content.decode()


def sealed(page: str) -> str:
    return page.split('name="draft" value="')[1].split('"', maxsplit=1)[0]
