import pytest

from tests.waves import Fieldwork
from tests.world import World


@pytest.fixture
def fieldwork(world: World) -> Fieldwork:
    return Fieldwork(world)
