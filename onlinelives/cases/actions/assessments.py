"""An online-life assessment is begun, written page by page, finished or set aside, and its flag decided.

Nothing that was typed is lost: each save is a row of its own, and two people who write on one page at once are merged
field by field (rules/merging). Only where both changed the same field is somebody asked.
"""

import json
import uuid
from collections.abc import Mapping
from dataclasses import asdict

from django.db import transaction

from onlinelives.accounts.models import Person
from onlinelives.cases import queries
from onlinelives.cases.actions.errors import Crossed
from onlinelives.cases.actions.said import check, finished_rows, told_fields
from onlinelives.cases.actions.writing import open_to
from onlinelives.cases.models import Assessment, FlagDecision, KeptTaxonomy, SavedTopic, YoungPerson
from onlinelives.cases.queries.assessments import Draft, draft_of
from onlinelives.content import taxonomies
from onlinelives.rules import merging, online_assessment, vulnerability
from onlinelives.rules.lifecycles import ASSESSMENT
from onlinelives.rules.verdict import Changed, Invalid, need_state
from onlinelives.trail import clock
from onlinelives.trail.actions import record

KEPT = 50  # saves of one page: older ones say nothing that a later one does not


@transaction.atomic
def begin(*, young_person: YoungPerson, stage: str, by: Person, form_key: uuid.UUID | None = None) -> Assessment:
    """A new assessment, or the one that is being written already: there is one draft at a time."""
    young_person = open_to(by, young_person)
    if stage not in Assessment.Stage.values:
        raise Invalid("Select when this assessment is made.", "stage")
    again = form_key and young_person.assessments.filter(form_key=form_key).first()
    going = again or young_person.assessments.filter(state="draft").first()
    if going:
        return going
    taxonomy = taxonomies.load()
    KeptTaxonomy.objects.get_or_create(sha256=taxonomy.sha256, defaults={"body": taxonomies.freeze(taxonomy)})
    assessment = Assessment.objects.create(
        partnership_id=young_person.partnership_id,
        young_person=young_person,
        stage=stage,
        taxonomy_id=taxonomy.sha256,
        ruleset_version=vulnerability.RULES_VERSION,
        counts_physical_disability=queries.settings_for(by).counts_physical_disability,
        begun_by=by,
        form_key=form_key,
    )
    record("assessment begun", by=by, subject=young_person.trail_subject, assessment=str(assessment.pk), stage=stage)
    return assessment


@transaction.atomic
def save(
    *, assessment: Assessment, topic: str, fields: Mapping[str, str], expected: int, by: Person, prefer: str = ""
) -> SavedTopic | None:
    """Keep what a page says, from one who read version `expected` of it (0: nothing was saved yet).

    What somebody else changed meanwhile stays, unless both changed the same field: then Crossed is raised with both,
    and with `prefer` (merging.MINE or THEIRS) one is taken. Saving what is there already writes nothing. None where a
    page has nothing to say and never had. Raises Invalid for a field or a value that the page does not have.
    """
    assessment = _locked(assessment, by)
    need_state(ASSESSMENT.may(assessment.state, "write"))
    draft = draft_of(assessment)
    check(draft.sheet, topic, fields)
    now, save_now = draft.said.get(topic, {}), draft.saved.get(topic)
    merged = merging.merge(_as_read(assessment, topic, expected, now), told_fields(fields), now, prefer)
    if merged.conflicts:
        raise Crossed(draft, topic, merged.conflicts)
    if merged.fields == dict(now):
        return save_now
    version = draft.version(topic) + 1
    made = SavedTopic.objects.create(
        partnership_id=assessment.partnership_id,
        assessment=assessment,
        topic=topic,
        version=version,
        said=json.dumps(merged.fields, ensure_ascii=False),
        saved_by=by,
    )
    assessment.topics.filter(topic=topic, version__lte=version - KEPT).delete()
    subject, pk = assessment.trail_subject, str(assessment.pk)
    record("assessment saved", by=by, subject=subject, assessment=pk, topic=topic, version=version)
    return made


