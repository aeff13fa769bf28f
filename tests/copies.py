"""Copies of a record, prepared and approved through the ordinary actions."""

from typing import Any

from onlinelives.accounts.models import Person
from onlinelives.cases.actions import copies
from onlinelives.cases.actions.copies import Asked, Decided
from onlinelives.cases.models import CopyRelease, CopyRequest, PassageReview, YoungPerson
from onlinelives.cases.queries import CopyPage, page_of, preview
from onlinelives.trail import clock

ASKED = Asked(clock.today(), "young_person", "document", "Showed a passport.")
SECRET = "Rufus from the flat above was there. Quarrels at home."


def now(copy: CopyRequest) -> CopyPage:
    found = CopyRequest.objects.get(pk=copy.pk)
    found.young_person = YoungPerson.objects.select_related("agency", "team").get(pk=copy.young_person_id)
    return page_of(found)


def key_of(copy: CopyRequest, words: str) -> str:
    return next(line.passage.key for line in now(copy).lines if words in line.passage.text)


def decide(copy: CopyRequest, key: str, by: Person, **told: Any) -> PassageReview:
    line = next(line for line in now(copy).lines if line.passage.key == key)
    decided = Decided(**{"marked": line.passage.text, **told})
    expected = line.review.version if line.review else 0
    return copies.decide(copy=copy, key=key, sha256=line.passage.sha256, decided=decided, expected=expected, by=by)


def decide_all(copy: CopyRequest, by: Person) -> None:
    """Everything is given, but Rufus is blacked out and who it is left out."""
    for line in now(copy).open_lines:
        text = line.passage.text
        if SECRET in text:
            decide(copy, line.passage.key, by, marked=text.replace("Rufus", "[[Rufus]]"), why="third_party")
        elif line.passage.key == "record":
            decide(copy, line.passage.key, by, left_out=True, why="serious_harm", note="His father must not learn it.")
        else:
            decide(copy, line.passage.key, by)


def approve(copy: CopyRequest, by: Person) -> CopyRelease:
    return copies.approve(copy=copy, digest=preview(now(copy)).sha256, by=by)
