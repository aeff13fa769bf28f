"""Every public action writes exactly one trail entry, and none when it refuses.

A new action without a scenario here fails the first test.
"""

import inspect
import pkgutil
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Any

import pytest

from onlinelives.accounts import actions as accounts
from onlinelives.accounts.actions import agencies, elevations, invitations, partnerships, people, sign_ins
from onlinelives.accounts.models import Elevation
from onlinelives.audits import actions as audits
from onlinelives.audits.actions import answers, returns, rounds
from onlinelives.audits.actions.keeping import Said
from onlinelives.audits.queries import answer_for, return_page
from onlinelives.cases import actions as cases
from onlinelives.files import actions as files
from onlinelives.rules import roles
from onlinelives.sharing import actions as sharing
from onlinelives.survey import actions as survey
from onlinelives.trail.models import Entry
from tests.house import (
    scenarios_bringing,
    scenarios_cases,
    scenarios_figures,
    scenarios_files,
    scenarios_findings,
    scenarios_imports,
    scenarios_incidents,
    scenarios_keeping,
    scenarios_quality,
    scenarios_questionnaires,
    scenarios_sharing,
    scenarios_studies,
    scenarios_survey,
)
from tests.world import PASSWORD, World, add_agency, add_round, again, fill, sign_off

# Part of other actions: it writes nothing itself, and no view calls it.
PARTS = {"people.enrol"}
# What a child does in the survey, and what becomes of it: the trail must never say that somebody answered, or when.
SILENT = {
    "taking_part.enter",
    "taking_part.go_on",
    "taking_part.hand_in",
    "taking_part.put_aside",
    "urns.empty_due",
    "urns.forget_drafts",
}


def modules(package: ModuleType) -> list[ModuleType]:
    return [import_module(f"{package.__name__}.{info.name}") for info in pkgutil.iter_modules(package.__path__)]


def is_action(function: Callable[..., Any]) -> bool:
    """An action is a function whose arguments are all given by name."""
    kinds = [parameter.kind for parameter in inspect.signature(function).parameters.values()]
    return all(kind is inspect.Parameter.KEYWORD_ONLY for kind in kinds)


def public_actions() -> set[str]:
    return {
        f"{module.__name__.rsplit('.', 1)[1]}.{name}"
        for package in (accounts, files, cases, survey, sharing, audits)
        for module in modules(package)
        for name, found in inspect.getmembers(module, inspect.isfunction)
        if found.__module__ == module.__name__ and not name.startswith("_") and is_action(found)
    }


def _invited(world: World) -> tuple[Any, str]:
    invitation, token = invitations.send(
        name="Ida", email="ida@x.example", role=roles.PRACTITIONER, agency=world.elmfield, by=world.omar
    )
    return invitation, token or ""


def _elevation(world: World, ended: bool = False) -> Elevation:
    elevation = elevations.begin(reason="The return is due and nobody answers.", by=world.dana)
    return elevations.end(elevation=elevation, by=world.dana) if ended else elevation


def _left(world: World) -> Any:
    return agencies.leave(agency=add_agency("Empty", by=world.omar), by=world.omar)


def _switched_off(world: World) -> Any:
    return people.switch_off(person=world.alice, by=world.omar)


def _with_factor(world: World) -> Any:
    from allauth.mfa.models import Authenticator

    Authenticator.objects.create(user=world.alice, type=Authenticator.Type.TOTP, data={"secret": "x"})
    return world.alice


def _signed(world: World) -> Any:
    fill(world.elmfield_return, world.bob)
    return sign_off(world.elmfield_return, world.bob)


def _filled(world: World) -> Any:
    fill(world.elmfield_return, world.bob)
    return return_page(world.bob, world.elmfield_return.pk)


def _draft(world: World) -> Any:
    return add_round("Draft", [world.elmfield], by=world.dana, opened=False)


def _fresh_area(world: World) -> Any:
    return partnerships.found(code="new-area", name="New Area")


