"""What can be asked of the youth survey."""

from onlinelives.survey.queries.answer_sets import (
    AnswersPage,
    answer_set_for,
    answer_sets_for,
    answers_page,
    taken_out_for,
)
from onlinelives.survey.queries.places import PlacePage, SheetLine, place_for, place_page, sheet_for
from onlinelives.survey.queries.settings import setting_for, settings_for, settings_to_add
from onlinelives.survey.queries.taking_part import asked_in, is_fresh, wave_of
from onlinelives.survey.queries.waves import PlaceLine, WaveLine, WavePage, wave_for, wave_page, waves_for

__all__ = [
    "AnswersPage",
    "PlaceLine",
    "PlacePage",
    "SheetLine",
    "WaveLine",
    "WavePage",
    "answer_set_for",
    "answer_sets_for",
    "answers_page",
    "asked_in",
    "is_fresh",
    "place_for",
    "place_page",
    "setting_for",
    "settings_for",
    "settings_to_add",
    "sheet_for",
    "taken_out_for",
    "wave_for",
    "wave_of",
    "wave_page",
    "waves_for",
]
