"""Two people let figures out, held against everything that is out; nothing exact is kept, and nothing changes then."""

import contextlib
import json
import threading
import time
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, IntegrityError, connection, transaction

from onlinelives.rules.verdict import Invalid, NotNow, Refused
from onlinelives.survey import guards, queries
from onlinelives.survey.actions import findings, releases
from onlinelives.survey.actions.errors import LooksDifferent
from onlinelives.survey.models import Finding, SurveyRelease
from onlinelives.trail.guards import switch_off
from onlinelives.trail.models import Entry
from tests.findings import BULLIED, RUMOURS, drawn, found, laid, laid_in, proposed, released, seen, with_more
from tests.world import World

pytestmark = pytest.mark.django_db

OUT = {"decision": "It is right."}


class TestProposing:
    def test_it_keeps_who_what_and_why_and_no_figure(self, world: World) -> None:
        answers = laid(world)
        release = proposed(world, answers)
        row = SurveyRelease.objects.values().get()
        assert (row["state"], row["body"], row["sha256"], row["answers_sha256"]) == ("proposed", "", "", answers.sha256)
        assert (release.proposed_by, release.items, release.cut) == (world.ines, [BULLIED], "in_care")
        assert not any(type(value) in (int, float) for value in _leaves(row["words"]))
        entry = Entry.objects.latest("seq")
        assert entry.verb == "survey release proposed"
        assert json.loads(entry.body)["details"]["items"] == [BULLIED]

    def test_items_stand_in_the_order_of_the_questionnaire_each_once(self, world: World) -> None:
        answers = laid(world)
        order = list(queries.release_choice(answers).items)
        release = proposed(world, answers, items=[*reversed(order[:3]), order[0]])
        assert release.items == order[:3]

    def test_no_more_than_somebody_reads(self, world: World) -> None:
        answers = laid(world)
        with pytest.raises(Invalid, match="at most 20"):
            proposed(world, answers, items=list(queries.release_choice(answers).items)[:21])

    def test_the_same_form_sent_twice_makes_one(self, world: World) -> None:
        answers, key = laid(world), "7e6f9f6e-0b1f-4a0e-9d7c-0a4f8a9d1c77"
        assert proposed(world, answers, form_key=key) == proposed(world, answers, form_key=key)

    @pytest.mark.parametrize(
        ("more", "field", "why"),
        [
            ({"cut": "school"}, "cut", "how young people are divided"),
            ({"cut": "in_care*young_carer*gender"}, "cut", "how young people are divided"),
            ({"items": []}, "items", "at least one figure"),
            ({"items": [f"item{n}" for n in range(21)]}, "items", "at least one figure"),
            ({"items": ["age' or 1=1"]}, "items", "at least one figure"),
            ({"reason": " \n"}, "reason", "Say why"),
            ({"reason": "x" * 1001}, "reason", "1,000 characters"),
        ],
    )
    def test_what_makes_no_sense_is_refused_beside_its_field(
        self, world: World, more: dict[str, Any], field: str, why: str
    ) -> None:
        with pytest.raises(Invalid, match=why) as refused:
            proposed(world, **more)
        assert refused.value.field == field

    def test_what_waits_or_is_out_is_not_proposed_again(self, world: World) -> None:
        answers = laid(world)
        waiting = proposed(world, answers)
        with pytest.raises(Invalid, match="waiting for a second person already"):
            proposed(world, answers, items=[RUMOURS, BULLIED])
        releases.let_out(release=waiting, seen=seen(waiting, world.dana), by=world.dana, **OUT)
        with pytest.raises(Invalid, match="released already"):
            proposed(world, answers, items=[RUMOURS, BULLIED])
        assert proposed(world, answers, items=[RUMOURS])

    def test_nothing_is_proposed_of_which_nothing_could_be_shown(self, world: World) -> None:
        few = {name: column[:25] for name, column in drawn().items()}
        with pytest.raises(Invalid, match="Nothing of it can be shown"):
            proposed(world, laid(world, columns=few))

    def test_answers_that_were_replaced_are_not_released(self, world: World) -> None:
        answers = laid(world)
        laid_in(answers.wave, drawn(seed=6), world.ines)
        with pytest.raises(Invalid, match="replaced by newer ones"):
            proposed(world, answers)

    def test_only_those_who_run_the_survey_of_the_area(self, world: World) -> None:
        answers = laid(world)
        with pytest.raises(Refused):
            proposed(world, answers, by=world.bob)
        with pytest.raises(type(answers).DoesNotExist):
            proposed(world, answers, by=world.zoe)