# action -> (what must be there before, the action on it)
SCENARIOS: dict[str, tuple[Callable[[World], Any], Callable[[World, Any], Any]]] = {
    "partnerships.found": (lambda w: None, lambda w, x: partnerships.found(code="area", name="Area")),
    "partnerships.rename": (
        lambda w: None,
        lambda w, x: partnerships.rename(partnership=w.partnership, name="New", by=w.omar),
    ),
    "agencies.add": (lambda w: None, lambda w, x: agencies.add(name="New", kind="school", by=w.omar)),
    "agencies.change": (
        lambda w: None,
        lambda w, x: agencies.change(agency=w.elmfield, name="Elm", kind="school", by=w.omar),
    ),
    "agencies.leave": (lambda w: add_agency("Empty", by=w.omar), lambda w, x: agencies.leave(agency=x, by=w.omar)),
    "agencies.come_back": (_left, lambda w, x: agencies.come_back(agency=x, by=w.omar)),
    "people.first_administrator": (
        _fresh_area,
        lambda w, x: people.first_administrator(partnership=x, name="A", email="a@n.example", password=PASSWORD),
    ),
    "people.give_role": (
        lambda w: None,
        lambda w, x: people.give_role(person=w.alice, role=roles.MANAGER, agency=w.elmfield, by=w.omar),
    ),
    "people.end_role": (
        lambda w: w.alice.memberships.get(),
        lambda w, x: people.end_role(membership=x, by=w.omar),
    ),
    "people.switch_off": (lambda w: None, lambda w, x: people.switch_off(person=w.alice, by=w.omar)),
    "people.switch_on": (_switched_off, lambda w, x: people.switch_on(person=x, by=w.omar)),
    "people.reset_second_factor": (_with_factor, lambda w, x: people.reset_second_factor(person=x, by=w.omar)),
    "people.choose_digest": (
        lambda w: None,
        lambda w, x: people.choose_digest(person=w.alice, often="never", by=w.alice),
    ),
    "people.rename": (lambda w: None, lambda w, x: people.rename(person=w.alice, name="Alys", by=w.alice)),
    "invitations.send": (lambda w: None, lambda w, x: _invited(w)),
    "invitations.send_again": (_invited, lambda w, x: invitations.send_again(invitation=x[0], by=w.omar)),
    "invitations.withdraw": (_invited, lambda w, x: invitations.withdraw(invitation=x[0], by=w.omar)),
    "invitations.accept": (
        _invited,
        lambda w, x: invitations.accept(invitation=x[0], name="Ida", password=PASSWORD),
    ),
    "elevations.begin": (lambda w: None, lambda w, x: _elevation(w)),
    "elevations.end": (_elevation, lambda w, x: elevations.end(elevation=x, by=w.dana)),
    "elevations.review": (
        lambda w: _elevation(w, ended=True),
        lambda w, x: elevations.review(elevation=x, note="Fine.", by=w.omar),
    ),
    "sign_ins.signed_in": (lambda w: None, lambda w, x: sign_ins.signed_in(person=w.alice)),
    "sign_ins.signed_out": (lambda w: None, lambda w, x: sign_ins.signed_out(person=w.alice)),
    "sign_ins.failed": (lambda w: None, lambda w, x: sign_ins.failed(email=w.alice.email)),
    "sign_ins.password_changed": (lambda w: None, lambda w, x: sign_ins.password_changed(person=w.alice)),
    "sign_ins.second_step_changed": (
        lambda w: None,
        lambda w, x: sign_ins.second_step_changed(person=w.alice, added=True),
    ),
    "sign_ins.council_account_changed": (
        lambda w: None,
        lambda w, x: sign_ins.council_account_changed(person=w.alice, connected=True),
    ),
    "rounds.prepare": (lambda w: None, lambda w, x: _draft(w)),
    "rounds.change": (
        _draft,
        lambda w, x: rounds.change(round_=x, name="Other", opens_on=x.opens_on, due_on=x.due_on, expected=0, by=w.dana),
    ),
    "rounds.invite": (
        lambda w: add_agency("Late", by=w.omar),
        lambda w, x: rounds.invite(round_=w.round, agencies=[x], by=w.dana),
    ),
    "rounds.withdraw_invitation": (
        _draft,
        lambda w, x: rounds.withdraw_invitation(round_=x, agency=w.elmfield, by=w.dana),
    ),
    "rounds.open_now": (_draft, lambda w, x: rounds.open_now(round_=x, by=w.dana)),
    "rounds.close": (lambda w: None, lambda w, x: rounds.close(round_=w.round, by=w.dana)),
    "rounds.export": (lambda w: None, lambda w, x: rounds.export(round_=w.round, by=w.dana)),
    "returns.assign": (
        lambda w: None,
        lambda w, x: returns.assign(audit_return=w.elmfield_return, section=2, people=[w.alice], due_on=None, by=w.bob),
    ),
    "returns.sign_off": (
        _filled,
        lambda w, x: returns.sign_off(audit_return=x.audit_return, digest=x.digest, by=w.bob),
    ),
    "returns.reopen": (
        _signed,
        lambda w, x: returns.reopen(audit_return=x, reason="A mistake in section 2.", by=w.bob),
    ),
    "returns.look_with_extra_access": (
        _elevation,
        lambda w, x: returns.look_with_extra_access(audit_return=w.elmfield_return, by=again(w.dana)),
    ),
    "returns.export": (lambda w: None, lambda w, x: returns.export(audit_return=w.elmfield_return, by=w.bob)),
    "answers.save": (
        lambda w: answer_for(w.bob, w.elmfield_return.pk, "1.1").answer,
        lambda w, x: answers.save(answer=x, said=Said(score=3), expected=0, assigned=False, by=w.bob),
    ),
}


SCENARIOS |= scenarios_quality.SCENARIOS | scenarios_files.SCENARIOS | scenarios_imports.SCENARIOS
for _part in (
    scenarios_cases,
    scenarios_incidents,
    scenarios_figures,
    scenarios_studies,
    scenarios_keeping,
    scenarios_sharing,
    scenarios_questionnaires,
    scenarios_survey,
    scenarios_findings,
    scenarios_bringing,
):
    SCENARIOS |= _part.SCENARIOS


def test_every_public_action_has_a_scenario() -> None:
    assert public_actions() - PARTS - SILENT == set(SCENARIOS)


TYPED = (
    "Tariq",
    "Okafor",
    "Tazwell",
    "2012-05-17",  # the year alone is found in a moment, now and then
    "9 4QX",
    "94QX",
    "Related",
    "Quarrels",
    "March",
    "cupboard",
    "counted",
    "end in May",
    "We accept",
    "opened here",
    *scenarios_sharing.TYPED,
    "Alys",
    "Ida",
    "ida@",
    "mistake",
    "nobody answers",
    "Fine.",
    "About 1.1",
    "Minutes",
    "alice@",
    "Kofi",
    "Yusuf",
    "Tazzer",
    "Mohammed",
    "proves nothing",
    "said with care",
    "searched and found",
)


@pytest.mark.asvs("V16.2.5", "V16.3.1")
@pytest.mark.parametrize("name", sorted(SCENARIOS))
def test_the_action_writes_exactly_one_trail_entry_without_names_or_typed_words(world: World, name: str) -> None:
    before, act = SCENARIOS[name]
    there = before(world)
    count = Entry.objects.count()
    act(world, there)
    assert Entry.objects.count() == count + 1
    bodies = "\n".join(Entry.objects.values_list("body", flat=True))
    assert [word for word in TYPED if word in bodies] == []
