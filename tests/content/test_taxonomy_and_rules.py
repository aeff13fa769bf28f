"""Rules cannot read content, so both name the same things. Here they are held equal."""

from onlinelives.cases.models import INFLUENCES, Referral
from onlinelives.content import taxonomies
from onlinelives.rules import risk, vulnerability


def test_states_frequencies_and_the_four_cs_are_the_same() -> None:
    content = taxonomies.load()
    assert tuple(each.id for each in content.states) == vulnerability.STATES
    assert tuple(each.id for each in content.frequencies) == risk.FREQUENCIES
    assert tuple(each.id for each in content.categories) == tuple(risk.CATEGORIES)


def test_factors_are_the_same_and_the_same_ones_count() -> None:
    content, rules = taxonomies.load(), vulnerability.FIRST
    assert {each.id for each in content.factors} == set(rules.factors)
    assert {each.id for each in content.counted_factors} == set(rules.counted)


def test_a_referral_has_a_column_for_each_harm_type_and_each_influence() -> None:
    content = taxonomies.load()
    assert {each.id for each in content.harm_types} <= {field.name for field in Referral._meta.fields}
    assert [each.id for each in content.influences] == [f"threshold.{name}" for name in INFLUENCES]
