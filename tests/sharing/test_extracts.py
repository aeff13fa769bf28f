"""Extracts: only what was chosen, exactly as previewed, for those it is addressed to, until it ends."""

import hashlib
import re
import uuid
from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.core.exceptions import ObjectDoesNotExist
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from onlinelives.accounts.actions import people
from onlinelives.accounts.models import Person
from onlinelives.cases.actions import young_people
from onlinelives.cases.finding import Identity
from onlinelives.cases.models import YoungPerson
from onlinelives.cases.queries import shareables
from onlinelives.rules import roles
from onlinelives.rules.verdict import Invalid, NotNow, Refused
from onlinelives.sharing import documents, queries
from onlinelives.sharing.actions import extracts, never
from onlinelives.sharing.actions.errors import Otherwise
from onlinelives.sharing.models import Extract, ExtractItem, Opening
from onlinelives.sharing.queries import To
from onlinelives.trail import clock
from onlinelives.trail.models import Entry
from tests.cases.test_sealed import everything_stored
from tests.partners import Partners, decide, recipient_of, send
from tests.practice import Practice, restricted_to
from tests.world import World, add_person, again

SignIn = Callable[[Person], Client]
WHY = "Agreed in the weekly meeting."
NAME = {"pick_identity_name": "on", "text_identity_name": "Tariq"}


@pytest.fixture
def partners(world: World) -> Partners:
    return Partners(world, Practice(world))


@pytest.fixture
def other(world: World, partners: Partners) -> Any:
    """A decision on which nothing has been sent."""
    return decide(partners.practice.tariq, [To(agency=world.harbour)], world.alice)


def address(decision: Any) -> str:
    args = [decision.young_person.reference, decision.pk, recipient_of(decision).pk]
    return reverse("young_person_extract_new", args=args)


