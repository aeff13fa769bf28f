"""Where an answer was given to other words than those it stands under now."""

from collections.abc import Iterable
from dataclasses import dataclass

from onlinelives.audits.models import Answer, AnswerRevision, Return
from onlinelives.audits.queries.meanings import changes_between
from onlinelives.content.shapes import Framework, Statement
from onlinelives.rules.crosswalk import BREAKS, RELATIONS, Relation
from onlinelives.rules.trends import Change


@dataclass(frozen=True)
class Reworded:
    """The words an answer was given to, those it stands under now, and what became of their meaning."""

    older: Statement
    newer: Statement
    older_title: str
    newer_title: str
    change: Change

    @property
    def relation(self) -> Relation | None:
        """As the crosswalk says it; None where nobody has compared the two."""
        return RELATIONS.get(self.change.relation)

    @property
    def breaks(self) -> bool:
        """The meaning changed, or nobody can say."""
        return self.change.effect == BREAKS


def compared(older: Framework, newer: Framework) -> dict[str, Reworded]:
    """Statement number -> how its words changed; statements whose words here are the same are left out, though the
    editions they were written from may have put them differently."""
    was = {statement.id: statement for statement in older.statements}
    return {
        code: Reworded(was[code], newer.statement(code), older.title, newer.title, change)
        for code, change in changes_between(older, newer).items()
        if code in was and was[code].wording != newer.statement(code).wording
    }


def rewordings(audit_return: Return, answers: Iterable[Answer]) -> dict[str, Reworded]:
    """For answers that were carried and not re-checked: statement number -> how its words changed since."""
    carried = {a.carried_from_id: a.statement for a in answers if a.carried and a.carried_from_id}
    if not carried:
        return {}
    newer = audit_return.round.framework
    known: dict[str, dict[str, Reworded]] = {}
    found = {}
    for revision in AnswerRevision.objects.filter(pk__in=carried).select_related("answer__audit_return__round"):
        older = revision.answer.audit_return.round.framework
        if older.sha256 not in known:
            known[older.sha256] = compared(older, newer)
        code = carried[revision.pk]
        if code in known[older.sha256]:
            found[code] = known[older.sha256][code]
    return found
