"""A file of answers is brought, mapped, and taken in whole or not at all."""

import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404
from django.test import Client
from django.urls import reverse

from onlinelives.rules.verdict import Changed, Invalid, NotNow, Refused
from onlinelives.survey import queries
from onlinelives.survey.actions import brought_files, waves
from onlinelives.survey.bringing import folders
from onlinelives.survey.bringing.mapping import Use
from onlinelives.survey.models import AnswerSet, BroughtFile, KeptMapping, Wave
from onlinelives.survey.opening import answers_in
from onlinelives.trail import clock
from onlinelives.trail.models import Entry
from tests.brought import CSV, arrive, lay, look, send, take_in
from tests.house.addresses_bringing import _bring as filled_in
from tests.waves import add_setting, plan
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folder(settings: Any, tmp_path: Path) -> Path:
    settings.SURVEY = tmp_path / "survey"
    return settings.SURVEY


@pytest.fixture
def ines(world: World) -> Client:
    client = Client()
    client.force_login(world.ines)
    return client


def folders_in(root: Path) -> list[str]:
    return [path.name for path in (root / "brought").iterdir()]


def test_a_file_becomes_a_closed_wave_with_its_answers(world, own_folder, django_capture_on_commit_callbacks):
    school = add_setting("Larkrise", world.ines)
    brought = look(send(world))
    assert brought.rows == 3
    with django_capture_on_commit_callbacks(execute=True):
        answers = take_in(brought, world)
    wave = answers.wave
    assert (wave.name, wave.state, wave.brought, answers.source) == ("Youth survey 2025", "closed", True, "brought")
    held = answers_in(answers.sha256, answers.columns)
    assert held["school"].tolist() == [school.pk, 1_000_000, 1_000_000]
    assert held["in_care"].tolist() == [1, 0, -6]
    assert held["made_year_group"].tolist() == [8, 9, 9]
    assert (answers.rows, answers.schools) == (3, 2)
    brought.refresh_from_db()
    assert (brought.state, brought.wave, brought.columns, brought.mapping) == ("taken_in", wave, [], [])
    assert folders_in(own_folder) == [], "nothing of the file is left"
    assert queries.answers_page(world.ines, wave.pk).answer_set == answers


def test_the_folder_is_for_the_program_alone(world, own_folder):
    brought = look(send(world))
    folder = folders.place_of(own_folder, brought.pk)
    assert (folder.stat().st_mode & 0o777, folder.parent.stat().st_mode & 0o777) == (0o700, 0o700)


