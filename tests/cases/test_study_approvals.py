"""A second person sees the de-identified text alone, and it fails closed. What they approve never changes."""

import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from onlinelives.accounts.actions import people
from onlinelives.accounts.models import Person
from onlinelives.cases.actions import case_studies, study_approvals, study_checks, young_people
from onlinelives.cases.finding import Identity
from onlinelives.cases.models import ApprovedStudy, AskedFlag, CaseStudy, CaseStudySource, StudyAsk, YoungPerson
from onlinelives.cases.queries import Told, approved_page, needs, studies_for
from onlinelives.cases.queries.studies import who_may_be_asked
from onlinelives.config.needs import needs_of
from onlinelives.rules import roles
from onlinelives.rules.deidentify import KEEP
from onlinelives.rules.verdict import Changed, Invalid, NotNow, Refused
from onlinelives.trail import clock
from onlinelives.trail.models import Entry
from tests.practice import restricted_to
from tests.studies import (
    ANSWERS,
    NARRATIVE,
    TEACHES,
    WHY,
    Studies,
    agree,
    approve,
    ask,
    check,
    decide,
    fresh,
    now,
    open_flags,
    write,
)
from tests.world import World, add_person, again

SignIn = Callable[[Person], Client]
KOFI = (2, NARRATIVE.index("Kofi"), NARRATIVE.index("Kofi") + 4)


@pytest.fixture
def studies(world: World) -> Studies:
    return Studies(world)


def get(client: Client, name: str, *args: Any) -> Any:
    return client.get(reverse(name, args=args))


class TestAsking:
    def test_the_second_person_is_told_at_once_and_not_what(
        self, world: World, studies: Studies, django_capture_on_commit_callbacks: Any
    ) -> None:
        study = studies.checked()
        mail.outbox.clear()
        with django_capture_on_commit_callbacks(execute=True):
            asked = ask(study, studies.charlie)
        (sent,) = mail.outbox
        assert sent.to == [studies.charlie.email]
        said = sent.subject + sent.body
        assert reverse("case_study_asked", args=[asked.pk]) in said
        hidden = (studies.practice.tariq.reference, "Tariq", "Kofi", "Alice", "Elmfield", "park", TEACHES)
        assert [word for word in hidden if word in said] == []

    def test_the_same_form_sent_twice_asks_once(self, studies: Studies) -> None:
        study, key = studies.checked(), uuid.uuid4()
        told = {"study": study, "person": studies.charlie, "expected": study.version, "by": studies.alice}
        assert study_approvals.ask(**told, form_key=key) == study_approvals.ask(**told, form_key=key)
        assert StudyAsk.objects.count() == 1

    def test_nobody_is_asked_while_something_is_left(self, studies: Studies) -> None:
        study = studies.written()
        with pytest.raises(NotNow, match="nicknames"):
            ask(study, studies.charlie)
        study_checks.say_nicknames(study=study, nicknames="", expected=now(study).version, by=studies.alice)
        with pytest.raises(NotNow, match="1 flag is still open"):
            ask(study, studies.charlie)
        decide(study, open_flags(study)["Kofi"])
        with pytest.raises(NotNow, match="could recognise"):
            ask(study, studies.charlie)
        study_checks.foresee(study=study, answers=ANSWERS, expected=now(study).version, by=studies.alice)
        assert ask(study, studies.charlie).state == "waiting"

    def test_nobody_is_asked_about_an_empty_text(self, studies: Studies) -> None:
        study = check(write(studies.draft(), ""))
        with pytest.raises(NotNow, match="Write the title"):
            ask(study, studies.charlie)

    def test_a_rare_combination_is_explained_or_taken_out(self, studies: Studies) -> None:
        studies.decided()
        study = check(write(studies.draft()))
        case_studies.tick(
            study=study, features=[Told("outcome", "early_help")], expected=study.version, by=studies.alice
        )
        with pytest.raises(NotNow, match="1 rare combination"):
            ask(study, studies.charlie)
        case_studies.tick(study=study, features=[], expected=now(study).version, by=studies.alice)
        assert ask(study, studies.charlie)

    def test_while_a_court_deals_with_the_case_it_waits(self, studies: Studies) -> None:
        study = studies.checked()
        answers = {**ANSWERS, "court": ("yes", WHY)}
        study_checks.foresee(study=study, answers=answers, expected=study.version, by=studies.alice)
        with pytest.raises(NotNow, match="court"):
            ask(study, studies.charlie)

    def test_who_could_recognise_somebody_is_asked_again_for_another_text(self, studies: Studies) -> None:
        study = write(studies.checked(), "Another text.")
        with pytest.raises(NotNow, match="could recognise"):
            ask(study, studies.charlie)

    @pytest.mark.parametrize("name", ["alice", "dana", "ravi", "ines", "omar", "yan"])
    def test_it_is_somebody_else_who_works_with_young_people(self, world: World, studies: Studies, name: str) -> None:
        study = studies.checked()
        with pytest.raises(Invalid, match="somebody else"):
            ask(study, again(getattr(world, name)))

    def test_those_of_other_agencies_come_first(self, studies: Studies) -> None:
        listed = [(person.name, own) for person, _, own in who_may_be_asked(studies.draft())]
        assert listed == [("Charlie", False), ("Mina", False), ("Bob", True)]

    def test_nothing_is_changed_while_somebody_is_asked(self, studies: Studies) -> None:
        asked = studies.asked()
        with pytest.raises(NotNow, match="Take it back"):
            write(asked.study)
        study_approvals.take_back(study=asked.study, expected=now(asked.study).version, by=studies.alice)
        assert write(asked.study).state == "draft"
        assert studies_for(studies.charlie).waiting == []