def previewed(page: str) -> dict[str, str]:
    """What the preview sends on."""
    return {name: unescape(value) for name, value in re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', page)}


def document(page: str) -> str:
    return page.partition("ol-document")[2].partition("first.</p>")[0]


class TestChoosing:
    def test_nothing_is_ticked_at_first_and_everything_can_be(
        self, world: World, partners: Partners, other: Any, signed_in: SignIn
    ) -> None:
        page = signed_in(world.alice).get(address(other)).text
        assert "checked" not in page
        for item in shareables(again(world.alice), partners.practice.tariq):
            assert item.title in page
        assert {item.kind for item in shareables(again(world.alice), partners.practice.tariq)} == {
            "Who it is", "Referral"
        }  # fmt: skip

    def test_what_is_previewed_is_exactly_what_the_recipient_reads(
        self, world: World, partners: Partners, other: Any, signed_in: SignIn
    ) -> None:
        client = signed_in(world.alice)
        words = "He is “tired”.\nHis mother & father <b>know</b>."
        key = f"referral_{partners.practice.referral.pk}_reason".replace("-", "_")
        sent = {**NAME, f"pick_{key}": "on", f"text_{key}": words, "days": 30, "form_key": str(uuid.uuid4())}
        preview = client.post(address(other), sent).text
        assert Extract.objects.filter(decision=other).count() == 0
        kept = previewed(preview)
        assert client.post(address(other), {**kept, "send": "yes"}).status_code == 302
        made = Extract.objects.get(decision=other)
        theirs = signed_in(world.charlie).get(reverse("sharing_extract", args=[made.pk])).text
        ours = client.get(reverse("young_person_extract", args=[partners.practice.tariq.reference, made.pk])).text
        assert document(preview) == document(theirs) == document(ours) != ""
        assert "<b>know" not in theirs
        for left_out in ("Quarrels", "Winterbourne", "2012", "ZZ9", partners.practice.tariq.reference):
            assert left_out not in theirs

    def test_the_original_stays_as_it_is_and_the_copy_says_that_it_was_shortened(
        self, world: World, partners: Partners, other: Any
    ) -> None:
        made = send(other, world.alice, texts={"identity.name": "Tariq"})
        found = documents.thaw(made.body)
        assert [(line.text, line.shortened) for line in found.lines] == [("Tariq", True)]
        assert YoungPerson.objects.get(pk=partners.practice.tariq.pk).family_name == "Winterbourne-Okafor"
        assert list(ExtractItem.objects.filter(extract=made).values_list("key", "shortened")) == [
            ("identity.name", True)
        ]

    def test_nobody_gets_nothing(self, world: World, other: Any, signed_in: SignIn) -> None:
        for texts in ({}, {"identity.name": "  "}, {"identity.nothing": "x"}):
            with pytest.raises(Invalid):
                extracts.send(recipient=recipient_of(other), texts=texts, days=30, previewed="0" * 64, by=world.alice)
        got = signed_in(world.alice).post(address(other), {"days": 30, "form_key": str(uuid.uuid4())})
        assert got.status_code == 422
        assert "Select at least one thing" in got.text

    @pytest.mark.parametrize("days", [0, -1, 366])
    def test_it_ends_within_a_year(self, world: World, other: Any, days: int) -> None:
        with pytest.raises(Invalid, match="365"):
            send(other, world.alice, days=days)

    def test_what_changed_since_the_preview_is_previewed_again(
        self, world: World, partners: Partners, other: Any, signed_in: SignIn
    ) -> None:
        client = signed_in(world.alice)
        sent = {"pick_identity_born_on": "on", "text_identity_born_on": "17 May 2012", "days": 30}
        kept = previewed(client.post(address(other), {**sent, "form_key": str(uuid.uuid4())}).text)
        practice = partners.practice
        young_people.move(young_person=practice.tariq, team=practice.night, expected=1, by=world.bob)
        got = signed_in(world.bob).post(address(other), {**kept, "send": "yes"})
        assert got.status_code == 422
        assert "The record has changed since you looked" in got.text
        assert "Night team" in got.text
        assert not Extract.objects.filter(decision=other).exists()
        with pytest.raises(Otherwise):
            send(other, world.bob, previewed="0" * 64)

    @pytest.mark.parametrize(
        ("texts", "asks"),
        [
            ({"identity.postcode": "ZZ94QX"}, True),
            ({"identity.name": "Tariq of 14 Quince Street"}, True),
            ({"identity.name": "Tariq, near AB1 2DD"}, True),
            ({"identity.name": "Tariq, at zz9 4qx"}, True),
            ({"identity.name": "Tariq"}, False),
        ],
    )
    def test_where_they_live_is_asked_about_once_more(
        self, world: World, other: Any, texts: dict[str, str], asks: bool, signed_in: SignIn
    ) -> None:
        if not asks:
            assert send(other, world.alice, texts=texts, whereabouts=False)
            return
        with pytest.raises(Invalid) as refused:
            send(other, world.alice, texts=texts, whereabouts=False)
        assert refused.value.field == "whereabouts"
        assert send(other, world.alice, texts=texts, whereabouts=True)

    def test_the_same_form_sent_twice_sends_once(self, world: World, other: Any, signed_in: SignIn) -> None:
        client = signed_in(world.alice)
        preview = client.post(address(other), {**NAME, "days": 30, "form_key": str(uuid.uuid4())}).text
        kept = {**previewed(preview), "send": "yes"}
        assert [client.post(address(other), kept).status_code for _ in range(2)] == [302, 302]
        assert Extract.objects.filter(decision=other).count() == 1


class TestWhoMayReceive:
    def test_only_on_a_decision_that_shares(self, world: World, partners: Partners) -> None:
        tariq, to = partners.practice.tariq, [To(agency=world.harbour)]
        refused = decide(tariq, to, world.bob, outcome="not")
        waiting = decide(tariq, to, world.alice, outcome="not")
        replaced = decide(tariq, to, world.alice)
        decide(tariq, to, world.alice, replaces=replaced)
        for decision in (refused, waiting, replaced):
            with pytest.raises(NotNow):
                send(decision, world.alice)

    def test_somebody_put_on_the_list_after_the_decision_gets_nothing(
        self, world: World, partners: Partners, other: Any
    ) -> None:
        never.add(young_person=partners.practice.tariq, agency=world.harbour, reason=WHY, by=world.alice)
        with pytest.raises(Invalid, match="must never receive"):
            send(other, world.alice)

    def test_one_person_there_who_is_on_the_list_gets_nothing(
        self, world: World, partners: Partners, other: Any
    ) -> None:
        never.add(young_person=partners.practice.tariq, name="Charlie", reason=WHY, by=world.alice)
        with pytest.raises(Invalid, match="must never receive"):
            send(other, world.alice, one=again(world.charlie))

    def test_what_everybody_there_reads_is_not_sent_where_somebody_on_the_list_works(
        self, world: World, partners: Partners, other: Any
    ) -> None:
        never.add(young_person=partners.practice.tariq, name="Charlie", reason=WHY, by=world.alice)
        with pytest.raises(Invalid, match="Send it to one person there"):
            send(other, world.alice)
        assert send(other, world.alice, one=again(world.mina)).person == world.mina

    def test_a_second_one_only_when_the_first_has_ended(self, world: World, partners: Partners) -> None:
        with pytest.raises(NotNow, match="can still open"):
            send(partners.decision, world.alice)
        extracts.revoke(extract=partners.extract, reason=WHY, by=world.alice)
        assert send(partners.decision, world.alice).number == partners.for_mother.number + 1

    def test_a_stranger_sends_nothing(self, world: World, other: Any) -> None:
        told: dict[str, Any] = {"texts": {"identity.name": "T"}, "days": 1, "previewed": "0" * 64}
        for name in ("charlie", "mina", "dana", "omar"):
            with pytest.raises(Refused):
                extracts.send(recipient=recipient_of(other), by=again(getattr(world, name)), **told)

    def test_a_closed_record_sends_nothing_and_can_still_take_back(
        self, world: World, partners: Partners, other: Any
    ) -> None:
        YoungPerson.objects.filter(pk=partners.practice.tariq.pk).update(state="closed", closed_on=clock.today())
        with pytest.raises(NotNow, match="closed"):
            send(other, world.alice)
        extracts.revoke(extract=partners.extract, reason=WHY, by=world.alice)

    def test_only_one_person_there(self, world: World, partners: Partners, other: Any, signed_in: SignIn) -> None:
        made = send(other, world.alice, one=again(world.charlie))
        url = reverse("sharing_extract", args=[made.pk])
        assert signed_in(world.charlie).get(url).status_code == 200
        assert signed_in(world.mina).get(url).status_code == 404
        assert f"Extract {made.number}" not in signed_in(world.mina).get(reverse("sharing_received")).text
        third = decide(partners.practice.tariq, [To(agency=world.harbour)], world.alice)
        with pytest.raises(Invalid, match="works in the agency"):
            send(third, world.alice, one=again(world.yan))


class TestReading:
    def test_each_reading_is_written_down_and_shown_to_who_sent_it(
        self, world: World, partners: Partners, signed_in: SignIn
    ) -> None:
        url = reverse("sharing_extract", args=[partners.extract.pk])
        signed_in(world.charlie).get(url)
        signed_in(world.mina).get(url)
        assert Opening.objects.count() == 2
        opened = Entry.objects.filter(verb="extract opened", subject=partners.practice.tariq.trail_subject)
        assert opened.count() == 2
        args = [partners.practice.tariq.reference, partners.extract.pk]
        page = signed_in(world.alice).get(reverse("young_person_extract", args=args)).text
        assert "<li>Charlie, " in page
        assert "<li>Mina, " in page

    def test_where_it_cannot_be_written_down_nothing_is_shown(
        self, world: World, partners: Partners, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fails(*args: Any, **kwargs: Any) -> None:
            raise RuntimeError("the trail is out")

        client = signed_in(world.charlie)
        client.raise_request_exception = False
        monkeypatch.setattr(extracts, "record", fails)
        got = client.get(reverse("sharing_extract", args=[partners.extract.pk]))
        assert got.status_code == 500
        assert "Tariq" not in got.text

    def test_partners_see_no_live_record(self, world: World, partners: Partners, signed_in: SignIn) -> None:
        young_people.identify(
            young_person=partners.practice.tariq, identity=Identity("Renamed"), expected=1, by=world.alice
        )
        page = signed_in(world.charlie).get(reverse("sharing_extract", args=[partners.extract.pk])).text
        assert "Tariq Winterbourne-Okafor" in page
        assert "Renamed" not in page
        reference = partners.practice.tariq.reference
        for name in ("young_person", "young_person_sharing", "young_person_looks"):
            assert signed_in(world.charlie).get(reverse(name, args=[reference])).status_code == 404

    @pytest.mark.parametrize("how", ["revoked", "run out"])
    def test_afterwards_the_page_says_so_and_shows_nothing(
        self, world: World, partners: Partners, signed_in: SignIn, how: str
    ) -> None:
        url, now = reverse("sharing_extract", args=[partners.extract.pk]), clock.now()
        if how == "revoked":
            extracts.revoke(extract=partners.extract, reason="The wrong child.", by=world.alice)
        else:
            Extract.objects.update(sent_at=now - timedelta(days=30), expires_at=now)
        client = signed_in(world.charlie)
        got, listed = client.get(url), client.get(reverse("sharing_received")).text
        assert signed_in(world.yan).get(url).status_code == 404
        assert got.status_code == 200
        assert "This is no longer available" in got.text
        for hidden in ("Tariq", "Winterbourne", "2012", "The wrong child"):
            assert hidden not in got.text
        assert "No longer available" in listed
        assert not Opening.objects.exists()

    def test_until_the_last_moment_it_can_be_read(self, world: World, partners: Partners) -> None:
        with clock.at(partners.extract.expires_at - timedelta(seconds=1)):
            extracts.open_it(extract=partners.extract, by=again(world.charlie))
        with clock.at(partners.extract.expires_at), pytest.raises(NotNow, match="no longer available"):
            extracts.open_it(extract=partners.extract, by=again(world.charlie))

    def test_somebody_who_left_the_agency_reads_nothing(
        self, world: World, partners: Partners, signed_in: SignIn
    ) -> None:
        url = reverse("sharing_extract", args=[partners.extract.pk])
        people.end_role(membership=world.charlie.memberships.get(), by=world.omar)
        assert signed_in(world.charlie).get(url).status_code == 404
        reviewer = add_person("Rita", roles.REVIEWER, world.harbour, by=world.omar)
        assert signed_in(reviewer).get(url).status_code == 404
        with pytest.raises(ObjectDoesNotExist):
            extracts.open_it(extract=partners.extract, by=again(world.charlie))

    def test_a_new_one_is_asked_to_be_read_until_somebody_has(
        self, world: World, partners: Partners, signed_in: SignIn
    ) -> None:
        def asked(person: Person) -> bool:
            return any(need.what == "Read 1 extract shared with you" for need in queries.needs(again(person)))

        assert asked(world.charlie)
        assert asked(world.mina)
        signed_in(world.charlie).get(reverse("sharing_extract", args=[partners.extract.pk]))
        assert not asked(world.mina)


class TestFrozen:
    def test_its_digest_is_that_of_what_was_sent_and_nothing_of_it_is_in_clear(self, partners: Partners) -> None:
        kept = Extract.objects.get(pk=partners.extract.pk)
        assert kept.sha256 == hashlib.sha256(kept.body.encode()).hexdigest()
        assert documents.freeze(documents.thaw(kept.body)) == kept.body
        stored = everything_stored()
        assert [w for w in (b"keep him safe", b"17 May 2012", b"Winterbourne", b"Amara") if w in stored] == []

    def test_it_is_taken_back_with_a_reason_and_once(self, world: World, partners: Partners) -> None:
        with pytest.raises(Invalid, match="Say why"):
            extracts.revoke(extract=partners.extract, reason=" ", by=world.alice)
        extracts.revoke(extract=partners.extract, reason=WHY, by=world.bob)
        with pytest.raises(NotNow):
            extracts.revoke(extract=partners.extract, reason=WHY, by=world.bob)

    def test_only_who_sees_the_record_takes_it_back(self, world: World, partners: Partners) -> None:
        restricted_to([world.alice], partners.practice.tariq, world.bob)
        for person in (world.bob, world.charlie, world.dana):
            with pytest.raises(Refused):
                extracts.revoke(extract=partners.extract, reason=WHY, by=again(person))

    def test_numbers_follow_each_other_in_an_area(self, world: World, partners: Partners) -> None:
        assert sorted(Extract.objects.values_list("number", flat=True)) == [1, 2, 3]


PAGES = ("young_person", "young_person_sharing", "young_person_never")


@pytest.mark.parametrize("name", [*PAGES, "check", "decision", "extract", "extract_new", "check_new", "sharing_new"])
def test_pages_of_a_record_stay_light(world: World, partners: Partners, signed_in: SignIn, name: str) -> None:
    practice, client = partners.practice, signed_in(world.alice)
    for number in range(20):
        decide(practice.tariq, [To(agency=world.harbour)], world.alice, reasons=f"Because {number}.")
    args: list[Any] = [practice.tariq.reference]
    made = {
        "check": ("young_person_check", partners.check.pk),
        "decision": ("young_person_sharing_decision", partners.decision.pk),
        "extract": ("young_person_extract", partners.extract.pk),
    }
    url = {
        "extract_new": address(decide(practice.tariq, [To(agency=world.harbour)], world.alice)),
        "check_new": reverse("young_person_check_new", args=args),
        "sharing_new": reverse("young_person_sharing_new", args=args),
    }.get(name) or (reverse(made[name][0], args=[*args, made[name][1]]) if name in made else reverse(name, args=args))
    with CaptureQueriesContext(connection) as captured:
        got = client.get(url)
    assert got.status_code == 200
    asked = [query["sql"] for query in captured.captured_queries if not query["sql"].startswith(("SAVE", "RELEASE"))]
    most = 24 if name == "extract_new" else 15  # everything that may go out is read, to be chosen from
    assert len(asked) <= most, "\n".join(asked)
    assert len(got.content) < 60_000


AWKWARD = ["O’Brien-Åström", "<script>alert(1)</script>", "أحمد", "🙂🥑", "{{ 1 + 1 }}", "=1+1"]


@pytest.mark.parametrize("name", AWKWARD)
def test_awkward_names_go_out_as_they_are(world: World, partners: Partners, signed_in: SignIn, name: str) -> None:
    made = send(
        decide(partners.practice.tariq, [To(name=name, who="aunt")], world.alice), world.alice,
        texts={"identity.name": name},
    )  # fmt: skip
    assert documents.thaw(made.body).lines[0].text == name
    args = [partners.practice.tariq.reference, made.pk]
    page = signed_in(world.alice).get(reverse("young_person_extract", args=args)).text
    assert "<script>alert" not in page
    assert "{{ 1" not in page or name.startswith("{{")
