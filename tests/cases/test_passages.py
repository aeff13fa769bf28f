"""Whatever was typed about a young person is in some passage of their copy."""

from datetime import timedelta
from typing import Any

import pytest

from onlinelives.accounts.sealed_fields import Sealed
from onlinelives.cases import keeping as registry
from onlinelives.cases.actions import closings, copies, disposals, follow_ups, holds, incidents, retention, study_checks
from onlinelives.cases.actions.copies import Asked
from onlinelives.cases.models import YoungPerson
from onlinelives.cases.queries import also_copied, passages_of
from onlinelives.cases.queries import passages as sources
from onlinelives.cases.queries.passages import Passage, _said
from onlinelives.trail import clock
from tests import studies
from tests.incidents import acknowledged, happened, settled, signalled, to_do, told
from tests.keeping import WHY, Keeping
from tests.practice import close, restricted_to
from tests.world import World

# Sealed, and in no passage: what was decided about passages, and copies of them.
NOT_OF_THE_RECORD = {"PassageReview.marked", "PassageReview.note", "CopyRelease.body", "ClockStop.reason"}
# Nor what was decided about a text that is written for training, and the text that names nobody.
OF_TRAINING = {
    "StudyDecision.reason",
    "StudyRarity.reason",
    *(f"StudyForesight.{name}_words" for name in ("recognise", "press", "court", "hurt")),
    *(f"StudyAsk.{name}" for name in ("title", "teaches", "narrative", "words")),
    "AskedFlag.reason",
}
# Rooms above have tests of their own (tests/sharing/test_passages.py).
OF_THIS_ROOM = [each for each in registry.HOLDINGS if each.model.__module__.startswith("onlinelives.cases.")]


@pytest.fixture
def keeping(world: World) -> Keeping:
    return Keeping(world)


def fill(row: Any, said: dict[str, str]) -> None:
    """Every sealed field of a row holds a word of its own; `said` is told which."""
    for field in row._meta.concrete_fields:
        name = f"{type(row).__name__}.{field.attname}"
        if isinstance(field, Sealed) and name not in NOT_OF_THE_RECORD | OF_TRAINING:
            word = "2011-04-09" if name == "YoungPerson.born_on" else f"word{len(said):03d}"
            said[name] = "9 April 2011" if word[0] == "2" else word
            setattr(row, field.attname, word)
    row.save()


def test_every_sealed_field_of_a_record_is_in_a_passage(world: World, keeping: Keeping) -> None:
    young_person = keeping.ondine
    young_person = _everything_else(young_person, world)
    hold = holds.hold_record(young_person=young_person, reason=WHY, by=world.bob)
    holds.lift(hold=hold, reason=WHY, by=world.bob)
    retention.keep_longer(young_person=young_person, until=clock.today() + timedelta(days=1), reason=WHY, by=world.bob)
    with clock.at(clock.now() + timedelta(days=2)):
        disposals.withdraw(disposal=keeping.proposed(world.bob), by=world.bob)
    asked = Asked(clock.today(), "solicitor", "document", WHY)
    copies.end(copy=copies.request(young_person=young_person, asked=asked, by=world.bob), answer=WHY, by=world.bob)
    restricted_to([world.bob], young_person, world.bob)
    referral = young_person.referrals.get()
    referral.online, referral.found_online_on = "later", clock.today()
    referral.save()
    said: dict[str, str] = {}
    for each in OF_THIS_ROOM:
        for row in each.rows_of(young_person):
            fill(row, said)
    told = "\n".join(passage.text for passage in passages_of(type(young_person).objects.get(pk=young_person.pk)))
    wanted = {
        f"{each.model.__name__}.{field.attname}"
        for each in OF_THIS_ROOM
        for field in each.model._meta.concrete_fields
        if isinstance(field, Sealed)
    }
    assert wanted - set(said) == NOT_OF_THE_RECORD | OF_TRAINING
    assert [name for name, word in said.items() if word not in told] == []


def _everything_else(young_person: YoungPerson, world: World) -> YoungPerson:
    """What is written while a record is open: an incident that was corrected, a signal, a text for training."""
    now = YoungPerson.objects.filter(pk=young_person.pk)
    now.update(state="open", closed_on=None)
    young_person = now.get()
    incident = happened(young_person, world.alice, planned=to_do(world.alice))
    follow_ups.finish(follow_up=incident.follow_ups.get(), note=WHY, by=world.alice)
    incidents.correct(incident=incident, told=told(what_happened="Otherwise."), expected=1, by=world.alice)
    settled(acknowledged(signalled(young_person, world.alice), world.bob), world.bob)
    study = studies.write(studies.begin(young_person, world.alice))
    named = study_checks.Named("person", "friend", "Kofi", "Kofs")
    study_checks.add_name(study=study, named=named, expected=studies.now(study).version, by=world.alice)
    young_person = now.get()
    close(young_person, world.alice)
    closings.reopen(young_person=now.get(), because=WHY, by=world.alice)
    now.update(state="closed", closed_on=clock.today())
    return now.get()


def test_answers_are_told_in_the_words_that_were_asked_with(world: World, keeping: Keeping) -> None:
    found = {
        passage.key.partition(".")[2][36:]: passage
        for passage in passages_of(keeping.ondine)
        if "assess" in passage.key
    }
    assert set(found) == {"", ".risks", ".factors"}
    assert "Hours online on a day: 1 to 3 hours" in found[""].text
    assert "Our judgement: He is pressed by an older boy called Rufus." in found[""].text
    assert "Yes; impact: He does not sleep." in found[".risks"].text
    assert "Not asked; His aunt told us." in found[".factors"].text
    assert all("content." not in passage.text and "factor." not in passage.text for passage in found.values())


def test_keys_are_unique_stay_the_same_and_fit(world: World, keeping: Keeping) -> None:
    first, second = passages_of(keeping.ondine), passages_of(keeping.ondine)
    keys = [passage.key for passage in first]
    assert keys == [passage.key for passage in second]
    assert len(set(keys)) == len(keys)
    assert max(map(len, keys)) <= 60
    assert [passage.on for passage in first] == sorted(passage.on for passage in first)


def test_a_changed_word_changes_the_hash_and_a_line_end_does_not() -> None:
    one = Passage("x", clock.today(), "Heading", "a\nb")
    assert Passage("x", clock.today(), "Heading", "a\r\nb\n").sha256 == one.sha256
    assert Passage("x", clock.today(), "Heading", "a\nB").sha256 != one.sha256
    assert Passage("x", clock.today(), "Other", "a\nb").sha256 != one.sha256


def test_a_room_above_adds_its_own(world: World, keeping: Keeping, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "SOURCES", list(sources.SOURCES))
    also_copied(lambda young_person: [Passage("shared.1", clock.today(), "Shared", "With the school.")])
    assert "With the school." in [passage.text for passage in passages_of(keeping.tariq)]


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("", ""),
        ("Plain words", "Plain words"),
        ('[{"rule": "r", "reason": "Two apply."}, {"reason": "Ask about contact."}]', "Two apply. Ask about contact."),
        ('{"other": 1}', '{"other": 1}'),
        ("3", "3"),
    ],
)
def test_what_the_rules_said_is_told_in_sentences_or_as_it_is(told: str, said: str) -> None:
    assert _said(told) == said
