"""Whatever was typed about sharing is in some passage of the copy that a young person may ask for."""

from typing import Any

import pytest

from onlinelives.accounts.sealed_fields import Sealed
from onlinelives.cases import keeping as registry
from onlinelives.cases.queries import passages_of
from onlinelives.sharing import models
from tests.house.scenarios_sharing import never_entry
from tests.partners import Partners, answer
from tests.practice import Practice
from tests.world import World

OF_THIS_ROOM = [each for each in registry.HOLDINGS if each.model.__module__.startswith("onlinelives.sharing.")]


def sealed_fields(model: Any) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields if isinstance(field, Sealed)]


def test_every_sealed_field_is_in_a_passage(world: World) -> None:
    partners = Partners(world, Practice(world))
    answer(partners.check, world.charlie)
    never_entry(world, partners.practice.tariq)
    young_person = type(partners.practice.tariq).objects.get(pk=partners.practice.tariq.pk)
    said: dict[str, str] = {}
    for each in OF_THIS_ROOM:
        for row in each.rows_of(young_person):
            for name in sealed_fields(type(row)):
                said[f"{type(row).__name__}.{name}"] = word = f"word{len(said):03d}"
                setattr(row, name, word)
            row.save()
    told = "\n".join(passage.text for passage in passages_of(young_person))
    assert set(said) == {f"{each.model.__name__}.{name}" for each in OF_THIS_ROOM for name in sealed_fields(each.model)}
    assert [name for name, word in said.items() if word not in told] == []


def test_a_copy_tells_what_was_asked_decided_and_sent(world: World) -> None:
    partners = Partners(world, Practice(world))
    found = {passage.key.partition(".")[0]: passage for passage in passages_of(partners.practice.tariq)}
    assert {"check", "sharing", "extract"} <= set(found)
    assert "{" not in found["extract"].text


@pytest.mark.parametrize("model", models.OF_A_RECORD, ids=lambda model: model.__name__)
def test_every_model_of_a_record_goes_with_it(model: Any) -> None:
    assert model in [each.model for each in registry.HOLDINGS]
