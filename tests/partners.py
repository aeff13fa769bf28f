"""What agencies ask and tell each other, built through the ordinary actions."""

import re
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from onlinelives.accounts.models import Agency, Person
from onlinelives.cases.models import YoungPerson
from onlinelives.cases.queries import shareables
from onlinelives.sharing import documents, queries
from onlinelives.sharing.actions import agreements, bases, checks, decisions, extracts
from onlinelives.sharing.actions.agreements import Terms
from onlinelives.sharing.actions.checks import Answer, Question
from onlinelives.sharing.actions.decisions import Decided, Rest
from onlinelives.sharing.models import (
    AgencyCheck,
    Agreement,
    CheckAnswer,
    Extract,
    LegalBasis,
    Recipient,
    SharingDecision,
)
from onlinelives.sharing.queries import To
from onlinelives.trail import clock
from tests.practice import Practice, add_team, add_young_person
from tests.world import World, again

ALL = frozenset({"name", "other_names", "born_on"})
ANYTHING = frozenset({"wide", "agreement", "similar"})  # every warning, accepted
SAID = Answer("known", summary="We see him on Tuesdays.", contact="Nurse Petal, 01632 960001")
BORN = date(2012, 8, 3)


def agree_between(agencies: Iterable[Agency], by: Person, **said: Any) -> Agreement:
    first = {"name": "Sharing protocol", "purpose": "To help early.", "review_on": clock.today() + timedelta(days=200)}
    return agreements.add(terms=Terms(**{**first, **said}, agencies=tuple(agencies)), by=by)


def ask(young_person: YoungPerson, agencies: Iterable[Agency], by: Person, **said: Any) -> list[AgencyCheck]:
    """Asked what is known of him, with all that is kept of who he is, unless `said`."""
    question = Question(**{"words": "Do you see him?", "shows": ALL, **said})
    version = YoungPerson.objects.get(pk=young_person.pk).version
    return checks.ask(young_person=young_person, agencies=agencies, question=question, expected=version, by=by)


def answer(check: AgencyCheck, by: Person, said: Answer = SAID) -> CheckAnswer:
    return checks.answer(check=check, said=said, by=by)


def grounds(by: Person, *codes: str) -> tuple[LegalBasis, ...]:
    if queries.lacks_bases(by):
        bases.lay(by=by)
    wanted = codes or ("public-task",)
    return tuple(LegalBasis.objects.filter(partnership=by.partnership_id, newest=True, code__in=wanted))


def rest(by: Person, **said: Any) -> Rest:
    first = {
        "bases": grounds(by),
        "necessity": "They cannot help without it.",
        "child_told": "yes",
        "child_view": "Fine by him.",
        "parent_told": "yes",
    }
    return Rest(**{**first, **said})


def decide(young_person: YoungPerson, to: Iterable[To], by: Person, **said: Any) -> SharingDecision:
    """Shared in part, with an agency or somebody outside, with every warning accepted, unless `said`."""
    recipients = tuple(to)
    replaces, accepted = said.pop("replaces", None), said.pop("accepted", ANYTHING)
    first: dict[str, Any] = {
        "audience": "agency" if any(each.agency for each in recipients) else "family",
        "outcome": "part",
        "purpose": "To keep him safe in school.",
        "reasons": "They see him every day.",
    }
    first |= said
    if "rest" not in first and not first.get("urgent"):
        first["rest"] = rest(by)
    told = Decided(recipients=recipients, **first)
    return decisions.decide(young_person=young_person, told=told, accepted=accepted, replaces=replaces, by=by)


def recipient_of(decision: SharingDecision) -> Recipient:
    return decision.recipients.select_related("agency", "decision__young_person").get()


def send(decision: SharingDecision, by: Person, *keys: str, **said: Any) -> Extract:
    """The things with these keys, in their own words, to the only recipient for 30 days, unless `said`."""
    recipient = recipient_of(decision)
    young_person = YoungPerson.objects.select_related("team", "agency", "partnership").get(pk=decision.young_person_id)
    items = shareables(again(by), young_person)
    wanted = keys or ("identity.name", "identity.born_on")
    texts = said.pop("texts", None) or {item.key: item.text for item in items if item.key in wanted}
    found = queries.Choosing(young_person, decision, recipient, items)
    document = queries.drawn(found, texts, said.get("one"))
    previewed = said.pop("previewed", documents.digest(documents.freeze(document)))
    told = {"days": 30, "whereabouts": True, "previewed": previewed, **said}
    return extracts.send(recipient=recipient, texts=texts, by=by, **told)


def without_token(page: str) -> str:
    """A page without what differs each time."""
    return re.sub(r'(csrf[^>]*|name="form_key"[^>]*|nonce-)?value="[0-9A-Za-z-]{36,}"', "", page)


class Partners:
    """Elmfield has Tariq, Harbour has Ondine, whose record the nurses (Charlie) hold. Elmfield asks Harbour about
    Tariq, Harbour asks Elmfield about Ondine, and each has sent the other an extract. The mother of Tariq is to get
    a part."""

    def __init__(self, world: World, practice: Practice):
        self.practice = practice
        self.nurses = add_team("Nurses", world.harbour, [world.charlie], by=world.mina)
        self.ondine = add_young_person(
            self.nurses, world.charlie, given_name="Ondine", family_name="Rahimzai", born_on=BORN
        )
        self.agreement = agree_between([world.elmfield, world.harbour], world.dana)
        [self.check] = ask(practice.tariq, [world.harbour], world.alice)
        [self.asked] = ask(self.ondine, [world.elmfield], world.charlie)
        self.decision = decide(practice.tariq, [To(agency=world.harbour)], world.alice)
        self.extract = send(self.decision, world.alice)
        theirs = decide(self.ondine, [To(agency=world.elmfield)], world.charlie)
        self.received = send(theirs, world.charlie)
        self.mother = decide(practice.tariq, [To(name="Amara Okafor", who="mother")], world.alice)
        self.for_mother = send(self.mother, world.alice)
        self.refused = decide(practice.tariq, [To(name="Rufus Vane", who="uncle")], world.alice, outcome="not")
        self.urgent = decide(practice.tariq, [To(agency=world.harbour)], world.alice, urgent=True)
