"""Evidence is added, revised, looked after, withdrawn, removed; and cited by answers."""

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import DatabaseError, transaction
from django.db.models import ProtectedError

from onlinelives.accounts.models import Agency, Partnership, Person
from onlinelives.accounts.queries import colleagues
from onlinelives.audits import guards, permissions
from onlinelives.audits.actions.answers import LATE, may_answer
from onlinelives.audits.actions.errors import Stale
from onlinelives.audits.models import Answer, Citation, Evidence, EvidenceRevision
from onlinelives.audits.models.evidence import LONGEST_NOTE, LONGEST_SHOWS
from onlinelives.files.actions.stored import erase_content
from onlinelives.files.models import StoredFile
from onlinelives.rules.digest import revision_digest
from onlinelives.rules.lifecycles import EVIDENCE, FINDING
from onlinelives.rules.verdict import Invalid, NotNow, need, need_state
from onlinelives.survey.models import Finding
from onlinelives.trail import clock
from onlinelives.trail.actions import record

REMOVED = "This evidence has been removed."
UNCHANGING = "A finding of the youth survey never changes. Cite a newer one where there is one."


@dataclass(frozen=True)
class Told:
    """What a revision says: a title, what it shows, and one of a file, a link, a note or a finding."""

    title: str
    shows: str
    file: StoredFile | None = None
    link: str = ""
    note: str = ""
    finding: Finding | None = None
    covers_from: date | None = None
    covers_to: date | None = None

    def check(self) -> "Told":
        """Itself, or Invalid with the field that is wrong."""
        if not self.title.strip():
            raise Invalid("Give the evidence a title.", "title")
        if not self.shows.strip():
            raise Invalid("Say what the evidence shows.", "shows")
        if len([one for one in (self.file, self.link, self.note.strip(), self.finding) if one]) != 1:
            raise Invalid("Evidence is one file, one link or one note.")
        for field, longest in (("title", 150), ("shows", LONGEST_SHOWS), ("note", LONGEST_NOTE), ("link", 500)):
            text = getattr(self, field)
            if len(text) > longest:
                raise Invalid(f"Use {longest:,} characters or fewer; this has {len(text):,}.", field)
            if "\x00" in text:
                raise Invalid("The text holds a character that cannot be kept.", field)
        if self.link:
            try:
                URLValidator(schemes=["https", "http"])(self.link)
            except ValidationError:
                raise Invalid("Enter a whole web address, like https://www.example.org/minutes", "link") from None
        if self.covers_from and self.covers_to and self.covers_to < self.covers_from:
            raise Invalid("The last day must not be before the first.", "covers_to")
        return self

    @property
    def kind(self) -> str:
        return "file" if self.file else "link" if self.link else "finding" if self.finding else "note"

    @property
    def kept(self) -> dict[str, Any]:
        """What is kept of it, apart from the file or the finding."""
        return {
            "title": self.title.strip(),
            "shows": self.shows.strip(),
            "link": self.link,
            "note": self.note if self.note.strip() else "",
            "covers_from": self.covers_from,
            "covers_to": self.covers_to,
        }

    @property
    def sha256(self) -> str:
        """The fingerprint: over exactly what is kept, and the content of the file or of the finding."""
        return revision_digest(
            file_sha256=self.file.sha256 if self.file else "",
            finding_sha256=self.finding.sha256 if self.finding else "",
            **self.kept,
        )


@transaction.atomic
def add(
    *, agency: Agency, told: Told, owner: Person, review_on: date, by: Person, form_key: uuid.UUID | None = None
) -> Evidence:
    """A new piece of evidence with its first revision. The same form sent twice gives the same one."""
    need(permissions.keep_evidence(by, agency))
    Partnership.objects.select_for_update(no_key=True).get(pk=by.partnership_id)
    again = form_key and Evidence.objects.filter(form_key=form_key, partnership_id=by.partnership_id).first()
    if again:
        return again
    told.check()
    _check_care(agency, owner, review_on)
    evidence = begun(told, by, agency=agency, owner=owner, review_on=review_on, form_key=form_key).evidence
    record("evidence added", by=by, subject=evidence.trail_subject, agency=agency.code, kind=told.kind, revision=1)
    return evidence


