"""How every action of its author that changes a case study begins."""

from onlinelives.accounts.models import Person
from onlinelives.cases import permissions
from onlinelives.cases.actions.writing import seen_by
from onlinelives.cases.models import CaseStudy
from onlinelives.rules.lifecycles import CASE_STUDY
from onlinelives.rules.verdict import Changed, need


def changed_by(by: Person, study: CaseStudy, verb: str, expected: int) -> CaseStudy:
    """The case study, locked with its record, one version further and in the state that follows `verb`.

    Raises Refused for anybody but the author and for an author who does not see the record any more, NotNow where the
    state does not allow the verb, and Changed, with the study as it stands, when it is no longer at version `expected`.
    """
    young_person = seen_by(by, study.young_person)
    found = CaseStudy.objects.select_for_update(of=("self",), no_key=True).select_related("partnership", "author")
    here = found.get(pk=study.pk, young_person=young_person)
    here.young_person = young_person
    need(permissions.write_study(by, here))
    state = CASE_STUDY.after(here.state, verb)
    if here.version != expected:
        raise Changed(here, "case study")
    here.state, here.version = state, here.version + 1
    here.save(update_fields=["state", "version"])
    return here
