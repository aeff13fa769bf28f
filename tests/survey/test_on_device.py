"""Answers that are kept on the device until they are handed in whole, or wait there locked for the line."""

import base64
import gzip
import json
import os
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.test import Client, override_settings

from onlinelives.rules.questionnaires import frozen
from onlinelives.survey.actions import codes, taking_part, urns
from onlinelives.survey.drafts import open_, plain, seal
from onlinelives.survey.languages import edition
from onlinelives.survey.models import AccessCode, Box, HeldDraft, Response
from onlinelives.survey.whole import LONGEST
from onlinelives.trail import clock
from tests.survey.test_taking_part import Child
from tests.waves import Fieldwork, answered
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def fieldwork(world: World) -> Fieldwork:
    return Fieldwork(world, on_device=True)


def handing_in(fieldwork: Fieldwork, place: int = 0, **other: Any) -> dict[str, Any]:
    """What a device sends for the child with one of the codes, who went all the way."""
    draft = taking_part.enter(typed=fieldwork.class_8b.codes[place], language="en")
    told = answered(draft, fieldwork.wave.asks)
    whole = {"draft": seal(draft), "answers": plain(told.answers), "reached": told.reached, "do": "hand_in"}
    return {**whole, **other}


def send(body: object) -> tuple[int, dict[str, Any]]:
    got = Client(enforce_csrf_checks=True).post("/s/whole/", json.dumps(body), content_type="application/json")
    assert not got.cookies
    return got.status_code, got.json()


def lock(body: object) -> dict[str, str]:
    """As the script on a device does it."""
    told = Client().get("/s/key/").json()["key"]
    point = base64.urlsafe_b64decode(told + "=" * (-len(told) % 4))
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    ours, nonce = ec.generate_private_key(ec.SECP256R1()), os.urandom(12)
    agreed = ours.exchange(ec.ECDH(), theirs)
    key = HKDF(hashes.SHA256(), 32, salt=None, info=b"online lives survey queue").derive(agreed)
    locked = AESGCM(key).encrypt(nonce, json.dumps(body).encode(), None)
    mine = ours.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return {"sealed": base64.urlsafe_b64encode(mine + nonce + locked).decode().rstrip("=")}


class TestTheFirstPage:
    def test_says_where_the_script_finds_everything(self, fieldwork: Fieldwork) -> None:
        page = Child().enter(fieldwork.class_8b.codes[0])
        sha256 = fieldwork.wave.questionnaire_id
        assert f'data-asks="/s/asks/{sha256}/en/?v={edition()}" data-whole="/s/whole/" data-key="/s/key/"' in page
        assert 'survey/device.js" defer></script>' in page
        assert "data-so-far" not in page

    def test_goes_on_page_by_page_without_a_script(self, fieldwork: Fieldwork) -> None:
        child = Child()
        child.enter(fieldwork.class_8b.codes[0])
        for page in list(child.walk())[1:]:
            assert "survey/device.js" not in page
        assert "Your answers are in" in child.do("hand_in")

    def test_gives_back_to_the_device_what_was_put_aside(self, fieldwork: Fieldwork) -> None:
        some = {"age": 13, "apps": [1, 2]}
        status, told = send(handing_in(fieldwork, answers=some, reached=["age", "apps"], do="aside"))
        assert status == 200
        page = Child().send("/s/", code=fieldwork.class_8b.codes[0], words=told["words"])
        assert 'data-so-far="{&#34;answers&#34;:{&#34;age&#34;:13,&#34;apps&#34;:[1,2]}' in page
        assert "data-so-far" not in Child().enter(fieldwork.class_8b.codes[1])

    def test_of_another_wave_loads_nothing(self, world: World) -> None:
        page = Child().enter(Fieldwork(world).class_8b.codes[0])
        assert "data-asks" not in page
        assert "survey/device.js" not in page


