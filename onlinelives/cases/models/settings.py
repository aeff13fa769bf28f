"""What an area has decided about records of young people."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models

from onlinelives.accounts.models import Partnership
from onlinelives.rules.leaving import Leaving

SHORTEST, LONGEST = 5, 24 * 60  # minutes


class RecordSettings(models.Model):
    """The settings of one area. Where there is no row yet, the defaults hold."""

    partnership = models.OneToOneField(Partnership, models.PROTECT, related_name="+")
    keeps_identity = models.BooleanField(default=True)
    counts_physical_disability = models.BooleanField(default=False)
    call_first = models.TextField(max_length=500, blank=True)
    acknowledge_within = models.PositiveSmallIntegerField(
        default=60, validators=[MinValueValidator(SHORTEST), MaxValueValidator(LONGEST)]
    )
    escalate_to = models.EmailField(blank=True)
    version = models.PositiveIntegerField(default=1)

    leaves = Leaving(
        never="id partnership keeps_identity counts_physical_disability call_first acknowledge_within escalate_to "
        "version"
    )

    def __str__(self) -> str:
        return f"record settings of {self.partnership}"

    @classmethod
    def of(cls, partnership_id: int) -> "RecordSettings":
        """Those of an area; unsaved defaults, at version 1, where nobody has decided anything yet."""
        return cls.objects.filter(partnership=partnership_id).first() or cls(partnership_id=partnership_id)
