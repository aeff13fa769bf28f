"""A return begun from last year's."""

from django.db import models
from django.db.models import Q

from onlinelives.accounts.models import Partnership, Person
from onlinelives.audits.models.returns import Return
from onlinelives.rules.leaving import Leaving
from onlinelives.trail import clock


class CarryForward(models.Model):
    """`source` lent its answers to `audit_return`. Undone as a whole, until the return is signed off."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    audit_return = models.ForeignKey(Return, models.PROTECT, related_name="carried_forward")
    source = models.ForeignKey(Return, models.PROTECT, related_name="+")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    by_name = models.CharField(max_length=100)
    at = models.DateTimeField(default=clock.now)
    undone_at = models.DateTimeField(null=True, blank=True)

    leaves = Leaving(exported="audit_return source at undone_at", pseudonymised="by_name", never="id partnership by")

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["audit_return"], condition=Q(undone_at=None), name="carry_forward_one_stands"
            ),
            models.CheckConstraint(condition=~Q(source=models.F("audit_return")), name="carry_forward_from_another"),
        ]

    def __str__(self) -> str:
        return f"Carried forward by {self.by_name}"