class TestDeciding:
    def test_the_second_person_sees_what_agencies_will_see(self, world: World) -> None:
        waiting = proposed(world)
        before = queries.release_page(world.dana, waiting.pk)
        out = releases.let_out(release=waiting, seen=seen(waiting, world.dana), by=world.dana, **OUT)
        after = queries.release_page(world.ines, out.pk)
        assert before.published == after.published
        assert (out.state, out.decided_by, out.decision) == ("released", world.dana, OUT["decision"])
        assert [finding.code for finding in after.findings] == ["F-1"]

    def test_nobody_releases_or_declines_what_they_proposed(self, world: World) -> None:
        waiting = proposed(world)
        sha256 = seen(waiting, world.ines)
        assert not queries.release_page(world.ines, waiting.pk).may_release
        with pytest.raises(Refused, match="A second person"):
            releases.let_out(release=waiting, seen=sha256, by=world.ines, **OUT)
        with pytest.raises(Refused, match="A second person"):
            releases.decline(release=waiting, decision="No", by=world.ines)
        with pytest.raises(Refused, match="whoever proposed"):
            releases.take_back(release=waiting, by=world.dana)

    def test_nor_does_the_database_let_one_person_do_both(self, world: World) -> None:
        out = proposed(world)
        out.state, out.decided_by, out.decided_at = "released", out.proposed_by, out.proposed_at
        out.body, out.sha256 = "{}", "0" * 64
        with pytest.raises(IntegrityError), transaction.atomic():
            out.save()

    @pytest.mark.parametrize("how", ["decline", "take back"])
    def test_what_is_declined_or_taken_back_shows_nothing_and_can_be_proposed_again(
        self, world: World, how: str
    ) -> None:
        answers = laid(world)
        waiting = proposed(world, answers)
        if how == "decline":
            with pytest.raises(Invalid, match="Say why"):
                releases.decline(release=waiting, decision=" ", by=world.dana)
            releases.decline(release=waiting, decision="Ask again in spring.", by=world.dana)
        else:
            releases.take_back(release=waiting, by=world.ines)
        page = queries.release_page(world.ines, waiting.pk)
        assert (page.published, page.findings) == (None, [])
        with pytest.raises(NotNow):
            releases.let_out(release=waiting, seen="0" * 64, by=world.dana, **OUT)
        assert proposed(world, answers)

    def test_what_is_released_in_between_is_noticed(self, world: World) -> None:
        """What somebody saw counts only as long as it would still be shown like that."""
        waiting = proposed(world)
        with pytest.raises(LooksDifferent):
            releases.let_out(release=waiting, seen="0" * 64, by=world.dana, **OUT)
        assert not Finding.objects.exists()
        out = releases.let_out(release=waiting, seen=seen(waiting, world.dana), by=world.dana, **OUT)
        with pytest.raises(NotNow):
            releases.let_out(release=waiting, seen=out.sha256, by=world.dana, **OUT)

    def test_answers_of_a_few_who_came_late_are_refused_in_words(self, world: World) -> None:
        columns = drawn()
        late_class = with_more(columns, yes(columns), times=5)
        answers = laid(world, columns=columns)
        released(world, answers)
        late = laid_in(answers.wave, late_class, world.ines)
        with pytest.raises(Invalid, match="the difference would tell about a few young people"):
            proposed(world, late)
        assert proposed(world, laid(world, "Another wave", late_class)), "another wave is other people"

    def test_every_finding_is_numbered_once_in_its_area(self, world: World) -> None:
        answers = laid(world)
        released(world, answers, items=[BULLIED, RUMOURS])
        released(world, answers, cut="all", items=[BULLIED])
        assert sorted(Finding.objects.values_list("number", flat=True)) == [1, 2, 3]


