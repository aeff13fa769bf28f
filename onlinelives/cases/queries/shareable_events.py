"""What of incidents and finished assessments can be shared, thing by thing."""

from onlinelives.cases.models import Assessment, YoungPerson
from onlinelives.cases.queries import sheets
from onlinelives.cases.queries.happenings import day_of
from onlinelives.cases.queries.passage import lines
from onlinelives.cases.queries.shareable_thing import Shareable
from onlinelives.web.jinja import day

INCIDENT, ASSESSMENT = "Incident", "Assessment"


def incidents(young_person: YoungPerson) -> list[Shareable]:
    """Of each incident what happened, whom it was told and what is still to be done."""
    found = []
    for each in young_person.incidents.prefetch_related("follow_ups"):
        of, key, on = f"Incident of {day(each.happened_on)}", f"incident.{each.pk}", each.happened_on
        report = lines([("Reported", each.get_report_display()), ("About the report", each.report_note)])
        told = (
            ("what", "what happened", each.what_happened),
            ("told", "who was told", each.who_was_told),
            ("report", "report", report if each.report != "not_reported" else ""),
            ("to_do", "what is still to be done", "; ".join(x.what for x in each.follow_ups.all() if not x.done_at)),
        )
        found += [
            Shareable(f"{key}.{name}", INCIDENT, on, f"{of}: {title}", text) for name, title, text in told if text
        ]
    return found


def assessments(young_person: YoungPerson) -> list[Shareable]:
    """Of each finished assessment what was found, what protects, what they want, and the practitioner's judgement."""
    found = []
    every = young_person.assessments.filter(state="finished").prefetch_related("risks", "factors", "flag_decisions")
    for each in every.order_by("-finished_at"):
        on = day_of(each.finished_at or each.begun_at)
        of, key = f"Assessment {each.get_stage_display().lower()}, {day(on)}", f"assessment.{each.pk}"
        sheet = sheets.sheet_of(each)
        told = (
            ("judgement", "our judgement", each.judgement),
            ("wants", "what they want", each.wants),
            ("risks", "risks that were found", _risks(each, sheet)),
            ("factors", "what makes life harder", _factors(each, sheet)),
            ("protective", "what protects them", each.protective),
            ("good", "what goes well", each.goes_well),
            ("flag", "flag for intensive support", _flag(each)),
        )
        found += [
            Shareable(f"{key}.{name}", ASSESSMENT, on, f"{of}: {title}", text) for name, title, text in told if text
        ]
    return found


def _risks(each: Assessment, sheet: sheets.Sheet) -> str:
    rows = sorted((row for row in each.risks.all() if row.state == "yes"), key=lambda row: row.item)
    parts = [(sheet.label(row.item), [row.get_frequency_display(), row.when, row.impact]) for row in rows]
    return "\n".join("; ".join(part for part in (label, *more) if part) for label, more in parts)


def _factors(each: Assessment, sheet: sheets.Sheet) -> str:
    rows = [row for row in each.factors.all() if row.state == "yes"]
    return "; ".join(sorted(sheet.label(row.factor) for row in rows))


def _flag(each: Assessment) -> str:
    decision = next(iter(each.flag_decisions.all()), None)
    return f"{'Flagged' if decision.flagged else 'Not flagged'}. {decision.reason}" if decision else ""
