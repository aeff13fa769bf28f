"""Assessments of a young person whose record one may see."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.http import Http404

from onlinelives.accounts.models import Person
from onlinelives.cases.models import Assessment, SavedTopic, YoungPerson
from onlinelives.cases.queries import sheets
from onlinelives.cases.queries.happenings import Happening, Row, Source, rows_of
from onlinelives.cases.queries.sheets import CODES, Sheet, Standing, Topic
from onlinelives.cases.queries.young_people import young_person_for
from onlinelives.rules.online_assessment import AssessmentFacts


@dataclass(frozen=True)
class Draft:
    """An assessment that is being written. `said`: page -> field -> text. `saved`: page -> its newest save."""

    young_person: YoungPerson
    assessment: Assessment
    sheet: Sheet
    said: Mapping[str, Mapping[str, str]]
    saved: Mapping[str, SavedTopic]

    def version(self, code: str) -> int:
        return self.saved[code].version if code in self.saved else 0

    @property
    def saves(self) -> int:
        """How often anything has been saved: whoever finishes says what they have read."""
        return sum(save.version for save in self.saved.values())

    @property
    def standings(self) -> list[Standing]:
        return [self.standing(code) for code in CODES]

    def standing(self, code: str) -> Standing:
        save = self.saved.get(code)
        more = {"version": save.version, "saved_by": save.saved_by, "saved_at": save.saved_at} if save else {}
        return sheets.standing(self.sheet, code, self.said.get(code, {}), **more)

    @property
    def facts(self) -> AssessmentFacts:
        return facts_of(self.sheet, {name: text for fields in self.said.values() for name, text in fields.items()})

    @property
    def judgement(self) -> str:
        return self.said.get(sheets.WANTS, {}).get("judgement", "")


@dataclass(frozen=True)
class TopicPage:
    """One page of a draft, with those before and after it."""

    draft: Draft
    topic: Topic
    before: Topic | None
    after: Topic | None
    fields: Mapping[str, str] = field(default_factory=dict)


def assessment_for(person: Person, reference: str, pk: str) -> Assessment:
    """One assessment, fetched through the young person, or 404."""
    young_person = young_person_for(person, reference)
    found = young_person.assessments.select_related("begun_by", "finished_by").filter(pk=pk).first()
    if found is None:
        raise Http404
    found.young_person = young_person
    return found


def draft_of(assessment: Assessment) -> Draft:
    """What is on its pages now."""
    saved = {save.topic: save for save in newest(assessment.topics.select_related("saved_by"))}
    said = {code: json.loads(save.said) for code, save in saved.items()}
    return Draft(assessment.young_person, assessment, sheets.sheet_of(assessment), said, saved)


def newest(saves: QuerySet[SavedTopic]) -> QuerySet[SavedTopic]:
    """Of these, the newest save of every page of every assessment."""
    same = SavedTopic.objects.filter(assessment=OuterRef("assessment"), topic=OuterRef("topic"))
    last = same.order_by("-version").values("version")[:1]
    return saves.filter(version=Subquery(last))


def topic_page(assessment: Assessment, code: str) -> TopicPage:
    """One page of a draft, or 404 for a page that there is not."""
    if code not in CODES:
        raise Http404
    draft, at = draft_of(assessment), CODES.index(code)
    return TopicPage(
        draft=draft,
        topic=sheets.TOPICS[at],
        before=sheets.TOPICS[at - 1] if at else None,
        after=sheets.TOPICS[at + 1] if at + 1 < len(CODES) else None,
        fields=draft.said.get(code, {}),
    )


def facts_of(sheet: Sheet, fields: Mapping[str, str]) -> AssessmentFacts:
    """What rules look at, from the fields of all pages."""

    def states(ids: list[str]) -> dict[str, str]:
        found = {id_: fields.get(f"{id_}-{sheets.STATE}", sheets.NOT_ASKED) for id_ in ids}
        return {id_: state for id_, state in found.items() if state != sheets.NOT_ASKED}

    return AssessmentFacts(
        factors=states([factor.id for factor in sheet.taxonomy.factors]),
        risks=states([risk.id for risk in sheet.risks]),
        category_of=sheet.category_of,
    )


def _told(young_person: YoungPerson, row: Row) -> Happening:
    stage = Assessment.Stage(row.code).label
    return Happening(
        on=row.day,
        kind="Assessment",
        words=f"{stage}, by {row.by}",
        page="young_person_assessment",
        args=(young_person.reference, row.page),
        about=stage.lower(),
        waits="Being written" if row.waits else "",
    )


# Drafts on the day they were begun, finished ones on the day they were finished. One set aside is not told.
SOURCES = (
    Source(
        rows=lambda young_person: rows_of(
            young_person.assessments.filter(state="draft"),
            at="begun_at",
            code="stage",
            by="begun_by__name",
            waits=Value(True),
        ),
        tell=_told,
    ),
    Source(
        rows=lambda young_person: rows_of(
            young_person.assessments.filter(state="finished"), at="finished_at", code="stage", by="finished_by__name"
        ),
        tell=_told,
    ),
)