class TestAsks:
    def address(self, fieldwork: Fieldwork, language: str = "en") -> str:
        return f"/s/asks/{fieldwork.wave.questionnaire_id}/{language}/"

    def test_tells_every_page_with_its_words_and_its_ways(self, fieldwork: Fieldwork) -> None:
        told = Client().get(self.address(fieldwork)).json()
        asks = fieldwork.wave.asks
        pages = [page for _, page in asks.pages()]
        assert [page["id"] for page in told["pages"]] == [page.id for page in pages]
        assert [section["title"] for section in told["sections"]] == [s.said["en"].text for s in asks.sections]
        assert [page["show_when"] for page in told["pages"]] == [frozen.rule_data(page.show_when) for page in pages]
        apps = next(page for page in told["pages"] if page["id"] == "apps")
        assert (apps["kind"], apps["ways"]) == ("many", [])
        assert set(apps["choices"][0]) == {"code", "text", "easy", "say", "alone"}
        assert any(choice["alone"] for choice in apps["choices"])
        assert {page["kind"] for page in told["pages"]} == {"one", "many", "words"}

    def test_opens_the_panel_after_hard_sections_as_the_pages_do(self, fieldwork: Fieldwork) -> None:
        told = Client().get(self.address(fieldwork)).json()
        child, opened = Child(), set()
        child.enter(fieldwork.class_8b.codes[0])
        places = {page["id"]: page["section"] for page in told["pages"]}
        for page in child.walk():
            if "<details open>" in page:
                opened.add(places[child.field("page")])
        assert opened
        assert opened <= {number for number, section in enumerate(told["sections"]) if section["support"]}

    def test_may_be_kept_for_ever_and_comes_small(self, fieldwork: Fieldwork) -> None:
        got = Client().get(self.address(fieldwork), headers={"Accept-Encoding": "br, gzip"})
        assert "immutable" in got.headers["Cache-Control"]
        assert got.headers["Vary"] == "Accept-Encoding"
        assert got.headers["Content-Encoding"] == "gzip"
        assert len(got.content) < 20_000
        assert json.loads(gzip.decompress(got.content)) == Client().get(self.address(fieldwork)).json()

    def test_is_of_waves_on_devices_and_in_their_languages_only(self, fieldwork: Fieldwork) -> None:
        assert Client().get(self.address(fieldwork, "cy")).status_code == 404
        assert Client().get(f"/s/asks/{'0' * 64}/en/").status_code == 404

    def test_is_not_of_a_wave_that_goes_page_by_page(self, world: World) -> None:
        assert Client().get(self.address(Fieldwork(world))).status_code == 404


class TestHandingIn:
    def test_the_answers_arrive_as_if_they_had_come_page_by_page(self, fieldwork: Fieldwork) -> None:
        assert send(handing_in(fieldwork)) == (200, {"done": True})
        child = Child()
        child.enter(fieldwork.class_8b.codes[1])
        for _ in child.walk():
            pass
        child.do("hand_in")
        fieldwork.close()
        urns.empty_due()
        one, other = Response.objects.all()
        assert one.answers == other.answers

    def test_sent_twice_is_kept_once(self, fieldwork: Fieldwork) -> None:
        body = handing_in(fieldwork)
        assert [send(body), send(body), send(lock(body))] == [(200, {"done": True})] * 3
        assert Box.objects.count() == 1
        assert AccessCode.objects.filter(state="used").count() == 1

    def test_what_the_way_does_not_lead_to_is_settled_here(self, fieldwork: Fieldwork) -> None:
        body = handing_in(fieldwork)
        body["answers"]["adult_pictures"] = 1  # asked from 13, by somebody of 10
        send(body)
        fieldwork.close()
        urns.empty_due()
        said = Response.objects.get().answers
        assert said["adult_pictures"] == -5
        assert set(said) == {question.id for question in fieldwork.wave.asks.questions()}

    def test_what_was_put_aside_counts_where_nothing_newer_was_said(self, fieldwork: Fieldwork) -> None:
        some = {"age": 13, "gender": 2}
        _, told = send(handing_in(fieldwork, answers=some, reached=["age"], do="aside"))
        child = Child()
        child.send("/s/", code=fieldwork.class_8b.codes[0], words=told["words"])
        send(handing_in(fieldwork, draft=child.field("draft"), answers={"gender": -8}, reached=[]))
        fieldwork.close()
        urns.empty_due()
        said = Response.objects.get().answers
        assert (said["age"], said["gender"]) == (13, -8)

    def test_after_the_wave_is_closed_it_says_so(self, fieldwork: Fieldwork) -> None:
        body = handing_in(fieldwork)
        fieldwork.close()
        for sent in (body, lock(body), {**body, "do": "aside"}):
            assert send(sent) == (409, {"reason": taking_part.OVER})
        assert not Box.objects.exists()

    def test_with_a_revoked_code_it_says_so(self, fieldwork: Fieldwork) -> None:
        body = handing_in(fieldwork)
        codes.revoke(sheet=fieldwork.class_8b.sheet, by=fieldwork.world.ines)
        for sent in (body, lock(body), {**body, "do": "aside"}):
            assert send(sent) == (409, {"reason": taking_part.REVOKED})
        assert not Box.objects.exists()
        assert not HeldDraft.objects.exists()

    def test_nothing_is_put_aside_with_a_used_code(self, fieldwork: Fieldwork) -> None:
        body = handing_in(fieldwork)
        send(body)
        assert send({**body, "do": "aside"}) == (409, {"reason": taking_part.USED})

    def test_a_wave_that_goes_page_by_page_takes_nothing_whole(self, world: World) -> None:
        body = handing_in(Fieldwork(world))
        assert [send(body)[0], send(lock(body))[0]] == [422, 422]
        assert not Box.objects.exists()


