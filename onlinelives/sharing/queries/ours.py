"""What a person's young people wait for from other agencies and from their own manager; and the whole of one record's
dealings with others."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef

from onlinelives.accounts.models import Person
from onlinelives.cases.models import YoungPerson
from onlinelives.sharing.models import AgencyCheck, CheckAnswer, Extract, NeverShare, SharingDecision
from onlinelives.sharing.queries.checks import CheckLine, checks_of
from onlinelives.sharing.queries.decisions import decisions_of, never_of
from onlinelives.sharing.queries.extracts import extracts_of
from onlinelives.trail import clock


@dataclass(frozen=True)
class Ours:
    """Checks without a reply, checks with an answer that nobody read, and decisions that wait or are not complete, of
    young people whose record the person sees."""

    silent: list[AgencyCheck]
    unread: list[AgencyCheck]
    waiting: list[SharingDecision]
    incomplete: list[SharingDecision]

    @property
    def young_people(self) -> list[YoungPerson]:
        checks = [*self.silent, *self.unread]
        every = [check.young_person for check in checks]
        every += [decision.young_person for decision in [*self.waiting, *self.incomplete]]
        return list({each.pk: each for each in every}.values())


@dataclass(frozen=True)
class Dealings:
    """Everything between one record and other agencies. `extracts`: each with whether it can be opened."""

    checks: list[CheckLine]
    decisions: list[SharingDecision]
    extracts: list[tuple[Extract, bool]]
    never: list[NeverShare]


def ours(person: Person) -> Ours:
    seen = YoungPerson.objects.visible_to(person).values("pk")
    checks = AgencyCheck.objects.filter(young_person__in=seen).select_related("young_person", "agency")
    unread = Exists(CheckAnswer.objects.filter(check_asked=OuterRef("pk"), read_at=None))
    decisions = SharingDecision.objects.filter(young_person__in=seen).select_related("young_person", "decided_by")
    return Ours(
        silent=list(checks.filter(state="asked", due_on__lt=clock.today()).order_by("due_on")),
        unread=list(checks.filter(unread)),
        waiting=list(decisions.filter(state="waiting")),
        incomplete=list(decisions.filter(state="made", urgent=True, completed_at=None).order_by("complete_by")),
    )


def dealings(young_person: YoungPerson) -> Dealings:
    """The caller has asked before whether the person sees the record."""
    now = clock.now()
    return Dealings(
        checks=checks_of(young_person),
        decisions=decisions_of(young_person),
        extracts=[(extract, extract.is_open(now)) for extract in extracts_of(young_person)],
        never=never_of(young_person),
    )
