"""Every page about one young person can signal significant harm, and says that somebody looked."""

import pytest
from django.urls import reverse

from onlinelives.cases.queries import LOOKED
from onlinelives.trail.models import Entry
from tests.house.addresses import TABLE, Scene
from tests.house.answers import OK, ROLES
from tests.world import World

# Pages that Alice may open and whose address begins with a young person's reference.
PAGES = sorted(
    name
    for (name, method), row in TABLE.items()
    if method == "GET" and name.startswith("young_person") and row[ROLES.index("alice")] == OK
)
ELSEWHERE = {"young_person_new", "young_person_pack_file"}  # nobody is known yet; a locked file


def test_there_are_pages_to_look_at() -> None:
    assert {"young_person", "young_person_looks", "young_person_incident", "young_person_signal"} <= set(PAGES)
    assert set(PAGES) >= ELSEWHERE


@pytest.mark.parametrize("name", [name for name in PAGES if name not in ELSEWHERE])
def test_it_has_the_button_and_leaves_a_look(world: World, name: str, signed_in: object) -> None:
    scene = Scene(world)
    args = scene.args(name)
    before = Entry.objects.filter(verb=LOOKED).count()
    shown = signed_in(world.alice).get(reverse(name, args=args))  # type: ignore[operator]
    assert "Signal significant harm" in shown.text
    new = reverse("young_person_signal_new", args=[args[0]])
    assert new in shown.text or name == "young_person_signal_new"
    assert Entry.objects.filter(verb=LOOKED).count() == before + 1
