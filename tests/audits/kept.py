"""Evidence as tests of it need it: added, cited and looked at in one line each."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from django.http import Http404

from onlinelives.accounts.models import Person
from onlinelives.audits.actions import evidence
from onlinelives.audits.actions.evidence import Told
from onlinelives.audits.models import Citation, Evidence, EvidenceRevision, Return
from onlinelives.audits.queries import answer_for
from onlinelives.audits.queries.evidence import revision_for
from onlinelives.files.actions import stored
from onlinelives.trail import clock
from tests.world import World, again

NOTED = Told(title="Minutes of March", shows="Referrals are counted monthly", note="In the locked cupboard")
LINKED = Told(title="Policy", shows="What we do", link="https://www.example.org/policy")
NEXT_YEAR = timedelta(days=365)


def added(world: World, told: Told = NOTED, **more: Any) -> Evidence:
    given = {"agency": world.elmfield, "owner": world.bob, "review_on": clock.today() + NEXT_YEAR, "by": world.bob}
    return evidence.add(told=told, **{**given, **more})


def a_file(world: World, name: str = "minutes.txt") -> Told:
    kept = stored.receive(content=b"Minutes of the group", name=name, by=world.bob)
    return Told(title="Minutes", shows="What was agreed", file=kept)


def newest(one: Evidence) -> EvidenceRevision:
    found = one.revisions.select_related("evidence", "file").first()
    assert found
    return found


def cites(audit_return: Return, statement: str = "1.1") -> list[tuple[str, int]]:
    """Title and number of each revision that the answer points at."""
    found = Citation.objects.filter(answer__audit_return=audit_return, answer__statement=statement)
    return [(c.revision.title, c.revision.number) for c in found.select_related("revision")]


def point(world: World, revisions: Iterable[EvidenceRevision], by: Person | None = None, code: str = "1.1") -> None:
    by = by or world.bob
    found = answer_for(by, world.elmfield_return.pk, code)
    evidence.cite(answer=found.answer, revisions=revisions, assigned=found.assigned, by=by)


def may_see(person: Person, revision: EvidenceRevision) -> bool:
    try:
        return revision_for(again(person), revision.pk) == revision
    except Http404:
        return False
