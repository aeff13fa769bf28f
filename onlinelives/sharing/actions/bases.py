"""What allows sharing: an area begins with the rows of the product, and puts them right by newer rows."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.text import slugify

from onlinelives.accounts.models import Partnership, Person
from onlinelives.content import legal_bases
from onlinelives.rules.verdict import Changed, Invalid, need
from onlinelives.sharing import permissions
from onlinelives.sharing.models import LegalBasis
from onlinelives.trail.actions import record

READ = "The wording itself was read, at least in part."
REPORTED = "As reported; the wording was not read for this list."


@dataclass(frozen=True)
class Wording:
    """What one row says. `in_force_from`, `in_force_until`: first and last day, where they are known."""

    name: str
    citation: str
    allows: str
    state: str
    in_force_from: date | None = None
    in_force_until: date | None = None
    note: str = ""


@transaction.atomic
def lay(*, by: Person) -> int:
    """Give the area every row of the product that it does not have yet; how many that were. Doing it twice is harmless,
    and whoever opens the page first does it."""
    need(permissions.see_sharing(by))
    Partnership.objects.select_for_update(no_key=True).get(pk=by.partnership_id)
    here = set(LegalBasis.objects.filter(partnership=by.partnership_id).values_list("code", flat=True))
    made = [
        LegalBasis(
            partnership_id=by.partnership_id,
            code=basis.code,
            name=basis.name,
            citation=basis.citation,
            allows=basis.allows,
            state=basis.state,
            in_force_from=basis.since,
            in_force_until=basis.until,
            note=f"{basis.note} {READ if basis.certainty == 'read' else REPORTED}",
        )
        for basis in legal_bases.load()
        if basis.code not in here
    ]
    LegalBasis.objects.bulk_create(made)
    record("legal bases laid", by=by, subject="legal_bases", codes=[basis.code for basis in made])
    return len(made)


@transaction.atomic
def add(*, wording: Wording, by: Person, form_key: uuid.UUID | None = None) -> LegalBasis:
    """A basis of the area's own. The same form sent twice makes one."""
    need(permissions.keep_agreements(by))
    Partnership.objects.select_for_update(no_key=True).get(pk=by.partnership_id)
    again = form_key and LegalBasis.objects.filter(form_key=form_key, partnership=by.partnership_id).first()
    if again:
        return again
    basis = _row(wording, by, form_key, _free_code(wording.name, by), 1)
    record("legal basis added", by=by, subject=basis.trail_subject, number=1)
    return basis


@transaction.atomic
def revise(
    *, basis: LegalBasis, wording: Wording, expected: int, by: Person, form_key: uuid.UUID | None = None
) -> LegalBasis:
    """A newer row of this basis. The one before, number `expected`, stays for the decisions that rest on it. Raises
    Changed when another has taken its place already."""
    need(permissions.keep_agreements(by))
    rows = LegalBasis.objects.select_for_update(no_key=True).filter(partnership=by.partnership_id, code=basis.code)
    now = rows.get(newest=True)
    if form_key and now.form_key == form_key:
        return now
    if now.number != expected:
        raise Changed(now, "legal basis")
    _check(wording)
    now.newest = False
    now.save(update_fields=["newest"])
    made = _row(wording, by, form_key, now.code, now.number + 1)
    record("legal basis revised", by=by, subject=made.trail_subject, number=made.number)
    return made


def _row(wording: Wording, by: Person, form_key: uuid.UUID | None, code: str, number: int) -> LegalBasis:
    _check(wording)
    return LegalBasis.objects.create(
        partnership_id=by.partnership_id, code=code, number=number, written_by=by, form_key=form_key, **vars(wording)
    )


def _check(wording: Wording) -> None:
    since, until = wording.in_force_from, wording.in_force_until
    if since and until and until < since:
        raise Invalid("It cannot end before it starts.", "in_force_until")
    if wording.state not in LegalBasis.State.values:
        raise Invalid("Select how far it is in force.", "state")


def _free_code(name: str, by: Person) -> str:
    stem, number = slugify(name)[:50] or "basis", 1
    taken = set(LegalBasis.objects.filter(partnership=by.partnership_id).values_list("code", flat=True)) | {"add"}
    while (code := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    return code
