"""What a finished assessment says, what the rules said on its day, and the first set against the last."""

import json
from dataclasses import dataclass
from typing import Any

from onlinelives.accounts.models import Person
from onlinelives.cases.models import AssessedFactor, AssessedRisk, Assessment, FlagDecision, YoungPerson
from onlinelives.cases.queries import sheets
from onlinelives.cases.queries.sheets import Sheet
from onlinelives.cases.queries.young_people import young_person_for
from onlinelives.content.taxonomy_shapes import Category
from onlinelives.rules import risk, vulnerability
from onlinelives.rules.risk import Course, RiskAnswer

TITLES = {
    "rule.care_and_carer_highest": "Care and caring",
    "rule.four_or_more": "Factors that make life harder",
    "rule.cross_c_prediction": "Ask about",
    "rule.not_asked": "Not asked",
}
EDITIONS = {"audit-2017": "2017 edition", "planning-2020": "2020 edition", "ours": "a rule of this product"}
BECAME = {
    risk.NEW: "New",
    risk.NEWLY_KNOWN: "Newly known",
    risk.CONTINUING: "Goes on",
    risk.INCREASED: "More often",
    risk.REDUCED: "Less often",
    risk.ENDED: "Ended",
    risk.NO_LONGER_KNOWN: "No longer known",
    risk.STILL_NO: "No, both times",
    risk.NOW_NO: "No, now that somebody asked",
    risk.NO_BEFORE: "No before, not known now",
    risk.STILL_MISSING: "Not known, both times",
}
CHANGED = tuple(BECAME)[:7]  # what is worth a line: a yes at one time or the other


@dataclass(frozen=True)
class Line:
    """What one rule said. `to_ask`: labels of what had no answer."""

    title: str
    edition: str
    statement: str
    outcome: str
    reason: str
    to_ask: list[str]

    @property
    def is_first(self) -> bool:
        """Whether it stands above everything else."""
        return self.outcome in (vulnerability.HIGHEST_PRIORITY, vulnerability.FLAG)


@dataclass(frozen=True)
class Result:
    """`lines`: what the rules said, in the order in which they say it. `risks`: under each C, those with an answer of
    yes and of not known, and how many were answered no. `decisions`: on the flag, newest first. `is_newest`: no other
    assessment was finished since."""

    assessment: Assessment
    sheet: Sheet
    lines: list[Line]
    risks: list[tuple[Category, list[AssessedRisk], int]]
    factors: list[AssessedFactor]
    ticked: list[tuple[str, list[str]]]
    decisions: list[FlagDecision]
    is_newest: bool

    @property
    def decision(self) -> FlagDecision | None:
        return self.decisions[0] if self.decisions else None


@dataclass(frozen=True)
class Became:
    """One risk between two assessments."""

    label: str
    category: str
    course: Course

    @property
    def words(self) -> str:
        return BECAME[self.course.outcome]


@dataclass(frozen=True)
class Comparison:
    """The first finished assessment and the last. `risks`: those that were a yes at one time; `others`: how many more
    were asked about. `factors`: (label, state then, state now) for those that were a yes at one time."""

    first: Assessment
    last: Assessment
    risks: list[Became]
    others: int
    factors: list[tuple[str, str, str]]
    finished: list[Assessment]


def result_of(assessment: Assessment) -> Result:
    """Everything a finished assessment says."""
    sheet = sheets.sheet_of(assessment)
    answered = {row.item: row for row in assessment.risks.all()}
    factors = {row.factor: row for row in assessment.factors.all()}
    ticked = {row.choice for row in assessment.choices.all()}
    newest = finished(assessment.young_person)[-1]
    return Result(
        assessment=assessment,
        sheet=sheet,
        lines=[_line(sheet, told) for told in json.loads(assessment.told)],
        risks=[_of_category(sheet, category, answered) for category in sheet.taxonomy.categories],
        factors=[factors[each.id] for each in sheet.taxonomy.factors if each.id in factors],
        ticked=[
            (question, [each.label for each in entries if each.id in ticked])
            for code in sheets.CODES
            for _, question, entries in sheet.ticks_in(code)
        ],
        decisions=list(assessment.flag_decisions.select_related("by")),
        is_newest=newest.pk == assessment.pk,
    )


def finished(young_person: YoungPerson) -> list[Assessment]:
    """Every finished assessment, oldest first."""
    return list(young_person.assessments.filter(state="finished").order_by("finished_at", "pk"))


def comparison_for(person: Person, reference: str) -> tuple[YoungPerson, Comparison | None]:
    """The first assessment against the last; None while there are not two. 404 for a record one does not see."""
    young_person = young_person_for(person, reference)
    every = finished(young_person)
    if len(every) < 2:
        return young_person, None
    first, last = every[0], every[-1]
    labels = sheets.sheet_of(first).labels | sheets.sheet_of(last).labels
    courses = risk.compare(_answers(first), _answers(last))
    became = [Became(labels[each.risk], each.risk.partition(".")[0], each) for each in courses]
    told = [each for each in became if each.course.outcome in CHANGED]
    told.sort(key=lambda each: (CHANGED.index(each.course.outcome), risk.CATEGORIES.index(each.category)))
    return young_person, Comparison(first, last, told, len(became) - len(told), _factors(first, last, labels), every)


def _line(sheet: Sheet, told: dict[str, Any]) -> Line:
    return Line(
        title=TITLES.get(told["rule"], told["rule"]),
        edition=EDITIONS[told["edition"]],
        statement=told["statement"],
        outcome=told["outcome"],
        reason=told["reason"],
        to_ask=[sheet.label(id_) for id_ in told["to_ask"]],
    )


def _of_category(
    sheet: Sheet, category: Category, answered: dict[str, AssessedRisk]
) -> tuple[Category, list[AssessedRisk], int]:
    rows = [answered[each.id] for each in sheet.risks_in(category.id) if each.id in answered]
    told = [row for row in rows if row.state != "no"]
    return category, sorted(told, key=lambda row: row.state != "yes"), len(rows) - len(told)


def _answers(assessment: Assessment) -> dict[str, RiskAnswer]:
    return {row.item: RiskAnswer(row.state, row.frequency or None) for row in assessment.risks.all()}


def _factors(first: Assessment, last: Assessment, labels: dict[str, str]) -> list[tuple[str, str, str]]:
    then = {row.factor: row for row in first.factors.all()}
    now = {row.factor: row for row in last.factors.all()}

    def words(row: AssessedFactor | None) -> str:
        return row.get_state_display() if row else "Not asked"

    every = dict.fromkeys((*then, *now))
    told = [id_ for id_ in every if any(rows[id_].state == "yes" for rows in (then, now) if id_ in rows)]
    return [(labels[id_], words(then.get(id_)), words(now.get(id_))) for id_ in told]