class TestWaiting:
    def test_what_waited_is_taken_after_the_last_day_and_nothing_else_is(self, fieldwork: Fieldwork) -> None:
        body = handing_in(fieldwork)
        locked = lock(body)
        with clock.at(clock.now() + timedelta(days=40)):
            assert send(body)[0] == 409
            assert send({**body, "do": "aside"})[0] == 409
            assert send(lock({**body, "do": "aside"}))[0] == 422
            assert send(locked) == (200, {"done": True})
        assert Box.objects.count() == 1

    def test_what_was_locked_before_the_keys_changed_still_opens(self, fieldwork: Fieldwork) -> None:
        locked = lock(handing_in(fieldwork))
        before = Client().get("/s/key/").json()
        with override_settings(SEALED_KEYS={**settings.SEALED_KEYS, 2: b"\x03" * 32}):
            assert Client().get("/s/key/").json() != before
            assert send(locked) == (200, {"done": True})
            assert send(lock(handing_in(fieldwork, 1))) == (200, {"done": True})
        with override_settings(SEALED_KEYS={2: b"\x03" * 32}):
            assert send(locked)[0] == 422

    @pytest.mark.parametrize("turned", [0, 40, 70, -1])
    def test_what_was_altered_does_not_open(self, fieldwork: Fieldwork, turned: int) -> None:
        text = lock(handing_in(fieldwork))["sealed"]
        raw = bytearray(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        raw[turned] ^= 1
        assert send({"sealed": base64.urlsafe_b64encode(raw).decode()})[0] == 422

    def test_the_same_is_never_locked_the_same(self, fieldwork: Fieldwork) -> None:
        body = handing_in(fieldwork)
        assert lock(body) != lock(body)


@pytest.mark.parametrize(
    "other",
    [
        {"answers": {"no_such_question": 1}},
        {"answers": {"welcome": 1}},
        {"answers": {"age": 99}},
        {"answers": {"age": "13"}},
        {"answers": {"age": True}},
        {"answers": {"age": 13.0}},
        {"answers": {"age": [13]}},
        {"answers": {"age": None}},
        {"answers": {"age": -5}},
        {"answers": {"age": -4}},
        {"answers": {"age": {"$gt": 0}}},
        {"answers": {"apps": 1}},
        {"answers": {"apps": []}},
        {"answers": {"apps": [1, 99]}},
        {"answers": {"apps": [[1]]}},
        {"answers": {"apps": [1, True]}},
        {"answers": {"apps": [1, -8]}},
        {"answers": [1]},
        {"answers": None},
        {"reached": ["no_such_page"]},
        {"reached": [1]},
        {"reached": [["age"]]},
        {"reached": {"age": 1}},
        {"do": "throw"},
        {"do": ["hand_in"]},
        {"do": None},
        {"draft": ""},
        {"draft": 7},
        {"draft": "AQEB" * 40},
        {"draft": "A" * 65_000},
        {"sealed": ""},
        {"sealed": "AQEB" * 40},
        {"sealed": "ü"},
        {"sealed": {}},
    ],
    ids=json.dumps,
)
def test_what_cannot_be_is_refused_whole(fieldwork: Fieldwork, other: dict[str, Any]) -> None:
    status, told = send(handing_in(fieldwork, **other))
    assert (status, list(told)) == (422, ["reason"])
    assert not Box.objects.exists()
    assert not AccessCode.objects.filter(state="used").exists()


def test_a_choice_that_stands_alone_stands_alone(fieldwork: Fieldwork) -> None:
    apps = next(question for question in fieldwork.wave.asks.questions() if question.id == "apps")
    alone, *others = sorted(apps.choices, key=lambda choice: not choice.alone)
    assert send(handing_in(fieldwork, answers={"apps": [alone.code, others[0].code]}))[0] == 422
    assert send(handing_in(fieldwork, answers={"apps": [alone.code]}))[0] == 200


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"7", b"{", b"\xff", b"[" * 30_000, b'{"draft":' * 5_000, b" " * (LONGEST + 1), b"1" * 5_000]
)
def test_what_is_no_object_of_ours_is_refused(fieldwork: Fieldwork, body: bytes) -> None:
    assert Client().post("/s/whole/", body, content_type="application/json").status_code == 422


def test_a_draft_keeps_easy_words_while_it_is_put_aside(fieldwork: Fieldwork) -> None:
    easy = replace(open_(handing_in(fieldwork)["draft"]), easy=True)
    words = taking_part.put_aside(draft=easy)
    assert taking_part.go_on(typed=fieldwork.class_8b.codes[0], words=words, language="en").easy