class TestWhatTheSecondPersonSees:
    def test_the_redacted_text_and_nothing_of_the_record(
        self, world: World, studies: Studies, signed_in: SignIn
    ) -> None:
        study = write(
            studies.draft(), "Tariq (Tazwell) of Elmfield School told Alice about Kofi and Lech on 3 May 2026."
        )
        decide(study, open_flags(study)["Lech"], KEEP, "Tariq said that everybody is called Lech.")
        asked = ask(check(study), studies.charlie)
        client = signed_in(world.charlie)
        pages = [get(client, "case_study_asked", asked.pk), get(client, "case_studies"), get(client, "home")]
        pages += [get(client, "case_study_flag", asked.pk, flag.number) for flag in asked.flags.all()]
        read = " ".join(page.text for page in pages)
        assert "Lech" in read
        record = studies.practice.tariq
        hidden = (
            record.reference,
            str(record.pk),
            str(study.pk),
            "Tariq",
            "Tazwell",
            "Elmfield",
            "Alice",
            "Kofi",
            "3 May",
        )
        assert [word for word in (*hidden, "everybody is called") if word in read] == []

    def test_no_address_of_the_record_opens_to_them(self, world: World, studies: Studies, signed_in: SignIn) -> None:
        asked, client = studies.asked(), signed_in(world.charlie)
        reference = studies.practice.tariq.reference
        assert get(client, "young_person", reference).status_code == 404
        assert get(client, "young_person_study", reference, asked.study.pk).status_code == 404
        assert get(client, "case_study_asked", asked.study.pk).status_code == 404

    def test_every_look_is_written_down_without_a_way_to_the_record(
        self, world: World, studies: Studies, signed_in: SignIn
    ) -> None:
        asked, client = studies.asked(), signed_in(world.charlie)
        get(client, "case_study_asked", asked.pk)
        approved = approve_all(studies, asked)
        by_charlie = Entry.objects.filter(actor=studies.charlie.trail_id)
        assert by_charlie.filter(verb="case study looked at").count() == 1
        told = " ".join(by_charlie.values_list("body", flat=True))
        assert str(approved.pk) in told
        assert str(asked.study.pk) not in told
        assert studies.practice.tariq.reference not in told

    def test_a_record_restricted_meanwhile_takes_the_text_away(
        self, world: World, studies: Studies, signed_in: SignIn
    ) -> None:
        asked = studies.agreed()
        restricted_to([world.bob], studies.practice.tariq, world.bob)
        assert get(signed_in(world.charlie), "case_study_asked", asked.pk).status_code == 404
        assert studies_for(studies.charlie).waiting == []
        with pytest.raises(Refused):
            approve(asked, studies.charlie)

    def test_one_begun_from_a_restricted_record_by_somebody_named_can_be_approved(
        self, world: World, studies: Studies
    ) -> None:
        restricted_to([world.alice], studies.practice.tariq, world.bob)
        assert studies.approved().version == 1

    def test_somebody_who_left_sees_nothing_of_it(self, world: World, studies: Studies, signed_in: SignIn) -> None:
        asked = studies.asked()
        people.end_role(membership=world.charlie.memberships.get(), by=world.omar)
        assert get(signed_in(again(world.charlie)), "case_study_asked", asked.pk).status_code == 404


