"""Rounds, from who is asking."""

from dataclasses import dataclass

from django.shortcuts import get_object_or_404

from onlinelives.accounts.models import Agency, Person
from onlinelives.audits import permissions
from onlinelives.audits.models import Answer, Return, Round
from onlinelives.audits.queries.tallies import tallies, total
from onlinelives.content.shapes import Framework
from onlinelives.rules.lifecycles import ROUND
from onlinelives.rules.scoring import Tally
from onlinelives.rules.verdict import Verdict


@dataclass(frozen=True)
class RoundLine:
    """A round in the list, with the person's own return in it where there is one."""

    round: Round
    edition_title: str
    own: list[Return]
    invited: int
    signed_off: int


def rounds_for(person: Person) -> list[RoundLine]:
    """The rounds the person may see, newest first, in 2 queries."""
    rounds = list(Round.objects.visible_to(person).select_related("frozen"))
    by_round: dict[int, list[Return]] = {round_.pk: [] for round_ in rounds}
    for audit_return in Return.objects.filter(round__in=by_round).select_related("agency"):
        by_round[audit_return.round_id].append(audit_return)
    mine = person.agency_ids
    return [
        RoundLine(
            round=round_,
            edition_title=round_.frozen.title if round_.frozen else round_.framework.title,
            own=[r for r in by_round[round_.pk] if r.agency_id in mine],
            invited=len(by_round[round_.pk]),
            signed_off=sum(r.state == "signed_off" for r in by_round[round_.pk]),
        )
        for round_ in rounds
    ]


def round_for(person: Person, pk: int) -> Round:
    """One round the person may see, or 404."""
    return get_object_or_404(Round.objects.visible_to(person), pk=pk)


@dataclass(frozen=True)
class ReturnLine:
    audit_return: Return
    progress: Tally
    readable: bool


@dataclass(frozen=True)
class RoundPage:
    """A round with how far each agency has come; for an agency's own people, only their own returns."""

    round: Round
    framework: Framework
    returns: list[ReturnLine]
    may_run: Verdict
    may_see_area: Verdict
    may_open: Verdict
    may_close: Verdict
    may_edit: Verdict

    @property
    def signed_off(self) -> int:
        return sum(line.audit_return.state == "signed_off" for line in self.returns)


def round_page(person: Person, pk: int) -> RoundPage:
    """4 queries besides those of signing in, whatever the number of agencies."""
    round_ = round_for(person, pk)
    found = round_.returns.select_related("agency").order_by("agency_name", "agency__name")
    whole_area = permissions.see_area(person)
    if not whole_area:
        found = found.filter(agency_id__in=person.agency_ids)
    readable = set(Return.objects.visible_to(person).filter(round=round_).values_list("pk", flat=True))
    counted = tallies(Answer.objects.filter(audit_return__in=found))
    return RoundPage(
        round=round_,
        framework=round_.framework,
        returns=[ReturnLine(r, total(counted.get(r.pk, {})), r.pk in readable) for r in found],
        may_run=permissions.run_rounds(person),
        may_see_area=whole_area,
        may_open=ROUND.may(round_.state, "open"),
        may_close=ROUND.may(round_.state, "close"),
        may_edit=ROUND.may(round_.state, "edit"),
    )


def agencies_to_invite(person: Person, round_: Round | None = None) -> list[Agency]:
    """Agencies of the area that have not left and are not in the round yet."""
    found = Agency.objects.visible_to(person).filter(left_at=None)
    return list(found.exclude(returns__round=round_) if round_ else found)
