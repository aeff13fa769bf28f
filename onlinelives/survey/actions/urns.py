"""Boxes are emptied many at once, in an order drawn by chance, so that no response can be told from its neighbours."""

import json
import secrets
from datetime import timedelta
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import Count, Q

from onlinelives.accounts import sealing
from onlinelives.survey.actions.taking_part import BOX
from onlinelives.survey.drafts import week_of
from onlinelives.survey.models import Box, HeldDraft, Response, Wave
from onlinelives.trail import clock

ENOUGH = 10  # boxes of one year group in one setting: fewer wait until the wave is closed
AT_ONCE = 2000


def empty_due() -> int:
    """For the program itself, in every area: empties whatever is due. Returns how many boxes. May be broken off and
    begun again: a box is emptied in one transaction or not at all."""
    done = 0
    while emptied := _empty_some():
        done += emptied
    return done


def forget_drafts() -> int:
    """For the program itself: what was put aside before last week began is forgotten. Returns how many drafts."""
    today = clock.today()
    keep = {week_of(today), week_of(today - timedelta(days=7))}
    return HeldDraft.objects.exclude(week__in=keep).delete()[0]


@transaction.atomic
def _empty_some() -> int:
    boxes = list(Box.objects.select_for_update(of=("self",)).filter(_due())[:AT_ONCE])
    secrets.SystemRandom().shuffle(boxes)
    Response.objects.bulk_create(_response(box) for box in boxes)
    Box.objects.filter(pk__in=[box.pk for box in boxes]).delete()
    return len(boxes)


def _due() -> Q:
    """Those of waves that are closed and settled, and of year groups with enough of them."""
    groups = Box.objects.order_by().values("place", "year_group").annotate(boxes=Count("pk")).filter(boxes__gte=ENOUGH)
    full = [Q(place=place, year_group=year) for place, year, _ in groups.values_list("place", "year_group", "boxes")]
    return reduce(or_, full, Q(wave__in=Wave.objects.settled()))


def _response(box: Box) -> Response:
    told = json.loads(sealing.unseal_bytes(bytes(box.sealed), BOX, ""))
    return Response(
        partnership_id=box.partnership_id,
        wave_id=box.wave_id,
        place_id=box.place_id,
        year_group=box.year_group,
        language=told["language"],
        week=told["week"],
        answers=told["answers"],
    )
