"""What the sign-in library does, written to the trail. Its own hooks call these (adapters.py, listeners.py)."""

from django.db import transaction

from onlinelives.accounts.models import Person
from onlinelives.trail.actions import System, record


@transaction.atomic
def signed_in(*, person: Person) -> None:
    record("signed in", by=person, subject=person.trail_subject)


@transaction.atomic
def signed_out(*, person: Person) -> None:
    record("signed out", by=person, subject=person.trail_subject)


@transaction.atomic
def failed(*, email: str) -> None:
    """A wrong password. The address is looked up, never written down: what was typed may be a password."""
    person = Person.objects.select_related("partnership").filter(email__iexact=email).first() if email else None
    if person:
        record("sign-in failed", by=System(person.trail_chain, "nobody signed in"), subject=person.trail_subject)
    else:
        record("sign-in failed", by=System(trail_id="nobody signed in"), subject="person/unknown")


@transaction.atomic
def password_changed(*, person: Person) -> None:
    record("password changed", by=person, subject=person.trail_subject)


@transaction.atomic
def council_account_changed(*, person: Person, connected: bool) -> None:
    verb = "council account connected" if connected else "council account disconnected"
    record(verb, by=person, subject=person.trail_subject)


@transaction.atomic
def second_step_changed(*, person: Person, added: bool, kind: str = "") -> None:
    """`kind` is "totp", "webauthn" or "recovery_codes"."""
    verb = "second step added" if added else "second step removed"
    record(verb, by=person, subject=person.trail_subject, kind=kind or None)
