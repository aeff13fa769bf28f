"""What the agencies of the demonstration ask and tell each other about their young people."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from onlinelives.accounts import queries as accounts
from onlinelives.accounts.actions import teams
from onlinelives.accounts.models import Agency, Person, Team
from onlinelives.cases.models import YoungPerson
from onlinelives.cases.queries import shareables
from onlinelives.demo import cast
from onlinelives.demo.area import Area, moment
from onlinelives.demo.cases import RESTRICTED, TEAMS
from onlinelives.sharing import documents, queries
from onlinelives.sharing.actions import agreements, bases, checks, decisions, extracts, lookups, never, packs
from onlinelives.sharing.actions.agreements import Terms
from onlinelives.sharing.actions.checks import Answer, Question
from onlinelives.sharing.actions.decisions import Decided, Rest
from onlinelives.sharing.models import AgencyCheck, LegalBasis, Recipient, SharingDecision
from onlinelives.sharing.queries import To
from onlinelives.trail import clock
from onlinelives.web.pdf import PdfUnavailable

CHOSEN = ("identity.name", "identity.born_on")  # beside the newest two things of the record


@cache
def _written() -> dict[str, Any]:
    text = Path(__file__).with_name("sharing.yaml").read_text(encoding="utf-8")
    found: dict[str, Any] = yaml.safe_load(text)
    return found


def lay_sharing(area: Area, today: date) -> None:
    """Agreements, legal bases, checks, decisions, extracts and look-ups of the last months."""
    with clock.at(moment(today - timedelta(days=420), 10)):
        bases.lay(by=area.person("Dana"))
    _agreements(area, today)
    for code, contact in _written()["contacts"].items():
        _contact(area, code, contact, today)
    for told in _written()["checks"]:
        _check(area, told, today)
    for told in _written()["never"]:
        young_person, by = _whose(area, told["of"])
        with clock.at(moment(today - timedelta(days=told["ago"]), 13)):
            never.add(young_person=young_person, name=told["name"], reason=told["reason"], by=by)
    for told in _written()["decisions"]:
        _decision(area, told, today)
    for told in _written()["lookups"]:
        _lookup(area, told, today)


def _agency(area: Area, name: str) -> Agency:
    return area.agency(getattr(cast, name))


def _whose(area: Area, of: list[Any]) -> tuple[YoungPerson, Person]:
    """The record at this place in a team's, oldest first, and who works with it. The restricted one is not counted."""
    team, place = of
    place_of, name, firsts = TEAMS[team]
    found = YoungPerson.objects.filter(team__name=name, team__agency=area.agency(place_of)).order_by("opened_at")
    found = found.select_related("team", "agency", "partnership")
    one = found[RESTRICTED] if place == "RESTRICTED" else found.filter(restricted=False)[place]
    return one, area.person(firsts[0])


def _agreements(area: Area, today: date) -> None:
    for told in _written()["agreements"]:
        between = tuple(_agency(area, name) for name in told["between"])
        terms = Terms(told["name"], told["purpose"], today + timedelta(days=told["review"]), between)
        with clock.at(moment(today - timedelta(days=400), 11)):
            made = agreements.add(terms=terms, by=area.person("Dana"))
        if "ended" in told:
            with clock.at(moment(today - timedelta(days=told["ended"]), 11)):
                agreements.end(agreement=made, reason=told["why"], expected=made.version, by=area.person("Omar"))


def _contact(area: Area, code: str, contact: str, today: date) -> None:
    place, name, _ = TEAMS[code]
    found = Team.objects.get(agency=area.agency(place), name=name)
    manager = area.manager(place)
    with clock.at(moment(today - timedelta(days=200), 12)):
        team = accounts.team_for(manager, found.pk)
        teams.change(team=team, name=name, people=team.in_it, contact=contact, expected=team.version, by=manager)


def _check(area: Area, told: dict[str, Any], today: date) -> None:
    young_person, by = _whose(area, told["of"])
    asked_on = today - timedelta(days=told["ago"])
    question = Question(told["question"], frozenset(told["shows"]), urgent=told.get("urgent", False))
    with clock.at(moment(asked_on, 15)):
        made = checks.ask(
            young_person=young_person,
            agencies=[_agency(area, name) for name in told["ask"]],
            question=question,
            expected=young_person.version,
            by=by,
        )
    named = {check.agency.code: check for check in made}
    for name, said in told.get("answers", {}).items():
        _answer(area, named[getattr(cast, name)], said, asked_on)
    if "withdrawn" in told:
        with clock.at(moment(asked_on + timedelta(days=told["withdrawn"]["after"]), 9)):
            checks.withdraw(check=made[0], reason=told["withdrawn"]["why"], by=by)


