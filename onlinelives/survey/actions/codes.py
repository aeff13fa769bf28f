"""Codes are issued class by class, shown once, and never stored as they were."""

import secrets
import uuid
from dataclasses import dataclass

from django.db import transaction

from onlinelives.accounts.models import Person
from onlinelives.accounts.sealed_fields import blind
from onlinelives.rules import access_codes
from onlinelives.rules.lifecycles import CODE
from onlinelives.rules.verdict import Invalid, NotNow, need
from onlinelives.survey import permissions
from onlinelives.survey.actions import waves
from onlinelives.survey.models import AccessCode, CodeSheet, Place
from onlinelives.trail.actions import record

PURPOSE = "survey code"  # of the keyed hash
FEWEST, MOST = 10, 60  # of one class
MOST_OF_A_YEAR = 500
SMALL = (
    f"A class of fewer than {FEWEST} has no codes of its own, so that nobody in it stands out. Leave the class empty: "
    "then these are codes of the year group."
)


@dataclass(frozen=True)
class Wanted:
    """For whom codes are wanted. class_name: empty for the whole year group. how_many: with a few to spare."""

    year_group: int
    how_many: int
    class_name: str = ""


@dataclass(frozen=True)
class Issued:
    """A sheet and its codes, which nobody can ever be shown again."""

    sheet: CodeSheet
    codes: tuple[str, ...]


@transaction.atomic
def issue(*, place: Place, wanted: Wanted, by: Person, form_key: uuid.UUID | None = None) -> Issued:
    """New codes. Raises NotNow where this form was sent before, because its codes were shown then; Invalid for a class
    that is too small, too many codes, or a year group that does not take part."""
    need(permissions.run_survey(by))
    wave = waves.locked(place.wave, "issue")
    if form_key and CodeSheet.objects.filter(form_key=form_key).exists():
        raise NotNow("These codes were shown already. If they were not printed, revoke them and make new ones.")
    class_name = " ".join(wanted.class_name.split())
    most = MOST if class_name else MOST_OF_A_YEAR
    if class_name and wanted.how_many < FEWEST:
        raise Invalid(SMALL, "class_name")
    if not 1 <= wanted.how_many <= most:
        raise Invalid(f"Enter a number from 1 to {most}.", "how_many")
    if not place.expected.filter(year_group=wanted.year_group).exists():
        raise Invalid("Select a year group that takes part.", "year_group")
    sheet = CodeSheet.objects.create(
        partnership_id=place.partnership_id,
        place=place,
        year_group=wanted.year_group,
        class_name=class_name,
        number=place.sheets.count() + 1,
        form_key=form_key,
    )
    codes = _fresh(wanted.how_many)
    made = [AccessCode(partnership_id=place.partnership_id, sheet=sheet, blind=each) for each in codes]
    AccessCode.objects.bulk_create(sorted(made, key=lambda code: code.pk))  # in no order that was printed
    record(
        "survey codes issued",
        by=by,
        subject=wave.trail_subject,
        setting=place.setting.name,
        sheet=sheet.number,
        codes=wanted.how_many,
    )
    return Issued(sheet, tuple(codes.values()))


@transaction.atomic
def revoke(*, sheet: CodeSheet, by: Person) -> int:
    """Codes of the sheet that nobody has used let nobody in any more. Returns how many there were."""
    need(permissions.run_survey(by))
    wave = waves.locked(sheet.place.wave, "revoke")
    unused = sheet.codes.filter(state="unused")
    revoked = unused.update(state=CODE.after("unused", "revoke"))
    if not revoked:
        raise NotNow("There is no unused code on this sheet.")
    record("survey codes revoked", by=by, subject=wave.trail_subject, sheet=sheet.number, codes=revoked)
    return revoked


def _fresh(how_many: int) -> dict[str, str]:
    """Keyed hash -> code, none of which was ever issued."""
    found: dict[str, str] = {}
    while len(found) < how_many:
        code = access_codes.new(secrets.choice)
        found[blind(code, PURPOSE)] = code
        if len(found) == how_many:
            for taken in AccessCode.objects.filter(blind__in=found).values_list("blind", flat=True):
                del found[taken]
    return found
