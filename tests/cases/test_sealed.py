"""Identity lies in the database only sealed, bound to its row and field."""

from typing import Any

import pytest
from cryptography.exceptions import InvalidTag
from django.apps import apps
from django.core.exceptions import FieldError
from django.core.management import call_command
from django.core.serializers import serialize
from django.db import connection, transaction

from onlinelives.accounts.sealed_fields import Cipher, Sealed, blind, every_blind
from onlinelives.cases.actions import sealing
from onlinelives.cases.models import Restriction, SearchKey, YoungPerson
from onlinelives.cases.queries import search
from onlinelives.rules.names import sound
from onlinelives.trail.actions import System
from tests.practice import TARIQ, Practice, restricted_to
from tests.world import World, again

PLAIN = (b"Tariq", b"Winterbourne", b"Okafor", b"Tazwell", b"2012-05-17", b"ZZ94QX", b"Related to")


@pytest.fixture
def practice(world: World) -> Practice:
    return Practice(world)


def everything_stored() -> bytes:
    """Every value of every table, as the database holds it."""
    held = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"select * from {connection.ops.quote_name(table)}")  # noqa: S608  our own table
            held += [bytes(v) if isinstance(v, bytes | memoryview) else str(v).encode() for r in cursor for v in r]
    return b"\n".join(held)


def test_no_table_holds_who_it_is(world: World, practice: Practice) -> None:
    found = everything_stored()
    assert practice.tariq.reference.encode() in found  # the search does look
    assert [words for words in PLAIN if words in found] == []


def test_it_opens_again_as_it_was(practice: Practice) -> None:
    found = YoungPerson.objects.get()
    assert (found.given_name, found.family_name, found.known_as) == ("Tariq", "Winterbourne-Okafor", "Tazwell")
    assert (found.birthday, found.postcode) == (TARIQ.born_on, "ZZ94QX")


def test_what_was_moved_or_altered_does_not_open(world: World, practice: Practice) -> None:
    table = YoungPerson._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"update {table} set given_name = family_name")  # noqa: S608  our own table
    moved = YoungPerson.objects.get()
    with pytest.raises(InvalidTag):
        _ = moved.given_name


def test_the_database_cannot_be_asked_about_it(practice: Practice) -> None:
    with pytest.raises(FieldError, match="cannot be searched"):
        YoungPerson.objects.filter(given_name="Tariq").exists()
    with pytest.raises(FieldError, match="never update"), transaction.atomic():
        YoungPerson.objects.update(given_name="Tarik")
    with pytest.raises(FieldError, match="not serialised"):
        serialize("json", YoungPerson.objects.all())
    told = YoungPerson.objects.values_list("given_name", flat=True).get()
    assert isinstance(told, Cipher)
    assert "Tariq" not in repr(told)
    assert "Tariq" not in repr(TARIQ)
    with pytest.raises(TypeError):
        YoungPerson(given_name=b"plain")


def test_equal_names_have_nothing_in_common_in_two_agencies() -> None:
    assert blind("trk", "sound|1") != blind("trk", "sound|2")
    assert blind("trk", "sound|1") == blind("trk", "sound|1")


def test_a_new_key_hides_nobody(world: World, practice: Practice, settings: Any) -> None:
    settings.SEALED_KEYS = {**settings.SEALED_KEYS, 2: b"\x07" * 32}
    assert SearchKey.objects.filter(key__in=every_blind([sound("tariq")], f"sound|{world.elmfield.pk}")).exists()
    assert [match.young_person for match in search(again(world.alice), "Tarik")[0]] == [practice.tariq]


def test_after_sealing_anew_the_old_key_is_needed_no_more(world: World, practice: Practice, settings: Any) -> None:
    restricted_to([world.alice], practice.tariq, world.bob)
    new = {2: b"\x07" * 32}
    settings.SEALED_KEYS = {**settings.SEALED_KEYS, **new}
    call_command("reseal_records")
    assert sealing.reseal(by=System()) == 0
    settings.SEALED_KEYS = new
    assert [match.young_person.name for match in search(again(world.alice), "Tarik")[0]] == [
        "Tariq Winterbourne-Okafor"
    ]
    assert Restriction.objects.get().reason.startswith("Related")


def test_every_model_with_something_sealed_is_sealed_anew() -> None:
    sealed = {m for m in apps.get_models() if any(isinstance(f, Sealed) for f in m._meta.concrete_fields)}
    assert sealed == set(sealing.MODELS)
