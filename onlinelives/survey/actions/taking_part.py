"""A child takes part. Nothing here is written into the trail: it must never say that somebody answered, or when."""

import json
import secrets
from dataclasses import replace

from django.db import transaction

from onlinelives.accounts import sealing
from onlinelives.accounts.sealed_fields import blind, every_blind
from onlinelives.rules import access_codes
from onlinelives.rules.lifecycles import CODE
from onlinelives.rules.questionnaires import way
from onlinelives.rules.verdict import Invalid, NotNow
from onlinelives.survey import queries
from onlinelives.survey.actions.codes import PURPOSE
from onlinelives.survey.drafts import Broken, Draft, open_bytes, plain, seal_bytes, week_of
from onlinelives.survey.models import AccessCode, Box, HeldDraft, Wave
from onlinelives.survey.queries import Standing
from onlinelives.survey.resume_words import SHOWN, three
from onlinelives.trail import clock

WORDS = "survey resume words"
BOX = "survey box"
WRONG = "That is not one of our codes. Look at your slip and type it again."
USED = "This code has been used. If it was not by you, ask the adult in the room for another slip."
REVOKED = "This code is not good any more. Ask the adult in the room for another slip."
NOT_OPEN = "The survey is not open today. Ask the adult in the room."
LOST = "We do not know these words with this code. Look again, or start from the beginning."
OVER = "The survey is over. Nothing that you answered was kept. Thank you for trying."


def enter(*, typed: str, language: str) -> Draft:
    """A fresh draft for the code that was typed. Nothing is stored. Raises Invalid in words for a child."""
    code = access_codes.read(typed)
    found = _found(code) if code else None
    if found is None:
        raise Invalid(WRONG, "code")
    if found.state != "unused":
        raise Invalid(USED if found.state == "used" else REVOKED, "code")
    sheet, wave = found.sheet, found.sheet.place.wave
    if not is_open(wave):
        raise Invalid(NOT_OPEN, "code")
    return Draft(wave.pk, sheet.place_id, sheet.year_group, found.blind, language)


def is_open(wave: Wave) -> bool:
    """Whether anybody may answer today."""
    return wave.state == "open" and wave.opens_on <= clock.today() <= wave.closes_on


def hand_in(*, draft: Draft, waited: bool = False) -> bool:
    """What was answered goes into a box, and the code is used. False where it was used already: what is sent twice is
    kept once. Raises NotNow when the wave is over or the code was revoked meanwhile.

    waited: it was locked on a device until the line came back. The child handed it in on one of the wave's days, as far
    as it was in their hands, so it is taken for as long as nobody has closed the wave."""
    wave = queries.standing(draft.wave, draft.code)
    if wave is None or not (wave.state == "open" if waited else wave.is_open):
        raise NotNow(OVER)
    box = _sealed_box(wave, draft)
    with transaction.atomic():  # as short as can be: on SQLite everybody else waits
        mine = AccessCode.objects.filter(blind=draft.code)
        if mine.filter(state="unused").update(state=CODE.after("unused", "use")):
            box.save(force_insert=True)
            return True
    if mine.filter(state="used").exists():
        return False
    raise NotNow(REVOKED)


def _sealed_box(wave: Standing, draft: Draft) -> Box:
    told = {
        "answers": plain(way.settle(wave.asks, draft.answers, draft.reached)),
        "language": draft.language,
        "week": week_of(clock.today()),
    }
    return Box(
        partnership_id=wave.partnership,
        wave_id=draft.wave,
        place_id=draft.place,
        year_group=draft.year_group,
        sealed=sealing.seal_bytes(json.dumps(told).encode(), BOX, ""),
    )


@transaction.atomic
def put_aside(*, draft: Draft) -> str:
    """Keep the answers for later. Returns the three words by which the child finds them again, shown once. What is kept
    does not name the code."""
    wave = Wave.objects.get(pk=draft.wave)
    if not is_open(wave):
        raise NotNow(OVER)
    words = _fresh_words()
    HeldDraft.objects.create(
        blind=_blind(words),
        partnership_id=wave.partnership_id,
        wave=wave,
        week=week_of(clock.today()),
        sealed=seal_bytes(replace(draft, code="")),
    )
    return SHOWN.join(words)


@transaction.atomic
def go_on(*, typed: str, words: str, language: str) -> Draft:
    """The answers that were put aside, which are then no longer kept. Raises Invalid where the code or the words are
    wrong, or belong to different places."""
    fresh = enter(typed=typed, language=language)
    told = tuple(words.lower().replace("-", " ").split())
    held = HeldDraft.objects.filter(blind__in=every_blind([" ".join(told)], WORDS), wave=fresh.wave).first()
    try:
        draft = open_bytes(bytes(held.sealed)) if held else None
    except Broken:
        draft = None
    if held is None or draft is None or (draft.place, draft.year_group) != (fresh.place, fresh.year_group):
        raise Invalid(LOST, "words")
    held.delete()
    return replace(draft, code=fresh.code)


def _found(code: str) -> AccessCode | None:
    codes = AccessCode.objects.select_related("sheet__place__wave")
    return codes.filter(blind__in=every_blind([code], PURPOSE)).first()


def _fresh_words() -> tuple[str, str, str]:
    """Three words that nobody else has been given."""
    while True:
        words = three(secrets.choice)
        if not HeldDraft.objects.filter(blind=_blind(words)).exists():
            return words


def _blind(words: tuple[str, ...]) -> str:
    return blind(" ".join(words), WORDS)
