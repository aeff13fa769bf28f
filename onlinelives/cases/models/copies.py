"""Copies of a record for those who may ask for one (subject access): the request, what was decided on each passage, and
what was given out."""

import uuid

from django.db import models
from django.db.models import Q

from onlinelives.accounts.models import Partnership, Person
from onlinelives.accounts.sealed_fields import Sealed
from onlinelives.cases.models.young_people import YoungPerson
from onlinelives.rules.leaving import Leaving
from onlinelives.rules.lifecycles import COPY
from onlinelives.trail import clock


class CopyRequest(models.Model):
    """Somebody asked for a copy of what is kept about a young person. `answer`: why it ended without one."""

    class Asked(models.TextChoices):
        YOUNG_PERSON = "young_person", "The young person"
        PARENT = "parent", "A parent or carer, for them"
        SOLICITOR = "solicitor", "A solicitor, for them"
        OTHER = "other", "Somebody else, for them"

    class Checked(models.TextChoices):
        KNOWN = "known", "We know them in person"
        DOCUMENT = "document", "A document was shown"
        AUTHORITY = "authority", "A document and a written authority were shown"
        NOT_YET = "not_yet", "Not yet"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    young_person = models.ForeignKey(YoungPerson, models.PROTECT, related_name="copies")
    received_on = models.DateField()
    asked_by = models.CharField(max_length=15, choices=Asked.choices)
    checked = models.CharField(max_length=10, choices=Checked.choices)
    note = Sealed(purpose="copy_request.note", default="")
    state = models.CharField(max_length=10, choices=list(COPY.states.items()), default="open")
    version = models.PositiveIntegerField(default=1)
    written_at = models.DateTimeField(default=clock.now)
    written_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    answer = Sealed(purpose="copy_request.answer", default="")
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    leaves = Leaving(
        exported="received_on asked_by checked state",
        never="id partnership young_person note version written_at written_by answer ended_at ended_by form_key",
    )

    class Meta:
        ordering = ["-received_on", "-written_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="open", ended_at=None) | (~Q(state="open") & Q(ended_at__isnull=False)),
                name="copy_request_ended_has_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"request for a copy of {self.young_person}"

    @property
    def trail_subject(self) -> str:
        return self.young_person.trail_subject


class ClockStop(models.Model):
    """Days on which the time for an answer does not run, and why. `until` is the first day on which it runs again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    request = models.ForeignKey(CopyRequest, models.PROTECT, related_name="stops")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)
    reason = Sealed(purpose="clock_stop.reason")
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    leaves = Leaving(exported="since until", never="id partnership request reason by")

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(fields=["request"], condition=Q(until=None), name="clock_stop_one_at_a_time"),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")), name="clock_stop_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"clock of the {self.request} stopped"


class PassageReview(models.Model):
    """What was decided on one passage of a copy. `key` says which; `sha256` is that of its words as they were then:
    where they are others now, it has to be looked at again. `marked`: the words, with [[ ]] around what is blacked
    out."""

    class Why(models.TextChoices):
        THIRD_PARTY = "third_party", "It is about somebody else"
        SERIOUS_HARM = "serious_harm", "It would be likely to cause serious harm"
        LEGAL_ADVICE = "legal_advice", "It is legal advice"
        OTHER = "other", "Another reason"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    request = models.ForeignKey(CopyRequest, models.PROTECT, related_name="reviews")
    key = models.CharField(max_length=60)
    sha256 = models.CharField(max_length=64)
    left_out = models.BooleanField(default=False)
    marked = Sealed(purpose="passage_review.marked", default="")
    why = models.CharField(max_length=15, choices=Why.choices, blank=True)
    note = Sealed(purpose="passage_review.note", default="")
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    leaves = Leaving(exported="left_out why", never="id partnership request key sha256 marked note version at by")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["request", "key"], name="passage_review_once"),
            models.CheckConstraint(condition=Q(left_out=False) | ~Q(why=""), name="passage_left_out_says_why"),
        ]

    def __str__(self) -> str:
        return f"passage of the {self.request}"


class CopyRelease(models.Model):
    """The copy as it was approved, and never changed: JSON, with nothing in it that was blacked out or left out.

    sha256: of the body. PDF and JSON file are made from it whenever they are asked for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    request = models.OneToOneField(CopyRequest, models.PROTECT, related_name="release")
    body = Sealed(purpose="release.body")
    sha256 = models.CharField(max_length=64)
    passages = models.PositiveIntegerField()
    left_out = models.PositiveIntegerField()
    blacked_out = models.PositiveIntegerField()
    at = models.DateTimeField(default=clock.now)
    by = models.ForeignKey(Person, models.PROTECT, related_name="+")

    leaves = Leaving(exported="sha256 passages left_out blacked_out at", never="id partnership request body by")

    def __str__(self) -> str:
        return f"copy for the {self.request}"


SEALED = (CopyRequest, ClockStop, PassageReview, CopyRelease)
