"""Finding a young person among those whose record one may see.

Somebody types a reference, a name as they heard it, a date of birth, a postcode, or several of these. Blind keys find
who may be meant, whatever the spelling; then the few records are opened and the nearest put first.
"""

import re
from dataclasses import dataclass, field, replace
from datetime import date
from uuid import UUID

from django.db.models import Count, Exists, OuterRef, Subquery

from onlinelives.accounts.models import Person
from onlinelives.cases import finding, permissions
from onlinelives.cases.finding import Identity
from onlinelives.cases.models import SearchKey, YoungPerson
from onlinelives.cases.queries.open_signals import with_signals
from onlinelives.rules import names

MOST = 20  # found records that are shown; more than that means: say more
CANDIDATES = 120  # records that are opened to find the nearest
ALIKE = 0.6  # likeness from which a name counts as near
COMPARED = ("reference", "given_name", "family_name", "known_as", "born_on", "postcode")

_REFERENCE = re.compile(r"\bOL[-\s]?([0-9A-Z]{6})\b", re.IGNORECASE)
_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][0-9A-Z]?)\s*([0-9][A-Z]{2})\b", re.IGNORECASE)
_DATE = re.compile(r"\b(?:(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[./\-\s](\d{1,2})[./\-\s](\d{4}))\b")


@dataclass(frozen=True)
class Wanted:
    """What was typed, taken apart."""

    reference: str = ""
    words: tuple[str, ...] = ()
    born_on: date | None = None
    postcode: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.reference or self.words or self.born_on or self.postcode)


@dataclass(frozen=True)
class Match:
    """A record that may be meant, with `signalled`, and in which respects it fits, in words. `own`: its name as it
    sorts."""

    young_person: YoungPerson
    fits: tuple[str, ...]
    nearness: float
    own: tuple[str, ...] = field(default=(), repr=False)  # opened once; a name in a log would be a leak


def wanted(text: str) -> Wanted:
    """What somebody typed into the box. A date that does not exist is left aside."""
    reference = born_on = None
    postcode = ""
    if found := _REFERENCE.search(text):
        reference, text = f"OL-{found[1].upper()}", _without(text, found)
    if found := _DATE.search(text):
        year, month, day = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
        try:
            born_on = date(int(year), int(month), int(day))
        except ValueError:
            born_on = None
        text = _without(text, found)
    if found := _POSTCODE.search(text):
        postcode, text = names.postcode(found[0]), _without(text, found)
    return Wanted(reference or "", names.words(text), born_on, postcode)


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()]} {text[found.end() :]}"


def search(person: Person, text: str) -> tuple[list[Match], bool]:
    """Up to MOST records that may be meant, nearest first, and whether there are more. Where the area keeps no
    identity, only a reference finds."""
    asked = wanted(text)
    if asked.reference or not permissions.keep_identity(person):
        seen = YoungPerson.objects.visible_to(person).filter(reference=asked.reference)
        return [Match(each, ("reference",), 1.0) for each in with_signals(seen.select_related("team"))], False
    return _nearest(person, asked)


def near_matches(person: Person, identity: Identity) -> list[Match]:
    """Records one may see that may be of the same young person, before another is opened."""
    return _nearest(person, Wanted("", identity.words, identity.born_on, names.postcode(identity.postcode)))[0]


def _nearest(person: Person, asked: Wanted) -> tuple[list[Match], bool]:
    if asked.is_empty:
        return [], False
    hits = _hits(person, asked)
    visible = YoungPerson.objects.visible_to(person).filter(pk=OuterRef("pk"))
    candidates = YoungPerson.objects.filter(Exists(visible), pk__in=hits[:CANDIDATES]).only(*COMPARED)
    matches = [match for each in candidates if (match := _match(each, asked))]
    matches.sort(key=lambda match: (-match.nearness, match.own, match.young_person.reference))
    return _whole(matches[:MOST]), len(matches) > MOST or len(hits) > CANDIDATES


def _whole(matches: list[Match]) -> list[Match]:
    """The same, each with everything of its record that a list shows."""
    shown = YoungPerson.objects.filter(pk__in=[match.young_person.pk for match in matches]).select_related("team")
    whole = {each.pk: each for each in with_signals(shown)}
    return [replace(match, young_person=whole[pk]) for match in matches if (pk := match.young_person.pk) in whole]


def _hits(person: Person, asked: Wanted) -> list[UUID]:
    """Whom the keys find, those first whom the most of them find: one more than CANDIDATES where there are more. Only
    those whom one may see, so that a common name elsewhere in the agency never crowds out one's own.

    The scope is asked of each that a key finds, in a form that no database turns into a join: as a list of everybody
    whom the person may see it would be made anew for every search (tools/bench_search.py).
    """
    visible = YoungPerson.objects.visible_to(person).filter(pk=OuterRef("young_person"))
    found = SearchKey.objects.filter(key__in=_every_key(asked, sorted(person.agency_ids)))
    seen = found.alias(seen=Subquery(visible.values("pk")[:1])).filter(seen__isnull=False)
    counted = seen.values_list("young_person").annotate(ways=Count("key")).order_by("-ways", "young_person")
    return [pk for pk, _ in counted[: CANDIDATES + 1]]


def _every_key(asked: Wanted, agencies: list[int]) -> list[str]:
    keys = [key for word in asked.words for agency in agencies for key in finding.sounding(word, agency)]
    if asked.born_on:
        keys += [key for agency in agencies for key in finding.born(asked.born_on, agency)]
    if asked.postcode:
        keys += [key for agency in agencies for key in finding.living_at(asked.postcode, agency)]
    return keys


def _match(young_person: YoungPerson, asked: Wanted) -> Match | None:
    fits, nearness = [], 0.0
    own = names.words(f"{young_person.given_name} {young_person.family_name} {young_person.known_as}")
    like = names.likeness(asked.words, own)
    if like >= ALIKE:
        fits.append("name" if like == 1 else "a name like it")
        nearness += like
    if asked.born_on and young_person.birthday == asked.born_on:
        fits.append("date of birth")
        nearness += 1
    if asked.postcode and names.postcode(young_person.postcode) == asked.postcode:
        fits.append("postcode")
        nearness += 0.5
    return Match(young_person, tuple(fits), nearness, own) if fits else None