def test_a_link_is_not_followed(world, own_folder, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("school\n")
    sent = arrive(b"", "csv")
    sent.path.unlink()
    os.symlink(secret, sent.path)
    with pytest.raises(ValueError, match="is a file"):
        brought_files.bring(sent=sent, plan=plan(), by=world.ines)
    assert not BroughtFile.objects.exists()


def test_nothing_is_left_where_the_name_is_taken(world, own_folder):
    waves.prepare(plan=plan("Taken"), by=world.ines)
    sent = arrive(CSV, "csv")
    with pytest.raises(Invalid, match="of this name already"):
        brought_files.bring(sent=sent, plan=plan("taken"), by=world.ines)
    assert not BroughtFile.objects.exists()
    assert folders_in(own_folder) == [sent.path.name]


def test_nothing_is_half_taken_in(world, own_folder, monkeypatch):
    brought = look(send(world))
    monkeypatch.setattr(KeptMapping.objects, "update_or_create", lambda **told: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        take_in(brought, world)
    assert not Wave.objects.exists()
    assert not AnswerSet.objects.exists()
    monkeypatch.undo()
    brought.refresh_from_db()
    assert brought.state == "looked"
    assert take_in(brought, world).rows == 3, "and it can be begun again"


def test_a_worker_that_died_after_laying_leaves_nothing_and_another_begins_again(
    world, own_folder, django_capture_on_commit_callbacks
):
    brought = look(send(world))
    lay(brought)
    with django_capture_on_commit_callbacks(execute=True):
        assert take_in(brought, world).rows == 3
    assert folders_in(own_folder) == []
    assert len(list(own_folder.glob("*.parquet"))) == 1


def test_two_people_cannot_map_over_each_other(world):
    brought = look(send(world))
    brought_files.change_column(brought=brought, place=5, use=Use.STRATUM, expected=1, by=world.dana)
    with pytest.raises(Changed):
        brought_files.change_column(brought=brought, place=5, use=Use.OUT, expected=1, by=world.ines)
    with pytest.raises(Changed):
        brought_files.take_in(brought=brought, laid=lay(brought), expected=1, by=world.ines)
    assert not Wave.objects.exists()


def test_it_is_taken_in_once(world):
    brought = look(send(world))
    laid = lay(brought)
    take_in(brought, world)
    with pytest.raises(NotNow, match="taken in already"):
        brought_files.take_in(brought=brought, laid=laid, expected=1, by=world.ines)
    with pytest.raises(NotNow):
        brought_files.throw_away(brought=brought, by=world.ines)
    assert Wave.objects.count() == 1


@pytest.mark.parametrize(
    "told", [{"item": "no_such"}, {"item": None}, {"item": "in_care", "values": {"Yes": 77}}, {"item": "../x"}]
)
def test_only_what_the_questionnaire_offers_is_taken(world, told):
    brought = look(send(world))
    with pytest.raises(Invalid):
        brought_files.change_column(brought=brought, place=3, use=Use.ITEM, expected=1, by=world.ines, **told)


def test_what_was_said_of_a_file_holds_for_the_next_with_the_same_columns(world):
    brought = look(send(world))
    told = {"use": Use.ITEM, "item": "in_care", "values": {"Perhaps": 2}, "by": world.ines}
    brought_files.change_column(brought=brought, place=3, expected=1, **told)
    brought.refresh_from_db()
    take_in(brought, world)
    later = look(send(world, CSV.replace(b"Larkrise", b"Zoo"), name="Next year"))
    assert later.mapped[3].values["Perhaps"] == 2
    other = look(send(world, CSV.replace(b"said", b"told"), name="Other"))
    assert other.mapped[3].values["Perhaps"] is None


def test_another_area_and_another_role_see_nothing_of_it(world):
    brought = look(send(world))
    for query in (queries.brought_for, queries.preview_page):
        with pytest.raises(Http404):
            query(world.zoe, brought.pk)
    assert queries.brought_files_for(world.zoe) == []
    for person in (world.alice, world.omar):
        with pytest.raises(Refused):
            brought_files.throw_away(brought=brought, by=person)


def test_what_nobody_decided_on_goes_and_so_does_what_was_left_behind(
    world, own_folder, django_capture_on_commit_callbacks
):
    brought, lost = look(send(world)), own_folder / "brought" / "9e6f9f6e-0b1f-4a0e-9d7c-0a4f8a9d1c15"
    lost.mkdir()
    for path in (lost, arrive(CSV, "csv").path):
        os.utime(path, (0, 0))
    assert brought_files.clear_old(clock.now() - timedelta(days=14)) == 0
    assert folders_in(own_folder) == [str(brought.pk)]
    with django_capture_on_commit_callbacks(execute=True):
        assert brought_files.clear_old(clock.now() + timedelta(seconds=1)) == 1
    assert folders_in(own_folder) == []
    assert BroughtFile.objects.get().state == "thrown_away"


def test_the_trail_has_ids_and_counts_only(world):
    take_in(look(send(world)), world)
    bodies = "\n".join(Entry.objects.values_list("body", flat=True))
    assert "survey file taken in" in bodies
    assert [word for word in ("Larkrise", "Perhaps", "answers.csv", "said") if word in bodies] == []


def test_the_preview_counts_and_names_what_cannot_be_read(world):
    page = queries.preview_page(world.ines, look(send(world)).pk)
    care = next(tally for tally in page.tallies if tally.item.name == "in_care")
    assert care.answers == [("Yes", 1), ("No", 1), ("Left empty", 1)]
    assert (care.answered, care.unread, care.first) == (2, 1, 4)
    assert (page.surveyed.rows, page.surveyed.schools, page.problems) == (3, 2, [])


def post_file(client: Client, content: bytes, name: str = "answers.csv", **changed: Any) -> Any:
    told = filled_in(None) | {"file": SimpleUploadedFile(name, content)} | changed
    return client.post(reverse("survey_bring"), told)


def run(client: Client, callbacks: Any, content: bytes, name: str = "answers.csv", **changed: Any) -> Any:
    with callbacks(execute=True):
        return post_file(client, content, name, **changed)


def test_from_upload_to_answers_through_the_pages(world, ines, django_capture_on_commit_callbacks):
    answer = run(ines, django_capture_on_commit_callbacks, CSV, "../../O'Hara مدرسة 🦊.csv")
    assert answer.status_code == 302
    brought = BroughtFile.objects.get()
    assert brought.state == "looked"
    page = ines.get(reverse("survey_brought", args=[brought.pk])).content.decode()
    assert "1 of 3 values not known" in page
    column = reverse("survey_brought_column", args=[brought.pk, 3])
    told = {"version": 1, "use": "item", "item": "in_care", "value_0": "1", "value_1": "0", "value_2": "2"}
    assert ines.post(column, told).status_code == 302
    assert ines.post(column, told).status_code == 422, "another tab was quicker"
    preview = reverse("survey_brought_preview", args=[brought.pk])
    assert "I am not sure <strong>1</strong>" in ines.get(preview).content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        assert ines.post(preview, {"version": 2}).status_code == 302
    assert AnswerSet.objects.get().rows == 3
    assert "See the answers" in ines.get(reverse("survey_brought", args=[brought.pk])).content.decode()
    assert ines.get(preview).status_code == 404


def test_what_was_typed_on_an_old_page_is_never_put_beside_another_value(world, ines):
    """Whoever saves twice says the same of each value, though the page lists them in another order by then."""
    brought = look(send(world))
    column = reverse("survey_brought_column", args=[brought.pk, 3])
    typed = {"version": 1, "use": "item", "item": "in_care", "value_0": "1", "value_1": "unread", "value_2": "2"}
    told = {"use": Use.ITEM, "item": "in_care", "values": {"Yes": None, "Perhaps": 2}, "by": world.dana}
    brought_files.change_column(brought=brought, place=3, expected=1, **told)
    assert ines.post(column, typed).status_code == 422
    assert ines.post(column, typed | {"version": 2}).status_code == 302
    brought.refresh_from_db()
    assert brought.mapped[3].values == {"Yes": 1, "No": None, "Perhaps": 2}


def test_the_same_form_twice_brings_one_file(world, ines, django_capture_on_commit_callbacks):
    for _ in range(2):
        assert run(ines, django_capture_on_commit_callbacks, CSV).status_code == 302
    assert BroughtFile.objects.count() == 1


def test_a_file_that_cannot_be_read_says_where_and_is_gone(world, ines, own_folder, django_capture_on_commit_callbacks):
    run(ines, django_capture_on_commit_callbacks, b"school,in_care\nA,1\nB\n")
    brought = BroughtFile.objects.get()
    assert brought.state == "thrown_away"
    page = ines.get(reverse("survey_brought", args=[brought.pk])).content.decode()
    assert "Line 3 ends at the column “school”" in page
    assert folders_in(own_folder) == []


def test_a_file_of_another_kind_or_too_large_is_refused_beside_its_field(world, ines, settings, own_folder):
    assert "whose name ends in" in post_file(ines, CSV, "answers.docx").content.decode()
    settings.SURVEY_LARGEST = 2**20
    assert "larger than 1 MB" in post_file(ines, bytes(2**20 + 1)).content.decode()
    assert post_file(ines, bytes(3 * 2**20)).status_code in (400, 413)
    assert not BroughtFile.objects.exists()
    assert folders_in(own_folder) == []


def test_the_token_of_the_form_is_asked_for(world):
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.ines)
    assert post_file(client, CSV).status_code == 403


def test_an_apostrophe_an_emoji_and_a_formula_are_shown_as_text(world, ines, django_capture_on_commit_callbacks):
    content = 'school,in_care,"<b>O\'Hara 🦊"\nA,"=HYPERLINK(""x"")",<script>\nA,مدرسة,b\n'
    run(ines, django_capture_on_commit_callbacks, content.encode())
    brought = BroughtFile.objects.get()
    for place in (None, 1, 2):
        name, args = ("survey_brought_column", [brought.pk, place]) if place else ("survey_brought", [brought.pk])
        page = ines.get(reverse(name, args=args), {"show": "all"}).content.decode()
        assert "<script>\n" not in page.replace("<script>alert", "")
        assert "<b>O" not in page
