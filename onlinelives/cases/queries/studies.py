"""A case study for its author. It is fetched through the record: whoever does not see that sees no draft of it."""

from dataclasses import dataclass

from django.db.models import Q
from django.shortcuts import get_object_or_404

from onlinelives.accounts.models import Membership, Person
from onlinelives.cases.models import ApprovedStudy, AskedFlag, CaseStudy, StudyAsk, StudyName, YoungPerson
from onlinelives.cases.queries.study_steps import Checked, checked
from onlinelives.rules import roles
from onlinelives.web.jinja import day


@dataclass(frozen=True)
class StudyPage:
    """Everything about one case study. asks: newest first. in_use: the approved version of it that can be read."""

    study: CaseStudy
    now: Checked
    asks: list[StudyAsk]
    in_use: ApprovedStudy | None


@dataclass(frozen=True)
class Taken:
    """Something written in the record that a text may begin with. code: how the form names it."""

    code: str
    label: str
    words: str


def study_for(person: Person, reference: str, pk: str) -> CaseStudy:
    """A case study of the person's own, of a record they see, or 404."""
    seen = YoungPerson.objects.visible_to(person).filter(reference=reference)
    found = CaseStudy.objects.filter(author=person, young_person__in=seen.values("pk"))
    around = ("partnership", "author", "young_person__team", "young_person__agency", "young_person__opened_by")
    return get_object_or_404(found.select_related(*around), pk=pk)


def study_page(study: CaseStudy) -> StudyPage:
    """For the author, who already passed the gate."""
    asks = list(study.asks.select_related("asked", "source__approved"))
    approved = [ask.source.approved for ask in asks if ask.state == StudyAsk.State.APPROVED]
    in_use = next((each for each in approved if not each.withdrawn_at), None)
    return StudyPage(study, checked(study), asks, in_use)


def not_agreed(study: CaseStudy) -> list[tuple[str, AskedFlag]]:
    """The flags with which the second person did not agree when they last sent it back, with the words that stood
    there."""
    ask = study.asks.filter(state=StudyAsk.State.SENT_BACK).first()
    flags = ask.flags.filter(verdict=AskedFlag.Verdict.NOT) if ask else []
    return [(ask.parts[flag.part][flag.start : flag.end], flag) for flag in flags] if ask else []


def names_of(study: CaseStudy) -> list[StudyName]:
    """Who and what the author added."""
    return list(study.names.filter(removed_at=None))


def name_of(study: CaseStudy, pk: str) -> StudyName:
    """One of them, or 404."""
    return get_object_or_404(study.names.filter(removed_at=None), pk=pk)


def in_use(study: CaseStudy) -> bool:
    """Whether an approved version of it can be read."""
    return ApprovedStudy.objects.filter(source__ask__study=study, withdrawn_at=None).exists()


def to_take_over(young_person: YoungPerson) -> list[Taken]:
    """What the record says in words that a text may begin with, oldest first."""
    found = []
    for referral in young_person.referrals.prefetch_related("decisions").order_by("received_on", "written_at"):
        of = f"the referral of {day(referral.received_on)}"
        found.append(Taken(f"reason:{referral.pk}", f"Why they were referred, from {of}", referral.reason))
        if referral.found_online_how:
            label = f"How the online part came to light, from {of}"
            found.append(Taken(f"found:{referral.pk}", label, referral.found_online_how))
        found += [
            Taken(f"decision:{decision.pk}", f"What was decided on {of}", decision.reason)
            for decision in reversed(referral.decisions.all())
        ]
    return found


def who_may_be_asked(study: CaseStudy) -> list[tuple[Person, str, bool]]:
    """Everybody of the area who works with young people but the author: the person, their agencies, and whether they
    work in the record's own agency. Those of other agencies first."""
    held = Membership.objects.filter(
        Q(role__in=[roles.PRACTITIONER.code, roles.MANAGER.code]),
        partnership=study.partnership_id,
        ended_at=None,
        person__is_active=True,
    ).exclude(person=study.author_id)
    agencies: dict[Person, dict[int | None, str]] = {}
    for each in held.select_related("person", "agency").order_by("person__name", "person_id"):
        agencies.setdefault(each.person, {})[each.agency_id] = each.agency.name if each.agency else ""
    own = study.young_person.agency_id
    found = [(person, ", ".join(names.values()), own in names) for person, names in agencies.items()]
    return sorted(found, key=lambda each: each[2])
