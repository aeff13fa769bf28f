"""Online-life assessments of the demonstration's young people."""

from collections.abc import Mapping
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from onlinelives.accounts.models import Person
from onlinelives.cases.actions import assessments, local_items
from onlinelives.cases.models import Assessment, Referral, YoungPerson
from onlinelives.cases.queries.assessments import draft_of
from onlinelives.cases.queries.sheets import CODES, Sheet
from onlinelives.demo.area import Area
from onlinelives.demo.cases import written_referrals
from onlinelives.trail import clock

LOCAL = ("contact", "Pressed to film a fight or to pass one on", "Ask who wanted it, and what would happen if not.")
AFTER = timedelta(days=4)  # from the referral to the first assessment
AGAIN = timedelta(days=75)  # from the first to the second
DRAFTS = 9  # every so many is still being written


@cache
def _written() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("assessments.yaml").read_text("utf-8"))
    return found


def lay_assessments(area: Area) -> None:
    """One or two for everybody whose referral is like one of the first in the file, where their days have come. Some
    are still being written, and some young people have none."""
    reasons = [told["reason"].strip() for told in written_referrals()]
    category, label, how = LOCAL
    now = clock.now()
    with clock.at(now - timedelta(days=300)):
        local_items.add(category=category, label=label, how=how, by=area.person("Dana"))
    referred = Referral.objects.select_related("young_person__team").order_by("written_at", "pk")
    for number, referral in enumerate(referred):
        if referral.young_person.restricted:
            continue
        kind = reasons.index(referral.reason)
        told, day = _written()[kind % len(_written())], referral.written_at + AFTER
        if (kind >= len(_written()) and number % 3 == 0) or day > now:
            continue
        by = referral.written_by
        first = _fill(referral.young_person, "referral", told, by, day, finish=number % DRAFTS != 0)
        if first.state != "finished":
            continue
        if "later" in told and day + AGAIN < now:
            first = _fill(referral.young_person, "during", _later(told), by, day + AGAIN, finish=True)
        if "flag" in told and number % 4:
            with clock.at((first.finished_at or day) + timedelta(minutes=10)):
                flagged, reason = told["flag"]
                assessments.decide_flag(assessment=first, flagged=flagged, reason=reason, by=by)


def _later(told: Mapping[str, Any]) -> dict[str, Any]:
    later = told["later"]
    yes = {**told["found"], **later.get("found", {})}
    ended = later.get("ended", [])
    return {
        **told,
        "found": {item: said for item, said in yes.items() if item not in ended},
        "answered_no": ended,
        "words": {**told["words"], **later.get("words", {})},
    }


def _fill(young_person: YoungPerson, stage: str, told: Any, by: Person, day: Any, *, finish: bool) -> Assessment:
    with clock.at(day):
        assessment = assessments.begin(young_person=young_person, stage=stage, by=by)
        sheet = draft_of(assessment).sheet
        said = _fields(sheet, told)
        pages = CODES if finish else CODES[:3]
        for code in pages:
            fields = {name: text for name, text in said.items() if name in sheet.fields_of(code)}
            assessments.save(assessment=assessment, topic=code, fields=fields, expected=0, by=by)
        if finish:
            return assessments.finish(assessment=assessment, saves=draft_of(assessment).saves, by=by)
    return assessment


def _fields(sheet: Sheet, told: Any) -> dict[str, str]:
    said = {f"{item}-state": "no" for item, category in sheet.category_of.items() if category in told["none_in"]}
    said |= {f"{item}-state": "no" for item in told.get("answered_no", ())}
    said |= {f"{item}-state": "not_known" for item in told.get("not_known", ())}
    for item, (often, when, impact) in told["found"].items():
        said |= {f"{item}-state": "yes", f"{item}-often": often, f"{item}-when": when, f"{item}-impact": impact}
    for factor, (state, source) in told["factors"].items():
        said |= {f"{factor}-state": state, f"{factor}-source": source}
    said |= {f"{choice}-ticked": "yes" for choice in told.get("ticks", ())}
    return {**said, **{name: " ".join(text.split()) for name, text in told["words"].items()}}
