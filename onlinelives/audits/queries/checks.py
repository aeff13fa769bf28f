"""Checks, from who is asking: the list, and one with all that a reviewer or an agency needs to see."""

from dataclasses import dataclass
from math import ceil
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Value, When
from django.shortcuts import get_object_or_404

from onlinelives.accounts.models import Membership, Person
from onlinelives.audits import permissions
from onlinelives.audits.models import Check, EvidenceRevision, Pin, Return
from onlinelives.audits.queries.independence import may_check, may_set_aside, stakes
from onlinelives.content.shapes import Framework, Statement, Term
from onlinelives.rules import roles
from onlinelives.rules.lifecycles import CHECK
from onlinelives.rules.verdict import Allowed, Denied, Verdict, need

ON_A_PAGE = 50
UNDER_WAY = ("drawn", "found", "replied")
TO_REPLY, MINE, FREE, OTHERS = 1, 2, 3, 4


@dataclass(frozen=True)
class CheckLine:
    check: Check
    statement: Statement


@dataclass(frozen=True)
class CheckGroup:
    """What is asked of the person: TO_REPLY (their agency should), MINE (taken by them), FREE (nobody has taken them,
    or whoever did may not go on), OTHERS. `count`: how many there are, on this page or not."""

    kind: int
    count: int
    lines: list[CheckLine]


@dataclass(frozen=True)
class Checks:
    """One page of the checks that the person may see. groups: those with lines on it. refused: returns whose checks
    somebody else must do, with the reason: which of their answers were drawn is not shown."""

    groups: list[CheckGroup]
    refused: list[tuple[Return, str]]
    number: int
    pages: int
    reviews: bool


def free() -> Q:
    """Checks that a reviewer can take: nobody has, or whoever did has left, lost the role or moved to the agency."""
    of_reviewer = Membership.objects.filter(person=OuterRef("reviewer"), ended_at=None)
    gone = (
        Q(reviewer__is_active=False)
        | ~Exists(of_reviewer.filter(role=roles.REVIEWER.code))
        | Exists(of_reviewer.filter(agency=OuterRef("answer__audit_return__agency")))
    )
    return Q(state="drawn", reviewer=None) | Q(state__in=UNDER_WAY, reviewer__isnull=False) & gone


def _barred(person: Person, checks: "QuerySet[Check]") -> dict[Return, str]:
    """The returns of these checks that the person may not check, with the reason. 3 queries. `under_way`, an attribute
    of each: whether it has checks that are."""
    waiting = Check.objects.filter(answer__audit_return=OuterRef("pk"), state__in=UNDER_WAY)
    asked = Return.objects.filter(pk__in=checks.order_by().values("answer__audit_return"))
    returns = list(asked.select_related("round", "agency").annotate(under_way=Exists(waiting)))
    why = stakes(person, returns)
    return {r: why[r.pk] for r in returns if r.pk in why}


def checks_for(person: Person, number: int = 1) -> Checks:
    """A page of what the person may see, sorted by what is asked of them, the newest draws first; 5 queries at most,
    whatever the number of checks. A number past the last page gives the last."""
    seen = Check.objects.visible_to(person)
    reviews = person.holds(roles.REVIEWER)
    stake = _barred(person, seen) if reviews else {}
    own = person.agencies_as(roles.MANAGER) | person.agencies_as(roles.PRACTITIONER)
    refused = (
        {} if person.holds(roles.STRATEGY_LEAD) else {r: why for r, why in stake.items() if r.agency_id not in own}
    )
    kinds = [When(state="found", answer__audit_return__agency__in=person.agencies_as(roles.MANAGER), then=TO_REPLY)]
    if reviews:
        mine = Q(state__in=UNDER_WAY, reviewer=person.pk)
        kinds += [When(Q(answer__audit_return__in=stake), then=OTHERS), When(mine, then=MINE), When(free(), then=FREE)]
    sorted_ = seen.exclude(answer__audit_return__in=refused).annotate(kind=Case(*kinds, default=Value(OTHERS)))
    counts: dict[int, int] = dict(sorted_.order_by().values_list("kind").annotate(Count("pk")))
    pages = max(1, ceil(sum(counts.values()) / ON_A_PAGE))
    number = min(max(1, number), pages)
    in_order = sorted_.select_related(
        "answer__audit_return__round", "answer__audit_return__agency", "candidate__draw"
    ).order_by("kind", "-candidate__draw__drawn_at", "answer__audit_return__agency__name", "pk")
    found = list(in_order[(number - 1) * ON_A_PAGE : number * ON_A_PAGE])
    return Checks(
        groups=[
            CheckGroup(kind, counts[kind], [_line(check) for check in found if _kind(check) == kind])
            for kind in sorted({_kind(check) for check in found})
        ],
        refused=sorted(
            ((r, why) for r, why in refused.items() if r.__dict__["under_way"]),
            key=lambda pair: (pair[0].name_of_agency, pair[0].pk),
        ),
        number=number,
        pages=pages,
        reviews=reviews,
    )


