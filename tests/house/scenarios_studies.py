"""Scenarios of test_actions for case studies."""

from collections.abc import Callable
from typing import Any

from onlinelives.cases.actions import case_studies, study_approvals, study_checks
from onlinelives.cases.actions.case_studies import Words
from onlinelives.cases.actions.study_checks import Named, Place
from onlinelives.cases.queries import Told
from tests.studies import ANSWERS, TEACHES, WHY, Studies, agree, approve, ask, begin, fresh, now, open_flags
from tests.world import World

EARLY_HELP = Told("outcome", "early_help")
BROTHER = Named("person", "brother", "Yusuf", "Big Yus")
SAID = Words("A title", TEACHES, "Mohammed went to Quarrels.")


def _at(study: Any) -> dict[str, Any]:
    return {"study": study, "expected": now(study).version, "by": study.author}


def _made(name: str) -> Callable[[World], Any]:
    return lambda world: getattr(Studies(world), name)()


def _named(world: World) -> Any:
    return study_checks.add_name(**_at(Studies(world).written()), named=BROTHER)


def _asked(asked: Any) -> dict[str, Any]:
    return {"ask": asked, "expected": fresh(asked).version}


SCENARIOS: dict[str, tuple[Callable[[World], Any], Callable[[World, Any], Any]]] = {
    "case_studies.begin": (Studies, lambda w, x: begin(x.practice.tariq, w.alice)),
    "case_studies.tick": (_made("decided_draft"), lambda w, x: case_studies.tick(**_at(x), features=[EARLY_HELP])),
    "case_studies.write": (_made("draft"), lambda w, x: case_studies.write(**_at(x), words=SAID)),
    "case_studies.take_over": (
        _made("written"),
        lambda w, x: case_studies.take_over(**_at(x), codes=[f"reason:{x.young_person.referrals.get().pk}"]),
    ),
    "case_studies.revise": (_made("approved_study"), lambda w, x: case_studies.revise(**_at(x))),
    "case_studies.set_aside": (_made("written"), lambda w, x: case_studies.set_aside(**_at(x))),
    "study_checks.add_name": (_made("written"), lambda w, x: study_checks.add_name(**_at(x), named=BROTHER)),
    "study_checks.remove_name": (_named, lambda w, x: study_checks.remove_name(**_at(x.study), name=x)),
    "study_checks.say_nicknames": (
        _made("written"),
        lambda w, x: study_checks.say_nicknames(**_at(x), nicknames="Tazwell, Tazzer"),
    ),
    "study_checks.decide": (
        _made("written"),
        lambda w, x: study_checks.decide(**_at(x), place=Place(*open_flags(x)["Kofi"]), choice="keep", reason=WHY),
    ),
    "study_checks.explain": (
        _made("decided_draft"),
        lambda w, x: study_checks.explain(**_at(x), combination=EARLY_HELP.key, reason=WHY),
    ),
    "study_checks.foresee": (_made("written"), lambda w, x: study_checks.foresee(**_at(x), answers=ANSWERS)),
    "study_approvals.ask": (_made("checked"), lambda w, x: ask(x, w.charlie)),
    "study_approvals.take_back": (_made("asked"), lambda w, x: study_approvals.take_back(**_at(x.study))),
    "study_approvals.look": (_made("asked"), lambda w, x: study_approvals.look(ask=x, by=w.charlie)),
    "study_approvals.judge": (_made("asked"), lambda w, x: agree(x, w.charlie)),
    "study_approvals.send_back": (
        _made("asked"),
        lambda w, x: study_approvals.send_back(**_asked(x), reason=WHY, by=w.charlie),
    ),
    "study_approvals.approve": (_made("agreed"), lambda w, x: approve(x, w.charlie)),
    "study_approvals.withdraw": (
        _made("approved"),
        lambda w, x: study_approvals.withdraw(approved=x, reason=WHY, by=w.bob),
    ),
}
