"""A second person is asked about a case study, decides every flag again, and approves or sends it back. What was
approved can be withdrawn.

What the second person does is recorded under ids that lead to no record.
"""

import uuid
from datetime import date, timedelta

from django.db import transaction
from django.urls import reverse

from onlinelives.accounts.mail import tell
from onlinelives.accounts.models import Person
from onlinelives.cases.actions.study_writing import changed_by
from onlinelives.cases.actions.writing import seen_by
from onlinelives.cases.models import (
    ApprovedFeature,
    ApprovedStudy,
    AskedFlag,
    CaseStudy,
    CaseStudySource,
    StudyAsk,
)
from onlinelives.cases.queries import study_reading
from onlinelives.cases.queries.studies import who_may_be_asked
from onlinelives.cases.queries.study_drafts import standing
from onlinelives.cases.queries.study_steps import checked, features_of, may_approve, may_ask
from onlinelives.rules.lifecycles import CASE_STUDY
from onlinelives.rules.verdict import Changed, Invalid, NotNow, Refused, need_state
from onlinelives.trail import clock
from onlinelives.trail.actions import record

LONGEST_USE = 2 * 366  # days until somebody looks at an approved text again
SHORTEST_REASON = 15
WAITS = (
    "You are asked to read a case study.",
    "Try to recognise somebody, decide each flag, and sign or send it back.",
)


@transaction.atomic
def ask(*, study: CaseStudy, person: Person, expected: int, by: Person, form_key: uuid.UUID | None = None) -> StudyAsk:
    """The text, as it is de-identified now, goes to a second person, who is told at once. The same form sent twice asks
    once. Raises NotNow while a step is left, Invalid for somebody who may not be asked."""
    seen_by(by, study.young_person)
    again = form_key and StudyAsk.objects.filter(form_key=form_key, study=study, study__author=by).first()
    if again:
        return again
    study = changed_by(by, study, "ask", expected)
    if person not in {each for each, _, _ in who_may_be_asked(study)}:
        raise Invalid("Select somebody else who works with young people.", "person")
    now = checked(study)
    need_state(may_ask(study, now))
    title, teaches, narrative = now.draft.texts
    made = StudyAsk.objects.create(
        partnership_id=study.partnership_id,
        study=study,
        text=now.text,
        title=title,
        teaches=teaches,
        narrative=narrative,
        asked=person,
        restricted_then=study.young_person.restricted,
        form_key=form_key,
    )
    AskedFlag.objects.bulk_create(
        AskedFlag(partnership_id=study.partnership_id, ask=made, number=number, **vars(flag))
        for number, flag in enumerate(standing(now.draft), start=1)
    )
    tell(person, "A case study waits for you", WAITS, reverse("case_study_asked", args=[made.pk]))
    record(
        "case study second person asked",
        by=by,
        subject=study.trail_subject,
        case_study=str(study.pk),
        asked=person.trail_id,
    )
    return made


@transaction.atomic
def take_back(*, study: CaseStudy, expected: int, by: Person) -> CaseStudy:
    """Nobody is asked any more, and the author goes on writing."""
    study = changed_by(by, study, "take back", expected)
    waiting = study.asks.select_for_update(no_key=True).get(state=StudyAsk.State.WAITING)
    _end(waiting, StudyAsk.State.TAKEN_BACK)
    record("case study taken back", by=by, subject=study.trail_subject, case_study=str(study.pk))
    return study


@transaction.atomic
def look(*, ask: StudyAsk, by: Person) -> None:
    """The second person sees the text. Where this cannot be written down, nothing is shown."""
    record("case study looked at", by=by, subject=ask.trail_subject)


@transaction.atomic
def judge(*, ask: StudyAsk, number: int, verdict: str, reason: str, expected: int, by: Person) -> AskedFlag:
    """The second person decides one flag again. Raises Invalid where they do not agree and do not say why."""
    study, ask = _asked(ask, expected, by)
    CASE_STUDY.after(study.state, "judge")
    flag = ask.flags.filter(number=number).first()
    if flag is None or verdict not in AskedFlag.Verdict.values:
        raise Invalid("Select whether you agree.", "verdict")
    if verdict == AskedFlag.Verdict.NOT and not reason.strip():
        raise Invalid("Say why you do not agree. The author reads this.", "reason")
    flag.verdict, flag.reason = verdict, reason.strip()
    flag.save(update_fields=["verdict", "reason"])
    ask.version += 1
    ask.save(update_fields=["version"])
    record("case study flag judged", by=by, subject=ask.trail_subject, number=number, verdict=verdict)
    return flag


