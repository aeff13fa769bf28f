"""A closed record is disposed of: one person proposes it, a second says yes, and then nothing of it is left but a
certificate and its references in the trail."""

import hashlib
import uuid

from django.db import transaction
from django.urls import reverse

from onlinelives.accounts.mail import tell
from onlinelives.accounts.models import Person
from onlinelives.cases import keeping, permissions, queries
from onlinelives.cases.actions.holds import whole_area
from onlinelives.cases.actions.writing import seen_by, telling
from onlinelives.cases.models import Certificate, CertifiedRows, Disposal, YoungPerson
from onlinelives.cases.scrubbing import scrub
from onlinelives.files.actions import work
from onlinelives.rules.lifecycles import DISPOSAL
from onlinelives.rules.verdict import Invalid, NotNow, need, need_state
from onlinelives.trail import clock
from onlinelives.trail.actions import record


@transaction.atomic
def propose(
    *,
    young_person: YoungPerson,
    reason: str,
    by: Person,
    approver: Person | None = None,
    form_key: uuid.UUID | None = None,
) -> Disposal:
    """Ask a second person to agree: a manager of the agency, or the colleague who is named as `approver`. The same form
    sent twice proposes once.

    Raises NotNow where something stands in the way (queries.in_the_way) or a proposal waits already, and Invalid for an
    approver who does not see the record."""
    young_person = seen_by(by, young_person)
    need(permissions.look_after(by, young_person))
    again = form_key and young_person.disposals.filter(form_key=form_key).first()
    if again:
        return again
    if young_person.disposals.filter(state="proposed").exists():
        raise NotNow("Somebody has proposed this already.")
    need_state(queries.in_the_way(young_person, queries.review_of(young_person)))
    assert young_person.closed_on  # noqa: S101  in_the_way refuses an open record
    if approver is not None and (approver == by or not queries.may_be_asked(approver, young_person)):
        raise Invalid("Select a colleague who sees the record.", "approver")
    made = Disposal(
        partnership_id=young_person.partnership_id,
        young_person=young_person,
        approver=approver,
        reason=telling(reason),
        closed_on=young_person.closed_on,
        version=young_person.version,
        proposed_by=by,
        form_key=form_key,
    )
    made.save(force_insert=True)
    if approver:
        line = "You have been asked to decide, as the second person, whether a closed record is disposed of."
        tell(approver, "A decision about a record waits for you", [line], reverse("home"))
    record(
        "disposal proposed",
        by=by,
        subject=young_person.trail_subject,
        disposal=str(made.pk),
        approver=approver.pk if approver else None,
    )
    return made


@transaction.atomic
def turn_down(*, disposal: Disposal, answer: str, by: Person) -> Disposal:
    """The second person says no, and why."""
    here = _locked(disposal, by)
    need(permissions.approve_disposal(by, here))
    return _end(here, "turn down", telling(answer, "answer"), by)


@transaction.atomic
def withdraw(*, disposal: Disposal, by: Person) -> Disposal:
    """Who proposed it takes it back."""
    here = _locked(disposal, by)
    need(permissions.withdraw_disposal(by, here))
    return _end(here, "withdraw", "", by)


@transaction.atomic
def approve(*, disposal: Disposal, by: Person) -> Certificate:
    """The second person says yes: everything that belongs to the record is erased at once, with what was made of it and
    still lies ready to be fetched. The certificate is what is left.

    Raises NotNow where something stands in the way by now, or the record changed since it was proposed."""
    whole_area(disposal.partnership_id)
    here = _locked(disposal, by)
    young_person = here.young_person
    need(permissions.approve_disposal(by, here))
    need_state(DISPOSAL.may(here.state, "approve"))
    review = queries.review_of(young_person)
    need_state(queries.in_the_way(young_person, review, proposed=here))
    assert review  # noqa: S101  in_the_way refuses a record without one
    certificate = Certificate(
        partnership_id=young_person.partnership_id,
        agency_id=young_person.agency_id,
        reference=young_person.reference,
        kinds=" ".join(review.kinds),
        rule=f"{queries.kind_in_words(review.due.rule.kind)}: {review.due.rule.words}",
        proposed_at=here.proposed_at,
        proposed_by=here.proposed_by,
        approved_by=by,
    )
    _erase(young_person, certificate)
    transaction.on_commit(scrub, robust=True)
    record(
        "record disposed of",
        by=by,
        subject=young_person.trail_subject,
        certificate=str(certificate.pk),
        proposed_by=here.proposed_by_id,
        sha256=certificate.sha256,
    )
    return certificate


def _erase(young_person: YoungPerson, certificate: Certificate) -> None:
    """What was there is counted and listed first; then it goes, rows before the rows that they point at."""
    found = [
        (each, list(each.rows_of(young_person).order_by("pk").values_list("pk", flat=True)))
        for each in keeping.in_order()
    ]
    lines = sorted(f"{each.model._meta.label} {pk}" for each, pks in found for pk in pks)
    certificate.sha256 = hashlib.sha256("\n".join(lines).encode()).hexdigest()
    certificate.save(force_insert=True)
    CertifiedRows.objects.bulk_create(
        CertifiedRows(
            partnership_id=certificate.partnership_id,
            certificate=certificate,
            model=each.model._meta.label,
            name=queries.holding_name(each),
            count=len(pks),
        )
        for each, pks in found
        if pks
    )
    work.forget(reverse("young_person", args=[young_person.reference]))
    subject = YoungPerson(pk=young_person.pk)
    for each, pks in found:
        rows = each.rows_of(subject)
        if each.first:
            each.first(rows)
        each.model._base_manager.filter(pk__in=pks).delete()


def _locked(disposal: Disposal, by: Person) -> Disposal:
    """With its record, and asked again whether `by` sees it."""
    young_person = seen_by(by, disposal.young_person)
    here = young_person.disposals.select_for_update(of=("self",), no_key=True).select_related("proposed_by")
    found = here.get(pk=disposal.pk)
    found.young_person = young_person
    return found


def _end(disposal: Disposal, verb: str, answer: str, by: Person) -> Disposal:
    disposal.state = DISPOSAL.after(disposal.state, verb)
    disposal.answer, disposal.ended_at, disposal.ended_by = answer, clock.now(), by
    disposal.save(update_fields=["state", "answer", "ended_at", "ended_by"])
    record(
        f"disposal {disposal.state.replace('_', ' ')}",
        by=by,
        subject=disposal.young_person.trail_subject,
        disposal=str(disposal.pk),
    )
    return disposal
