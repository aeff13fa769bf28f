"""One agency asks others what they know, they answer, and the first takes the question back."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse

from onlinelives.accounts import queries as accounts
from onlinelives.accounts.mail import tell
from onlinelives.accounts.models import Agency, Person
from onlinelives.cases.actions.writing import open_to
from onlinelives.cases.models import Referral, YoungPerson
from onlinelives.rules import weekdays
from onlinelives.rules.lifecycles import AGENCY_CHECK
from onlinelives.rules.verdict import Changed, Invalid, need
from onlinelives.sharing import permissions, queries
from onlinelives.sharing.actions import meeting
from onlinelives.sharing.actions.writing import seen_by
from onlinelives.sharing.models import AgencyCheck, CheckAnswer
from onlinelives.trail import clock
from onlinelives.trail.actions import record
from onlinelives.web.jinja import day

DAYS = 3  # from Monday to Friday, to answer in, unless it is urgent
SHOWS = ("name", "other_names", "born_on")


@dataclass(frozen=True)
class Question:
    """What is asked, and how much of who it is goes along. `shows`: names of SHOWS, the name always among them.
    `due_on`: None for DAYS from now, or for tomorrow when it is urgent."""

    words: str
    shows: frozenset[str]
    urgent: bool = False
    due_on: date | None = None
    referral: Referral | None = None

    def __repr__(self) -> str:
        return "<question>"


@dataclass(frozen=True)
class Answer:
    """What an agency says. `contact`: whom to ring there."""

    outcome: str
    summary: str = ""
    reason: str = ""
    contact: str = ""

    def __repr__(self) -> str:
        return "<answer>"


def due_day(question: Question) -> date:
    """The day by which an answer is wanted."""
    today = clock.today()
    return question.due_on or (today + timedelta(days=1) if question.urgent else weekdays.later(today, DAYS))


@transaction.atomic
def ask(
    *,
    young_person: YoungPerson,
    agencies: Iterable[Agency],
    question: Question,
    expected: int,
    by: Person,
    form_key: uuid.UUID | None = None,
) -> list[AgencyCheck]:
    """One check for each agency, which sees the question and what was chosen of who it is, and nothing else. The same
    form sent twice asks once. Raises Changed when the record is no longer at version `expected`: what was previewed
    might be another's name by now. Raises Invalid without an agency, and for one that must never receive anything."""
    young_person = open_to(by, young_person)
    if form_key and (again := list(young_person.agency_checks.filter(form_key=form_key))):
        return again
    if young_person.version != expected:
        raise Changed(young_person)
    chosen = {agency.pk: agency for agency in agencies}
    _check(young_person, chosen, question)
    made = [_asked(young_person, agency, question, by, form_key) for agency in chosen.values()]
    for check in made:
        _meet(check, by)
        if check.urgent:
            _tell_managers(check)
    record(
        "agencies asked",
        by=by,
        subject=young_person.trail_subject,
        checks=[str(check.pk) for check in made],
        agencies=[agency.code for agency in chosen.values()],
        shows=sorted(question.shows),
    )
    return made


@transaction.atomic
def answer(*, check: AgencyCheck, said: Answer, by: Person, form_key: uuid.UUID | None = None) -> CheckAnswer:
    """What the agency that was asked knows. Answering again corrects it, and the first answer stays. Raises NotNow when
    the check was withdrawn, Invalid for what is missing."""
    need(permissions.share(by))
    here = AgencyCheck.objects.visible_to(by).select_for_update(of=("self",), no_key=True).get(pk=check.pk)
    again = form_key and here.answers.filter(form_key=form_key).first()
    if again:
        return again
    here.state = AGENCY_CHECK.after(here.state, "answer" if here.state == "asked" else "correct")
    _check_answer(said)
    here.save(update_fields=["state"])
    made = CheckAnswer.objects.create(
        partnership_id=here.partnership_id,
        young_person_id=here.young_person_id,
        check_asked=here,
        outcome=said.outcome,
        summary=said.summary.strip(),
        reason=said.reason.strip(),
        contact=said.contact.strip(),
        by=by,
        form_key=form_key,
    )
    line = f"{here.agency.name} has answered what you asked about a young person."
    tell(here.asked_by, "An agency has answered you", [line], reverse("home"))
    record(
        "agency check answered",
        by=by,
        subject=here.trail_subject,
        agency=here.agency.code,
        outcome=said.outcome,
    )
    return made


