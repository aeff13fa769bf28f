"""What the program itself remembers of its days: which job is done, and who has had their digest."""

from django.db import models

from onlinelives.accounts.models import Partnership, Person
from onlinelives.rules.leaving import Leaving


class DailyJob(models.Model):
    """A job on a day. Whoever makes the row, or takes it over when it is free again, does the job."""

    job = models.CharField(max_length=40)
    day = models.DateField()
    tries = models.PositiveSmallIntegerField(default=1)
    free_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)

    leaves = Leaving(never="id job day tries free_at done_at")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "day"], name="daily_job_once")]

    def __str__(self) -> str:
        return f"{self.job} on {self.day}"


class SentDigest(models.Model):
    """A person's digest of a day, handed to the mail server or about to be. `sent_at` stays empty when nobody can say
    whether the server took it."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    day = models.DateField()
    sent_at = models.DateTimeField(null=True, blank=True)

    leaves = Leaving(never="id partnership person day sent_at")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "day"], name="digest_once_a_day")]

    def __str__(self) -> str:
        return f"Digest of {self.day}"
