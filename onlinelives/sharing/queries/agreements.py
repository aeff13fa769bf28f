"""Agreements between agencies and legal bases, from who is asking."""

from dataclasses import dataclass

from django.shortcuts import get_object_or_404

from onlinelives.accounts.models import Agency, Person
from onlinelives.content import legal_bases
from onlinelives.rules import roles
from onlinelives.rules.verdict import Verdict
from onlinelives.sharing.models import Agreement, LegalBasis
from onlinelives.trail import clock


@dataclass(frozen=True)
class AgreementLine:
    """One agreement, the names of its agencies, and whether its review is overdue today."""

    agreement: Agreement
    agencies: list[str]
    is_due: bool


@dataclass(frozen=True)
class BasisLine:
    """One legal basis as it stands, how many earlier rows there are, and whether it may be used today."""

    basis: LegalBasis
    earlier: int
    may_be_used: Verdict


def agreements_for(person: Person) -> tuple[list[AgreementLine], list[AgreementLine]]:
    """Agreements that hold, and those that have ended."""
    found = [_line(each) for each in Agreement.objects.visible_to(person).prefetch_related("parties__agency")]
    now = [line for line in found if line.agreement.ended_on is None]
    return now, [line for line in found if line.agreement.ended_on is not None]


def agreement_for(person: Person, pk: int) -> AgreementLine:
    """One agreement of the person's area, or 404."""
    found = Agreement.objects.visible_to(person).prefetch_related("parties__agency")
    return _line(get_object_or_404(found, pk=pk))


def agencies_of_area(person: Person) -> list[Agency]:
    """Every agency of the person's area that has not left, by name: those between whom something can be shared."""
    return list(Agency.objects.filter(partnership=person.partnership_id, left_at=None))


def agencies_of(person: Person) -> list[Agency]:
    """The agencies where the person works with young people, by name."""
    works_there = person.agencies_as(roles.PRACTITIONER) | person.agencies_as(roles.MANAGER)
    return list(Agency.objects.filter(pk__in=works_there, left_at=None))


def bases_for(person: Person) -> list[BasisLine]:
    """What may allow sharing, as it stands now."""
    today = clock.today()
    found = LegalBasis.objects.visible_to(person).filter(newest=True)
    return [BasisLine(basis, basis.number - 1, basis.may_be_used(today)) for basis in found]


def basis_for(person: Person, code: str) -> list[LegalBasis]:
    """Every row of one legal basis, newest first, or 404."""
    found = list(
        LegalBasis.objects.visible_to(person).filter(code=code).order_by("-number").select_related("written_by")
    )
    return found or [get_object_or_404(LegalBasis.objects.none())]


def lacks_bases(person: Person) -> bool:
    """Whether the area has not yet been given some of the rows that the product comes with."""
    here = LegalBasis.objects.filter(partnership=person.partnership_id).values_list("code", flat=True)
    return bool({basis.code for basis in legal_bases.load()} - set(here))


def _line(agreement: Agreement) -> AgreementLine:
    names = [party.agency.name for party in agreement.parties.all()]
    return AgreementLine(agreement, names, agreement.is_due(clock.today()))
