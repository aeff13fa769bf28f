"""What names a young person, in every writing in which it might lie somewhere, and the search for it."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from onlinelives.accounts.sealed_fields import Sealed
from onlinelives.cases.models import SEALED_MODELS, YoungPerson

SHORTEST_NAME = 4  # letters
SHORTEST_TEXT = 15  # letters from which something typed is like nothing else
LONG = 6  # letters from which nothing random looks like it
IDENTITY = {"given_name", "family_name", "known_as", "born_on", "postcode"}


def needles(openly: str) -> set[str]:
    """Every name, date of birth and postcode of every young person in the database, and every other sealed text as a
    whole. openly: what lies open by right, such as the names of staff; what is part of it is left out."""
    found = set(_typed())
    for young_person in YoungPerson.objects.all():
        for name in (young_person.given_name, young_person.family_name, young_person.known_as):
            found |= {name, *re.findall(r"\w+", name)}
        if young_person.birthday:
            found |= set(dates(young_person.birthday))
        if code := young_person.postcode:
            found |= {code, f"{code[:-3]} {code[-3:]}"}
    public = openly.casefold()
    return {each for each in found if len(each) >= SHORTEST_NAME and each.casefold() not in public}


def dates(day: date) -> Iterator[str]:
    yield day.isoformat()
    yield f"{day.day} {day:%B %Y}"
    for gap in "/.-":
        yield f"{day:%d}{gap}{day:%m}{gap}{day:%Y}"
        yield f"{day.day}{gap}{day.month}{gap}{day.year}"


def _typed() -> Iterator[str]:
    for model in SEALED_MODELS:
        names = [field.attname for field in model._meta.concrete_fields if isinstance(field, Sealed)]
        for row in model._default_manager.all():
            for name in names:
                if name not in IDENTITY and len(text := getattr(row, name)) >= SHORTEST_TEXT:
                    yield text


def lying_open(held: bytes | str, wanted: Iterable[str]) -> list[str]:
    """Which of the texts are there, in capitals or not: as they are, as JSON would write them, or in hexadecimal
    digits, as bytes stand in a dump. Short ones count in text, as words of their own, and not among bytes, where chance
    would find them."""
    among_bytes = isinstance(held, bytes)
    text = held.decode("latin-1").lower() if isinstance(held, bytes) else held.lower()
    return sorted(each for each in wanted if _is_in(text, each, among_bytes))


def _is_in(held: str, text: str, among_bytes: bool) -> bool:
    if len(text) < LONG:
        return not among_bytes and re.search(rf"(?<!\w){re.escape(text.lower())}(?!\w)", held) is not None
    raw = text.encode()
    plain = raw.decode("latin-1").lower() if among_bytes else text.lower()
    return any(each in held for each in (plain, text.encode("ascii", "backslashreplace").decode().lower(), raw.hex()))


def words_of(folder: Path, *kinds: str) -> str:
    """Everything that the files of these kinds in a folder say."""
    return "\n".join(path.read_text("utf-8") for kind in kinds for path in sorted(folder.rglob(f"*.{kind}")))
