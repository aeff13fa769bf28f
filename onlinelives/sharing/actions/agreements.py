"""Agreements between agencies are added, changed and ended by those who hold no data about any child."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from onlinelives.accounts.models import Agency, Person
from onlinelives.rules.verdict import Changed, Invalid, NotNow, need
from onlinelives.sharing import permissions
from onlinelives.sharing.models import Agreement, Party
from onlinelives.trail import clock
from onlinelives.trail.actions import record

ENDED = "This agreement has ended. Add a new one."


@dataclass(frozen=True)
class Terms:
    """What an agreement says. `link`: the address of the signed document, or empty."""

    name: str
    purpose: str
    review_on: date
    agencies: tuple[Agency, ...]
    link: str = ""


@transaction.atomic
def add(*, terms: Terms, by: Person, form_key: uuid.UUID | None = None) -> Agreement:
    """A new agreement. The same form sent twice makes one. Raises Invalid for fewer than two agencies."""
    need(permissions.keep_agreements(by))
    again = form_key and Agreement.objects.filter(form_key=form_key, partnership=by.partnership_id).first()
    if again:
        return again
    agreement = Agreement(partnership_id=by.partnership_id, form_key=form_key)
    _say(agreement, terms)
    agreement.save(force_insert=True)
    _set(agreement, terms.agencies)
    record("agreement added", by=by, subject=agreement.trail_subject, agencies=_codes(terms.agencies))
    return agreement


@transaction.atomic
def change(*, agreement: Agreement, terms: Terms, expected: int, by: Person) -> Agreement:
    """What it says from now on. Raises Changed when it is no longer at version `expected`, NotNow when it has ended."""
    need(permissions.keep_agreements(by))
    agreement = _locked(agreement, expected)
    _say(agreement, terms)
    agreement.version += 1
    agreement.save()
    _set(agreement, terms.agencies)
    record("agreement changed", by=by, subject=agreement.trail_subject, agencies=_codes(terms.agencies))
    return agreement


@transaction.atomic
def end(*, agreement: Agreement, reason: str, expected: int, by: Person) -> Agreement:
    """It holds no longer, from today. It stays on the list, with why."""
    need(permissions.keep_agreements(by))
    agreement = _locked(agreement, expected)
    if not reason.strip():
        raise Invalid("Say why it ends.", "reason")
    agreement.ended_on, agreement.end_reason = clock.today(), reason.strip()
    agreement.version += 1
    agreement.save(update_fields=["ended_on", "end_reason", "version"])
    record("agreement ended", by=by, subject=agreement.trail_subject)
    return agreement


def _locked(agreement: Agreement, expected: int) -> Agreement:
    here = Agreement.objects.select_for_update(no_key=True).get(pk=agreement.pk)
    if here.version != expected:
        raise Changed(here, "agreement")
    if here.ended_on is not None:
        raise NotNow(ENDED)
    return here


def _say(agreement: Agreement, terms: Terms) -> None:
    if len({agency.pk for agency in terms.agencies}) < 2:
        raise Invalid("Select at least two agencies: an agreement is between them.", "agencies")
    if any(agency.partnership_id != agreement.partnership_id for agency in terms.agencies):
        raise Invalid("Select agencies of your area.", "agencies")
    if not terms.name.strip():
        raise Invalid("Enter what it is called.", "name")
    agreement.name, agreement.purpose = " ".join(terms.name.split()), terms.purpose.strip()
    agreement.review_on, agreement.link = terms.review_on, terms.link


def _set(agreement: Agreement, agencies: Iterable[Agency]) -> None:
    agreement.parties.all().delete()
    Party.objects.bulk_create(
        Party(partnership_id=agreement.partnership_id, agreement=agreement, agency=agency)
        for agency in {each.pk: each for each in agencies}.values()
    )


def _codes(agencies: Iterable[Agency]) -> list[str]:
    return sorted(agency.code for agency in agencies)