def _answer(area: Area, check: AgencyCheck, said: dict[str, Any], asked_on: date) -> None:
    by = area.person(said["by"]) if "by" in said else area.manager(check.agency.code)
    words = {name: said[name] for name in ("outcome", "summary", "reason", "contact") if name in said}
    with clock.at(moment(asked_on + timedelta(days=said["after"]), 11)):
        checks.answer(check=check, said=Answer(**words), by=by)


def _decision(area: Area, told: dict[str, Any], today: date) -> None:
    young_person, by = _whose(area, told["of"])
    day = today - timedelta(days=told["ago"])
    outside = told.get("to_name")
    with clock.at(moment(day, 16)):
        made = decisions.decide(
            young_person=young_person,
            told=Decided(
                audience="family" if outside else "agency",
                outcome=told["outcome"],
                recipients=_recipients(area, told),
                purpose=told["purpose"],
                reasons=told["reasons"],
                rest=Rest() if told.get("urgent") else _rest(told, by),
                urgent=told.get("urgent", False),
            ),
            accepted=frozenset(told.get("accepted", ())),
            by=by,
        )
    if "agreed" in told:
        with clock.at(moment(day + timedelta(days=told["agreed"]["after"]), 10)):
            decisions.agree(
                decision=made, agreed=True, note=told["agreed"]["note"], by=area.manager(young_person.agency.code)
            )
    for name, sent in told.get("extracts", {}).items():
        _extract(area, made, None if name == "outside" else _agency(area, name), sent, day)


def _recipients(area: Area, told: dict[str, Any]) -> tuple[To, ...]:
    if "to_name" in told:
        name, who = told["to_name"]
        return (To(name=name, who=who),)
    return tuple(To(agency=_agency(area, name)) for name in told["to"])


def _rest(told: dict[str, Any], by: Person) -> Rest:
    grounds = LegalBasis.objects.filter(partnership=by.partnership_id, newest=True, code="public-task")
    shares = told["outcome"] != "not"
    return Rest(
        bases=tuple(grounds) if shares else (),
        necessity="They cannot do their part without it, and nothing is in it that they do not need." if shares else "",
        child_told="yes",
        child_view=told["child_view"],
        parent_told="yes",
        protect=told.get("protect", ""),
        advice="Our manager.",
    )


def _extract(area: Area, decision: SharingDecision, agency: Agency | None, sent: dict[str, Any], day: date) -> None:
    recipient = Recipient.objects.select_related("agency", "decision__young_person").get(
        decision=decision, agency=agency
    )
    by, sent_on = decision.decided_by, day + timedelta(days=sent["after"])
    young_person = YoungPerson.objects.select_related("team", "agency", "partnership").get(pk=decision.young_person_id)
    with clock.at(moment(sent_on, 17)):
        items = shareables(by, young_person)
        so_far = [
            item.key for item in items if item.on and item.on <= sent_on
        ]  # the rest of the record is laid already
        texts = {item.key: item.text for item in items if item.key in (*CHOSEN, *so_far[:2])}
        document = queries.drawn(queries.Choosing(young_person, decision, recipient, items), texts)
        made = extracts.send(
            recipient=recipient,
            texts=texts,
            days=sent["days"],
            previewed=documents.digest(documents.freeze(document)),
            whereabouts=True,
            by=by,
        )
        if "pack" in sent:
            try:
                packs.make(extract=made, by=by)
            except PdfUnavailable:
                return  # the demonstration runs without it
    for number, first in enumerate(sent.get("opened", ())):
        with clock.at(moment(sent_on + timedelta(days=1 + number), 9, 20)):
            extracts.open_it(extract=made, by=area.person(first))
    if "revoked" in sent:
        with clock.at(moment(sent_on + timedelta(days=sent["revoked"]["after"]), 10)):
            extracts.revoke(extract=made, reason=sent["revoked"]["why"], by=by)


def _lookup(area: Area, told: dict[str, Any], today: date) -> None:
    young_person, _ = _whose(area, told["of"])
    birthday = young_person.birthday
    if birthday is None:
        raise AssertionError("the look-ups of the demonstration name young people with a date of birth")
    with clock.at(moment(today - timedelta(days=told["ago"]), 14)):
        lookups.look_up(
            name=young_person.name,
            born_on=birthday,
            reason=told["reason"],
            agency=_agency(area, told["place"]),
            by=area.person(told["by"]),
        )
