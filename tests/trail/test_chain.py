"""One entry is bound to the one before it, by a key that is not in the database."""

import hashlib
import hmac
from typing import Any

import pytest

from onlinelives.trail import chain
from onlinelives.trail.models import START, Entry
from tests.trail.conftest import add

KEYS = {1: b"k" * 32, 2: b"l" * 32}


@pytest.fixture(autouse=True)
def keys(settings: Any) -> None:
    settings.TRAIL_KEYS = KEYS


def test_content_is_written_in_one_way_only() -> None:
    told = chain.canonical({"b": 1, "a": {"d": None, "c": "é"}})
    assert told == '{"a":{"c":"é","d":null},"b":1}'
    assert chain.canonical({"a": {"c": "é", "d": None}, "b": 1}) == told


def test_a_code_is_hmac_sha256_with_the_key() -> None:
    assert len(chain.mac(1, START, 1, "{}")) == 64
    assert chain.mac(1, START, 1, "{}") != hashlib.sha256(b"{}").hexdigest()
    assert chain.mac(1, START, 1, "{}") == chain.mac(1, START, 1, "{}")


def test_a_code_changes_with_the_key_the_place_and_the_words() -> None:
    codes = {
        chain.mac(1, START, 1, "{}"),
        chain.mac(2, START, 1, "{}"),
        chain.mac(1, "1" * 64, 1, "{}"),
        chain.mac(1, START, 2, "{}"),
        chain.mac(1, START, 1, "{ }"),
    }
    assert len(codes) == 5


def test_a_code_needs_its_key() -> None:
    with pytest.raises(KeyError):
        chain.mac(3, START, 1, "{}")


def test_a_code_cannot_be_made_without_the_key() -> None:
    forged = hmac.new(b"x" * 32, f"1|{START}|1|{{}}".encode(), hashlib.sha256).hexdigest()
    assert chain.mac(1, START, 1, "{}") != forged


@pytest.fixture
def entry(db: None) -> Entry:
    add(1)
    return Entry.objects.get()


def test_an_untouched_entry_fits_its_place_and_no_other(entry: Entry) -> None:
    assert chain.fits(entry, seq=1, before=START)
    assert not chain.fits(entry, seq=2, before=START)
    assert not chain.fits(entry, seq=1, before="1" * 64)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("body", "{}"),
        ("actor", "person/2"),
        ("verb", "answer seen"),
        ("subject", "answer/2"),
        ("mac", "0" * 64),
        ("before", "0" * 63 + "1"),
        ("seq", 2),
        ("key_id", 1),
        ("key_id", 9),
    ],
)
def test_an_entry_with_one_changed_part_does_not_fit(entry: Entry, name: str, value: object) -> None:
    if name == "body":
        value = entry.body.replace("answer/1", "answer/7")
    setattr(entry, name, value)
    assert not chain.fits(entry, seq=1, before=START)
