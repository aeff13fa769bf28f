"""Scenarios of test_actions for the youth survey."""

from collections.abc import Callable
from typing import Any

from onlinelives.survey.actions import answer_sets, census, codes, places, settings, taking_out, waves
from onlinelives.survey.actions.codes import Wanted
from onlinelives.survey.actions.places import Part
from onlinelives.survey.actions.settings import About
from tests.waves import Fieldwork, add_setting, answered_elsewhere, closed_wave, plan
from tests.world import World


def _planned(world: World) -> Fieldwork:
    return Fieldwork(world, opened=False)


def _joined(world: World) -> Any:
    wave = waves.prepare(plan=plan(), by=world.ines)
    return places.take_part(wave=wave, setting=add_setting("Club", world.ines), part=Part({8: 20}), by=world.ines)


SCENARIOS: dict[str, tuple[Callable[[World], Any], Callable[[World, Any], Any]]] = {
    "settings.add": (lambda w: None, lambda w, x: add_setting("Larkrise Academy", w.ines)),
    "settings.change": (
        lambda w: add_setting("Larkrise", w.ines),
        lambda w, x: settings.change(setting=x, about=About("Larkrise Academy", "secondary"), expected=1, by=w.dana),
    ),
    "settings.leave": (
        lambda w: add_setting("Larkrise", w.ines),
        lambda w, x: settings.leave(setting=x, expected=1, by=w.dana),
    ),
    "waves.prepare": (lambda w: None, lambda w, x: waves.prepare(plan=plan(), by=w.dana)),
    "waves.change": (
        lambda w: waves.prepare(plan=plan(), by=w.dana),
        lambda w, x: waves.change(wave=x, plan=plan("Spring survey"), expected=1, by=w.dana),
    ),
    "waves.open_now": (_planned, lambda w, x: waves.open_now(wave=x.wave, by=w.dana)),
    "waves.close": (Fieldwork, lambda w, x: waves.close(wave=x.wave, by=w.dana)),
    "places.take_part": (
        lambda w: (waves.prepare(plan=plan(), by=w.ines), add_setting("Club", w.ines)),
        lambda w, x: places.take_part(wave=x[0], setting=x[1], part=Part({8: 20}), by=w.ines),
    ),
    "places.arrange": (_joined, lambda w, x: places.arrange(place=x, part=Part({8: 21}), expected=1, by=w.ines)),
    "places.leave_out": (_joined, lambda w, x: places.leave_out(place=x, by=w.ines)),
    "census.state": (_joined, lambda w, x: census.state(wave=x.wave, numbers={("", 8): 900}, expected=1, by=w.ines)),
    "codes.issue": (_joined, lambda w, x: codes.issue(place=x, wanted=Wanted(8, 12, "8B"), by=w.ines)),
    "answer_sets.gather": (closed_wave, lambda w, x: answer_sets.gather(wave=x, by=w.ines)),
    "answer_sets.gather_due": (closed_wave, lambda w, x: answer_sets.gather_due()),
    "taking_out.take_out": (
        answered_elsewhere,
        lambda w, x: taking_out.take_out(answer_set=x, form="csv", reason="A second look in R", by=w.ines),
    ),
    "codes.revoke": (_planned, lambda w, x: codes.revoke(sheet=x.class_8b.sheet, by=w.ines)),
}
