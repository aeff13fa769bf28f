"""The answers of a wave become a file for analysis."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import duckdb
import numpy as np
import pytest
from django.core.management import CommandError, call_command

from onlinelives.rules.questionnaires.columns import columns_of, value_in
from onlinelives.rules.verdict import Invalid, Refused
from onlinelives.survey import queries
from onlinelives.survey.actions import answer_sets, taking_part, urns, waves
from onlinelives.survey.engine import files, gather, sql
from onlinelives.survey.models import AnswerSet, Response
from onlinelives.survey.models.waves import ON_THE_WAY
from onlinelives.survey.opening import opened
from onlinelives.trail import clock
from tests.waves import Fieldwork, answered, closed_wave, hand_in
from tests.world import World

pytestmark = pytest.mark.django_db


def rows_of(kept: AnswerSet, folder: Path) -> list[dict[str, Any]]:
    found = duckdb.connect().read_parquet(str(folder / f"{kept.sha256}.parquet"))
    return [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]


def test_every_answer_is_in_the_file_as_it_was_given(world: World, survey_folder: Path) -> None:
    wave = closed_wave(world)
    kept = answer_sets.gather(wave=wave, by=world.ines)
    columns = columns_of(wave.asks)
    told = sorted(
        tuple(
            value_in(each, a if isinstance(a := response.answers[each.question], int) else frozenset(a))
            for each in columns
        )
        for response in Response.objects.filter(wave=wave)
    )
    assert sorted(tuple(row[each.name] for each in columns) for row in rows_of(kept, survey_folder)) == told
    assert (kept.rows, kept.schools, kept.source) == (11, 1, "collected")
    assert kept.strata == ["Large schools"]


def test_the_engine_reads_it(world: World, survey_folder: Path) -> None:
    wave = closed_wave(world)
    kept = answer_sets.gather(wave=wave, by=world.ines)
    with opened({"answers": kept.sha256}) as engine:
        asked = gather.survey(engine, "answers")
        found = gather.proportions(asked, [sql.Question("made_year_group", (8,))])
    assert asked.children == 11
    assert found.yes[0, 0] == 11


def test_nothing_is_made_ready_before_a_wave_is_closed_and_its_boxes_are_empty(world: World) -> None:
    work = Fieldwork(world)
    hand_in(work.class_8b.codes[:3])
    with pytest.raises(Invalid):
        answer_sets.gather(wave=work.wave, by=world.ines)
    wave = work.close()
    with pytest.raises(Invalid, match="coming in"):
        answer_sets.gather(wave=wave, by=world.ines)
    assert answer_sets.gather_due() == 0
    urns.empty_due()
    assert answer_sets.gather_due() == 1
    assert answer_sets.gather_due() == 0, "once is enough"


def test_what_is_handed_in_while_somebody_closes_the_wave_is_waited_for(world: World) -> None:
    """A request that has seen the wave open may store its box after the close, so nothing is counted at once."""
    work = Fieldwork(world)
    hand_in(work.class_8b.codes[:10])
    urns.empty_due()
    late = answered(taking_part.enter(typed=work.class_8b.codes[10], language="en"), work.wave.asks)
    with patch.object(queries, "standing", return_value=queries.standing(late.wave, late.code)):
        wave = waves.close(wave=work.wave, by=world.dana)
        assert answer_sets.gather_due() == 0
        with pytest.raises(Invalid, match="coming in"):
            answer_sets.gather(wave=wave, by=world.ines)
        assert taking_part.hand_in(draft=late)
    assert (urns.empty_due(), answer_sets.gather_due()) == (0, 0), "nor is one late answer unsealed on its own"
    with clock.at(clock.now() + ON_THE_WAY):
        assert (urns.empty_due(), answer_sets.gather_due()) == (1, 1)
    assert AnswerSet.objects.get().rows == 11


def test_a_newer_set_takes_the_place_of_the_current_one_which_is_kept(world: World, survey_folder: Path) -> None:
    wave = closed_wave(world)
    first = answer_sets.gather(wave=wave, by=world.ines)
    second = answer_sets.gather(wave=wave, by=world.ines)
    assert queries.answer_set_for(world.ines, wave.pk) == second
    assert queries.answer_sets_for(world.ines) == [second]
    assert (survey_folder / f"{first.sha256}.parquet").is_file()


def test_only_those_who_run_the_survey_of_the_area_reach_it(world: World) -> None:
    wave = closed_wave(world)
    kept = answer_sets.gather(wave=wave, by=world.ines)
    with pytest.raises(Refused):
        answer_sets.gather(wave=wave, by=world.alice)
    assert list(AnswerSet.objects.visible_to(world.dana)) == [kept]
    assert not AnswerSet.objects.visible_to(world.zoe).exists()
    assert not AnswerSet.objects.visible_to(world.alice).exists()


def test_a_file_that_is_outside_the_folder_or_not_there_is_refused(survey_folder: Path) -> None:
    with pytest.raises(ValueError, match="not a file"), opened({"answers": "../x"}):
        pass


def test_a_file_that_belongs_to_no_set_goes_in_time(world: World, tmp_path: Path, settings: Any) -> None:
    settings.SURVEY = tmp_path
    kept = answer_sets.gather(wave=closed_wave(world), by=world.ines)
    whole = tmp_path / f"{kept.sha256}.parquet"
    lost, unfinished = tmp_path / f"{'f' * 64}.parquet", tmp_path / ".0a1b.part"
    for file in (lost, unfinished):
        file.write_bytes(b"PAR1")
    assert answer_sets.clear_orphans(clock.now() - timedelta(days=30)) == 0
    assert lost.is_file()
    assert answer_sets.clear_orphans(clock.now() + timedelta(minutes=1)) == 2
    assert (whole.is_file(), lost.exists(), unfinished.exists()) == (True, False, False)


def test_what_cannot_be_written_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As when the disk is full."""
    columns = {name: np.ones(3) for name in ("stratum", "school", "weight")}
    monkeypatch.setattr(files, "settle", lambda *told: (_ for _ in ()).throw(OSError("full")))
    with pytest.raises(OSError, match="full"):
        files.write(tmp_path, columns)
    monkeypatch.setattr(files, "MEMORY", "1 byte")
    with pytest.raises(duckdb.Error):
        files.write(tmp_path, columns)
    assert list(tmp_path.iterdir()) == []


def test_a_lost_or_altered_file_is_named(world: World, survey_folder: Path) -> None:
    kept = answer_sets.gather(wave=closed_wave(world), by=world.ines)
    call_command("verify_answers")
    place = survey_folder / f"{kept.sha256}.parquet"
    whole = place.read_bytes()
    for broken in (whole[:-1], None):
        place.unlink() if broken is None else place.write_bytes(broken)
        with pytest.raises(CommandError, match=kept.sha256):
            call_command("verify_answers")
    place.write_bytes(whole)