def approve_all(studies: Studies, asked: StudyAsk) -> ApprovedStudy:
    agree(asked, studies.charlie)
    return approve(asked, studies.charlie)


class TestApproving:
    def test_nobody_approves_what_they_wrote_or_were_not_asked_about(self, world: World, studies: Studies) -> None:
        asked = studies.agreed()
        for stranger in (studies.alice, again(world.bob), again(world.mina), again(world.dana), again(world.yan)):
            with pytest.raises(Refused, match="not asked"):
                approve(asked, stranger)

    def test_somebody_who_was_asked_about_their_own_by_a_slip_in_the_database_is_refused_too(
        self, studies: Studies
    ) -> None:
        asked = studies.agreed()
        StudyAsk.objects.update(asked=studies.alice)
        with pytest.raises(NotNow, match="not worked on this text"):
            approve(asked, studies.alice)

    def test_every_flag_is_decided_again(self, studies: Studies) -> None:
        asked = studies.asked()
        with pytest.raises(NotNow, match="1 flag"):
            approve(asked, studies.charlie)
        study_approvals.judge(
            ask=asked, number=1, verdict="not", reason="He is known here.", expected=1, by=studies.charlie
        )
        with pytest.raises(NotNow, match="Send the case study back"):
            approve(asked, studies.charlie)
        study_approvals.judge(ask=asked, number=1, verdict="agree", reason="", expected=2, by=studies.charlie)
        assert approve(asked, studies.charlie)

    def test_not_to_agree_needs_a_reason(self, studies: Studies) -> None:
        asked = studies.asked()
        with pytest.raises(Invalid, match="why you do not agree"):
            study_approvals.judge(ask=asked, number=1, verdict="not", reason=" ", expected=1, by=studies.charlie)
        for number, verdict in ((2, "agree"), (1, "perhaps")):
            with pytest.raises(Invalid):
                study_approvals.judge(
                    ask=asked, number=number, verdict=verdict, reason="", expected=1, by=studies.charlie
                )

    def test_what_the_record_learned_meanwhile_makes_it_stale(self, studies: Studies) -> None:
        study = write(studies.draft(), "Tariq met somebody by the river with his brother, wolf cub.")
        asked = ask(check(study), studies.charlie)
        agree(asked, studies.charlie)
        young_people.identify(
            young_person=studies.practice.tariq,
            identity=Identity("Tariq", "Winterbourne-Okafor", "Wolf Cub"),
            expected=1,
            by=studies.alice,
        )
        with pytest.raises(NotNow, match="has changed since"):
            approve(asked, studies.charlie)
        assert not ApprovedStudy.objects.exists()

    def test_a_tampered_ask_is_stale(self, studies: Studies) -> None:
        asked = fresh(studies.agreed())
        asked.narrative = "Tariq did it."
        asked.save(update_fields=["narrative"])
        with pytest.raises(NotNow, match="has changed since"):
            approve(asked, studies.charlie)

    def test_a_court_that_took_the_case_up_meanwhile_blocks_it(self, studies: Studies) -> None:
        asked = studies.agreed()
        foresight = asked.text.foresight
        foresight.court = "yes"
        foresight.save()
        with pytest.raises(NotNow, match="court"):
            approve(asked, studies.charlie)

    def test_a_combination_that_became_rare_meanwhile_blocks_it(self, studies: Studies) -> None:
        studies.decided()
        study = write(studies.draft([Told("outcome", "early_help")]))
        check(study)
        asked = ask(study, studies.charlie)
        agree(asked, studies.charlie)
        study.rarities.all().delete()
        with pytest.raises(NotNow, match="1 rare combination"):
            approve(asked, studies.charlie)

    def test_where_the_engine_fails_nothing_is_approved(
        self, studies: Studies, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        asked = studies.agreed()
        monkeypatch.setattr("onlinelives.rules.deidentify.dates.found", lambda text: 1 / 0)
        with pytest.raises(NotNow):
            approve(asked, studies.charlie)

    @pytest.mark.parametrize("days", [-1, 0, 2 * 366 + 1])
    def test_the_review_is_within_two_years(self, studies: Studies, days: int) -> None:
        asked = studies.agreed()
        with pytest.raises(Invalid, match="within two years"):
            approve(asked, studies.charlie, review_by=clock.today() + timedelta(days=days))

    def test_it_says_how_somebody_tried(self, studies: Studies) -> None:
        asked = studies.agreed()
        with pytest.raises(Invalid, match="how you tried"):
            approve(asked, studies.charlie, tried=" ")

    def test_an_old_version_is_refused(self, studies: Studies) -> None:
        asked = studies.agreed()
        with pytest.raises(Changed):
            approve(asked, studies.charlie, expected=1)
        with pytest.raises(Changed):
            study_approvals.send_back(ask=asked, reason=WHY, expected=1, by=studies.charlie)

    def test_the_same_form_sent_twice_approves_once(self, world: World, studies: Studies, signed_in: SignIn) -> None:
        asked, client = studies.agreed(), signed_in(world.charlie)
        day = clock.today() + timedelta(days=90)
        sent = {"tried": WHY, "declared": "on", "version": fresh(asked).version, "form_key": str(uuid.uuid4())}
        sent |= {"review_by_0": day.day, "review_by_1": day.month, "review_by_2": day.year}
        url = reverse("case_study_approve", args=[asked.pk])
        first, second = client.post(url, sent), client.post(url, sent)
        assert first.status_code == second.status_code == 302
        assert first.url == second.url
        assert ApprovedStudy.objects.count() == 1

    def test_sent_back_it_says_why_to_its_author(self, world: World, studies: Studies, signed_in: SignIn) -> None:
        asked = studies.asked()
        study_approvals.judge(
            ask=asked, number=1, verdict="not", reason="The park gives it away.", expected=1, by=studies.charlie
        )
        with pytest.raises(Invalid, match="in a sentence"):
            study_approvals.send_back(ask=asked, reason="No", expected=2, by=studies.charlie)
        told = "I thought of somebody in our school."
        study_approvals.send_back(ask=asked, reason=told, expected=2, by=studies.charlie)
        here = [studies.practice.tariq.reference, asked.study.pk]
        client = signed_in(world.alice)
        assert told in get(client, "young_person_study", *here).text
        assert "The park gives it away." in get(client, "young_person_study_flags", *here).text
        assert get(signed_in(world.charlie), "case_study_asked", asked.pk).status_code == 404
        with pytest.raises(NotNow, match="sent back"):
            ask(asked.study, studies.charlie)
        decide(asked.study, KOFI)
        assert ask(asked.study, again(world.mina))


class TestWhatWasApproved:
    def test_readers_of_every_agency_see_it_without_any_way_back(
        self, world: World, studies: Studies, signed_in: SignIn
    ) -> None:
        approved = studies.approved()
        study = approved.source.ask.study
        for reader in (world.bob, world.mina):
            client = signed_in(reader)
            pages = get(client, "case_study", approved.pk).text + get(client, "case_studies").text
            assert "A meeting in the park" in pages
            record = studies.practice.tariq
            hidden = (record.reference, str(record.pk), str(study.pk), "Tariq", "Kofi", "Alice", "Charlie", "Elmfield")
            assert [word for word in hidden if word in pages] == []

    def test_it_says_what_it_is_and_never_too_much(self, world: World, studies: Studies, signed_in: SignIn) -> None:
        page = get(signed_in(world.mina), "case_study", studies.approved().pk).text
        assert "may still recognise them" in page
        assert "cannot find everything" in page
        assert "fully " + "anonymised" not in page.lower()
        assert "anonymous" not in page.lower()

    def test_its_source_is_told_to_the_two_who_made_it_and_to_nobody_else(self, world: World, studies: Studies) -> None:
        approved = studies.approved()
        author, approver = approved_page(studies.alice, approved.pk), approved_page(studies.charlie, approved.pk)
        assert author.source is not None
        assert author.source.study is not None
        assert approver.source is not None
        assert approver.source.study is None
        for name in ("bob", "mina"):
            assert approved_page(again(getattr(world, name)), approved.pk).source is None

    def test_when_the_record_is_restricted_the_text_stays_and_its_source_goes(
        self, world: World, studies: Studies
    ) -> None:
        approved = studies.approved()
        restricted_to([world.bob], studies.practice.tariq, world.bob)
        for person in (studies.alice, studies.charlie):
            page = approved_page(again(person), approved.pk)
            assert page.approved.narrative
            assert page.source is None

    def test_the_text_stays_when_the_case_study_goes_with_its_record(self, studies: Studies) -> None:
        approved = studies.approved()
        CaseStudy.objects.all().delete()
        assert not CaseStudySource.objects.exists()
        page = approved_page(studies.alice, approved.pk)
        assert page.source is None
        assert page.approved.title == "A meeting in the park"

    def test_the_database_refuses_to_change_it(self, studies: Studies) -> None:
        approved = studies.approved()
        for told in ("digest = 'x'", "version = 9", "review_by = '2099-01-01'"):
            with (
                pytest.raises(DatabaseError, match="never changes"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(f"update cases_approvedstudy set {told}")  # noqa: S608
        assert approved_page(studies.alice, approved.pk)

    def test_one_altered_behind_the_programs_back_is_not_shown(self, world: World, studies: Studies) -> None:
        approved = studies.approved()
        approved.narrative = "Tariq did it."
        approved.save(update_fields=["narrative"])  # as sealing anew would, but with other words
        with pytest.raises(NotNow, match="not as it was approved"):
            approved_page(studies.alice, approved.pk)
        approved.features.create(partnership_id=approved.partnership_id, kind="factor", code="factor.care")
        with pytest.raises(NotNow, match="not as it was approved"):
            approved_page(studies.alice, approved.pk)

    def test_a_new_version_takes_its_place_and_the_old_one_says_so(
        self, world: World, studies: Studies, signed_in: SignIn
    ) -> None:
        first = studies.approved()
        study = first.source.ask.study
        case_studies.revise(study=study, expected=now(study).version, by=studies.alice)
        assert list(studies_for(studies.alice).approved.object_list) == [first]
        with pytest.raises(NotNow, match="in use"):
            case_studies.set_aside(study=study, expected=now(study).version, by=studies.alice)
        write(study, "Young person A was cheated in a game.")
        second = approve_all(studies, ask(check(study), again(world.charlie)))
        assert (second.version, second.replaces) == (2, first)
        assert list(studies_for(studies.alice).approved.object_list) == [second]
        assert "newer version" in get(signed_in(world.mina), "case_study", first.pk).text


class TestWithdrawing:
    def test_a_manager_the_author_and_the_second_person_may_and_others_may_not(
        self, world: World, studies: Studies
    ) -> None:
        approved = studies.approved()
        other = add_person("Other", roles.PRACTITIONER, world.elmfield, by=world.omar)
        for stranger in (other, world.dana, world.omar, world.yan):
            with pytest.raises(Refused, match="Ask a manager"):
                study_approvals.withdraw(approved=approved, reason=WHY, by=again(stranger))
        for person in (studies.alice, studies.charlie, again(world.mina)):
            assert approved_page(person, approved.pk).may_withdraw
        with pytest.raises(Invalid, match="Say why"):
            study_approvals.withdraw(approved=approved, reason="No", by=again(world.mina))
        study_approvals.withdraw(approved=approved, reason=WHY, by=again(world.mina))
        assert CaseStudy.objects.get().state == "withdrawn"

    def test_nobody_reads_it_afterwards_and_why_is_told_to_the_two(
        self, world: World, studies: Studies, signed_in: SignIn
    ) -> None:
        approved = studies.approved()
        told = "A teacher knew at once who it is."
        study_approvals.withdraw(approved=approved, reason=told, by=studies.alice)
        reader, author = signed_in(world.mina), signed_in(world.alice)
        page = get(reader, "case_study", approved.pk).text
        for words in ("A meeting in the park", TEACHES, "in a park", told):
            assert words not in page
        assert "Do not use it" in page
        assert "A meeting in the park" not in get(reader, "case_studies").text
        assert told in get(author, "case_study", approved.pk).text
        with pytest.raises(NotNow, match="already"):
            study_approvals.withdraw(approved=approved, reason=WHY, by=studies.alice)

    def test_a_new_version_being_written_goes_on_after_the_old_one_is_withdrawn(
        self, world: World, studies: Studies
    ) -> None:
        first = studies.approved()
        study = first.source.ask.study
        case_studies.revise(study=study, expected=now(study).version, by=studies.alice)
        study_approvals.withdraw(approved=first, reason=WHY, by=again(world.bob))
        assert now(study).state == "draft"
        second = approve_all(studies, ask(check(study), again(world.charlie)))
        assert (second.version, second.replaces) == (2, None)


class TestNeeds:
    def test_each_is_told_what_waits_for_them_and_never_who(self, world: World, studies: Studies) -> None:
        def whats(person: Person) -> list[str]:
            return [need.what for need in needs(again(person)) if "case stud" in need.what]

        asked = studies.asked()
        assert whats(studies.charlie) == ["Say whether 1 case study may be used"]
        assert whats(studies.alice) == []
        study_approvals.send_back(ask=asked, reason=WHY, expected=1, by=studies.charlie)
        assert whats(studies.charlie) == []
        assert whats(studies.alice) == ["Look again at 1 case study"]
        decide(asked.study, KOFI)
        approved = approve_all(studies, ask(asked.study, studies.charlie))
        assert whats(studies.alice) == whats(studies.charlie) == []
        with clock.at(clock.now() + timedelta(days=366)):
            assert whats(studies.alice) == whats(studies.charlie) == ["Review 1 case study"]
            assert whats(world.bob) == []
            study_approvals.withdraw(approved=approved, reason=WHY, by=again(world.bob))
            assert whats(studies.alice) == []

    def test_what_goes_out_by_mail_holds_no_title_and_nobody(self, studies: Studies) -> None:
        studies.asked()
        said = " ".join(f"{need.what} {need.more} {need.href}" for need in needs_of(studies.charlie))
        assert re.search("Tariq|park|Alice|OL-", said) is None


def test_what_the_second_person_is_shown_is_never_the_source(studies: Studies) -> None:
    """Their rows hold the de-identified words alone, whatever a page would do with them."""
    asked = studies.asked()
    held = " ".join((*asked.parts, *(flag.why for flag in AskedFlag.objects.all())))
    assert [word for word in ("Tariq", "Kofi") if word in held] == []
    assert YoungPerson.objects.get().given_name == "Tariq"
