"""Case studies of the demonstration: one that is approved, and one that waits for Charlie."""

from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from onlinelives.accounts import queries as accounts
from onlinelives.accounts.models import Person
from onlinelives.cases.actions import case_studies, study_approvals, study_checks
from onlinelives.cases.actions.case_studies import Words
from onlinelives.cases.actions.study_checks import Named, Place
from onlinelives.cases.models import CaseStudy, Referral, StudyAsk, YoungPerson
from onlinelives.cases.queries import drafted, features_of, offered, rare_combinations, study_for
from onlinelives.demo.area import Area, moment
from onlinelives.demo.cases import written_referrals
from onlinelives.rules.deidentify import KEEP, REPLACE
from onlinelives.trail import clock

AUTHORS = ("Yusuf", "Alice")  # of the first and of the second; the other approves the first, Charlie is asked second
FORESEEN = {
    "recognise": ("no", "Those who worked with the family may remember it. Nobody else could tell whom it is about."),
    "press": ("no", "Searched for in the local papers and on social media: nothing."),
    "court": ("no", "There never was a court case."),
    "hurt": ("no", "They were asked, and would like others to learn from it."),
}


@cache
def _written() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("studies.yaml").read_text(encoding="utf-8"))
    return found


def lay_studies(area: Area, today: date) -> None:
    """The first was approved last month, the second waits since yesterday."""
    first, second = _written()
    alice, charlie = _signed_in(area, "Alice"), _signed_in(area, "Charlie")
    with clock.at(moment(today - timedelta(days=33), 13)):
        asked = _ask(_write(first, _signed_in(area, AUTHORS[0])), alice)
    with clock.at(moment(today - timedelta(days=30), 10)):
        _approve(asked, alice, today + timedelta(days=335))
    with clock.at(moment(today - timedelta(days=1), 15)):
        _ask(_write(second, _signed_in(area, AUTHORS[1])), charlie)


def _signed_in(area: Area, first: str) -> Person:
    found = accounts.signed_in(area.person(first).pk)
    if found is None:
        raise AssertionError(f"{first} of the cast cannot sign in")
    return found


def _write(told: dict[str, Any], by: Person) -> CaseStudy:
    young_person = _record(told, by)
    ticked = [each for each in offered(young_person) if each.kind != "age_band" or each.code in ("under_14", "14_over")]
    study = case_studies.begin(young_person=young_person, teaches=told["teaches"], features=ticked[:2], by=by)
    narrative = told["narrative"].format(given=young_person.given_name)
    words = Words(told["title"], told["teaches"], narrative)
    case_studies.write(study=study, words=words, **_now(study))
    study_checks.say_nicknames(study=study, nicknames="", **_now(study))
    for kind, role, name, also in told["names"]:
        study_checks.add_name(study=study, named=Named(kind, role, name, also), **_now(study))
    _decide(study, told["keep"])
    return study


def _record(told: dict[str, Any], by: Person) -> YoungPerson:
    """The newest record that its author sees with this referral."""
    reason = written_referrals()[told["referral"]]["reason"]
    seen = Referral.objects.filter(young_person__in=YoungPerson.objects.visible_to(by).values("pk"))
    return next(each.young_person for each in seen.select_related("young_person") if each.reason == reason.strip())


def _decide(study: CaseStudy, keep: dict[str, str]) -> None:
    """Every flag, one by one, then what is rare and who might recognise somebody."""
    for flag in drafted(_again(study)).draft.flags:
        choice, reason = (KEEP, keep[flag.original]) if flag.original in keep else (REPLACE, "")
        place = Place(flag.text, flag.start, flag.end)
        study_checks.decide(study=study, place=place, choice=choice, reason=reason, **_now(study))
    for rare in rare_combinations(_again(study), features_of(study)):
        reason = "The lesson needs it, and the text says nothing else that is rare."
        study_checks.explain(study=study, combination=rare.key, reason=reason, **_now(study))
    study_checks.foresee(study=study, answers=FORESEEN, **_now(study))


def _ask(study: CaseStudy, person: Person) -> StudyAsk:
    return study_approvals.ask(study=_again(study), person=person, **_now(study))


def _approve(asked: StudyAsk, by: Person, review_by: date) -> None:
    for flag in asked.flags.all():
        expected = StudyAsk.objects.get(pk=asked.pk).version
        study_approvals.judge(ask=asked, number=flag.number, verdict="agree", reason="", expected=expected, by=by)
    tried = "Thought of every young person we had that year, and searched for the app and the place. Nobody fits."
    expected = StudyAsk.objects.get(pk=asked.pk).version
    study_approvals.approve(ask=asked, tried=tried, review_by=review_by, expected=expected, by=by)


def _again(study: CaseStudy) -> CaseStudy:
    return study_for(study.author, study.young_person.reference, str(study.pk))


def _now(study: CaseStudy) -> dict[str, Any]:
    return {"expected": _again(study).version, "by": study.author}
