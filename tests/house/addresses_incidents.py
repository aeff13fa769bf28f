"""Addresses of incidents and signals: see addresses.py."""

from collections.abc import Callable
from typing import Any

from tests.house.answers import GONE, IN, NO, OK, Row
from tests.incidents import PLANNED, SENT, WORRY, acknowledged, happened, planned, signalled
from tests.practice import add_young_person

KEY = "7e6f9f6e-0b1f-4a0e-9d7c-0a4f8a9d1c11"

# fmt: off
#                             anon  alice    bob   nine others
ROWS: dict[tuple[str, str], Row] = {
    ("young_person_incident_new", "GET"): (IN, OK, OK, *[GONE] * 9),
    ("young_person_incident_new", "POST"): (IN, IN, IN, *[GONE] * 9),
    ("young_person_incident", "GET"): (IN, OK, OK, *[GONE] * 9),
    ("young_person_incident_edit", "GET"): (IN, OK, OK, *[GONE] * 9),
    ("young_person_incident_edit", "POST"): (IN, IN, IN, *[GONE] * 9),
    ("young_person_incident_history", "GET"): (IN, OK, OK, *[GONE] * 9),
    ("young_person_follow_up_plan", "POST"): (IN, IN, IN, *[GONE] * 9),
    ("young_person_follow_up_done", "GET"): (IN, OK, OK, *[GONE] * 9),
    ("young_person_follow_up_done", "POST"): (IN, IN, IN, *[GONE] * 9),
    ("young_person_signal_new", "GET"): (IN, OK, OK, *[GONE] * 9),
    ("young_person_signal_new", "POST"): (IN, IN, IN, *[GONE] * 9),
    ("young_person_signal", "GET"): (IN, OK, OK, *[GONE] * 9),
    ("young_person_signal_acknowledge", "POST"): (IN, NO, IN, *[GONE] * 9),
    ("young_person_signal_settle", "POST"): (IN, NO, IN, *[GONE] * 9),
}
# fmt: on


def _once(scene: Any, name: str, make: Callable[[], Any]) -> Any:
    """Made when it is first asked for, and kept with the scene."""
    if name not in vars(scene):
        setattr(scene, name, make())
    return vars(scene)[name]


def _incident(scene: Any) -> Any:
    return _once(scene, "incident", lambda: happened(scene.practice.tariq, scene.world.alice))


def _follow_up(scene: Any) -> Any:
    return _once(scene, "follow_up", lambda: planned(_incident(scene), scene.world.bob, scene.world.alice))


def _signal(scene: Any) -> Any:
    return _once(scene, "signal", lambda: signalled(scene.practice.tariq, scene.world.alice))


def _acknowledged(scene: Any) -> Any:
    """On another young person, since there is one open signal on each."""

    def make() -> Any:
        other = add_young_person(scene.practice.pastoral, scene.world.alice, given_name="Ondine")
        return acknowledged(signalled(other, scene.world.alice), scene.world.bob)

    return _once(scene, "acknowledged", make)


ARGS: tuple[tuple[str, Callable[[Any], list[Any]]], ...] = (
    ("young_person_(incident|signal)_new", lambda s: [s.practice.tariq.reference]),
    ("young_person_(incident(_.*)?|follow_up_plan)", lambda s: [s.practice.tariq.reference, _incident(s).pk]),
    (
        "young_person_follow_up_done",
        lambda s: [s.practice.tariq.reference, _incident(s).pk, _follow_up(s).pk],
    ),
    (
        "young_person_signal_settle",
        lambda s: [_acknowledged(s).young_person.reference, _acknowledged(s).pk],
    ),
    ("young_person_signal(_.*)?", lambda s: [s.practice.tariq.reference, _signal(s).pk]),
)

DATA: dict[str, Callable[[Any], dict[str, Any]]] = {
    "young_person_incident_new": lambda s: {**SENT, "form_key": KEY},
    "young_person_incident_edit": lambda s: {**SENT, "form_key": KEY, "version": 1},
    "young_person_follow_up_plan": lambda s: {
        **{f"next-{name}": value for name, value in PLANNED.items()},
        "next-follow_up_by": s.world.bob.pk,
        "next-form_key": KEY,
    },
    "young_person_follow_up_done": lambda s: {"note": "Quarrels are over."},
    "young_person_signal_new": lambda s: {"worry": WORRY, "form_key": KEY},
    "young_person_signal_acknowledge": lambda s: {"acknowledge-version": 1, "acknowledge-doing": WORRY},
    "young_person_signal_settle": lambda s: {
        "settle-version": _acknowledged(s).version,
        "settle-outcome": "already_safe",
        "settle-words": WORRY,
    },
}
