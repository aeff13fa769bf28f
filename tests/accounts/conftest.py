"""A small area to sign in to, and a phone with an authenticator app."""

from dataclasses import dataclass
from types import SimpleNamespace

import pytest
from allauth.mfa.totp.internal import auth as totp
from django.core.cache import cache
from django.db import transaction

from onlinelives.accounts.models import Agency, Person
from onlinelives.rules import roles
from tests.laid import laid
from tests.world import add_agency, add_person, again, area


@dataclass
class Area:
    """Omar is its administrator. Bob is the manager of Elmfield School, Alice a practitioner there."""

    omar: Person
    elmfield: Agency
    bob: Person
    alice: Person


@pytest.fixture
def account_area(db: None) -> Area:
    cache.clear()  # tries that an earlier test counted
    return laid(_area)


def _area() -> Area:
    omar = area("mossley-vale", "Mossley Vale", "Omar")
    elmfield = add_agency("Elmfield School", by=omar)
    bob = add_person("Bob Castellane", roles.MANAGER, elmfield, by=omar)
    alice = add_person("Alice Penhaligon", roles.PRACTITIONER, elmfield, by=omar)
    return Area(omar=again(omar), elmfield=elmfield, bob=bob, alice=alice)


@pytest.fixture(autouse=True)
def commits_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """The transaction around a test is never committed, so what the library leaves until then is done at once."""
    monkeypatch.setattr(transaction, "on_commit", lambda then, **kwargs: then())


class Phone:
    """An authenticator app whose clock stands still until it is told otherwise; the server's reads the same time."""

    def __init__(self) -> None:
        self.now = 1_800_000_000

    def later(self, seconds: int = 30) -> None:
        self.now += seconds

    def code(self, secret: str) -> str:
        return totp.format_hotp_value(totp.hotp_value(secret, self.now // 30))


@pytest.fixture
def account_phone(monkeypatch: pytest.MonkeyPatch) -> Phone:
    phone = Phone()
    monkeypatch.setattr(totp, "time", SimpleNamespace(time=lambda: phone.now))
    return phone


@pytest.fixture
def account_second_step(settings: object) -> None:
    """As outside the demonstration: nobody works without a second step."""
    settings.SECOND_FACTOR_REQUIRED = True  # type: ignore[attr-defined]
