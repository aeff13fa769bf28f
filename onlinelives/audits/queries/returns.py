"""A return and its sections, from who is asking."""

from dataclasses import dataclass

from django.http import Http404
from django.shortcuts import get_object_or_404

from onlinelives.accounts.models import Person
from onlinelives.audits import permissions
from onlinelives.audits.models import Answer, CarryForward, EvidenceRevision, Return, SignOff
from onlinelives.audits.queries.citations import citations_of
from onlinelives.audits.queries.digests import digest_of
from onlinelives.audits.queries.rewordings import Reworded, rewordings
from onlinelives.audits.queries.standings import SectionStanding, sections, whole
from onlinelives.content.shapes import Framework, Section, Statement, Term
from onlinelives.rules.lifecycles import RETURN, ROUND
from onlinelives.rules.scoring import SECTIONS, Mark, Tally
from onlinelives.rules.verdict import Verdict


def return_for(person: Person, pk: int) -> Return:
    """One return the person may see, with its round and agency, or 404."""
    return get_object_or_404(Return.objects.visible_to(person).select_related("round", "agency"), pk=pk)


def may_change(audit_return: Return) -> Verdict:
    """Whether the states of round and return let anything change."""
    return ROUND.may(audit_return.round.state, "answer") and RETURN.may(audit_return.state, "answer")


@dataclass(frozen=True)
class ReturnPage:
    """A return with its six sections and its signatures; `digest` is that of what is shown."""

    audit_return: Return
    framework: Framework
    sections: list[SectionStanding]
    overall: Tally
    sign_off: SignOff | None  # the one that stands
    taken_back: list[SignOff]
    stale: bool
    digest: str
    changeable: Verdict
    may_assign: Verdict
    may_sign_off: Verdict
    carried_forward: CarryForward | None  # the one that stands
    may_carry: Verdict


def return_page(person: Person, pk: int) -> ReturnPage:
    """For the overview and the sign-off page: 6 queries besides those of signing in."""
    audit_return = return_for(person, pk)
    answers = list(Answer.objects.filter(audit_return=audit_return).order_by("statement"))
    assignments = list(audit_return.assignments.select_related("person"))
    signatures = list(audit_return.sign_offs.all())
    standings = sections(audit_return.round.framework, [(a.section, a.mark) for a in answers], assignments, person)
    digest = digest_of(audit_return, answers, citations_of(audit_return))
    sign_off = next((s for s in signatures if s.withdrawn_at is None), None)
    return ReturnPage(
        audit_return=audit_return,
        framework=audit_return.round.framework,
        sections=standings,
        overall=whole(standings),
        sign_off=sign_off,
        taken_back=[s for s in signatures if s.withdrawn_at is not None],
        stale=sign_off is not None and sign_off.digest != digest,
        digest=digest,
        changeable=may_change(audit_return),
        may_assign=permissions.assign(person, audit_return),
        may_sign_off=permissions.sign_off(person, audit_return),
        carried_forward=audit_return.carried_forward.filter(undone_at=None).select_related("source__round").first(),
        may_carry=permissions.carry_forward(person, audit_return),
    )


@dataclass(frozen=True)
class Row:
    """One statement with its answer, as the answer page shows it."""

    statement: Statement
    answer: Answer
    terms: tuple[Term, ...]
    cited: list[EvidenceRevision]
    reworded: Reworded | None  # a carried answer was given to other words


@dataclass(frozen=True)
class SectionPage:
    """One section of a return: six statements with their answers, and where the others stand."""

    audit_return: Return
    framework: Framework
    section: Section
    rows: list[Row]
    sections: list[SectionStanding]
    here: SectionStanding
    may_answer: Verdict  # this person, this section
    changeable: Verdict  # the states

    @property
    def editable(self) -> bool:
        return bool(self.may_answer) and bool(self.changeable)

    @property
    def following(self) -> int | None:
        return self.section.number + 1 if self.section.number < SECTIONS else None


def section_page(person: Person, pk: int, number: int) -> SectionPage:
    """For the answer page: 5 queries besides those of signing in, whatever the number of agencies and rounds; one more
    for each edition that answers were carried from."""
    audit_return = return_for(person, pk)
    framework = audit_return.round.framework
    if not 1 <= number <= SECTIONS:
        raise Http404
    section = framework.section(number)
    answers = {a.statement: a for a in Answer.objects.filter(audit_return=audit_return, section=number)}
    marks = Answer.objects.filter(audit_return=audit_return).values_list(
        "section", "score", "not_applicable", "carried"
    )
    assignments = list(audit_return.assignments.select_related("person"))
    standings = sections(
        framework, [(s, Mark(score, na, carried)) for s, score, na, carried in marks], assignments, person
    )
    cited = citations_of(audit_return, number)
    reworded = rewordings(audit_return, answers.values())
    here = standings[number - 1]
    for answer in answers.values():
        answer.audit_return = audit_return
    return SectionPage(
        audit_return=audit_return,
        framework=framework,
        section=section,
        rows=[
            Row(s, answers[s.id], framework.terms_of(s), cited.get(answers[s.id].pk, []), reworded.get(s.id))
            for s in section.statements
        ],
        sections=standings,
        here=here,
        may_answer=permissions.answer(person, audit_return, assigned=here.mine),
        changeable=may_change(audit_return),
    )
