"""One setting in one wave, with its sheets of codes."""

from dataclasses import dataclass

from django.shortcuts import get_object_or_404

from onlinelives.accounts.models import Person
from onlinelives.rules.lifecycles import WAVE
from onlinelives.rules.verdict import Verdict
from onlinelives.survey.models import AccessCode, CodeSheet, ExpectedNumber, Place, Wave
from onlinelives.survey.queries.waves import Codes, codes_by


@dataclass(frozen=True)
class SheetLine:
    sheet: CodeSheet
    codes: Codes


@dataclass(frozen=True)
class PlacePage:
    place: Place
    expected: list[ExpectedNumber]
    sheets: list[SheetLine]

    @property
    def wave(self) -> Wave:
        return self.place.wave

    @property
    def may_issue(self) -> Verdict:
        return WAVE.may(self.wave.state, "issue")

    @property
    def may_revoke(self) -> Verdict:
        return WAVE.may(self.wave.state, "revoke")


def place_for(person: Person, pk: int) -> Place:
    """Raises Http404."""
    places = Place.objects.filter(wave__in=Wave.objects.visible_to(person))
    return get_object_or_404(places.select_related("wave__questionnaire", "setting"), pk=pk)


def place_page(person: Person, pk: int) -> PlacePage:
    """Raises Http404."""
    place = place_for(person, pk)
    codes = codes_by(AccessCode.objects.filter(sheet__place=place), "sheet")
    sheets = [SheetLine(sheet, codes.get(sheet.pk, Codes())) for sheet in place.sheets.all()]
    return PlacePage(place, list(place.expected.all()), sheets)


def sheet_for(person: Person, pk: int) -> CodeSheet:
    """Raises Http404."""
    sheets = CodeSheet.objects.filter(place__wave__in=Wave.objects.visible_to(person))
    return get_object_or_404(sheets.select_related("place__wave", "place__setting"), pk=pk)
