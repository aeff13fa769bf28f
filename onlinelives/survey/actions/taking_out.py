"""Answers leave as a file for whoever runs the survey, for a reason that is kept."""

import uuid

from django.db import transaction

from onlinelives.accounts.models import Person
from onlinelives.rules.verdict import Invalid, need
from onlinelives.survey import permissions
from onlinelives.survey.models import AnswerSet, TakenOut
from onlinelives.trail.actions import Detail, record


@transaction.atomic
def take_out(
    *, answer_set: AnswerSet, form: str, reason: str, by: Person, form_key: uuid.UUID | None = None
) -> TakenOut:
    """Write down that the answers leave in this form (`TakenOut.Form`); `tasks.answers_file` then makes the file. The
    same page sent twice is one. Raises Invalid without a reason."""
    need(permissions.run_survey(by))
    if not reason.strip():
        raise Invalid("Say what the file is for.", "reason")
    again = form_key and TakenOut.objects.filter(form_key=form_key, partnership=by.partnership_id).first()
    if again:
        return again
    taken = TakenOut.objects.create(
        partnership_id=by.partnership_id,
        answer_set=answer_set,
        form=TakenOut.Form(form),
        reason=reason.strip(),
        asked_by=by,
        asked_by_name=by.name,
        form_key=form_key,
    )
    told: dict[str, Detail] = {"form": form, "rows": answer_set.rows, "sha256": answer_set.sha256}
    record("survey answers taken out", by=by, subject=answer_set.trail_subject, **told)
    return taken