def _kind(check: Check) -> int:
    kind: Any = check.__dict__["kind"]
    return int(kind)


def _line(check: Check) -> CheckLine:
    return CheckLine(check, check.answer.audit_return.round.framework.statement(check.answer.statement))


@dataclass(frozen=True)
class CheckPage:
    """One check. `replies` and `sets_aside` say whether the person may at all, `may_…` whether the state lets them."""

    check: Check
    framework: Framework
    statement: Statement
    terms: tuple[Term, ...]
    evidence: list[EvidenceRevision]
    may_check: Verdict
    replies: Verdict
    sets_aside: Verdict
    may_take: Verdict
    may_reply: Verdict
    may_set_aside: Verdict
    may_settle: Verdict
    mine: bool
    reopened: bool  # the signature that was checked has been taken back since

    @property
    def permits(self) -> dict[str, Verdict]:
        """May the person do this at all, whatever the state? By name of the form."""
        return {"find": self.may_check, "settle": self.may_check, "reply": self.replies, "aside": self.sets_aside}

    @property
    def offers(self) -> dict[str, bool]:
        """Which forms are on the page, by name."""
        return {
            "find": self.mine and self.check.state == "drawn",
            "settle": bool(self.may_settle),
            "reply": bool(self.may_reply),
            "aside": bool(self.may_set_aside),
        }


def check_for(person: Person, pk: int) -> Check:
    """One check the person may see, or 404."""
    found = Check.objects.visible_to(person).select_related(
        "answer__audit_return__round",
        "answer__audit_return__agency",
        "candidate__draw",
        "revision",
        "sign_off",
        "reviewer",
    )
    return get_object_or_404(found, pk=pk)


def check_page(person: Person, pk: int) -> CheckPage:
    """The answer as it was signed, the evidence pinned to that signature, and what has been said of it.

    Refused, with the reason, for a reviewer with a stake in the return; the agency's own people see it as the agency.
    """
    check = check_for(person, pk)
    audit_return = check.answer.audit_return
    verdict = may_check(person, audit_return)
    agency = permissions.works_for(person, audit_return)
    if not agency and not person.holds(roles.STRATEGY_LEAD):
        need(verdict)
    framework = audit_return.round.framework
    statement = framework.statement(check.answer.statement)
    pins = Pin.objects.filter(sign_off=check.sign_off_id, answer=check.answer_id)
    shown = pins.select_related("revision__evidence", "revision__file", "revision__finding")
    evidence = [pin.revision for pin in shown]
    mine = check.reviewer_id == person.pk
    replies, sets_aside = permissions.reply(person, audit_return), may_set_aside(person, audit_return)
    return CheckPage(
        check=check,
        framework=framework,
        statement=statement,
        terms=framework.terms_of(statement),
        evidence=evidence,
        may_check=verdict,
        replies=replies,
        sets_aside=sets_aside,
        may_take=verdict and _takeable(check, mine),
        may_reply=replies and CHECK.may(check.state, "reply"),
        may_set_aside=sets_aside and CHECK.may(check.state, "set aside"),
        may_settle=verdict and _settleable(check, mine),
        mine=mine,
        reopened=check.sign_off.withdrawn_at is not None,
    )


def _takeable(check: Check, mine: bool) -> Verdict:
    if mine:
        return Denied("You have taken this check.")
    if check.reviewer is None:
        return CHECK.may(check.state, "take")
    if check.state in UNDER_WAY:
        gone = not check.reviewer.is_active or not may_check(check.reviewer, check.answer.audit_return)
        return Allowed() if gone else Denied(f"{check.reviewer_name} has taken this check.")
    return CHECK.may(check.state, "take")


def _settleable(check: Check, mine: bool) -> Verdict:
    if not mine:
        return Denied("Only the reviewer who took this check can settle it.")
    if check.state == "found" and not check.overdue:
        return Denied(CHECK.reasons["found"])
    return CHECK.may(check.state, "settle")
