"""What an author does about a text before a second person is asked: say who is named, decide each flag, change or
explain what is rare, and look at it with the eyes of somebody who tries to find out who it is."""

import uuid
from dataclasses import dataclass

from django.db import transaction

from onlinelives.accounts.models import Person
from onlinelives.cases.actions.study_writing import changed_by
from onlinelives.cases.actions.writing import seen_by
from onlinelives.cases.models import FORESIGHT, CaseStudy, StudyDecision, StudyForesight, StudyName, StudyRarity
from onlinelives.cases.queries.study_counts import rare_combinations
from onlinelives.cases.queries.study_drafts import draft_of, text_now
from onlinelives.cases.queries.study_steps import features_of, foresight_of
from onlinelives.rules import deidentify
from onlinelives.rules.deidentify import KEEP, ROLES, Known
from onlinelives.rules.deidentify import Person as Somebody
from onlinelives.rules.verdict import Invalid
from onlinelives.trail import clock
from onlinelives.trail.actions import record

GONE = "These words are not flagged any more. Look at the text as it is now."


@dataclass(frozen=True)
class Named:
    """Somebody or something the text may name. role: one of ROLES for a person, empty otherwise. also: other names of
    the same, apart by commas or lines."""

    kind: str
    role: str
    name: str
    also: str = ""

    def __repr__(self) -> str:
        return "<named>"


@dataclass(frozen=True)
class Place:
    """Characters `start` to `end` of one of PARTS of the text that was written last."""

    part: int
    start: int
    end: int


@transaction.atomic
def add_name(
    *, study: CaseStudy, named: Named, expected: int, by: Person, form_key: uuid.UUID | None = None
) -> StudyName:
    """Taken out of the text wherever it stands, from now on. The same form sent twice adds one. Raises Invalid for a
    name without letters or digits, which could not be found."""
    seen_by(by, study.young_person)
    again = form_key and StudyName.objects.filter(form_key=form_key, study=study, study__author=by).first()
    if again:
        return again
    study = changed_by(by, study, "write", expected)
    _check(named)
    made = StudyName.objects.create(
        partnership_id=study.partnership_id,
        study=study,
        kind=named.kind,
        role=named.role,
        name=" ".join(named.name.split()),
        also=named.also.strip(),
        form_key=form_key,
    )
    _record("case study name added", study, by)
    return made


@transaction.atomic
def remove_name(*, study: CaseStudy, name: StudyName, expected: int, by: Person) -> CaseStudy:
    """It was added by mistake. It stays on record, and the text is checked without it."""
    study = changed_by(by, study, "write", expected)
    study.names.filter(pk=name.pk, removed_at=None).update(removed_at=clock.now())
    _record("case study name removed", study, by)
    return study


@transaction.atomic
def say_nicknames(*, study: CaseStudy, nicknames: str, expected: int, by: Person) -> CaseStudy:
    """What else the young person is called; empty when the author knows of nothing."""
    study = changed_by(by, study, "write", expected)
    study.nicknames, study.nicknames_asked = nicknames.strip(), True
    study.save(update_fields=["nicknames", "nicknames_asked"])
    _record("case study nicknames said", study, by)
    return study


@transaction.atomic
def decide(*, study: CaseStudy, place: Place, choice: str, reason: str, expected: int, by: Person) -> CaseStudy:
    """One flag is kept, with a reason, or replaced by the pseudonym proposed. There is no way to decide several at
    once. Raises Invalid where nothing is flagged in that place now."""
    study = changed_by(by, study, "write", expected)
    text = text_now(study)
    draft = draft_of(study, text)
    wanted = (place.part, place.start, place.end)
    found = [each for each in draft.findings if (each.text, each.start, each.end) == wanted and not each.certain]
    if not found:
        raise Invalid(GONE)
    if choice != KEEP and not reason.strip():
        reason = "Replaced as proposed."
    deidentify.decide(draft, found[0].number, choice, reason=reason, by=str(by.pk))
    StudyDecision.objects.create(
        partnership_id=study.partnership_id,
        text=text,
        part=place.part,
        start=place.start,
        end=place.end,
        choice=choice,
        reason=reason.strip(),
        by=by,
        turn=study.version,
    )
    _record("case study flag decided", study, by, choice=choice)
    return study


@transaction.atomic
def explain(*, study: CaseStudy, combination: str, reason: str, expected: int, by: Person) -> CaseStudy:
    """Why a rare combination stands. Raises Invalid without a reason, and for a combination that is not rare now."""
    study = changed_by(by, study, "write", expected)
    if combination not in {each.key for each in rare_combinations(study, features_of(study))}:
        raise Invalid("This combination is not rare any more. Look at the list as it is now.")
    if not reason.strip():
        raise Invalid("Say why it can stand.", "reason")
    StudyRarity.objects.create(
        partnership_id=study.partnership_id,
        study=study,
        combination=combination,
        reason=reason.strip(),
        by=by,
        turn=study.version,
    )
    _record("case study rarity explained", study, by)
    return study


@transaction.atomic
def foresee(*, study: CaseStudy, answers: dict[str, tuple[str, str]], expected: int, by: Person) -> CaseStudy:
    """What somebody who tries would find out: for each of FORESIGHT yes or no, and why. It holds for the text that was
    written last. Raises Invalid for a question without an answer or without words."""
    study = changed_by(by, study, "write", expected)
    told: dict[str, str] = {}
    for question in FORESIGHT:
        answer, words = answers.get(question, ("", ""))
        if answer not in (StudyForesight.YES, StudyForesight.NO):
            raise Invalid("Select yes or no.", question)
        if not words.strip():
            raise Invalid("Say why.", f"{question}_words")
        told |= {question: answer, f"{question}_words": words.strip()}
    text = text_now(study)
    foresight = foresight_of(text) or StudyForesight(text=text, partnership_id=study.partnership_id)
    for name, value in {**told, "at": clock.now()}.items():
        setattr(foresight, name, value)
    foresight.save()
    _record("case study foresight said", study, by)
    return study


def _check(named: Named) -> None:
    people = named.kind == StudyName.Kind.PERSON
    if named.kind not in StudyName.Kind.values or (named.role in ROLES) != people:
        raise Invalid("Select who or what it is.", "what")
    try:
        Known(people=(Somebody(named.role, named.name),)) if people else Known(other=(named.name,))
    except ValueError:
        raise Invalid("Enter a name with letters or digits.", "name") from None


def _record(verb: str, study: CaseStudy, by: Person, choice: str = "") -> None:
    """Never what is rare or what a court does: administrators read the trail, and see no record."""
    record(verb, by=by, subject=study.trail_subject, case_study=str(study.pk), choice=choice)
