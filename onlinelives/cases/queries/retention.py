"""How long records are kept: the rules of an area, and what they say of closed records."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.http import Http404

from onlinelives.accounts.models import Person
from onlinelives.cases import permissions
from onlinelives.cases.models import (
    AssessedFactor,
    Decision,
    Disposal,
    KeptLonger,
    LegalHold,
    Referral,
    RetentionRule,
    YoungPerson,
)
from onlinelives.rules import retention, roles
from onlinelives.rules.retention import Due, Rule
from onlinelives.rules.vulnerability import CARE
from onlinelives.trail import clock

PAGE = 50
LIGHTEST = {"nothing_further"}
OF_OUTCOME: dict[str, str] = {
    Decision.Outcome.NOTHING_FURTHER: "nothing_further",
    Decision.Outcome.PASSED_ON: "nothing_further",
    Decision.Outcome.EARLY_HELP: "early_help",
    Decision.Outcome.OWN_SUPPORT: "early_help",
    Decision.Outcome.IN_NEED: "in_need",
    Decision.Outcome.PROTECTION: "protection",
}


@dataclass(frozen=True)
class RuleNow:
    """The rule of one kind. `number`: how often the area decided; 0 for what shipped, with where that comes from."""

    rule: Rule
    number: int
    reason: str
    decided: RetentionRule | None

    @property
    def kind_in_words(self) -> str:
        return retention.KINDS[self.rule.kind]


@dataclass(frozen=True)
class Review:
    """What the rules say of one closed record. `on`: its review day, from `due` or from `kept`, whichever is later."""

    young_person: YoungPerson
    kinds: list[str]
    due: Due
    kept: KeptLonger | None
    on: date
    holds: list[LegalHold]
    proposed: Disposal | None

    @property
    def has_come(self) -> bool:
        return self.on <= clock.today()

    @property
    def kinds_in_words(self) -> list[str]:
        return [retention.KINDS[kind] for kind in self.kinds]


@dataclass(frozen=True)
class _Known:
    """What is known of some closed records of one area, by their keys."""

    rules: dict[str, RuleNow]
    kinds: dict[UUID, list[str]]
    born_by: dict[UUID, date]
    kept: dict[UUID, KeptLonger]
    holds: list[LegalHold]
    proposed: dict[UUID, Disposal]


def kind_in_words(kind: str) -> str:
    return retention.KINDS[kind]


def rules_now(partnership_id: int) -> dict[str, RuleNow]:
    """Kind -> its rule in this area, the lightest kind first."""
    found = {kind: RuleNow(rule, 0, source, None) for kind, (rule, source) in retention.DEFAULTS.items()}
    for decided in RetentionRule.objects.filter(partnership=partnership_id).select_related("by").order_by("number"):
        found[decided.kind] = RuleNow(decided.rule, decided.number, decided.reason, decided)
    return found


def rule_page(person: Person, kind: str) -> tuple[RuleNow, list[RetentionRule]]:
    """The rule of one kind and what was decided before, newest first; 404 for a kind that there is not."""
    if kind not in retention.KINDS:
        raise Http404
    earlier = RetentionRule.objects.filter(partnership=person.partnership_id, kind=kind).select_related("by")
    return rules_now(person.partnership_id)[kind], list(earlier)


def review_of(young_person: YoungPerson) -> Review | None:
    """Of a closed record; None for an open one, which has no review day."""
    return next(iter(reviews_of([young_person])), None)


def to_review(person: Person, page: str = "") -> Page[Review]:
    """Closed records that the person sees as a manager and whose day has come, the longest waiting first."""
    return Paginator(_come(person), PAGE).get_page(page)


def count_to_review(person: Person) -> int:
    """How many of them nothing holds and nobody has proposed to dispose of yet."""
    return sum(1 for review in _come(person) if not review.holds and not review.proposed)


def reviews_of(records: Iterable[YoungPerson]) -> list[Review]:
    """The closed ones among records of one area, in any order."""
    closed = [each for each in records if each.state == "closed"]
    if not closed:
        return []
    known = _known(closed)
    return [_review(each, known) for each in closed]


def to_approve(person: Person) -> list[Disposal]:
    """Proposals of disposal that wait for this person, among others, the oldest first."""
    seen = YoungPerson.objects.visible_to(person)
    waiting = Disposal.objects.filter(state="proposed", young_person__in=seen)
    found = waiting.select_related("young_person__team", "proposed_by").order_by("proposed_at", "pk")
    return [each for each in found if permissions.approve_disposal(person, each)]


def _come(person: Person) -> list[Review]:
    mine = YoungPerson.objects.visible_to(person).filter(
        state="closed", closed_on__lte=clock.today(), agency_id__in=person.agencies_as(roles.MANAGER)
    )
    found = [review for review in reviews_of(mine.select_related("team", "agency")) if review.has_come]
    return sorted(found, key=lambda review: (review.on, review.young_person.reference))


def _review(young_person: YoungPerson, known: _Known) -> Review:
    pk, closed_on = young_person.pk, young_person.closed_on
    assert closed_on  # noqa: S101  the database holds it with the state
    rules = [known.rules[kind].rule for kind in known.kinds[pk]]
    born_on, born_by = young_person.birthday, known.born_by.get(pk)
    due = retention.longest(rules, closed_on=closed_on, born_on=born_on, born_by=born_by)
    kept = known.kept.get(pk)
    return Review(
        young_person=young_person,
        kinds=known.kinds[pk],
        due=due,
        kept=kept,
        on=max(due.on, kept.until) if kept else due.on,
        holds=[hold for hold in known.holds if _is_over(hold, young_person)],
        proposed=known.proposed.get(pk),
    )


def _known(closed: list[YoungPerson]) -> _Known:
    area, pks = closed[0].partnership_id, [each.pk for each in closed]
    decided, born_by = _told(pks)
    return _Known(
        rules=rules_now(area),
        kinds=_kinds(closed, decided),
        born_by=born_by,
        kept=_newest_kept(pks),
        holds=list(LegalHold.objects.filter(lifted_at=None, partnership=area)),
        proposed=_proposed(pks),
    )


def _is_over(hold: LegalHold, young_person: YoungPerson) -> bool:
    if hold.young_person_id:
        return hold.young_person_id == young_person.pk
    return hold.agency_id in (None, young_person.agency_id)


def _told(pks: list[UUID]) -> tuple[dict[UUID, set[str]], dict[UUID, date]]:
    """What referrals say of each record: the kinds of what was decided on them, and the latest day on which the young
    person can have been born, by the ages told; the latest of several."""
    kinds: dict[UUID, set[str]] = defaultdict(set)
    born_by: dict[UUID, date] = {}
    asked = Referral.objects.filter(young_person__in=pks).order_by()
    for pk, age, on, outcome in asked.values_list("young_person", "age", "received_on", "decisions__outcome"):
        if outcome:
            kinds[pk].add(OF_OUTCOME[outcome])
        if age is not None:
            latest = retention.latest_birth(age, on)
            born_by[pk] = max(latest, born_by.get(pk, latest))
    return kinds, born_by


def _kinds(closed: list[YoungPerson], decided: dict[UUID, set[str]]) -> dict[UUID, list[str]]:
    """Every kind that ever fitted each record, the lightest first: from what was decided, from care in any finished
    assessment, from a restriction that stands. Where there is none of these, the lightest."""
    found = {each.pk: set(decided.get(each.pk, ())) for each in closed}
    care = AssessedFactor.objects.filter(
        assessment__young_person__in=found, assessment__state="finished", factor=CARE, state="yes"
    )
    for pk in care.values_list("assessment__young_person", flat=True):
        found[pk].add("looked_after")
    for each in closed:
        if each.restricted:
            found[each.pk].add("restricted")
    return {pk: [kind for kind in retention.KINDS if kind in (some or LIGHTEST)] for pk, some in found.items()}


def _newest_kept(pks: list[UUID]) -> dict[UUID, KeptLonger]:
    return {each.young_person_id: each for each in KeptLonger.objects.filter(young_person__in=pks).order_by("at", "pk")}


def _proposed(pks: list[UUID]) -> dict[UUID, Disposal]:
    found = Disposal.objects.filter(young_person__in=pks, state="proposed").select_related("proposed_by")
    return {each.young_person_id: each for each in found}