@transaction.atomic
def withdraw(*, check: AgencyCheck, reason: str, by: Person) -> AgencyCheck:
    """The question is taken back, with why. Raises NotNow when it has been answered or taken back already."""
    young_person = seen_by(by, check.young_person)
    here = young_person.agency_checks.select_for_update(no_key=True).get(pk=check.pk)
    here.state = AGENCY_CHECK.after(here.state, "withdraw")
    if not reason.strip():
        raise Invalid("Say why you no longer ask.", "reason")
    here.withdrawn_at, here.withdrawn_by, here.withdrawn_reason = clock.now(), by, reason.strip()
    here.save(update_fields=["state", "withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    record("agency check withdrawn", by=by, subject=young_person.trail_subject, check=str(here.pk))
    return here


@transaction.atomic
def read(*, check: AgencyCheck, by: Person) -> None:
    """Somebody of the agency that asked has seen the answers."""
    young_person = seen_by(by, check.young_person)
    CheckAnswer.objects.filter(check_asked=check, read_at=None).update(read_at=clock.now())
    record("agency check answer read", by=by, subject=young_person.trail_subject, check=str(check.pk))


@transaction.atomic
def see(*, check: AgencyCheck, by: Person) -> None:
    """Somebody of the agency that was asked sees it. Where this cannot be written down, nothing is shown."""
    record("agency check looked at", by=by, subject=check.trail_subject)


@transaction.atomic
def see_names(*, checks: Iterable[AgencyCheck], by: Person) -> None:
    """Somebody sees the list of what their agency was asked. Where this cannot be written down, nothing is shown."""
    record("agency checks listed", by=by, subject="agency_checks", shown=sorted(str(check.pk) for check in checks))


def _check(young_person: YoungPerson, chosen: dict[int, Agency], question: Question) -> None:
    allowed = {agency.pk for agency in queries.agencies_to_ask(young_person)}
    if not chosen:
        raise Invalid("Select at least one agency.", "agencies")
    if set(chosen) - allowed:
        raise Invalid("Select agencies from the list.", "agencies")
    never = queries.never_of(young_person)
    for agency in chosen.values():
        if entry := queries.insider(never, agency):
            raise Invalid(
                f"Somebody called {entry.words} works in {agency.name}. Ring somebody else there.", "agencies"
            )
    if not question.words.strip():
        raise Invalid("Say what you want to know.", "question")
    if not question.shows <= set(SHOWS) or "name" not in question.shows:
        raise Invalid("They need at least the name to find the young person.", "shows")
    if young_person.name == young_person.reference:
        raise Invalid("This record keeps no name. Add one first: without it nobody can find them.", "shows")
    if due_day(question) < clock.today():
        raise Invalid("The day for an answer is in the past.", "due_on")
    if question.referral and question.referral.young_person_id != young_person.pk:
        raise Invalid("Select a referral from the list.", "referral")


def _asked(
    young_person: YoungPerson, agency: Agency, question: Question, by: Person, form_key: uuid.UUID | None
) -> AgencyCheck:
    shows = question.shows
    check = AgencyCheck(
        partnership_id=young_person.partnership_id,
        young_person=young_person,
        referral=question.referral,
        agency=agency,
        asked_for_id=young_person.agency_id,
        question=question.words.strip(),
        shown_name=young_person.name,
        shown_other_names=young_person.known_as if "other_names" in shows else "",
        shown_born_on=young_person.born_on if "born_on" in shows else "",
        urgent=question.urgent,
        due_on=due_day(question),
        asked_by=by,
        form_key=form_key,
    )
    check.save(force_insert=True)
    return check


def _meet(check: AgencyCheck, by: Person) -> None:
    """A restricted record of the agency that is asked: those named on it hear of the question."""
    if check.born_on:
        found = queries.records_met([check.agency_id], check.shown_name, check.born_on)
        meeting.write_down([each for each in found if each.restricted], check, by)


def _tell_managers(check: AgencyCheck) -> None:
    line = f"{check.asked_for.name} asks {check.agency.name} about a young person, and needs to know by"
    for manager in accounts.managers_of(check.agency):
        tell(manager, "An agency asks you urgently", [f"{line} {day(check.due_on)}."], reverse("sharing_asked"))


def _check_answer(said: Answer) -> None:
    if said.outcome not in CheckAnswer.Outcome.values:
        raise Invalid("Select what you know.", "outcome")
    known, declined = said.outcome == CheckAnswer.Outcome.KNOWN, said.outcome == CheckAnswer.Outcome.DECLINED
    if known and not said.summary.strip():
        raise Invalid("Say what they need to know.", "summary")
    if declined and not said.reason.strip():
        raise Invalid("Say why you decline.", "reason")
    if (known or declined) and not said.contact.strip():
        raise Invalid("Say whom they can ring.", "contact")
