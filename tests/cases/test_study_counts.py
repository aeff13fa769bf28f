"""Which combinations few young people of the area share: every record counts, and none is shown."""

from typing import Any

import pytest

from onlinelives.accounts.models import Person
from onlinelives.cases.actions import study_checks
from onlinelives.cases.models import (
    AssessedFactor,
    AssessedRisk,
    Assessment,
    CaseStudy,
    KeptTaxonomy,
    Referral,
    YoungPerson,
)
from onlinelives.cases.queries import Told, features_of, offered, rare_combinations
from onlinelives.rules.verdict import Invalid
from onlinelives.trail import clock
from tests.practice import Practice, add_team, add_young_person, refer, restricted_to
from tests.studies import WHY, Studies, begin, now
from tests.world import World, again

TWELVE, WIDE = Told("age_band", "11_13"), Told("age_band", "under_14")
ENABLED, CONDUCT = Told("harm", "technology_enabled"), Told("category", "conduct")
CARE, SOMETHING = Told("factor", "factor.care"), Told("factor", "any")


@pytest.fixture
def studies(world: World) -> Studies:
    return Studies(world)


def referred(practice: Practice, by: Person, many: int, age: int = 12, **said: Any) -> list[YoungPerson]:
    """Young people referred at this age, for technology-enabled harm unless `said`."""
    made = []
    for _ in range(many):
        young_person = add_young_person(practice.pastoral, by, given_name="Ondine")
        refer(young_person, by, **{"online": "reason", "harm": frozenset([ENABLED.code]), **said})
        made.append(young_person)
    Referral.objects.filter(young_person__in=made).update(age=age)
    return made


def assessed(young_person: YoungPerson, by: Person, *told: Told, state: str = "yes", finished: bool = True) -> None:
    """An assessment in which these factors and Cs are in this state."""
    kept, _ = KeptTaxonomy.objects.get_or_create(sha256="0" * 64, body="{}")
    here = {"partnership_id": young_person.partnership_id}
    result = {"state": "finished", "finished_at": clock.now(), "lowest": 0, "highest": 8} if finished else {}
    assessment = Assessment.objects.create(
        **here,
        young_person=young_person,
        stage="referral",
        taxonomy=kept,
        ruleset_version=1,
        counts_physical_disability=False,
        begun_by=by,
        **result,
    )
    for each in told:
        if each.kind == "factor":
            AssessedFactor.objects.create(**here, assessment=assessment, factor=each.code, state=state)
        else:
            item = f"{each.code}.gambling"
            AssessedRisk.objects.create(**here, assessment=assessment, item=item, category=each.code, state=state)


def rare(study: CaseStudy, *features: Told) -> list[str]:
    return [each.key for each in rare_combinations(now(study), features)]


