"""The schools and other places of an area in which young people may take part."""

import uuid
from dataclasses import dataclass

from django.db import transaction

from onlinelives.accounts.models import Agency, Person
from onlinelives.rules.verdict import Changed, Invalid, NotNow, need
from onlinelives.survey import permissions
from onlinelives.survey.models import Setting
from onlinelives.trail import clock
from onlinelives.trail.actions import record

TAKEN = "There is a setting of this name already. Add the town, if it is another one."


@dataclass(frozen=True)
class About:
    """What a setting is. agency: which agency of the area it is, if it is one."""

    name: str
    kind: str
    agency: Agency | None = None


@transaction.atomic
def add(*, about: About, by: Person, form_key: uuid.UUID | None = None) -> Setting:
    """A new setting. The same form sent twice makes one. Raises Invalid for a name that is taken or empty."""
    need(permissions.run_survey(by))
    again = form_key and Setting.objects.filter(form_key=form_key, partnership=by.partnership_id).first()
    if again:
        return again
    setting = Setting(partnership_id=by.partnership_id, form_key=form_key)
    _say(setting, about)
    setting.save(force_insert=True)
    record("survey setting added", by=by, subject=setting.trail_subject, name=setting.name)
    return setting


@transaction.atomic
def change(*, setting: Setting, about: About, expected: int, by: Person) -> Setting:
    """What it is from now on. Raises Changed when it is no longer at version `expected`."""
    need(permissions.run_survey(by))
    setting = _locked(setting, expected)
    _say(setting, about)
    setting.version += 1
    setting.save()
    record("survey setting changed", by=by, subject=setting.trail_subject, name=setting.name)
    return setting


@transaction.atomic
def leave(*, setting: Setting, expected: int, by: Person) -> Setting:
    """It takes part in no later wave. Waves that it was in stay as they are. Raises NotNow while it is in one that is
    not closed."""
    need(permissions.run_survey(by))
    setting = _locked(setting, expected)
    if setting.places.exclude(wave__state="closed").exists():
        raise NotNow("This setting takes part in a wave that is not closed. Take it out of the wave first.")
    setting.left_at, setting.version = clock.now(), setting.version + 1
    setting.save(update_fields=["left_at", "version"])
    record("survey setting left", by=by, subject=setting.trail_subject, name=setting.name)
    return setting


def _locked(setting: Setting, expected: int) -> Setting:
    here = Setting.objects.select_for_update(no_key=True).get(pk=setting.pk)
    if here.version != expected:
        raise Changed(here, "setting")
    if here.left_at is not None:
        raise NotNow("This setting has left the survey.")
    return here


def _say(setting: Setting, about: About) -> None:
    name = " ".join(about.name.split())
    if not name:
        raise Invalid("Enter the name of the setting.", "name")
    if about.kind not in Setting.Kind.values:
        raise Invalid("Select what it is.", "kind")
    if about.agency and about.agency.partnership_id != setting.partnership_id:
        raise Invalid("Select an agency of your area.", "agency")
    here = Setting.objects.filter(partnership=setting.partnership_id, left_at=None).exclude(pk=setting.pk)
    if here.filter(name__iexact=name).exists():
        raise Invalid(TAKEN, "name")
    setting.name, setting.kind, setting.agency = name, about.kind, about.agency
