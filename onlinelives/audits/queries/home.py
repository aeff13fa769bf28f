"""What the self-audit asks of somebody now, and where their returns stand."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.urls import reverse

from onlinelives.accounts.models import Membership, Person
from onlinelives.audits import permissions
from onlinelives.audits.models import Answer, Assignment, Check, Evidence, EvidenceRevision, Return, Round
from onlinelives.audits.queries.checks import UNDER_WAY, free
from onlinelives.audits.queries.independence import stakes
from onlinelives.audits.queries.tallies import tallies, total
from onlinelives.rules import roles
from onlinelives.rules.scoring import SECTIONS, Tally
from onlinelives.trail import clock
from onlinelives.web.needs import Need
from onlinelives.web.words import plural


@dataclass(frozen=True)
class Standing:
    """One return of an open round, for the home page of the agency's people."""

    audit_return: Return
    overall: Tally
    manages: bool


def _open_returns(person: Person) -> list[Return]:
    own = person.agencies_as(roles.MANAGER) | person.agencies_as(roles.PRACTITIONER)
    return list(
        Return.objects.visible_to(person)
        .filter(round__state="open", agency_id__in=own)
        .select_related("round", "agency")
        .order_by("round__due_on")
    )


def standings_for(person: Person) -> list[Standing]:
    """The person's own agencies' returns in open rounds."""
    returns = _open_returns(person)
    counted = _counted(returns)
    return [Standing(r, total(counted.get(r.pk, {})), permissions.manages(person, r)) for r in returns]


def _counted(returns: Iterable[Return]) -> dict[int, dict[int, Tally]]:
    ids = [r.pk for r in returns]
    return tallies(Answer.objects.filter(audit_return_id__in=ids)) if ids else {}


def needs(person: Person) -> list[Need]:
    """Sections to answer, returns to hand out and sign off, rounds to open and close."""
    found: list[Need] = []
    returns = _open_returns(person)
    if returns:
        counted = _counted(returns)
        given = list(Assignment.objects.filter(audit_return__in=returns).order_by("section"))
        for audit_return in returns:
            sections = counted.get(audit_return.pk, {})
            mine = [a for a in given if a.audit_return_id == audit_return.pk and a.person_id == person.pk]
            found += _sections_to_answer(audit_return, mine, sections)
            if permissions.manages(person, audit_return):
                handed_out = {a.section for a in given if a.audit_return_id == audit_return.pk}
                found += _manager(audit_return, sections, handed_out)
    if person.holds(roles.STRATEGY_LEAD):
        found += _lead(person)
    return found + _checks(person) + _evidence(person)


def _sections_to_answer(r: Return, mine: list[Assignment], sections: dict[int, Tally]) -> list[Need]:
    if r.state != "answering":
        return []
    names = {section.number: section.name for section in r.round.framework.sections}
    found = []
    for assignment in mine:
        tally = sections.get(assignment.section, Tally())
        if tally.complete:
            continue
        due = assignment.due_on or r.round.due_on
        found.append(
            Need(
                what=f"Answer section {assignment.section}, {names[assignment.section]}",
                href=reverse("section", args=[r.pk, assignment.section]),
                more=f"{r.round.name}, {r.agency.name}: {tally.answered} of {tally.statements} answered",
                due=due,
                late=due < clock.today(),
            )
        )
    return found


def _manager(r: Return, sections: dict[int, Tally], handed_out: set[int]) -> list[Need]:
    overall, name = total(sections), f"{r.round.name}, {r.agency.name}"
    late = r.round.due_on < clock.today()
    if r.state == "signed_off":
        return []
    if overall.complete:
        return [
            Need("Read and sign off the return", reverse("return_sign_off", args=[r.pk]), name, r.round.due_on, late)
        ]
    found = []
    missing = SECTIONS - len(handed_out)
    if missing:
        what = f"Give {plural(missing, 'section')} to somebody"
        found.append(Need(what, reverse("return_assign", args=[r.pk]), name, r.round.due_on, late))
    more = f"{name}: {overall.answered} of {overall.statements} answered"
    if overall.carried and not overall.unanswered:
        more = f"{name}: {plural(overall.carried, 'answer')} carried forward and not re-checked"
    first = next(number for number, tally in sorted(sections.items()) if not tally.complete)
    found.append(Need("Complete the return", reverse("section", args=[r.pk, first]), more, r.round.due_on, late))
    return found


