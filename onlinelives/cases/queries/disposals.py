"""Disposing of closed records: what stands in the way, what would be erased, and the certificates that stay."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404

from onlinelives.accounts import queries as accounts
from onlinelives.accounts.models import Person
from onlinelives.cases import keeping, permissions
from onlinelives.cases.models import Certificate, Disposal, LegalHold, YoungPerson
from onlinelives.cases.queries.retention import Review, review_of
from onlinelives.cases.queries.young_people import young_person_for
from onlinelives.rules import roles
from onlinelives.rules.verdict import Allowed, Denied, Verdict

PAGE = 50


@dataclass(frozen=True)
class KeepingPage:
    """Everything about how long one record is kept. `review` is None while it is open. `in_the_way`: whether it may be
    disposed of as it stands."""

    young_person: YoungPerson
    review: Review | None
    holds: list[LegalHold]
    lifted: list[LegalHold]
    disposals: list[Disposal]
    in_the_way: Verdict
    may_look_after: Verdict


@dataclass(frozen=True)
class DisposalPage:
    """One proposal, for the one who is to answer it. `rows`: what each kind of row is called, and how many."""

    young_person: YoungPerson
    disposal: Disposal
    review: Review | None
    rows: list[tuple[str, int]]
    in_the_way: Verdict


def keeping_page(person: Person, reference: str) -> KeepingPage:
    """Of a record the person sees, or 404."""
    young_person = young_person_for(person, reference)
    review = review_of(young_person)
    own = LegalHold.objects.over(young_person) | young_person.holds.all()
    holds = list(own.select_related("began_by", "lifted_by", "agency"))
    return KeepingPage(
        young_person=young_person,
        review=review,
        holds=[hold for hold in holds if hold.lifted_at is None],
        lifted=[hold for hold in holds if hold.lifted_at is not None],
        disposals=list(young_person.disposals.select_related("proposed_by", "approver", "ended_by")),
        in_the_way=in_the_way(young_person, review),
        may_look_after=permissions.look_after(person, young_person),
    )


def disposal_page(person: Person, reference: str, pk: Any) -> DisposalPage:
    """One proposal, fetched through the record, or 404."""
    young_person = young_person_for(person, reference)
    found = young_person.disposals.select_related("proposed_by", "approver", "ended_by").filter(pk=pk).first()
    if found is None:
        raise Http404
    found.young_person = young_person
    review = review_of(young_person)
    return DisposalPage(
        young_person, found, review, rows_of(young_person), in_the_way(young_person, review, proposed=found)
    )


def hold_for(young_person: YoungPerson, pk: Any) -> LegalHold:
    """A hold on one record that the person sees, or 404."""
    return get_object_or_404(young_person.holds.select_related("young_person", "began_by"), pk=pk)


def area_holds(person: Person) -> list[LegalHold]:
    """Holds on an agency or the whole area that the person looks after, those that stand first."""
    found = LegalHold.objects.visible_to(person).select_related("agency", "began_by", "lifted_by")
    return sorted(found, key=lambda hold: hold.lifted_at is not None)


def area_hold_for(person: Person, pk: Any) -> LegalHold:
    """One of them, or 404."""
    return get_object_or_404(LegalHold.objects.visible_to(person).select_related("agency", "began_by"), pk=pk)


def in_the_way(young_person: YoungPerson, review: Review | None, proposed: Disposal | None = None) -> Verdict:
    """Whether the record may be disposed of as it stands now: closed, its day has come, nothing holds it, nobody waits
    for a copy, and no room above objects. `proposed`: also that nothing changed since that proposal."""
    if review is None:
        return Denied("The record is open. Only a closed record can be disposed of.")
    changed = proposed and (proposed.closed_on, proposed.version) != (young_person.closed_on, young_person.version)
    reasons = {
        "A legal hold stands on the record. Nothing is disposed of while it does.": bool(review.holds),
        "Somebody has asked for a copy of the record. Answer them first.": young_person.copies.filter(
            state="open"
        ).exists(),
        "The day of its review has not come yet.": not review.has_come,
        "The record has changed since this was proposed. Withdraw it, and look at the record again.": changed,
    }
    said = [Denied(reason) for reason, stands in reasons.items() if stands]
    objections = (obstacle(young_person) for obstacle in keeping.OBSTACLES)
    return next((verdict for verdict in (*said, *objections) if not verdict), Allowed())


def rows_of(young_person: YoungPerson) -> list[tuple[str, int]]:
    """What each kind of row is called, and how many belong to the record; kinds without any are left out."""
    counts = [(holding_name(each), each.rows_of(young_person).count()) for each in keeping.in_order()]
    return sorted((name, count) for name, count in counts if count)


def holding_name(holding: keeping.Holding) -> str:
    return str(holding.model._meta.verbose_name).capitalize()


def who_may_approve(person: Person, young_person: YoungPerson) -> list[Person]:
    """Colleagues who can be asked to be the second, beside the person: those who are named on a restricted record,
    otherwise the managers and the team. Whether one of them does see it is asked again when they are chosen."""
    seen: Iterable[int] = young_person.named.filter(ended_at=None).values_list("person", flat=True)
    if not young_person.restricted:
        managers = young_person.agency.memberships.filter(ended_at=None, role=roles.MANAGER.code)
        team = young_person.team.members.filter(ended_at=None)
        seen = managers.values_list("person", flat=True).union(team.values_list("person", flat=True))
    others = set(seen) - {person.pk}
    return [each for each in accounts.colleagues(young_person.agency) if each.pk in others]


def may_be_asked(person: Person, young_person: YoungPerson) -> bool:
    """Whether somebody sees the record and can sign in."""
    there = accounts.signed_in(person.pk)
    return there is not None and YoungPerson.objects.visible_to(there).filter(pk=young_person.pk).exists()


def certificates_for(person: Person, page: str = "") -> Page[Certificate]:
    """Those the person may see, newest first."""
    found = Certificate.objects.visible_to(person).select_related("agency", "proposed_by", "approved_by")
    return Paginator(found, PAGE).get_page(page)


def certificate_for(person: Person, pk: Any) -> Certificate:
    """One of them, or 404."""
    found = Certificate.objects.visible_to(person).select_related("agency", "proposed_by", "approved_by")
    return get_object_or_404(found.prefetch_related("rows"), pk=pk)