@transaction.atomic
def finish(*, assessment: Assessment, saves: int, by: Person) -> Assessment:
    """It never changes from now on, and keeps what the rules say today. `saves`: how often it had been saved when the
    person read it (Draft.saves). Raises Changed when it was saved since, Invalid without a judgement."""
    assessment = _locked(assessment, by)
    assessment.state = ASSESSMENT.after(assessment.state, "finish")
    draft = draft_of(assessment)
    if draft.saves != saves:
        raise Changed(assessment, "assessment")
    allowed = online_assessment.result_allowed(draft.judgement)
    if not allowed:
        raise Invalid(allowed.reason, "judgement")
    _conclude(draft)
    assessment.finished_at, assessment.finished_by = clock.now(), by
    assessment.save()
    for rows in finished_rows(draft):
        type(rows[0]).objects.bulk_create(rows)
    assessment.topics.all().delete()
    subject, pk, rules = assessment.trail_subject, str(assessment.pk), assessment.ruleset_version
    record("assessment finished", by=by, subject=subject, assessment=pk, flag=assessment.flag, rules=rules)
    return assessment


@transaction.atomic
def set_aside(*, assessment: Assessment, by: Person) -> Assessment:
    """A draft that was begun by mistake. It is kept as it was, and counted nowhere."""
    assessment = _locked(assessment, by)
    assessment.state = ASSESSMENT.after(assessment.state, "set aside")
    assessment.save(update_fields=["state"])
    record("assessment set aside", by=by, subject=assessment.trail_subject, assessment=str(assessment.pk))
    return assessment


@transaction.atomic
def decide_flag(
    *, assessment: Assessment, flagged: bool, reason: str, by: Person, form_key: uuid.UUID | None = None
) -> FlagDecision:
    """Whether the young person is flagged for intensive support, and why: whatever the rules say. Raises Invalid
    without a reason, and for an assessment that is no longer the newest."""
    assessment = _locked(assessment, by)
    need_state(ASSESSMENT.may(assessment.state, "decide flag"))
    again = form_key and assessment.flag_decisions.filter(form_key=form_key).first()
    if again:
        return again
    if not reason.strip():
        raise Invalid("Say why, in your own words.", "reason")
    newest = assessment.young_person.assessments.filter(state="finished").order_by("-finished_at").first()
    if newest != assessment:
        raise Invalid("There is a newer assessment. Decide there.")
    decision = FlagDecision.objects.create(
        partnership_id=assessment.partnership_id,
        assessment=assessment,
        flagged=flagged,
        reason=reason.strip(),
        by=by,
        form_key=form_key,
    )
    subject, pk = assessment.trail_subject, str(assessment.pk)
    record("flag decided", by=by, subject=subject, assessment=pk, flagged=flagged, rules_said=assessment.flag)
    return decision


def _locked(assessment: Assessment, by: Person) -> Assessment:
    young_person = open_to(by, assessment.young_person)
    here: Assessment = young_person.assessments.select_for_update(no_key=True).get(pk=assessment.pk)
    here.young_person = young_person
    return here


def _as_read(assessment: Assessment, topic: str, version: int, now: Mapping[str, str]) -> Mapping[str, str]:
    """What the page said at a version. One that is no longer kept counts as empty, so that everything that differs is
    asked about and nothing is taken for granted."""
    if not version:
        return {}
    then = assessment.topics.filter(topic=topic, version=version).first()
    found: dict[str, str] = json.loads(then.said) if then else {}
    return found


def _conclude(draft: Draft) -> None:
    """What the rules say, and the page of typed words, onto the assessment."""
    assessment, facts, rules = draft.assessment, draft.facts, draft.assessment.ruleset
    count = vulnerability.factor_count(facts.factors, rules)
    pair = vulnerability.care_and_caring(facts.factors, rules)
    assessment.lowest, assessment.highest = count.lowest, count.highest
    assessment.flag = vulnerability.intensive_support(facts.factors, rules).outcome
    assessment.care_and_caring = pair.outcome if pair else ""
    told = [asdict(each) for each in online_assessment.told(facts, rules)]
    assessment.told = json.dumps(told, ensure_ascii=False)
    for name, text in ((n, t) for said in draft.said.values() for n, t in said.items()):
        if hasattr(assessment, name):
            setattr(assessment, name, int(text) if name == "phones" else text)
