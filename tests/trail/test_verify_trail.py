"""`onlinelives verify_trail`: every chain with its last code, or an error that names the entry."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from onlinelives.trail import queries
from onlinelives.trail.models import Entry
from tests.trail.conftest import add

Past = Callable[[], AbstractContextManager[None]]


def verified() -> list[str]:
    out = StringIO()
    call_command("verify_trail", stdout=out)
    return out.getvalue().splitlines()


def test_sound_chains_are_told_with_their_last_code(chain: str) -> None:
    add(2, "far-reach")
    assert verified() == [
        f"far-reach: 2 entries, sound. Last code {queries.head('far-reach').mac}",
        f"{chain}: 5 entries, sound. Last code {queries.head(chain).mac}",
    ]


@pytest.mark.django_db
def test_an_empty_trail_is_sound() -> None:
    assert verified() == []


def test_the_command_fails_and_names_every_chain_and_entry(chain: str, unguarded: Past) -> None:
    add(3, "far-reach")
    add(1, "near")
    with unguarded():
        Entry.objects.filter(chain=chain, seq=4).update(verb="answer seen")
        Entry.objects.filter(chain="far-reach", seq=2).delete()
    out = StringIO()
    with pytest.raises(CommandError) as failed:
        call_command("verify_trail", stdout=out)
    assert str(failed.value) == f"far-reach: entry 2 is missing.\n{chain}: entry 4 was altered."
    assert out.getvalue().startswith("near: 1 entries, sound.")
