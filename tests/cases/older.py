"""A database as it was when young people and referrals had just landed: laid with the models of that day, and read with
those of today. Run as `python -m tests.cases.older lay` and `… read`, each on the database of the environment."""

import json
import sys
from datetime import date
from typing import Any

import django

AS_OF = ("cases", "0002_referrals")

# known by -> given name, family name, date of birth, postcode, day of the referral, why, age at referral
PEOPLE: dict[str, tuple[str, str, str, str, str, str, int | None]] = {
    "OL-222222": ("Tariq", "Winterbourne-Okafor", "2012-05-17", "ZZ94QX", "2026-05-16", "Quarrels at home.", 13),
    "OL-333333": ("Síle", "O’Hollow", "2012-05-17", "", "2026-05-17", "She said: “nothing”.\nLater: 🦊", 14),
    "OL-444444": ("أحمد", "العلي", "", "", "2026-05-17", "Came with a friend.", None),
    "OL-555555": ("Ondine", "Vale", "2026-05-18", "", "2026-05-17", "Before the birth.", None),
    "OL-666666": ("", "", "2010-02-28", "", "2026-02-27", "Kept under a reference alone.", 15),
}
RESTRICTED = "OL-333333"


def lay() -> None:
    """In the past's own models: nothing of today's is asked."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    apps = MigrationExecutor(connection).loader.project_state(AS_OF).apps

    def make(label: str, model: str, /, **values: Any) -> Any:
        return apps.get_model(label, model).objects.create(**values)

    area = make("accounts", "Partnership", code="vale", name="Vale")
    agency = make("accounts", "Agency", partnership=area, code="elmfield", name="Elmfield", kind="school")
    alice = make("accounts", "Person", partnership=area, email="alice@vale.example", name="Alice")
    make("accounts", "Membership", partnership=area, person=alice, agency=agency, role="practitioner")
    team = make("accounts", "Team", partnership=area, agency=agency, name="Pastoral team")
    make("accounts", "TeamMember", partnership=area, team=team, person=alice)
    for reference, (given, family, born, postcode, received, why, _) in PEOPLE.items():
        young_person = make(
            "cases",
            "YoungPerson",
            partnership=area,
            agency=agency,
            team=team,
            reference=reference,
            given_name=given,
            family_name=family,
            born_on=born,
            postcode=postcode,
            restricted=reference == RESTRICTED,
            opened_by=alice,
        )
        _keys(apps, young_person, born)
        said = {"received_on": date.fromisoformat(received), "source": "school", "reason": why, "online": "not_asked"}
        referral = make(
            "cases", "Referral", partnership=area, young_person=young_person, written_by=alice, state="decided", **said
        )
        told = {"outcome": "early_help", "reason": f"Decided: {why}", "by": alice}
        make("cases", "Decision", partnership=area, referral=referral, **told)
        if reference == RESTRICTED:
            make("cases", "NamedPerson", partnership=area, young_person=young_person, person=alice)
            why_restricted = {"restricted": True, "reason": "Related to a colleague.", "by": alice}
            make("cases", "Restriction", partnership=area, young_person=young_person, **why_restricted)


def _keys(apps: Any, young_person: Any, born: str) -> None:
    from onlinelives.cases.finding import Identity, keys_of

    day = date.fromisoformat(born) if born else None
    identity = Identity(young_person.given_name, young_person.family_name, "", day, young_person.postcode)
    for key in keys_of(identity, young_person.agency_id):
        apps.get_model("cases", "SearchKey").objects.create(
            partnership=young_person.partnership, young_person=young_person, key=key
        )


def read() -> dict[str, Any]:
    """What today's program makes of it, as Alice sees it."""
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    from onlinelives.accounts import queries as accounts
    from onlinelives.accounts.models import Person
    from onlinelives.cases.models import YoungPerson
    from onlinelives.cases.queries import search

    settings.ALLOWED_HOSTS, settings.SECOND_FACTOR_REQUIRED = ["testserver"], False
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    alice = accounts.signed_in(Person.objects.get(name="Alice").pk)
    assert alice is not None
    client = Client()
    client.force_login(alice)
    told: dict[str, Any] = {}
    for young_person in YoungPerson.objects.visible_to(alice).order_by("reference"):
        referral = young_person.referrals.get()
        page = client.get(reverse("young_person", args=[young_person.reference]))
        told[young_person.reference] = {
            "name": [young_person.given_name, young_person.family_name],
            "born_on": young_person.born_on,
            "state": young_person.state,
            "restricted": young_person.restricted,
            "why_restricted": [each.reason for each in young_person.restrictions.all()],
            "reason": referral.reason,
            "decided": referral.decisions.get().reason,
            "age": referral.age,
            "found": [match.young_person.reference for match in search(alice, young_person.name)[0]],
            "page": [page.status_code, young_person.given_name in page.text],
        }
    return told


if __name__ == "__main__":
    django.setup()
    if sys.argv[1] == "lay":
        lay()
    else:
        sys.stdout.write(json.dumps(read()))