@transaction.atomic
def send_back(*, ask: StudyAsk, reason: str, expected: int, by: Person) -> StudyAsk:
    """It is not approved, and the author is told why."""
    study, ask = _asked(ask, expected, by)
    if len(reason.strip()) < SHORTEST_REASON:
        raise Invalid("Say in a sentence what the author should change.", "reason")
    _turn(study, "send back")
    _end(ask, StudyAsk.State.SENT_BACK, reason)
    record("case study sent back", by=by, subject=ask.trail_subject)
    return ask


@transaction.atomic
def approve(
    *, ask: StudyAsk, tried: str, review_by: date, expected: int, by: Person, form_key: uuid.UUID | None = None
) -> ApprovedStudy:
    """The text as it was asked about becomes an object of its own that never changes. tried: how `by` tried to
    recognise somebody. It takes the place of the version before. Raises Invalid for a review that is not within two
    years, NotNow for whatever is left to do or has changed since."""
    study, ask = _asked(ask, expected, by)
    today = clock.today()
    if not tried.strip():
        raise Invalid("Say how you tried to recognise somebody.", "tried")
    if not today < review_by <= today + timedelta(days=LONGEST_USE):
        raise Invalid("Choose a day after today and within two years.", "review_by")
    need_state(may_approve(ask, study, by))
    approved = _publish(study, ask, review_by, form_key)
    _turn(study, "approve")
    _end(ask, StudyAsk.State.APPROVED, tried)
    record("case study approved", by=by, subject=approved.trail_subject, version=approved.version)
    return approved


@transaction.atomic
def withdraw(*, approved: ApprovedStudy, reason: str, by: Person) -> ApprovedStudy:
    """Nobody reads it any more. Sent twice, it is withdrawn once. Raises Refused for anybody but managers of the area,
    its author and whoever approved it."""
    found = ApprovedStudy.objects.visible_to(by).filter(pk=approved.pk).first()
    if found is None or not study_reading.may_withdraw(by, found):
        raise Refused("Ask a manager to withdraw this case study, or its author.")
    study = CaseStudy.objects.filter(asks__source__approved=approved).select_for_update(of=("self",), no_key=True)
    written = study.first()
    here = ApprovedStudy.objects.select_for_update(no_key=True).get(pk=approved.pk)
    if here.withdrawn_at:
        raise NotNow("This case study has been withdrawn already.")
    if len(reason.strip()) < SHORTEST_REASON:
        raise Invalid("Say why, in a sentence.", "reason")
    here.withdrawn_at, here.withdrawn_by, here.withdrawn_why = clock.now(), by, reason.strip()
    here.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_why"])
    if written and written.state == "approved":
        _turn(written, "withdraw")
    record("case study withdrawn", by=by, subject=here.trail_subject)
    return here


def _asked(ask: StudyAsk, expected: int, by: Person) -> tuple[CaseStudy, StudyAsk]:
    """The case study and the ask, locked in this order. Raises Refused for anybody who is not asked now, and Changed
    when the ask is no longer at version `expected`."""
    found = CaseStudy.objects.select_for_update(of=("self",), no_key=True)
    study = found.select_related("partnership", "young_person__team", "young_person__agency").get(pk=ask.study_id)
    here = StudyAsk.objects.visible_to(by).filter(pk=ask.pk).first()
    if here is None:
        raise Refused("You are not asked about this case study any more.")
    if here.version != expected:
        raise Changed(here, "case study")
    return study, here


def _publish(study: CaseStudy, ask: StudyAsk, review_by: date, form_key: uuid.UUID | None) -> ApprovedStudy:
    earlier = ApprovedStudy.objects.filter(source__ask__study=study).order_by("-version").first()
    features = features_of(study)
    approved = ApprovedStudy(
        partnership_id=study.partnership_id,
        title=ask.title,
        teaches=ask.teaches,
        narrative=ask.narrative,
        version=earlier.version + 1 if earlier else 1,
        replaces=earlier if earlier and not earlier.withdrawn_at else None,
        review_by=review_by,
        form_key=form_key,
    )
    approved.digest = approved.digest_of([(each.kind, each.code) for each in features])
    approved.save(force_insert=True)
    ApprovedFeature.objects.bulk_create(
        ApprovedFeature(partnership_id=study.partnership_id, approved=approved, kind=each.kind, code=each.code)
        for each in features
    )
    CaseStudySource.objects.create(partnership_id=study.partnership_id, approved=approved, ask=ask)
    return approved


def _turn(study: CaseStudy, verb: str) -> None:
    study.state, study.version = CASE_STUDY.after(study.state, verb), study.version + 1
    study.save(update_fields=["state", "version"])


def _end(ask: StudyAsk, state: str, words: str = "") -> None:
    ask.state, ask.words, ask.ended_at, ask.version = state, words.strip(), clock.now(), ask.version + 1
    ask.save(update_fields=["state", "words", "ended_at", "version"])
