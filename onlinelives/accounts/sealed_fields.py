"""A model's text kept encrypted, bound to its own row and field, and the blind keys to find it by.

A model that uses `Sealed` has a UUID as its primary key, made in Python, so that it is there before the first save.
"""

import hashlib
import hmac
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.exceptions import FieldError
from django.db import models
from django.db.models.query_utils import DeferredAttribute

from onlinelives.accounts.sealing import seal, unseal


class Cipher(bytes):
    """Sealed text as it lies in the database. It never shows itself."""

    def __repr__(self) -> str:
        return "<sealed>"


class Opened(DeferredAttribute):
    """Opens the text when it is read, so that a list that never shows a field never opens it."""

    field: "Sealed"

    def __get__(self, instance: Any, cls: Any = None) -> Any:
        if instance is None:
            return self
        name = self.field.attname
        value = instance.__dict__[name] if name in instance.__dict__ else super().__get__(instance, cls)
        return unseal(value, self.field.purpose, str(instance.pk)) if isinstance(value, Cipher) else value

    def __set__(self, instance: Any, value: Any) -> None:
        if value is not None and not isinstance(value, str | Cipher):
            raise TypeError("a sealed field holds text")
        instance.__dict__[self.field.attname] = value


class Sealed(models.BinaryField[Any, Any]):
    """Text that the database never sees. `purpose` is part of what is sealed: fixed for ever, so that a table or field
    may be renamed and its rows still open. Reading an altered, moved or plain value raises."""

    descriptor_class = Opened

    def __init__(self, *args: Any, purpose: str = "", **kwargs: Any):
        self.purpose = purpose
        super().__init__(*args, **{"editable": True, **kwargs})

    def _check_str_default_value(self) -> list[Any]:
        return []  # a field of bytes to the database, of text to everybody else

    def get_default(self) -> Any:
        found = super().get_default()
        return "" if found == b"" else found

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "purpose": self.purpose}

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Cipher | None:
        return None if value is None else Cipher(value)

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        value = model_instance.__dict__.get(self.attname)
        if not isinstance(value, str):
            return value
        return Cipher(seal(value, self.purpose, str(model_instance.pk)))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is not None and not isinstance(value, Cipher):
            raise FieldError("a sealed field is written through save() or bulk_create(), never update()")
        return super().get_db_prep_value(None if value is None else bytes(value), connection, prepared)

    def value_to_string(self, obj: Any) -> str:
        raise FieldError("a sealed field is not serialised")

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError("a sealed field cannot be searched; use its blind keys")
        return super().get_lookup(lookup_name)

    def get_transform(self, lookup_name: str) -> Any:
        raise FieldError("a sealed field cannot be transformed")


def blind(words: str, purpose: str) -> str:
    """What is stored to find `words` by: 32 hexadecimal digits that say nothing without the newest key."""
    return _blind(max(settings.SEALED_KEYS), words, purpose)


def every_blind(words: Iterable[str], purpose: str) -> list[str]:
    """What may be stored for any of `words`, under each key that is still in the settings: so that nobody is hidden
    while rows wait to be sealed anew."""
    return [_blind(key_id, each, purpose) for each in words for key_id in sorted(settings.SEALED_KEYS)]


def _blind(key_id: int, words: str, purpose: str) -> str:
    key = hmac.digest(settings.SEALED_KEYS[key_id], b"onlinelives blind index", hashlib.sha256)
    return hmac.new(key, f"{purpose}\0{words}".encode(), hashlib.sha256).hexdigest()[:32]
