"""The cast and their world, built through the ordinary actions.

Alice (practitioner) and Bob (manager) of Elmfield, Charlie (practitioner) and Mina (manager) of Harbour, Dana (strategy
lead), Ravi (reviewer), Ines (analyst), Omar (administrator). Zoe is a strategy lead of another area, Yan its manager.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from onlinelives.accounts import queries as accounts
from onlinelives.accounts.actions import agencies, invitations, partnerships, people
from onlinelives.accounts.models import Agency, Partnership, Person
from onlinelives.audits.actions import answers, checks, draws, evidence, returns, rounds
from onlinelives.audits.actions.checks import Found
from onlinelives.audits.actions.evidence import Told
from onlinelives.audits.actions.keeping import Said
from onlinelives.audits.models import Answer, Check, Draw, Evidence, Return, Round
from onlinelives.audits.queries import answer_for, return_page
from onlinelives.rules import roles
from onlinelives.rules.roles import Role
from onlinelives.rules.sampling import Parameters
from onlinelives.trail import clock

PASSWORD = "copper lantern otter 9"
SECTIONS = range(1, 7)
STATEMENTS = [f"{section}.{number}" for section in SECTIONS for number in range(1, 7)]


def area(code: str, name: str, administrator: str) -> Person:
    """An area and its first administrator."""
    partnership = partnerships.found(code=code, name=name)
    return people.first_administrator(
        partnership=partnership, name=administrator, email=f"{administrator.lower()}@{code}.example", password=PASSWORD
    )


def add_agency(name: str, *, by: Person, kind: str = "school") -> Agency:
    return agencies.add(name=name, kind=kind, by=by)


def add_person(name: str, role: Role, agency: Agency | None = None, *, by: Person) -> Person:
    """Invited and accepted; fetched as at sign-in."""
    email = f"{name.lower().replace(' ', '.')}@{by.partnership.code}.example"
    invitation, _ = invitations.send(name=name, email=email, role=role, agency=agency, by=by)
    person = invitations.accept(invitation=invitation, name=name, password=PASSWORD)
    return again(person)


def again(person: Person) -> Person:
    """As the next request would see them."""
    found = accounts.signed_in(person.pk)
    assert found is not None
    return found


def add_round(
    name: str,
    invited: Iterable[Agency],
    *,
    by: Person,
    edition: str = "planning-2020",
    opened: bool = True,
    **dates: Any,
) -> Round:
    opens_on: date = dates.get("opens_on", clock.today())
    due_on: date = dates.get("due_on", opens_on + timedelta(days=30))
    round_ = rounds.prepare(name=name, edition=edition, opens_on=opens_on, due_on=due_on, agencies=invited, by=by)
    return rounds.open_now(round_=round_, by=by) if opened else round_


def return_of(agency: Agency, round_: Round) -> Return:
    return Return.objects.select_related("round", "agency").get(agency=agency, round=round_)


def say(audit_return: Return, statement: str, by: Person, **said: Any) -> Answer:
    """Save one answer as `by`, from whatever version it has now."""
    answer = answer_for(by, audit_return.pk, statement).answer
    return answers.save(answer=answer, said=Said(**said), expected=answer.version, assigned=True, by=by)


def fill(audit_return: Return, by: Person, score: int = 2, leave: Iterable[str] = ()) -> None:
    """Answer every statement except those in `leave`."""
    found = Answer.objects.filter(audit_return=audit_return).select_related(
        "audit_return__round", "audit_return__agency"
    )
    for answer in found.exclude(statement__in=set(leave)).order_by("pk"):
        told = Said(score=score, commentary=f"About {answer.statement}", evidence="Minutes")
        answers.save(answer=answer, said=told, expected=answer.version, assigned=True, by=by)


def sign_off(audit_return: Return, by: Person) -> Return:
    page = return_page(by, audit_return.pk)
    returns.sign_off(audit_return=page.audit_return, digest=page.digest, by=by)
    return Return.objects.select_related("round", "agency").get(pk=audit_return.pk)


def add_note(
    agency: Agency, by: Person, title: str = "Minutes of March", note: str = "In the locked cupboard"
) -> Evidence:
    """A note in the agency's library, looked after by `by` for a year."""
    told = Told(title=title, shows="Referrals are counted monthly", note=note)
    return evidence.add(agency=agency, told=told, owner=by, review_on=clock.today() + timedelta(days=365), by=by)


