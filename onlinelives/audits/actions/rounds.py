"""A round is prepared, opened, changed and closed."""

import uuid
from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.db.models import F

from onlinelives.accounts.models import Agency, Partnership, Person
from onlinelives.audits import permissions
from onlinelives.audits.actions.errors import Stale
from onlinelives.audits.models import Answer, FrozenEdition, Return, Round
from onlinelives.content import frameworks
from onlinelives.rules.lifecycles import ROUND
from onlinelives.rules.verdict import Invalid, need, need_state
from onlinelives.trail import clock
from onlinelives.trail.actions import record


@transaction.atomic
def prepare(
    *,
    name: str,
    edition: str,
    opens_on: date,
    due_on: date,
    agencies: Iterable[Agency],
    by: Person,
    form_key: uuid.UUID | None = None,
) -> Round:
    """A round in draft with the agencies it will invite. The same form sent twice gives the same round."""
    need(permissions.run_rounds(by))
    Partnership.objects.select_for_update(no_key=True).get(pk=by.partnership_id)
    again = form_key and Round.objects.filter(form_key=form_key, partnership_id=by.partnership_id).first()
    if again:
        return again
    if edition not in frameworks.EDITIONS:
        raise Invalid("Select an edition from the list.", "edition")
    _check(name, opens_on, due_on, by)
    round_ = Round.objects.create(
        partnership_id=by.partnership_id,
        name=name.strip(),
        edition=edition,
        opens_on=opens_on,
        due_on=due_on,
        prepared_by=by,
        form_key=form_key,
    )
    invited = _invite(round_, agencies)
    record("round prepared", by=by, subject=round_.trail_subject, edition=edition, agencies=[a.code for a in invited])
    return round_


@transaction.atomic
def change(*, round_: Round, name: str, opens_on: date, due_on: date, expected: int, by: Person) -> Round:
    """Another name or other dates. Raises Stale when somebody else changed the round since `expected` was read."""
    need(permissions.run_rounds(by))
    need_state(ROUND.may(round_.state, "edit"))
    _check(name, opens_on, due_on, by, but=round_)
    done = Round.objects.filter(pk=round_.pk, version=expected, state=round_.state).update(
        name=name.strip(), opens_on=opens_on, due_on=due_on, version=F("version") + 1
    )
    if not done:
        raise Stale("Somebody else changed this round while you had it open. Look at it again before you change it.")
    record("round changed", by=by, subject=round_.trail_subject, opens_on=str(opens_on), due_on=str(due_on))
    round_.refresh_from_db()
    return round_


@transaction.atomic
def invite(*, round_: Round, agencies: Iterable[Agency], by: Person) -> list[Agency]:
    """More agencies. In an open round they can start at once. Those already invited are left as they are."""
    need(permissions.run_rounds(by))
    round_ = Round.objects.select_for_update().get(pk=round_.pk)
    need_state(ROUND.may(round_.state, "invite"))
    invited = _invite(round_, agencies)
    if not invited:
        raise Invalid("Select at least one agency that has not been invited yet.", "agencies")
    if round_.state == "open":
        _lay_out_answers(round_, [agency.pk for agency in invited])
    record("agencies invited", by=by, subject=round_.trail_subject, agencies=[a.code for a in invited])
    return invited


@transaction.atomic
def withdraw_invitation(*, round_: Round, agency: Agency, by: Person) -> None:
    """Take an agency out of a round that has not been opened."""
    need(permissions.run_rounds(by))
    round_ = Round.objects.select_for_update().get(pk=round_.pk)
    need_state(ROUND.may(round_.state, "open"))
    gone, _ = Return.objects.filter(round=round_, agency=agency).delete()
    if not gone:
        raise Invalid(f"{agency.name} is not in this round.")
    record("agency taken out", by=by, subject=round_.trail_subject, agencies=[agency.code])


