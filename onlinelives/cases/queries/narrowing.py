"""Which young people a list can be narrowed to, and the marks that stand beside their names."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from onlinelives.accounts.models import Person
from onlinelives.cases.models import Assessment, FlagDecision, FollowUp, Referral, YoungPerson
from onlinelives.cases.queries.open_signals import with_signals
from onlinelives.rules import vulnerability
from onlinelives.trail import clock

MINE, WAITING, NOT_ASKED, FLAG, FLAGGED = "mine", "waiting", "not-asked", "flag", "flagged"
UNFINISHED, REVIEW, NOBODY, CLOSED = "unfinished", "review", "nobody", "closed"
SIGNALS, FOLLOW_UPS = "signal", "follow-up"
SOON = timedelta(days=7)  # how long before its day a follow-up asks
FLAG_WAITS = Q(flag_said=vulnerability.FLAG, flagged__isnull=True)  # of young people as `marked` gives them


@dataclass(frozen=True)
class Narrowing:
    """`where` is asked of young people as `marked` gives them; `states`: of records that are shown."""

    code: str
    label: str
    where: Callable[[Person], Q]
    states: tuple[str, ...] = ("open",)


def _referred(**how: str) -> Q:
    return Q(pk__in=Referral.objects.filter(**how).values("young_person"))


def follow_ups_of(person: Person) -> QuerySet[FollowUp]:
    """What is given to the person and is due soon; and what is late, whoever it was given to: they may have left."""
    today = clock.today()
    asked = Q(due_on__lt=today) | Q(who=person, due_on__lte=today + SOON)
    return FollowUp.objects.filter(asked, done_at=None)


def _follow_ups(person: Person) -> Q:
    return Q(pk__in=follow_ups_of(person).values("incident__young_person"))


NARROWINGS = (
    Narrowing("", "Everybody", lambda person: Q()),
    Narrowing(SIGNALS, "With an open signal", lambda person: Q(signalled=True), ("open", "closed")),
    Narrowing(FOLLOW_UPS, "With a follow-up to do", _follow_ups, ("open", "closed")),
    Narrowing(MINE, "Mine", lambda person: Q(worker=person)),
    Narrowing(WAITING, "With a referral to decide", lambda person: _referred(state="waiting")),
    Narrowing(NOT_ASKED, "With nothing asked about life online", lambda person: _referred(online="not_asked")),
    Narrowing(FLAG, "With a flag to decide", lambda person: FLAG_WAITS),
    Narrowing(FLAGGED, "Flagged for intensive support", lambda person: Q(flagged=True)),
    Narrowing(UNFINISHED, "With an assessment to finish", lambda person: Q(has_draft=True)),
    Narrowing(REVIEW, "To look at again", lambda person: Q(review_on__lte=clock.today())),
    Narrowing(NOBODY, "Without a worker", lambda person: Q(worker=None)),
    Narrowing(CLOSED, "Closed", lambda person: Q(), ("closed",)),
)
BY_CODE = {each.code: each for each in NARROWINGS}


def marked(found: QuerySet[YoungPerson]) -> QuerySet[YoungPerson]:
    """With what the newest finished assessment says: `flag_said`, `pair_said` (codes of rules/vulnerability), `flagged`
    (the newest decision on it, or None), `flag_waits`; and `has_draft`; and `signalled`, whether a signal is open."""
    newest = Assessment.objects.filter(young_person=OuterRef("pk"), state="finished").order_by("-finished_at", "-pk")
    decided = FlagDecision.objects.filter(assessment=OuterRef("newest_assessment")).order_by("-at", "-pk")
    drafts = Assessment.objects.filter(young_person=OuterRef("pk"), state="draft")
    return (
        with_signals(found)
        .annotate(
            newest_assessment=Subquery(newest.values("pk")[:1]),
            flag_said=Subquery(newest.values("flag")[:1]),
            pair_said=Subquery(newest.values("care_and_caring")[:1]),
            has_draft=Exists(drafts),
            flagged=Subquery(decided.values("flagged")[:1]),
        )
        .annotate(
            flag_waits=Exists(
                newest.filter(flag=vulnerability.FLAG, flag_decisions=None, pk=OuterRef("newest_assessment"))
            )
        )
    )


def narrowed(person: Person, show: str) -> QuerySet[YoungPerson]:
    """Those the person may see, narrowed to `show`, a code of NARROWINGS; another code leaves all. Closed records are
    shown only where the code says so."""
    wanted = BY_CODE.get(show, BY_CODE[""])
    seen = YoungPerson.objects.visible_to(person).filter(state__in=wanted.states)
    return marked(seen).filter(wanted.where(person))
