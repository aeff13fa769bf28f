"""Who works with whom, what closing a record waits for, and a manager's view of teams."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q

from onlinelives.accounts import queries as accounts
from onlinelives.accounts.models import Person, Team, TeamMember
from onlinelives.cases.models import Closing, FollowUp, Referral, YoungPerson
from onlinelives.cases.queries.happenings import Happening, Row, Source, rows_of
from onlinelives.cases.queries.narrowing import FLAG_WAITS, marked
from onlinelives.cases.queries.open_signals import open_signal
from onlinelives.rules.verdict import Allowed, Denied, Verdict
from onlinelives.trail import clock


@dataclass(frozen=True)
class Load:
    """What one worker of a team has in hand; `worker` None: records without one."""

    worker: Person | None
    young_people: int
    flagged: int
    to_decide: int
    late: int


@dataclass(frozen=True)
class TeamLoad:
    """Records of one team that are open and that the manager sees."""

    team: Team
    loads: list[Load]

    @property
    def young_people(self) -> int:
        return sum(load.young_people for load in self.loads)


def who_could_work(young_person: YoungPerson) -> list[Person]:
    """Those who see the record: its team and nobody else, or those named on it. By name."""
    if young_person.restricted:
        named = young_person.named.filter(ended_at=None).select_related("person").order_by("person__name")
        return [each.person for each in named]
    now = TeamMember.objects.filter(team=young_person.team_id, ended_at=None)
    return [member.person for member in now.select_related("person").order_by("person__name", "person_id")]


def may_close(young_person: YoungPerson) -> Verdict:
    """Whether nothing in the record waits."""
    if open_signal(young_person):
        return Denied("A signal of significant harm is open. Settle it first.")
    if FollowUp.objects.filter(incident__young_person=young_person, done_at=None).exists():
        return Denied("Something is still to be done about an incident. Do it, or say why not, first.")
    if young_person.referrals.filter(state="waiting").exists():
        return Denied("A referral waits for a decision. Decide on it first.")
    if young_person.assessments.filter(state="draft").exists():
        return Denied("An assessment is being written. Finish it or set it aside first.")
    return Allowed()


def teams_now(person: Person) -> list[TeamLoad]:
    """The teams that a manager looks after or a practitioner is in, each with who has how much in hand."""
    teams = accounts.teams_for(person)
    seen = marked(YoungPerson.objects.visible_to(person).filter(state="open", team__in=teams))
    rows = (
        seen.order_by()
        .values("team", "worker")
        .annotate(
            how_many=Count("pk"),
            flags=Count("pk", filter=Q(flagged=True)),
            deciding=Count("pk", filter=FLAG_WAITS | Q(pk__in=_waiting())),
            late=Count("pk", filter=Q(review_on__lt=clock.today())),
        )
    )
    people = {each.pk: each for each in Person.objects.filter(pk__in={row["worker"] for row in rows if row["worker"]})}
    return [TeamLoad(team, _loads(team, [row for row in rows if row["team"] == team.pk], people)) for team in teams]


def _closed(young_person: YoungPerson, row: Row) -> Happening:
    reason, outcome = Closing.Reason(row.code).label, Closing.Outcome(row.more).label
    return Happening(row.day, "Record closed", f"{reason}. {outcome}. By {row.by}")


SOURCES = (
    Source(
        rows=lambda young_person: rows_of(
            young_person.closings.all(), at="at", code="reason", more="outcome", by="by__name"
        ),
        tell=_closed,
    ),
    Source(
        rows=lambda young_person: rows_of(
            young_person.closings.exclude(reopened_at=None), at="reopened_at", by="reopened_by__name"
        ),
        tell=lambda young_person, row: Happening(row.day, "Opened again", f"by {row.by}"),
    ),
)


def _waiting() -> Any:
    return Referral.objects.filter(state="waiting").values("young_person")


def _loads(team: Team, rows: list[Any], people: dict[int, Person]) -> list[Load]:
    """Everybody who is in the team, also with nothing in hand; then others who still have something; then nobody."""
    by_worker = {row["worker"]: row for row in rows}
    in_it: list[Person] = team.in_it
    others = sorted(
        (people[pk] for pk in by_worker if pk and pk not in {person.pk for person in in_it}),
        key=lambda person: (person.name, person.pk),
    )
    found = [_load(person, by_worker.get(person.pk)) for person in (*in_it, *others)]
    return [*found, _load(None, by_worker[None])] if None in by_worker else found


def _load(worker: Person | None, row: Any) -> Load:
    if row is None:
        return Load(worker, 0, 0, 0, 0)
    return Load(worker, row["how_many"], row["flags"], row["deciding"], row["late"])
