"""Care of what is sealed about young people, for the commands of whoever runs the installation."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import models, transaction

from onlinelives.accounts.sealed_fields import Cipher, Sealed
from onlinelives.accounts.sealing import key_of
from onlinelives.cases import finding
from onlinelives.cases.finding import Identity
from onlinelives.cases.models import SEALED_MODELS, SearchKey, YoungPerson
from onlinelives.trail.actions import Actor, record

AT_ONCE = 200  # rows locked together

# Every model with something sealed about a young person, of this room and of those above.
MODELS: list[type[models.Model]] = list(SEALED_MODELS)


def seal_also(*above: type[models.Model]) -> None:
    """A room above this one keeps sealed things about young people too. Called once, when the program starts."""
    MODELS.extend(above)


def reseal(*, by: Actor) -> int:
    """Seal with the newest key whatever an older one opens, and make its search keys anew. How many rows were. May be
    broken off and begun again; people work meanwhile, and are found under old and new keys alike."""
    done = 0
    for model in MODELS:
        fields = [field.attname for field in model._meta.concrete_fields if isinstance(field, Sealed)]
        for pks in _batches(model):
            with transaction.atomic():
                rows = model._default_manager.select_for_update(no_key=True).filter(pk__in=pks).order_by("pk")
                done += sum(_sealed_anew(row, fields) for row in rows)
    with transaction.atomic():
        record("records sealed anew", by=by, subject="young_people", count=done, key=max(settings.SEALED_KEYS))
    return done


def index(young_person: YoungPerson) -> None:
    """Part of opening and changing a record: the keys by which it is found, and no others."""
    young_person.keys.all().delete()
    identity = Identity(
        young_person.given_name,
        young_person.family_name,
        young_person.known_as,
        young_person.birthday,
        young_person.postcode,
    )
    SearchKey.objects.bulk_create(
        SearchKey(partnership_id=young_person.partnership_id, young_person=young_person, key=key)
        for key in sorted(finding.keys_of(identity, young_person.agency_id))
    )


def _batches(model: type[models.Model]) -> Iterator[list[Any]]:
    pks = list(model._default_manager.order_by("pk").values_list("pk", flat=True))
    for start in range(0, len(pks), AT_ONCE):
        yield pks[start : start + AT_ONCE]


def _sealed_anew(row: Any, fields: list[str]) -> bool:
    newest = max(settings.SEALED_KEYS)
    old = [name for name in fields if isinstance(c := row.__dict__.get(name), Cipher) and key_of(c) != newest]
    if not old:
        return False
    for name in old:
        setattr(row, name, getattr(row, name))  # opened, so that saving seals it
    row.save(update_fields=old)
    if isinstance(row, YoungPerson):
        index(row)
    return True
