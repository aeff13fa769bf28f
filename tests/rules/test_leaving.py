"""What may leave is declared once for each field."""

import pytest

from onlinelives.rules.leaving import Leaving

LEAVES = Leaving(exported="name year", pseudonymised="actor", never="id body")


def test_every_declared_field_is_known() -> None:
    assert LEAVES.declared == {"name", "year", "actor", "id", "body"}
    assert Leaving().declared == frozenset()


@pytest.mark.parametrize(
    "told", [{"exported": "a a"}, {"exported": "a", "never": "a"}, {"pseudonymised": "b a", "never": "c a"}]
)
def test_a_field_declared_twice_is_a_mistake(told: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="declared twice"):
        Leaving(**told)


@pytest.mark.parametrize(
    ("names", "allowed"),
    [
        (["name"], True),
        (["name", "year"], True),
        ([], True),
        (["name", "actor"], False),
        (["id"], False),
        (["new"], False),
    ],
)
def test_only_exported_fields_leave_as_they_are(names: list[str], allowed: bool) -> None:
    assert LEAVES.allows(names) is allowed
