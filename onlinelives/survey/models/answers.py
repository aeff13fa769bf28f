"""Answers, kept so that nobody can tell whose they are.

A child hands in with a code. The code is marked as used and the answers go, sealed, into a box; both rows may show in
which order a class finished, so nothing in the open says what is in a box. Once enough boxes of a year group are there
they are emptied together in an order drawn by chance (`actions.urns`), and what comes out is a response: it has no
time but the week, no address, no device, and nothing that leads to a box or a code (docs/decisions/0029).
"""

import uuid

from django.db import models

from onlinelives.accounts.models import Partnership
from onlinelives.rules.leaving import Leaving
from onlinelives.survey.models.waves import Place, Wave


class Box(models.Model):
    """What one child handed in, sealed, until the boxes of its year group are emptied together."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    wave = models.ForeignKey(Wave, models.PROTECT, related_name="boxes")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+")
    year_group = models.PositiveSmallIntegerField()
    sealed = models.BinaryField()

    leaves = Leaving(never="id partnership wave place year_group sealed")

    class Meta:
        indexes = [models.Index(fields=["wave", "place", "year_group"], name="box_by_year_group")]

    def __str__(self) -> str:
        return "a sealed response"


class Response(models.Model):
    """One child's answers. answers: question -> the code of one choice, a list of the codes of many, or a negative code
    for why there is none (rules.questionnaires.shapes.Missing). week: the ISO week, such as 2026-W47."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    wave = models.ForeignKey(Wave, models.PROTECT, related_name="responses")
    place = models.ForeignKey(Place, models.PROTECT, related_name="responses")
    year_group = models.PositiveSmallIntegerField()
    language = models.CharField(max_length=10)
    week = models.CharField(max_length=8)
    answers = models.JSONField()

    leaves = Leaving(exported="wave place year_group language week answers", never="id partnership")

    def __str__(self) -> str:
        return "a response"


class HeldDraft(models.Model):
    """Answers that a child put aside to go on later on any device, sealed, and found only by the words that the child
    was given. It goes when the child goes on, and when the week after is over."""

    blind = models.CharField(max_length=32, primary_key=True)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    wave = models.ForeignKey(Wave, models.PROTECT, related_name="+")
    week = models.CharField(max_length=8)
    sealed = models.BinaryField()

    leaves = Leaving(never="blind partnership wave week sealed")

    def __str__(self) -> str:
        return "answers put aside"
