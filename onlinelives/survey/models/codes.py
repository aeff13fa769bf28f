"""Codes that let young people in. What is kept of one says nothing about who used it, when, or what was answered."""

import uuid

from django.db import models

from onlinelives.accounts.models import Partnership
from onlinelives.rules.leaving import Leaving
from onlinelives.rules.lifecycles import CODE
from onlinelives.survey.models.waves import Place


class CodeSheet(models.Model):
    """The codes of one class, printed once. class_name is empty where a class would be so small that its codes are
    those of the whole year group."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, related_name="sheets")
    year_group = models.PositiveSmallIntegerField()
    class_name = models.CharField(max_length=40, blank=True)
    number = models.PositiveSmallIntegerField()  # 1, 2, … in its place
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    leaves = Leaving(exported="place year_group class_name number", never="id partnership form_key")

    class Meta:
        ordering = ["year_group", "class_name", "number"]
        constraints = [models.UniqueConstraint(fields=["place", "number"], name="sheet_number_once")]

    def __str__(self) -> str:
        return f"Sheet {self.number} of {self.place}"


class AccessCode(models.Model):
    """A code, of which only a keyed hash is kept. Without the keys of the installation nobody can tell what it was. It
    holds no time, so that a class cannot be put in the order in which it finished."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    sheet = models.ForeignKey(CodeSheet, models.PROTECT, related_name="codes")
    blind = models.CharField(max_length=32, unique=True)
    state = models.CharField(max_length=8, choices=list(CODE.states.items()), default="unused")

    leaves = Leaving(never="id partnership sheet blind state")

    class Meta:
        indexes = [models.Index(fields=["sheet", "state"], name="code_by_sheet")]

    def __str__(self) -> str:
        return f"a code of {self.sheet}"
