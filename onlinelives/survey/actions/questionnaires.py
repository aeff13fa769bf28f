"""An area writes its own questionnaire: begun from another, changed step by step, published once for good."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass, replace

from django.db import transaction

from onlinelives.accounts.models import Partnership, Person
from onlinelives.content import instruments
from onlinelives.rules.lifecycles import QUESTIONNAIRE
from onlinelives.rules.questionnaires import editing, frozen, publishing
from onlinelives.rules.questionnaires.conditions import said_in
from onlinelives.rules.questionnaires.findings import Severity
from onlinelives.rules.questionnaires.local_pages import versioned
from onlinelives.rules.questionnaires.manuscripts import Manuscript, is_local
from onlinelives.rules.questionnaires.shapes import ENGLISH, Question
from onlinelives.rules.verdict import Changed, Invalid, NotNow, need
from onlinelives.survey import permissions
from onlinelives.survey.actions import waves
from onlinelives.survey.models import DraftQuestionnaire, DraftStep
from onlinelives.survey.models.waves import questionnaire_of
from onlinelives.trail import clock
from onlinelives.trail.actions import record

STEPS_KEPT = 30  # that can be taken back
LONGEST_NAME, LONGEST_CODE, LONGEST_DID = 120, 32, 200


@dataclass(frozen=True)
class Beginning:
    """What a draft is begun from. told: where it came from, in words."""

    manuscript: Manuscript
    told: str


@dataclass(frozen=True)
class Edit:
    """One step. code: for the trail. did: in words, for the button that takes it back. to: a verb of `editing`."""

    code: str
    did: str
    to: Callable[[Manuscript], Manuscript]


@transaction.atomic
def begin(*, name: str, beginning: Beginning, by: Person, form_key: uuid.UUID | None = None) -> DraftQuestionnaire:
    """A new draft, a copy. The same form sent twice makes one."""
    need(permissions.write_questionnaires(by))
    again = form_key and DraftQuestionnaire.objects.filter(form_key=form_key, partnership=by.partnership_id).first()
    if again:
        return again
    manuscript = editing.rename(beginning.manuscript, name)
    own = replace(manuscript, whole=replace(manuscript.whole, code=_code_of(by.partnership), version=1))
    draft = DraftQuestionnaire(
        partnership_id=by.partnership_id, begun_from=beginning.told[:160], form_key=form_key, begun_at=clock.now()
    )
    _write(draft, own)
    draft.save(force_insert=True)
    record("questionnaire begun", by=by, subject=draft.trail_subject, pages=sum(1 for _ in own.whole.pages()))
    return draft


@transaction.atomic
def change(*, draft: DraftQuestionnaire, edit: Edit, expected: int, by: Person) -> DraftQuestionnaire:
    """One step on, which can be taken back. Raises Changed when the draft is no longer at version `expected`, and
    Invalid where the step makes no sense."""
    need(permissions.write_questionnaires(by))
    draft = _locked(draft, "change", expected)
    new = edit.to(draft.manuscript)
    if new == draft.manuscript:
        return draft
    DraftStep.objects.create(
        partnership_id=draft.partnership_id,
        draft=draft,
        number=draft.version,
        did=_cut(edit.did),
        body=draft.body,
        off=draft.off,
    )
    old = list(draft.steps.values_list("pk", flat=True)[STEPS_KEPT:])
    DraftStep.objects.filter(pk__in=old).delete()
    _write(draft, new)
    draft.version += 1
    draft.save()
    record("questionnaire changed", by=by, subject=draft.trail_subject, step=edit.code, version=draft.version)
    return draft


@transaction.atomic
def take_back(*, draft: DraftQuestionnaire, expected: int, by: Person) -> DraftQuestionnaire:
    """As it was before the last step. Raises NotNow when there is none left."""
    need(permissions.write_questionnaires(by))
    draft = _locked(draft, "change", expected)
    step = draft.steps.first()
    if step is None:
        raise NotNow("There is no step to take back.")
    _write(draft, Manuscript(frozen.thaw(step.body), frozenset(step.off)))
    draft.version += 1
    draft.save()
    step.delete()
    record("questionnaire step taken back", by=by, subject=draft.trail_subject, version=draft.version)
    return draft


@transaction.atomic
def throw_away(*, draft: DraftQuestionnaire, expected: int, by: Person) -> DraftQuestionnaire:
    """Nobody finds it any more. What is published is never thrown away."""
    need(permissions.write_questionnaires(by))
    draft = _locked(draft, "throw away", expected)
    draft.state = QUESTIONNAIRE.after(draft.state, "throw away")
    draft.save(update_fields=["state"])
    draft.steps.all().delete()
    record("questionnaire thrown away", by=by, subject=draft.trail_subject)
    return draft


@transaction.atomic
def publish(*, draft: DraftQuestionnaire, expected: int, by: Person) -> DraftQuestionnaire:
    """Frozen word for word under the area's code and the next number. Raises Invalid while it has an error, NotNow
    where it was published already, Changed where it is no longer what was checked."""
    need(permissions.write_questionnaires(by))
    Partnership.objects.select_for_update(no_key=True).get(pk=by.partnership_id)  # numbers are counted one by one
    draft = _locked(draft, "publish", expected)
    before = DraftQuestionnaire.objects.filter(partnership=draft.partnership_id, state="published").order_by("number")
    kept = [questionnaire_of(sha256) for sha256 in before.values_list("published", flat=True)]
    asked = {question.id: question for each in kept for question in each.questions() if is_local(question.id)}
    manuscript = _numbered(draft.manuscript, len(kept) + 1, asked)
    wrong = [f for f in publishing.findings(manuscript, instruments.standards()) if f.severity is Severity.ERROR]
    if wrong:
        raise Invalid(f"Put right what is wrong first. {wrong[0].sentence}")
    draft.state = QUESTIONNAIRE.after(draft.state, "publish")
    draft.published, draft.number = waves.kept(manuscript.asks), len(kept) + 1
    _write(draft, manuscript)
    draft.version += 1
    draft.save()
    draft.steps.all().delete()
    record(
        "questionnaire published",
        by=by,
        subject=draft.trail_subject,
        questionnaire=str(draft.published),
        sha256=draft.published_id,
    )
    return draft


def _numbered(manuscript: Manuscript, number: int, asked: dict[str, Question]) -> Manuscript:
    return replace(manuscript, whole=versioned(replace(manuscript.whole, version=number), asked))


def _locked(draft: DraftQuestionnaire, verb: str, expected: int) -> DraftQuestionnaire:
    here = DraftQuestionnaire.objects.select_for_update(no_key=True).get(pk=draft.pk)
    QUESTIONNAIRE.after(here.state, verb)
    if here.version != expected:
        raise Changed(here, "questionnaire")
    return here


def _write(draft: DraftQuestionnaire, manuscript: Manuscript) -> None:
    name = said_in(manuscript.whole.said, ENGLISH)
    if len(name) > LONGEST_NAME:
        raise Invalid(f"The name has more than {LONGEST_NAME} characters. Shorten it.", "name")
    draft.name, draft.body, draft.off = name, frozen.freeze(manuscript.whole), sorted(manuscript.off)
    draft.changed_at = clock.now()
    draft.__dict__.pop("manuscript", None)  # it was read from the body before


def _code_of(partnership: Partnership) -> str:
    """The area's code as the name of a questionnaire can be written."""
    plain = "".join(letter if letter.isalnum() else "_" for letter in partnership.code.lower())
    return f"area_{plain}"[:LONGEST_CODE].rstrip("_")


def _cut(did: str) -> str:
    return did if len(did) <= LONGEST_DID else f"{did[: LONGEST_DID - 1]}…"
