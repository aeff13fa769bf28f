"""Scenarios of test_actions for the questionnaires that an area writes."""

from collections.abc import Callable
from typing import Any

from onlinelives.survey.actions import questionnaires
from tests.drafts import add_question, begin, publish, step
from tests.world import World

SCENARIOS: dict[str, tuple[Callable[[World], Any], Callable[[World, Any], Any]]] = {
    "questionnaires.begin": (lambda w: None, lambda w, x: begin(w.dana)),
    "questionnaires.change": (lambda w: begin(w.dana), lambda w, x: add_question(x, w.dana)),
    "questionnaires.take_back": (
        lambda w: step(begin(w.dana), w.dana, "off", "apps"),
        lambda w, x: questionnaires.take_back(draft=x, expected=2, by=w.dana),
    ),
    "questionnaires.throw_away": (
        lambda w: begin(w.dana),
        lambda w, x: questionnaires.throw_away(draft=x, expected=1, by=w.dana),
    ),
    "questionnaires.publish": (lambda w: begin(w.dana), lambda w, x: publish(x, w.dana)),
}
