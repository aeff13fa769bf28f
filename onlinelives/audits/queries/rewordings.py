"""Where an answer was given to the words of another edition."""

from collections.abc import Iterable
from dataclasses import dataclass

from onlinelives.audits.models import Answer, AnswerRevision, Return
from onlinelives.content import crosswalks
from onlinelives.content.reader import ContentError
from onlinelives.content.shapes import Framework, Statement, Step
from onlinelives.rules.crosswalk import BREAKS, EFFECTS, RELATIONS, Relation


@dataclass(frozen=True)
class Reworded:
    """The words an answer was given to, those it stands under now, and how the one relates to the other. `step` and
    `relation` are None where no crosswalk joins the editions."""

    older: Statement
    newer: Statement
    older_title: str
    newer_title: str
    step: Step | None
    relation: Relation | None

    @property
    def breaks(self) -> bool:
        """The meaning changed, or nobody can say."""
        return self.relation is None or self.relation.effect == BREAKS

    @property
    def effect(self) -> str:
        return EFFECTS[self.relation.effect] if self.relation else "No crosswalk joins these two editions."


def compared(older: Framework, newer: Framework) -> dict[str, Reworded]:
    """Statement number -> how its words changed; statements whose words are the same are left out."""
    if older.edition == newer.edition:
        return {}
    try:
        steps = {step.id: step for step in crosswalks.load(older.edition, newer.edition).steps}
    except (ContentError, KeyError, FileNotFoundError):
        steps = {}
    was = {statement.id: statement for statement in older.statements}
    return {
        statement.id: Reworded(was[statement.id], statement, older.title, newer.title, step, relation)
        for statement in newer.statements
        if statement.id in was and was[statement.id].wording != statement.wording
        for step in [steps.get(statement.id)]
        for relation in [RELATIONS[step.relation] if step else None]
    }


def rewordings(audit_return: Return, answers: Iterable[Answer]) -> dict[str, Reworded]:
    """For answers that were carried and not re-checked: statement number -> how its words changed since."""
    carried = {a.carried_from_id: a.statement for a in answers if a.carried and a.carried_from_id}
    if not carried:
        return {}
    newer, found = audit_return.round.framework, {}
    for revision in AnswerRevision.objects.filter(pk__in=carried).select_related("answer__audit_return__round"):
        changes = compared(revision.answer.audit_return.round.framework, newer)
        code = carried[revision.pk]
        if code in changes:
            found[code] = changes[code]
    return found
