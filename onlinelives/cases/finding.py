"""By which blind keys a young person is found: each word of a name as it sounds, the date of birth and the postcode.
Every key holds the agency, so that equal names in two agencies have nothing in common in the
database.
"""

from dataclasses import dataclass
from datetime import date

from onlinelives.accounts.sealed_fields import blind, every_blind
from onlinelives.rules import names

SOUND, BORN, POSTCODE = "sound", "born", "postcode"


@dataclass(frozen=True)
class Identity:
    """What may be known of who a young person is. Empty text and None are "not kept"."""

    given_name: str = ""
    family_name: str = ""
    known_as: str = ""
    born_on: date | None = None
    postcode: str = ""

    def __repr__(self) -> str:  # an identity in a log or a traceback would be a leak
        return "<identity>"

    @property
    def is_empty(self) -> bool:
        return not (self.words or self.born_on or self.postcode)

    @property
    def words(self) -> tuple[str, ...]:
        return names.words(f"{self.given_name} {self.family_name} {self.known_as}")


def keys_of(identity: Identity, agency_id: int) -> set[str]:
    """What is stored for one young person of an agency."""
    found = {_key(SOUND, names.sound(word), agency_id) for word in identity.words}
    if identity.born_on:
        found.add(_key(BORN, identity.born_on.isoformat(), agency_id))
    if identity.postcode:
        found.add(_key(POSTCODE, names.postcode(identity.postcode), agency_id))
    return found


def sounding(word: str, agency_id: int) -> list[str]:
    """The keys under which young people of an agency are kept whose name has a word that sounds like this one."""
    return _every(SOUND, names.sound(word), agency_id)


def born(day: date, agency_id: int) -> list[str]:
    return _every(BORN, day.isoformat(), agency_id)


def living_at(postcode: str, agency_id: int) -> list[str]:
    return _every(POSTCODE, names.postcode(postcode), agency_id)


def _key(kind: str, words: str, agency_id: int) -> str:
    return blind(words, f"{kind}|{agency_id}")


def _every(kind: str, words: str, agency_id: int) -> list[str]:
    return every_blind([words], f"{kind}|{agency_id}")