@transaction.atomic
def open_now(*, round_: Round, by: Person) -> Round:
    """Freeze the edition's text, lay out 36 unanswered answers for each agency, and let people in."""
    need(permissions.run_rounds(by))
    round_ = Round.objects.select_for_update().get(pk=round_.pk)
    state = ROUND.after(round_.state, "open")
    agencies = list(round_.returns.values_list("agency_id", flat=True))
    if not agencies:
        raise Invalid("Invite at least one agency before you open the round.")
    round_.frozen = _freeze(round_.edition)
    round_.state, round_.opened_at = state, clock.now()
    round_.version += 1
    round_.save(update_fields=["frozen", "state", "opened_at", "version"])
    _lay_out_answers(round_, agencies)
    record("round opened", by=by, subject=round_.trail_subject, edition=round_.frozen.sha256)
    return round_


@transaction.atomic
def close(*, round_: Round, by: Person) -> Round:
    """For ever. The names of the agencies and of the area are kept as they are now."""
    need(permissions.run_rounds(by))
    round_ = Round.objects.select_for_update(of=("self",)).select_related("partnership").get(pk=round_.pk)
    state = ROUND.after(round_.state, "close")
    # Whoever is saving an answer now finishes first, and whoever comes later meets the guard.
    list(
        Answer.objects.select_for_update(no_key=True)
        .filter(audit_return__round=round_)
        .order_by("pk")
        .values_list("pk")
    )
    for audit_return in round_.returns.select_related("agency"):
        audit_return.agency_name = audit_return.agency.name
        audit_return.save(update_fields=["agency_name"])
    round_.state, round_.closed_at, round_.closed_by_name = state, clock.now(), by.name
    round_.area_name = round_.partnership.name
    round_.version += 1
    round_.save(update_fields=["state", "closed_at", "closed_by_name", "area_name", "version"])
    record("round closed", by=by, subject=round_.trail_subject)
    return round_


def _check(name: str, opens_on: date, due_on: date, by: Person, but: Round | None = None) -> None:
    if not name.strip():
        raise Invalid("Enter a name for the round.", "name")
    if due_on < opens_on:
        raise Invalid("The return date must not be before the round opens.", "due_on")
    others = Round.objects.filter(partnership_id=by.partnership_id, name__iexact=name.strip())
    if (others.exclude(pk=but.pk) if but else others).exists():
        raise Invalid("There is already a round with this name.", "name")


def _invite(round_: Round, agencies: Iterable[Agency]) -> list[Agency]:
    already = set(round_.returns.values_list("agency_id", flat=True))
    new = [agency for agency in agencies if agency.pk not in already]
    if any(agency.partnership_id != round_.partnership_id or agency.left_at for agency in new):
        raise Invalid("Only agencies of this area can be invited.", "agencies")
    Return.objects.bulk_create(
        Return(partnership_id=round_.partnership_id, round=round_, agency=agency, invited_at=clock.now())
        for agency in new
    )
    return new


def _lay_out_answers(round_: Round, agencies: list[int]) -> None:
    statements = round_.framework.statements
    Answer.objects.bulk_create(
        (
            Answer(
                partnership_id=round_.partnership_id,
                audit_return=audit_return,
                statement=statement.id,
                section=statement.section,
            )
            for audit_return in round_.returns.filter(agency_id__in=agencies)
            for statement in statements
        ),
        batch_size=500,
    )


def _freeze(edition: str) -> FrozenEdition:
    framework = frameworks.load(edition)
    frozen, _ = FrozenEdition.objects.get_or_create(
        sha256=framework.sha256,
        defaults={
            "edition": edition,
            "title": framework.title,
            "body": frameworks.freeze(framework),
            "frozen_at": clock.now(),
        },
    )
    return frozen


@transaction.atomic
def export(*, round_: Round, by: Person, form: str = "csv") -> None:
    """Written down when the area's results leave as a file. form: the kind of file: "csv", "xlsx" or "pdf"."""
    need(permissions.see_area(by))
    record("area results exported", by=by, subject=round_.trail_subject, form=form)