class TestCounting:
    def test_what_five_share_is_not_rare_and_what_four_share_is(self, studies: Studies) -> None:
        made = referred(studies.practice, studies.alice, 4)
        study = begin(made[0], studies.alice)
        assert rare(study, TWELVE) == [TWELVE.key]
        referred(studies.practice, studies.alice, 1)
        assert rare(study, TWELVE) == []

    def test_a_combination_may_be_rare_where_each_feature_is_common(self, studies: Studies) -> None:
        made = referred(studies.practice, studies.alice, 4)
        referred(studies.practice, studies.alice, 3, harm=frozenset())
        referred(studies.practice, studies.alice, 3, age=15)
        study = begin(made[0], studies.alice)
        assert rare(study, TWELVE, ENABLED) == [f"{TWELVE.key}|{ENABLED.key}"]
        (found,) = rare_combinations(now(study), [ENABLED, TWELVE])
        assert found.words == ("Age 11 to 13 with harm technology-enabled: fewer than 5 young people")

    def test_every_agency_and_every_record_of_the_area_counts_and_no_other_area(
        self, world: World, studies: Studies
    ) -> None:
        made = referred(studies.practice, studies.alice, 3)
        nurses = add_team("Nurses", world.harbour, [world.charlie], by=world.mina)
        elsewhere = Practice.__new__(Practice)
        elsewhere.pastoral = nurses
        made += referred(elsewhere, again(world.charlie), 1)
        study = begin(made[0], studies.alice)
        assert rare(study, TWELVE) == [TWELVE.key]
        far = Practice.__new__(Practice)
        far.pastoral = add_team("Far team", world.far_agency, [], by=world.yan)
        referred(far, again(world.yan), 5)
        assert rare(study, TWELVE) == [TWELVE.key]
        hidden = referred(studies.practice, studies.alice, 1)[0]
        restricted_to([world.bob], hidden, world.bob)
        YoungPerson.objects.filter(pk=hidden.pk).update(state="closed", closed_on=clock.today())
        assert rare(study, TWELVE) == []

    def test_one_young_person_counts_once_however_often_they_were_referred(self, studies: Studies) -> None:
        made = referred(studies.practice, studies.alice, 1)[0]
        for _ in range(5):
            refer(made, studies.alice)
        Referral.objects.update(age=12)
        Referral.objects.exclude(young_person=made).update(age=None)
        assert rare(begin(made, studies.alice), TWELVE) == [TWELVE.key]

    def test_factors_and_cs_count_from_finished_assessments_where_they_are_yes(self, studies: Studies) -> None:
        made = referred(studies.practice, studies.alice, 7)
        for each in made[:4]:
            assessed(each, studies.alice, CARE, CONDUCT)
        assessed(made[4], studies.alice, CARE, CONDUCT, state="not_known")
        assessed(made[5], studies.alice, CARE, CONDUCT, finished=False)
        study = begin(made[0], studies.alice)
        assert rare(study, CARE, CONDUCT) == [CONDUCT.key, CARE.key]
        assessed(made[6], studies.alice, CARE, CONDUCT)
        assert rare(study, CARE, CONDUCT) == []

    def test_the_more_general_is_less_rare(self, studies: Studies) -> None:
        made = referred(studies.practice, studies.alice, 3) + referred(studies.practice, studies.alice, 3, age=9)
        for place, each in enumerate(made):
            assessed(each, studies.alice, CARE if place % 2 else Told("factor", "factor.isolated"))
        study = begin(made[1], studies.alice)
        assert rare(study, TWELVE, CARE) == [TWELVE.key, CARE.key]
        assert rare(study, WIDE, SOMETHING) == []

    def test_without_ticks_nothing_is_counted(self, studies: Studies) -> None:
        assert rare(studies.draft()) == []


class TestOffered:
    def test_what_the_record_bears_out_and_what_is_more_general(self, studies: Studies) -> None:
        made = referred(studies.practice, studies.alice, 1)[0]
        assessed(made, studies.alice, CARE, CONDUCT)
        assert offered(made) == [TWELVE, WIDE, CONDUCT, ENABLED, CARE, SOMETHING]

    def test_a_record_of_which_nothing_is_known_offers_nothing(self, studies: Studies) -> None:
        assert offered(add_young_person(studies.practice.pastoral, studies.alice, given_name="Ondine")) == []

    def test_every_feature_has_words(self, studies: Studies) -> None:
        made = referred(studies.practice, studies.alice, 1)[0]
        assessed(made, studies.alice, CARE, CONDUCT)
        assert [each.words for each in offered(made)] == [
            "11 to 13",
            "under 14",
            "conduct",
            "technology-enabled",
            "in or leaving care",
            "something that makes life online riskier for them",
        ]


class TestExplaining:
    def test_a_reason_stays_with_its_combination_and_the_newest_counts(self, studies: Studies) -> None:
        made = referred(studies.practice, studies.alice, 4)[0]
        study = begin(made, studies.alice, [TWELVE])
        for reason in (WHY, "Because the lesson is about this age."):
            version = now(study).version
            study_checks.explain(study=study, combination=TWELVE.key, reason=reason, expected=version, by=studies.alice)
        (found,) = rare_combinations(now(study), features_of(now(study)))
        assert found.reason == "Because the lesson is about this age."

    def test_only_what_is_rare_now_is_explained_and_with_words(self, studies: Studies) -> None:
        made = referred(studies.practice, studies.alice, 4)[0]
        study = begin(made, studies.alice, [TWELVE])
        told = {"study": study, "expected": study.version, "by": studies.alice}
        with pytest.raises(Invalid, match="not rare"):
            study_checks.explain(**told, combination=ENABLED.key, reason=WHY)
        with pytest.raises(Invalid, match="why it can stand"):
            study_checks.explain(**told, combination=TWELVE.key, reason=" ")