@transaction.atomic
def revise(*, evidence: Evidence, told: Told, expected: int, by: Person) -> EvidenceRevision:
    """A newer revision beside the old ones; answers go on citing the one they cite. Raises Stale when somebody else
    revised it since revision `expected` was read. The same form sent twice is one revision."""
    need(permissions.keep_evidence(by, evidence.agency))
    need_state(EVIDENCE.may(evidence.state, "revise"))
    if evidence.kind == "finding":
        raise NotNow(UNCHANGING)
    told.check()
    if told.kind != evidence.kind:
        raise Invalid(f"This evidence is a {evidence.kind}. Add the {told.kind} as new evidence.")
    if not Evidence.objects.filter(pk=evidence.pk, version=expected, state="kept").update(version=expected + 1):
        again = evidence.revisions.filter(number=expected + 1, sha256=told.sha256, added_by=by).first()
        if again:
            return again
        raise Stale("Somebody else changed this evidence while you had it open. Look at it again before you go on.")
    made = _revision(evidence, expected + 1, told, by)
    record(
        "evidence revised",
        by=by,
        subject=evidence.trail_subject,
        agency=evidence.agency.code,
        kind=told.kind,
        revision=made.number,
    )
    return made


@transaction.atomic
def look_after(*, evidence: Evidence, owner: Person, review_on: date, by: Person) -> Evidence:
    """Who looks after it, and when it is looked at again."""
    need(permissions.keep_evidence(by, evidence.agency))
    evidence = _locked(evidence)
    need_state(EVIDENCE.may(evidence.state, "revise"))
    _check_care(evidence.agency, owner, review_on)
    evidence.owner, evidence.review_on = owner, review_on
    evidence.save(update_fields=["owner", "review_on"])
    record(
        "evidence care changed",
        by=by,
        subject=evidence.trail_subject,
        agency=evidence.agency.code,
        owner=owner.pk,
        review_on=str(review_on),
    )
    return evidence


@transaction.atomic
def withdraw(*, evidence: Evidence, by: Person) -> Evidence:
    """Not offered any more. Answers that cite it go on doing so, and it can be brought back."""
    return _end(evidence, "withdraw", "evidence withdrawn", by)


@transaction.atomic
def bring_back(*, evidence: Evidence, by: Person) -> Evidence:
    return _end(evidence, "bring back", "evidence brought back", by)


@transaction.atomic
def remove(*, evidence: Evidence, by: Person) -> None:
    """Gone, with the content of its files: for what should never have been put here. Refused (NotNow) once an answer
    cites it or a signature covers it; then it can only be withdrawn."""
    need(permissions.end_evidence(by, evidence))
    evidence = _locked(evidence)
    files = [revision.file for revision in evidence.revisions.select_related("file") if revision.file]
    subject, agency = evidence.trail_subject, evidence.agency.code
    try:
        evidence.revisions.all().delete()
        evidence.delete()
    except ProtectedError:
        raise NotNow("Answers cite this evidence, so it can be withdrawn but not removed.") from None
    for file in files:
        erase_content(file)
    record("evidence removed", by=by, subject=subject, agency=agency, files=[str(file.pk) for file in files])


@transaction.atomic
def cite(
    *, answer: Answer, revisions: Iterable[EvidenceRevision], assigned: bool, by: Person
) -> list[EvidenceRevision]:
    """The answer points at exactly these revisions, all of the agency's own library. Raises NotNow for evidence that
    has been withdrawn or removed, unless the answer cites it already."""
    may_answer(answer, assigned, by)
    audit_return = answer.audit_return
    chosen = {revision.pk: revision for revision in revisions}
    if any(revision.evidence.agency_id != audit_return.agency_id for revision in chosen.values()):
        raise Invalid("An answer can only cite evidence of its own agency.")
    Answer.objects.select_for_update(no_key=True).get(pk=answer.pk)  # a signature waits, or has been given before
    before = set(answer.citations.values_list("revision_id", flat=True))
    added, gone = chosen.keys() - before, before - chosen.keys()
    if not added and not gone:
        return list(chosen.values())
    need_citable([chosen[pk] for pk in added])
    point(answer, [chosen[pk] for pk in chosen if pk in added], gone, by)
    record(
        "evidence cited",
        by=by,
        subject=audit_return.trail_subject,
        agency=audit_return.agency.code,
        statement=answer.statement,
        added=sorted(str(pk) for pk in added),
        taken_away=sorted(str(pk) for pk in gone),
    )
    return list(chosen.values())