class TestWhatStays:
    WAYS = {
        "figures": lambda: SurveyRelease.objects.update(body="{}"),
        "hash": lambda: SurveyRelease.objects.update(sha256="0" * 64),
        "back to proposed": lambda: SurveyRelease.objects.update(state="proposed", decided_by=None, body="", sha256=""),
        "delete a release": lambda: _raw("delete from survey_surveyrelease"),
        "sentence": lambda: Finding.objects.update(sentence="All is well."),
        "number": lambda: Finding.objects.update(number=99),
        "delete a finding": lambda: Finding.objects.all().delete(),
        "delete in SQL": lambda: _raw("delete from survey_finding"),
    }

    @pytest.mark.parametrize("way", WAYS)
    def test_nothing_of_it_changes_by_whatever_path(self, world: World, way: str) -> None:
        released(world)
        before = _stored()
        with pytest.raises(DatabaseError), transaction.atomic():
            self.WAYS[way]()
        assert _stored() == before

    def test_what_is_proposed_is_not_exchanged_while_it_waits(self, world: World) -> None:
        proposed(world)
        for change in ({"cut": "all"}, {"items": [RUMOURS]}, {"reason": "Other"}, {"answers_sha256": "0" * 64}):
            with pytest.raises(DatabaseError, match=guards.PINNED), transaction.atomic():
                SurveyRelease.objects.update(**change)

    def test_a_withdrawn_finding_stays_withdrawn(self, world: World) -> None:
        finding = findings.withdraw(finding=found(world), why="Two schools were counted twice.", by=world.dana)
        with pytest.raises(NotNow):
            findings.withdraw(finding=finding, why="Again", by=world.dana)
        with pytest.raises(DatabaseError, match=guards.KEPT), transaction.atomic():
            Finding.objects.update(state="current", withdrawn_by=None, withdrawn_at=None, why_withdrawn="")
        page = queries.finding_page(world.bob, finding.pk)
        assert page.finding.why_withdrawn == "Two schools were counted twice."

    def test_only_a_strategy_lead_withdraws_and_says_why(self, world: World) -> None:
        finding = found(world)
        with pytest.raises(Refused):
            findings.withdraw(finding=finding, why="Wrong", by=world.ines)
        with pytest.raises(Invalid, match="Say why"):
            findings.withdraw(finding=finding, why=" ", by=world.dana)

    def test_the_ledger_is_what_was_released(self, world: World) -> None:
        answers = laid(world)
        out = [released(world, answers), released(world, answers, cut="all")]
        ledger = queries.ledger(answers.wave, queries.source_of(answers))
        assert [one.sha256 for one in ledger.releases] == [one.sha256 for one in out]
        assert queries.ledger(laid(world, "Another").wave, queries.source_of(answers)).releases == ()


class TestWhatWasAltered:
    """As somebody with the database in their hands could."""

    def altered(self) -> None:
        switch_off(connection, guards.GUARDS)
        release = SurveyRelease.objects.get()
        body = json.loads(release.body)
        body["cells"][0][0][3] += 5
        SurveyRelease.objects.update(body=json.dumps(body))

    def test_a_command_names_it(self, world: World, capsys: Any) -> None:
        finding = found(world)
        call_command("verify_findings")
        assert "as they were released" in capsys.readouterr().out
        self.altered()
        with pytest.raises(CommandError, match=f"survey release/{finding.release_id}"):
            call_command("verify_findings")

    def test_so_does_it_for_a_finding_s_words(self, world: World) -> None:
        finding = found(world)
        switch_off(connection, guards.GUARDS)
        Finding.objects.update(sentence="All is well.")
        assert queries.altered() == [f"finding/{finding.pk} (F-1)"]
        with pytest.raises(ValueError, match="F-1"):
            queries.finding_page(world.bob, finding.pk)

    def test_it_is_never_shown_and_nothing_is_released_beside_it(self, world: World) -> None:
        answers = laid(world)
        finding = found(world, answers)
        self.altered()
        with pytest.raises(ValueError, match="hash"):
            queries.finding_page(world.bob, finding.pk)
        with pytest.raises(Invalid, match="do not fit"):
            proposed(world, answers, cut="all")


@pytest.mark.django_db(transaction=True)
def test_two_releases_at_once_are_each_held_against_the_one_before(world: World, monkeypatch: Any) -> None:
    answers = laid(world)
    waiting = [proposed(world, answers, cut=cut) for cut in ("in_care", "all")]
    saw = [seen(each, world.dana) for each in waiting]
    held_against: list[int] = []
    real = queries.would_show

    def slowly(answers: Any, cut: str, items: tuple[str, ...]) -> Any:
        held_against.append(len(queries.ledger(answers.wave, queries.source_of(answers)).releases))
        time.sleep(0.3)
        return real(answers, cut, items)

    monkeypatch.setattr(queries, "would_show", slowly)

    def let_out(number: int) -> None:
        try:
            with contextlib.suppress(LooksDifferent, Invalid):
                releases.let_out(release=waiting[number], seen=saw[number], by=world.dana, **OUT)
        finally:
            connection.close()

    threads = [threading.Thread(target=let_out, args=[number]) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(held_against) == [0, 0, 0, 1], "each asks before it waits, and again when it is its turn"
    out = SurveyRelease.objects.filter(state="released").count()
    assert sorted(Finding.objects.values_list("number", flat=True)) == list(range(1, out + 1))


def yes(columns: Any) -> int:
    """The first young person in care who says yes."""
    return int(((columns["in_care"] == 1) & (columns[BULLIED] == 1)).argmax())


def _leaves(thing: Any) -> list[Any]:
    if isinstance(thing, dict):
        return [leaf for each in thing.values() for leaf in _leaves(each)]
    return [leaf for each in thing for leaf in _leaves(each)] if isinstance(thing, list) else [thing]


def _raw(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _stored() -> list[list[dict[str, Any]]]:
    return [list(model._default_manager.order_by("pk").values()) for model in (SurveyRelease, Finding)]
