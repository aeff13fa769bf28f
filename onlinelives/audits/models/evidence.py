"""An agency's evidence library: what it can show, in revisions that never change, and which answers point at it."""

import uuid
from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import F, Q

from onlinelives.accounts.models import Agency, Partnership, Person
from onlinelives.audits.models.answers import Answer
from onlinelives.audits.models.returns import Return, SignOff
from onlinelives.files.models import StoredFile
from onlinelives.rules import roles
from onlinelives.rules.leaving import Leaving
from onlinelives.rules.lifecycles import EVIDENCE
from onlinelives.survey.models import Finding
from onlinelives.trail import clock

KINDS = {"file": "File", "link": "Link", "note": "Note", "finding": "Finding"}
LONGEST_NOTE = 5_000
LONGEST_SHOWS = 1_000


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    def visible_to(self, person: Any) -> "EvidenceQuerySet":
        """The people of the agency see its library. Others see single revisions only, where a signature pins them."""
        own = person.agencies_as(roles.MANAGER) | person.agencies_as(roles.PRACTITIONER)
        return self.filter(partnership_id=person.partnership_id, agency_id__in=own)


class Evidence(models.Model):
    """One thing an agency can show. What it says is in its revisions; here is who looks after it, and until when."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="evidence")
    kind = models.CharField(max_length=7, choices=list(KINDS.items()))
    owner = models.ForeignKey(Person, models.PROTECT, related_name="+")
    review_on = models.DateField()
    state = models.CharField(max_length=10, choices=list(EVIDENCE.states.items()), default="kept")
    version = models.PositiveIntegerField(default=1)  # the number of its newest revision
    form_key = models.UUIDField(unique=True, null=True, editable=False)

    objects = EvidenceQuerySet.as_manager()

    leaves = Leaving(
        exported="kind review_on state", pseudonymised="owner", never="id partnership agency version form_key"
    )

    class Meta:
        ordering = ["id"]
        verbose_name_plural = "evidence"

    def __str__(self) -> str:
        return f"Evidence {self.pk}"

    @property
    def overdue(self) -> bool:
        return self.state == "kept" and self.review_on < clock.today()

    @property
    def trail_subject(self) -> str:
        return f"evidence/{self.pk}"


class RevisionQuerySet(models.QuerySet["EvidenceRevision"]):
    def visible_to(self, person: Any) -> "RevisionQuerySet":
        """The agency's people; whoever may see a return sees what its answers cite; a reviewer sees what was pinned
        for a check they have taken."""
        mine = self.filter(partnership_id=person.partnership_id)
        own = person.agencies_as(roles.MANAGER) | person.agencies_as(roles.PRACTITIONER)
        cited = Citation.objects.filter(answer__audit_return__in=Return.objects.visible_to(person))
        shown = Q(evidence__agency_id__in=own) | Q(pk__in=cited.values("revision"))
        if person.holds(roles.REVIEWER):
            taken = Pin.objects.filter(sign_off__checks__reviewer=person.pk, sign_off__checks__answer=F("answer"))
            shown |= Q(pk__in=taken.values("revision"))
        return mine.filter(shown)


class EvidenceRevision(models.Model):
    """What a piece of evidence was from one day to the next. Rows are only ever added; `sha256` is over all it says.

    A file, a link, a note, or a finding of the youth survey; a note also says where something is kept that cannot be
    put here. `covers_from` and `covers_to` are the days that the evidence is about.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    evidence = models.ForeignKey(Evidence, models.PROTECT, related_name="revisions")
    number = models.PositiveIntegerField()
    title = models.CharField(max_length=150)
    shows = models.CharField(max_length=LONGEST_SHOWS)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    link = models.URLField(max_length=500, blank=True)
    note = models.TextField(max_length=LONGEST_NOTE, blank=True)
    finding = models.ForeignKey(Finding, models.PROTECT, null=True, blank=True, related_name="+")
    covers_from = models.DateField(null=True, blank=True)
    covers_to = models.DateField(null=True, blank=True)
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    added_by_name = models.CharField(max_length=100)
    added_at = models.DateTimeField(default=clock.now)

    objects = RevisionQuerySet.as_manager()

    leaves = Leaving(
        exported="evidence number title shows file link note finding covers_from covers_to sha256 added_at",
        pseudonymised="added_by_name",
        never="id partnership added_by",
    )

    class Meta:
        ordering = ["evidence", "-number"]
        constraints = [
            models.UniqueConstraint(fields=["evidence", "number"], name="evidence_revision_once"),
            models.CheckConstraint(
                condition=Q(file__isnull=False, link="", note="", finding=None)
                | Q(file=None, note="", finding=None) & ~Q(link="")
                | Q(file=None, link="", finding=None) & ~Q(note="")
                | Q(file=None, link="", note="", finding__isnull=False),
                name="evidence_revision_is_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(covers_from=None) | Q(covers_to=None) | Q(covers_to__gte=F("covers_from")),
                name="evidence_revision_covers_forwards",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, revision {self.number}"

    @property
    def label(self) -> str:
        """What it is in few words: "File, revision 2". A finding has no second one."""
        if self.finding_id:
            return "Finding of the youth survey"
        kind = "File" if self.file_id else "Link" if self.link else "Note"
        return f"{kind}, revision {self.number}"

    @property
    def withdrawn(self) -> bool:
        """Whether it is a finding that is no longer to be relied on. Answers that cite it say so."""
        return self.finding is not None and self.finding.withdrawn

    def withdrawn_by(self, at: datetime) -> bool:
        """Whether it had been withdrawn by then: a report of a closed round stays as it was."""
        return self.finding is not None and self.finding.withdrawn_at is not None and self.finding.withdrawn_at <= at

    @property
    def citable(self) -> bool:
        """Whether another answer may begin to cite it."""
        return self.evidence.state == "kept" and not self.withdrawn


class Citation(models.Model):
    """An answer points at a revision. It can be taken away only while the return is being answered."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    answer = models.ForeignKey(Answer, models.PROTECT, related_name="citations")
    revision = models.ForeignKey(EvidenceRevision, models.PROTECT, related_name="citations")
    cited_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    cited_at = models.DateTimeField(default=clock.now)

    leaves = Leaving(exported="answer revision cited_at", pseudonymised="cited_by", never="id partnership")

    class Meta:
        ordering = ["answer", "id"]
        constraints = [models.UniqueConstraint(fields=["answer", "revision"], name="citation_once")]

    def __str__(self) -> str:
        return f"Citation {self.pk}"


class Pin(models.Model):
    """A revision that a signature covers. It stays for ever, also after the signature is taken back."""

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    sign_off = models.ForeignKey(SignOff, models.PROTECT, related_name="pins")
    answer = models.ForeignKey(Answer, models.PROTECT, related_name="pins")
    revision = models.ForeignKey(EvidenceRevision, models.PROTECT, related_name="pins")

    leaves = Leaving(exported="sign_off answer revision", never="id partnership")

    class Meta:
        ordering = ["answer", "id"]
        constraints = [models.UniqueConstraint(fields=["sign_off", "answer", "revision"], name="pin_once")]

    def __str__(self) -> str:
        return f"Pin {self.pk}"
