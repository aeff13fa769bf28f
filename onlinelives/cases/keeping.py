"""What belongs to a young person's record: every model that leads to one, so that disposing of it leaves nothing.

A room above adds what is its own from its AppConfig.ready: `keeping.also(Extract, "decision__young_person")`.
Forgetting it fails a test, and in the database a row that is left keeps the whole record from being erased.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import ForeignKey, Model, QuerySet

from onlinelives.cases import models
from onlinelives.cases.models import YoungPerson
from onlinelives.rules.verdict import Verdict

Rows = QuerySet[Any]
Obstacle = Callable[[YoungPerson], Verdict]


@dataclass(frozen=True)
class Holding:
    """One model. `path`: how its rows are asked for by the young person they belong to. `first`: what is done with the
    rows before they go, such as erasing the content of stored files."""

    model: type[Model]
    path: str
    first: Callable[[Rows], object] | None = None

    def rows_of(self, young_person: YoungPerson) -> Rows:
        return self.model._base_manager.filter(**{self.path: young_person.pk})


HOLDINGS: list[Holding] = [
    Holding(models.YoungPerson, "pk"),
    Holding(models.SearchKey, "young_person"),
    Holding(models.NamedPerson, "young_person"),
    Holding(models.Restriction, "young_person"),
    Holding(models.Referral, "young_person"),
    Holding(models.Decision, "referral__young_person"),
    Holding(models.Assessment, "young_person"),
    Holding(models.SavedTopic, "assessment__young_person"),
    Holding(models.AssessedRisk, "assessment__young_person"),
    Holding(models.AssessedFactor, "assessment__young_person"),
    Holding(models.AssessedChoice, "assessment__young_person"),
    Holding(models.FlagDecision, "assessment__young_person"),
    Holding(models.Closing, "young_person"),
    Holding(models.Incident, "young_person"),
    Holding(models.IncidentItem, "incident__young_person"),
    Holding(models.IncidentRevision, "incident__young_person"),
    Holding(models.FollowUp, "incident__young_person"),
    Holding(models.Signal, "young_person"),
    Holding(models.SignalNote, "signal__young_person"),
    Holding(models.SignalTold, "note__signal__young_person"),
    Holding(models.CaseStudy, "young_person"),
    Holding(models.StudyFeature, "study__young_person"),
    Holding(models.StudyText, "study__young_person"),
    Holding(models.StudyName, "study__young_person"),
    Holding(models.StudyDecision, "text__study__young_person"),
    Holding(models.StudyRarity, "study__young_person"),
    Holding(models.StudyForesight, "text__study__young_person"),
    Holding(models.StudyAsk, "study__young_person"),
    Holding(models.AskedFlag, "ask__study__young_person"),
    Holding(models.CaseStudySource, "ask__study__young_person"),
    Holding(models.KeptLonger, "young_person"),
    Holding(models.LegalHold, "young_person"),
    Holding(models.Disposal, "young_person"),
    Holding(models.CopyRequest, "young_person"),
    Holding(models.ClockStop, "request__young_person"),
    Holding(models.PassageReview, "request__young_person"),
    Holding(models.CopyRelease, "request__young_person"),
]

# What else may stand in the way of erasing a record, beside a legal hold: each says whether, and why.
OBSTACLES: list[Obstacle] = []


def also(model: type[Model], path: str, first: Callable[[Rows], object] | None = None) -> None:
    """A room above keeps rows about a young person too. Called once, when the program starts."""
    HOLDINGS.append(Holding(model, path, first))


def unless(obstacle: Obstacle) -> None:
    """Something else must be over before a record is erased. Called once, when the program starts."""
    OBSTACLES.append(obstacle)


def in_order() -> list[Holding]:
    """Every holding, each before those that its rows point at: the order in which they can be erased, the young person
    last. Raises ValueError where models point at each other in a circle."""
    left, ordered = list(HOLDINGS), []
    while left:
        pointed_at = {target for each in left for target in _points_at(each.model) if target is not each.model}
        free = [each for each in left if each.model not in pointed_at]
        if not free:
            raise ValueError(f"these point at each other: {[each.model.__name__ for each in left]}")
        ordered += free
        left = [each for each in left if each not in free]
    return ordered


def _points_at(model: type[Model]) -> set[Any]:
    return {field.related_model for field in model._meta.concrete_fields if isinstance(field, ForeignKey)}
