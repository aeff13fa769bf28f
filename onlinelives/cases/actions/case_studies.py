"""A case study is begun from a record, written, taken over from the record's words, and set aside."""

import uuid
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from onlinelives.accounts.models import Person
from onlinelives.cases.actions.study_writing import changed_by
from onlinelives.cases.actions.writing import seen_by
from onlinelives.cases.models import CaseStudy, StudyDecision, StudyFeature, StudyText, YoungPerson
from onlinelives.cases.queries.studies import in_use, to_take_over
from onlinelives.cases.queries.study_drafts import text_now
from onlinelives.cases.queries.study_features import Told, offered
from onlinelives.rules import deidentify
from onlinelives.rules.verdict import Invalid, NotNow
from onlinelives.trail.actions import record

LONGEST = {"title": 120, "teaches": 1000, "narrative": 20_000}  # characters
NAMES = {"title": "The title", "teaches": "What it is to teach", "narrative": "The text"}


@dataclass(frozen=True)
class Words:
    """What a case study says, as its author wrote it."""

    title: str
    teaches: str
    narrative: str

    def __repr__(self) -> str:
        return "<words of a case study>"


@transaction.atomic
def begin(
    *, young_person: YoungPerson, teaches: str, features: Iterable[Told], by: Person, form_key: uuid.UUID | None = None
) -> CaseStudy:
    """A case study from a record that `by` sees, open or closed: first what it is to teach and what is ticked, then the
    text. The same form sent twice begins one. Raises Invalid without a purpose and for a feature the record does not
    bear out."""
    young_person = seen_by(by, young_person)
    again = form_key and CaseStudy.objects.filter(form_key=form_key, young_person=young_person).first()
    if again:
        return again
    if not teaches.strip():
        raise Invalid("Say what it is to teach.", "teaches")
    study = CaseStudy(partnership_id=young_person.partnership_id, young_person=young_person, author=by)
    study.form_key = form_key
    study.save(force_insert=True)
    _tick(study, features)
    _say(study, 1, Words("", teaches, ""))
    _record("case study begun", study, by)
    return study


@transaction.atomic
def tick(*, study: CaseStudy, features: Iterable[Told], expected: int, by: Person) -> CaseStudy:
    """Which features of the case it tells from now on. Raises Invalid for one that the record does not bear out."""
    study = changed_by(by, study, "write", expected)
    _tick(study, features)
    _record("case study features ticked", study, by)
    return study


@transaction.atomic
def write(*, study: CaseStudy, words: Words, expected: int, by: Person) -> CaseStudy:
    """A new text. What was decided about a flag holds on where the same words stand in the same place."""
    study = changed_by(by, study, "write", expected)
    _write(study, words)
    _record("case study written", study, by)
    return study


@transaction.atomic
def take_over(*, study: CaseStudy, codes: Iterable[str], expected: int, by: Person) -> CaseStudy:
    """These words of the record stand at the end of the text from now on; nothing is changed in the record. Raises
    Invalid when nothing is chosen, and for words that the record does not hold."""
    study = changed_by(by, study, "write", expected)
    there = {taken.code: taken.words for taken in to_take_over(study.young_person)}
    wanted = list(dict.fromkeys(codes))
    if not wanted or not set(wanted) <= set(there):
        raise Invalid("Select what the text is to begin with.", "codes")
    now = text_now(study)
    narrative = "\n\n".join(filter(None, [now.narrative, *(there[code] for code in wanted)]))
    _write(study, Words(now.title, now.teaches, narrative))
    _record("case study text taken over", study, by)
    return study


@transaction.atomic
def revise(*, study: CaseStudy, expected: int, by: Person) -> CaseStudy:
    """A new version is written; the approved one stays in use until the new one is approved."""
    study = changed_by(by, study, "revise", expected)
    _record("case study revised", study, by)
    return study


@transaction.atomic
def set_aside(*, study: CaseStudy, expected: int, by: Person) -> CaseStudy:
    """It will not be used. Raises NotNow while an approved version of it can be read: that one is withdrawn first."""
    study = changed_by(by, study, "withdraw", expected)
    if in_use(study):
        raise NotNow("An approved version of this case study is in use. Withdraw that one, not its draft.")
    _record("case study set aside", study, by)
    return study


def _tick(study: CaseStudy, features: Iterable[Told]) -> None:
    wanted = list(dict.fromkeys(features))
    if not set(wanted) <= set(offered(study.young_person)):
        raise Invalid("Select only what the record bears out.")
    study.features.all().delete()
    StudyFeature.objects.bulk_create(
        StudyFeature(partnership_id=study.partnership_id, study=study, kind=each.kind, code=each.code)
        for each in wanted
    )


def _write(study: CaseStudy, words: Words) -> None:
    before = text_now(study)
    _carry(study, before, _say(study, before.number + 1, words))


def _say(study: CaseStudy, number: int, words: Words) -> StudyText:
    told = {name: _plain(getattr(words, name)) for name in LONGEST}
    for name, text in told.items():
        if len(text) > LONGEST[name]:
            raise Invalid(f"{NAMES[name]} has {len(text):,} characters. Use {LONGEST[name]:,} or fewer.", name)
    return StudyText.objects.create(partnership_id=study.partnership_id, study=study, number=number, **told)


def _plain(text: str) -> str:
    """Lines end in one way, whatever browser sent them, so that a place in the text stays the same place."""
    return text.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "").strip()


def _carry(study: CaseStudy, before: StudyText, after: StudyText) -> None:
    """Decisions that hold are written down again for the newer text."""
    newest = {(each.part, each.start, each.end): each for each in before.decisions.all()}
    for (part, start, end), decision in newest.items():
        place = deidentify.moved(before.parts[part], after.parts[part], start, end)
        if place:
            StudyDecision.objects.create(
                partnership_id=study.partnership_id,
                text=after,
                part=part,
                start=place[0],
                end=place[1],
                choice=decision.choice,
                reason=decision.reason,
                by_id=decision.by_id,
                at=decision.at,
                turn=study.version,
            )


def _record(verb: str, study: CaseStudy, by: Person) -> None:
    record(verb, by=by, subject=study.trail_subject, case_study=str(study.pk))
