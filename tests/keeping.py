"""Closed records whose day has come, and a second manager, built through the ordinary actions where there are any."""

from datetime import date, timedelta
from typing import Any

from onlinelives.accounts.models import Person
from onlinelives.cases.actions import disposals, referrals
from onlinelives.cases.finding import Identity
from onlinelives.cases.models import (
    AssessedFactor,
    AssessedRisk,
    Assessment,
    Disposal,
    FlagDecision,
    KeptTaxonomy,
    SavedTopic,
    YoungPerson,
)
from onlinelives.content import taxonomies
from onlinelives.rules import roles
from onlinelives.rules.vulnerability import CARE
from onlinelives.trail import clock
from tests.practice import Practice, add_young_person, closed, refer
from tests.world import World, add_person

WHY = "The family has moved away, and nothing further came."
GROWN_UP = 22 * 366  # days


def add_assessment(
    young_person: YoungPerson, by: Person, *, finished: bool = True, care: str = "not_asked"
) -> Assessment:
    """An assessment as it lies in the database, with something in every table that belongs to it."""
    taxonomy = taxonomies.load()
    kept, _ = KeptTaxonomy.objects.get_or_create(sha256=taxonomy.sha256, defaults={"body": taxonomies.freeze(taxonomy)})
    done: dict[str, Any] = {"state": "finished", "finished_at": clock.now(), "lowest": 1, "highest": 2}
    area = {"partnership_id": young_person.partnership_id}
    made = Assessment(
        **area,
        young_person=young_person,
        stage="during",
        taxonomy=kept,
        ruleset_version=1,
        counts_physical_disability=False,
        hours="from_1",
        night="yes",
        phones=2,
        apps="Moonchat and Pixelpond",
        wants="To sleep again.",
        judgement="He is pressed by an older boy called Rufus.",
        begun_by=by,
        **(done if finished else {}),
    )
    made.save(force_insert=True)
    risk = taxonomy.risks[0]
    AssessedRisk(
        **area, assessment=made, item=risk.id, category=risk.category, state="yes", impact="He does not sleep."
    ).save(force_insert=True)
    AssessedFactor(**area, assessment=made, factor=CARE, state=care, note="His aunt told us.").save(force_insert=True)
    SavedTopic(**area, assessment=made, topic="content", version=1, said="{}", saved_by=by).save(force_insert=True)
    made.choices.create(**area, choice=taxonomy.impacts_negative[0].id)
    FlagDecision(**area, assessment=made, flagged=True, reason="More help is needed.", by=by).save(force_insert=True)
    return made


class Keeping:
    """As in Practice; and Bea is a second manager of Elmfield. The record of Ondine, who is grown up by now, has been
    closed for a year, and its day has come; a referral of hers was decided, and she was assessed."""

    def __init__(self, world: World, practice: Practice | None = None):
        practice = practice or Practice(world)
        self.pastoral, self.tariq, self.referral = practice.pastoral, practice.tariq, practice.referral
        self.bea = add_person("Bea", roles.MANAGER, world.elmfield, by=world.omar)
        born_on = clock.today() - timedelta(days=GROWN_UP)
        identity = Identity("Ondine", "O’Hollow", "أوندين 🦊", born_on, "ZZ7 7QQ")
        self.ondine = add_young_person(self.pastoral, world.alice, identity)
        referral = refer(self.ondine, world.alice, reason="Followed by a stranger in Moonchat.")
        referrals.decide(
            referral=referral, outcome="early_help", reason="As agreed.", influences=[], expected=1, by=world.alice
        )
        self.assessment = add_assessment(self.ondine, world.alice)
        closed(self.ondine, clock.today() - timedelta(days=365))

    def proposed(self, by: Person, **more: Any) -> Disposal:
        return disposals.propose(young_person=self.ondine, reason=WHY, by=by, **more)


def due_on(young_person: YoungPerson) -> date:
    from onlinelives.cases.queries import review_of

    found = review_of(young_person)
    assert found
    return found.on
