"""Two tables without foreign keys: the entries, which the database refuses to change, and the head of each chain."""

from django.db import models

from onlinelives.rules.leaving import Leaving

START = "0" * 64


class Entry(models.Model):
    """One thing that somebody did, saw or exported. `body` is the exact text that was hashed."""

    chain = models.CharField(max_length=60)
    seq = models.PositiveBigIntegerField()
    body = models.TextField()
    key_id = models.PositiveSmallIntegerField()
    before = models.CharField(max_length=64)
    mac = models.CharField(max_length=64)
    # Copies out of the body, for looking things up; `verify` compares them with it.
    at = models.DateTimeField()
    actor = models.CharField(max_length=60)
    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)

    leaves = Leaving(
        exported="chain seq at verb subject before mac key_id",
        pseudonymised="actor",
        never="id body",
    )

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "seq"], name="trail_chain_seq")]
        indexes = [
            models.Index(fields=["chain", "actor", "-seq"], name="trail_by_actor"),
            models.Index(fields=["chain", "verb", "-seq"], name="trail_by_verb"),
            models.Index(fields=["chain", "subject", "-seq"], name="trail_by_subject"),
            models.Index(fields=["chain", "at"], name="trail_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.chain} {self.seq}: {self.verb}"


class Head(models.Model):
    """Where a chain ends. Its row is locked while an entry is added, so that there is one next entry."""

    chain = models.CharField(max_length=60, primary_key=True)
    seq = models.PositiveBigIntegerField(default=0)
    mac = models.CharField(max_length=64, default=START)

    leaves = Leaving(exported="chain seq mac")

    def __str__(self) -> str:
        return f"{self.chain} up to {self.seq}"