def _lead(person: Person) -> list[Need]:
    found = []
    drafts_and_open = Round.objects.visible_to(person).filter(Q(state="draft") | Q(state="open"))
    for round_ in drafts_and_open.prefetch_related("returns"):
        href = reverse("round", args=[round_.pk])
        if round_.state == "draft":
            late = round_.opens_on < clock.today()
            found.append(Need(f"Open {round_.name}", href, "It is being prepared.", round_.opens_on, late))
            continue
        waiting = sum(r.state != "signed_off" for r in round_.returns.all())
        if not waiting:
            found.append(Need(f"Close {round_.name}", href, "Every agency has signed off.", round_.due_on))
        elif round_.overdue:
            what = f"{plural(waiting, 'agency has', 'agencies have')} not signed off {round_.name}"
            found.append(Need(what, href, "The return date has passed.", round_.due_on, late=True))
    return found


def _checks(person: Person) -> list[Need]:
    """Verdicts to reply to, checks taken, and how many can be taken. 6 queries at most."""
    if not (person.holds(roles.REVIEWER) or person.holds(roles.MANAGER)):
        return []
    seen, own = Check.objects.visible_to(person), person.agencies_as(roles.MANAGER)
    theirs = Q(state="found", answer__audit_return__agency__in=own)
    taken = Q(state__in=UNDER_WAY, reviewer=person.pk)
    named = ("answer__audit_return__round", "answer__audit_return__agency")
    waiting = list(seen.filter(theirs | taken).select_related(*named).order_by("pk"))
    stake, count = {}, 0
    if person.holds(roles.REVIEWER):
        free_now = dict(seen.filter(free()).order_by().values_list("answer__audit_return").annotate(Count("pk")))
        returns = Return.objects.filter(pk__in=[*free_now, *(c.answer.audit_return_id for c in waiting)])
        stake = stakes(person, returns.select_related("round"))
        count = sum(many for pk, many in free_now.items() if pk not in stake)
    found = [need for check in waiting if (need := _check(check, own, check.answer.audit_return_id in stake))]
    if count:
        found.append(
            Need(f"Take a check: {plural(count, 'answer waits', 'answers wait')} for a reviewer", reverse("checks"))
        )
    return found


def _check(check: Check, own: set[int], stake: bool) -> Need | None:
    """What one check asks of its reviewer, or of a manager of the agencies `own`; None while others are to act."""
    audit_return = check.answer.audit_return
    what = f"statement {check.answer.statement}, {audit_return.name_of_agency}"
    href, more = reverse("check", args=[check.pk]), audit_return.round.name
    if check.state == "found" and audit_return.agency_id in own:
        return Need(f"Reply to the check of {what}", href, more, check.reply_due, check.overdue)
    if stake:
        return None
    if check.state == "drawn":
        return Need(f"Check {what}", href, more)
    if check.state == "replied" or check.overdue:
        return Need(f"Settle the check of {what}", href, more)
    return None


def _evidence(person: Person) -> list[Need]:
    """Evidence due for review within a fortnight: what the person looks after; for a manager also what nobody of the
    agency looks after any more."""
    if not (person.holds(roles.MANAGER) or person.holds(roles.PRACTITIONER)):
        return []
    newest = EvidenceRevision.objects.filter(evidence=OuterRef("pk")).order_by("-number").values("title")[:1]
    there = Membership.objects.filter(
        person=OuterRef("owner"), agency=OuterRef("agency"), ended_at=None, person__is_active=True
    )
    orphaned = ~Exists(there) & Q(agency_id__in=person.agencies_as(roles.MANAGER))
    due = (
        Evidence.objects.visible_to(person)
        .filter(Q(owner=person) | orphaned, state="kept", review_on__lte=clock.today() + timedelta(days=14))
        .annotate(title=Subquery(newest))
        .order_by("review_on", "pk")
    )
    return [
        Need(
            what="Review a piece of evidence",
            private=evidence.__dict__["title"],
            href=reverse("evidence_item", args=[evidence.pk]),
            due=evidence.review_on,
            late=evidence.overdue,
        )
        for evidence in due
    ]
