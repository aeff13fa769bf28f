"""Random draws of answers to be checked: the frozen population, the seed, and what came out."""

from typing import Any

from django.db import models
from django.db.models import Q

from onlinelives.accounts.models import Partnership, Person
from onlinelives.audits.models.answers import Answer, AnswerRevision
from onlinelives.audits.models.returns import SignOff
from onlinelives.audits.models.rounds import Round
from onlinelives.rules import roles
from onlinelives.rules.leaving import Leaving
from onlinelives.rules.scoring import HIGHEST
from onlinelives.trail import clock


class DrawSchedule(models.Model):
    """How often answers of a round are drawn, and how many. One stands at a time."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, models.PROTECT, related_name="schedules")
    every_months = models.PositiveSmallIntegerField()
    per_agency = models.PositiveSmallIntegerField()
    reply_days = models.PositiveSmallIntegerField()
    next_on = models.DateField()
    set_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    set_at = models.DateTimeField(default=clock.now)
    stopped_at = models.DateTimeField(null=True, blank=True)

    leaves = Leaving(
        exported="round every_months per_agency reply_days next_on set_at stopped_at", never="id partnership set_by"
    )

    class Meta:
        ordering = ["-set_at", "-id"]
        constraints = [
            models.UniqueConstraint(fields=["round"], condition=Q(stopped_at=None), name="draw_schedule_one_stands"),
            models.CheckConstraint(condition=Q(every_months__gte=1, every_months__lte=12), name="draw_schedule_months"),
            models.CheckConstraint(condition=Q(per_agency__gte=1, per_agency__lte=36), name="draw_schedule_size"),
        ]

    def __str__(self) -> str:
        return f"Every {self.every_months} months, {self.per_agency} for each agency"

    @property
    def trail_chain(self) -> str:
        return self.partnership.code

    @property
    def trail_id(self) -> str:
        return f"schedule/{self.pk}"


class DrawQuerySet(models.QuerySet["Draw"]):
    def visible_to(self, person: Any) -> "DrawQuerySet":
        """Strategy leads and analysts of the area: a draw names agencies and statements, no answers."""
        mine = self.filter(partnership_id=person.partnership_id)
        if person.holds(roles.STRATEGY_LEAD) or person.holds(roles.ANALYST):
            return mine
        return mine.none()


class Draw(models.Model):
    """One draw. Anybody with the population and these parameters can repeat it. Rows are only ever added."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    round = models.ForeignKey(Round, models.PROTECT, related_name="draws")
    number = models.PositiveIntegerField()
    algorithm = models.CharField(max_length=30)
    seed = models.CharField(max_length=64)
    per_agency = models.PositiveSmallIntegerField()
    thin_factor = models.PositiveSmallIntegerField()
    never_factor = models.PositiveSmallIntegerField()
    population_sha256 = models.CharField(max_length=64)
    reply_days = models.PositiveSmallIntegerField()
    schedule = models.ForeignKey(DrawSchedule, models.PROTECT, null=True, blank=True, related_name="draws")
    drawn_by_name = models.CharField(max_length=100)
    drawn_at = models.DateTimeField(default=clock.now)
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    objects = DrawQuerySet.as_manager()

    leaves = Leaving(
        exported=(
            "round number algorithm seed per_agency thin_factor never_factor population_sha256 reply_days drawn_at"
        ),
        pseudonymised="drawn_by_name",
        never="id partnership schedule form_key",
    )

    class Meta:
        ordering = ["round", "number"]
        constraints = [models.UniqueConstraint(fields=["round", "number"], name="draw_number_once")]

    def __str__(self) -> str:
        return f"Draw {self.number}"

    @property
    def trail_subject(self) -> str:
        return f"draw/{self.pk}"


class Candidate(models.Model):
    """One answer of a draw's frozen population, with its chance of being drawn (0 to 1) and whether it was.

    What it says here was true when the draw was made. The signature and the revision say exactly which answer it was.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    draw = models.ForeignKey(Draw, models.PROTECT, related_name="candidates")
    answer = models.ForeignKey(Answer, models.PROTECT, related_name="candidates")
    revision = models.ForeignKey(AnswerRevision, models.PROTECT, related_name="+")
    sign_off = models.ForeignKey(SignOff, models.PROTECT, related_name="+")
    agency_code = models.CharField(max_length=60)
    statement = models.CharField(max_length=3)
    section = models.PositiveSmallIntegerField()
    score = models.PositiveSmallIntegerField()
    thin = models.BooleanField()
    never_checked = models.BooleanField()
    probability = models.FloatField()
    drawn = models.BooleanField()

    leaves = Leaving(
        exported="draw answer agency_code statement section score thin never_checked probability drawn",
        never="id partnership revision sign_off",
    )

    class Meta:
        ordering = ["draw", "agency_code", "section", "statement"]
        constraints = [
            models.UniqueConstraint(fields=["draw", "answer"], name="candidate_once"),
            models.CheckConstraint(condition=Q(score__lte=HIGHEST), name="candidate_score_0_to_4"),
            models.CheckConstraint(condition=Q(probability__gt=0, probability__lte=1), name="candidate_probability"),
        ]

    def __str__(self) -> str:
        return f"{self.agency_code} {self.statement}"