def cite(audit_return: Return, statement: str, cited: Iterable[Evidence], by: Person) -> None:
    """The answer cites the newest revision of each, and nothing else."""
    answer = answer_for(by, audit_return.pk, statement).answer
    newest = [one.revisions.select_related("evidence").first() for one in cited]
    evidence.cite(answer=answer, revisions=[one for one in newest if one], assigned=True, by=by)


def draw(round_: Round, by: Person, per_agency: int = 6) -> Draw:
    return draws.draw_now(round_=round_, parameters=Parameters(per_agency), reply_days=14, by=by)


def first_check(made: Draw) -> Check:
    """One check of a draw, as a page would fetch it."""
    return (
        Check.objects.select_related(
            "answer__audit_return__round", "answer__audit_return__agency", "candidate__draw", "reviewer"
        )
        .filter(candidate__draw=made)
        .order_by("pk")[0]
    )


def checked(made: Draw, by: Person, **found: Any) -> Check:
    """The first check of a draw, taken and found."""
    check = checks.take(check=first_check(made), by=by)
    own = check.candidate.score
    told = found or {"verdict": "lower", "verified": own - 1, "note": "The minutes end in May"}
    return checks.find(check=check, found=Found(**told), expected=check.version, by=by)


class World:
    """One area with two agencies and an open round, and another area that must never be seen from it."""

    def __init__(self) -> None:
        self.omar = area("mossley-vale", "Mossley Vale", "Omar")
        self.elmfield = add_agency("Elmfield School", by=self.omar)
        self.harbour = add_agency("Harbour Health", by=self.omar, kind="health")
        self.alice = add_person("Alice", roles.PRACTITIONER, self.elmfield, by=self.omar)
        self.bob = add_person("Bob", roles.MANAGER, self.elmfield, by=self.omar)
        self.charlie = add_person("Charlie", roles.PRACTITIONER, self.harbour, by=self.omar)
        self.mina = add_person("Mina", roles.MANAGER, self.harbour, by=self.omar)
        self.dana = add_person("Dana", roles.STRATEGY_LEAD, by=self.omar)
        self.ravi = add_person("Ravi", roles.REVIEWER, by=self.omar)
        self.ines = add_person("Ines", roles.ANALYST, by=self.omar)
        self.omar = again(self.omar)
        self.round = add_round("Self-audit 2026", [self.elmfield, self.harbour], by=self.dana)
        self.elmfield_return = return_of(self.elmfield, self.round)
        self.harbour_return = return_of(self.harbour, self.round)
        returns.assign(audit_return=self.elmfield_return, section=1, people=[self.alice], due_on=None, by=self.bob)

        self.far_omar = area("far-reach", "Far Reach", "Olu")
        self.far_agency = add_agency("Far School", by=self.far_omar)
        self.zoe = add_person("Zoe", roles.STRATEGY_LEAD, by=self.far_omar)
        self.yan = add_person("Yan", roles.MANAGER, self.far_agency, by=self.far_omar)
        self.far_omar = again(self.far_omar)
        self.far_round = add_round("Far audit", [self.far_agency], by=self.zoe)
        self.far_return = return_of(self.far_agency, self.far_round)

    def last_year(self, *signed: tuple[Agency, Person]) -> Round:
        """An earlier round on the older edition, answered and signed off, cited evidence and all; still open."""
        opens_on = clock.today() - timedelta(days=365)
        agencies = [agency for agency, _ in signed]
        with clock.at(clock.now() - timedelta(days=365)):
            round_ = add_round("Self-audit 2025", agencies, by=self.dana, edition="audit-2017", opens_on=opens_on)
            for agency, manager in signed:
                found = return_of(agency, round_)
                fill(found, manager, score=3)
                cite(found, "1.1", [add_note(agency, manager)], manager)
                sign_off(found, manager)
        return round_

    @property
    def partnership(self) -> Partnership:
        return self.omar.partnership