@transaction.atomic
def open_file(*, revision: EvidenceRevision, by: Person) -> None:
    """Written down when somebody opens a file of evidence."""
    record(
        "evidence opened",
        by=by,
        subject=revision.evidence.trail_subject,
        agency=revision.evidence.agency.code,
        revision=revision.number,
    )


def _check_care(agency: Agency, owner: Person, review_on: date) -> None:
    if owner.pk not in {person.pk for person in colleagues(agency)}:
        raise Invalid("Evidence is looked after by somebody of the agency.", "owner")
    if review_on < clock.today():
        raise Invalid("The day of the next review must not be in the past.", "review_on")


def _locked(evidence: Evidence) -> Evidence:
    """As it is now; nobody else ends it or looks after it until this is done."""
    found = Evidence.objects.select_for_update(of=("self",)).select_related("agency").filter(pk=evidence.pk).first()
    if found is None:
        raise NotNow(REMOVED)
    return found


def need_citable(revisions: Collection[EvidenceRevision]) -> None:
    """Nothing of it is withdrawn or removed, nor will be until this is done. Raises NotNow."""
    ids = {revision.evidence_id for revision in revisions}
    found = list(Evidence.objects.select_for_update(no_key=True).filter(pk__in=ids).order_by("pk"))
    if len(found) < len(ids):
        raise NotNow(REMOVED)
    for evidence in found:
        need_state(EVIDENCE.may(evidence.state, "cite"))
    findings = {revision.finding_id for revision in revisions if revision.finding_id}
    for finding in Finding.objects.select_for_update(no_key=True).filter(pk__in=findings).order_by("pk"):
        need_state(FINDING.may(finding.state, "cite"))


def point(answer: Answer, added: Iterable[EvidenceRevision], gone: Iterable[uuid.UUID], by: Person) -> None:
    """The answer points at these too, and at those no longer. Raises NotNow where it was signed off meanwhile."""
    told = {"partnership_id": answer.partnership_id, "answer": answer, "cited_by": by, "cited_at": clock.now()}
    try:
        with transaction.atomic():
            answer.citations.filter(revision_id__in=gone).delete()
            Citation.objects.bulk_create(Citation(revision=revision, **told) for revision in added)
    except DatabaseError as error:
        if guards.LOCKED in str(error):
            raise NotNow(LATE) from error
        raise


def begun(told: Told, by: Person, **care: Any) -> EvidenceRevision:
    """The first revision of a new piece of evidence. care: its agency, owner, day of review, and the form's key."""
    evidence = Evidence.objects.create(partnership_id=by.partnership_id, kind=told.kind, **care)
    return _revision(evidence, 1, told, by)


def _revision(evidence: Evidence, number: int, told: Told, by: Person) -> EvidenceRevision:
    made = EvidenceRevision(
        partnership_id=evidence.partnership_id,
        evidence=evidence,
        number=number,
        file=told.file,
        finding=told.finding,
        sha256=told.sha256,
        added_by=by,
        added_by_name=by.name,
        added_at=clock.now(),
        **told.kept,
    )
    made.save(force_insert=True)
    return made


def _end(evidence: Evidence, verb: str, said: str, by: Person) -> Evidence:
    need(permissions.end_evidence(by, evidence))
    evidence = _locked(evidence)
    evidence.state = EVIDENCE.after(evidence.state, verb)
    evidence.save(update_fields=["state"])
    record(said, by=by, subject=evidence.trail_subject, agency=evidence.agency.code)
    return evidence
