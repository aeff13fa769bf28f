"""Somebody asks for a copy of a record. A person goes through it passage by passage, a second one approves, and only
then something is given out. The record itself is never changed by any of it, and may be closed."""

import uuid
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from onlinelives.accounts.models import Person
from onlinelives.cases import queries
from onlinelives.cases.actions.writing import seen_by, telling
from onlinelives.cases.models import ClockStop, CopyRelease, CopyRequest, PassageReview, YoungPerson
from onlinelives.rules import redaction
from onlinelives.rules.lifecycles import COPY
from onlinelives.rules.verdict import Changed, Invalid, NotNow, need, need_state
from onlinelives.trail import clock
from onlinelives.trail.actions import record

FORMS = ("pdf", "json")


@dataclass(frozen=True)
class Asked:
    """Who asked for a copy, when, and how it was checked who they are. `note`: what else should be known."""

    received_on: date
    asked_by: str
    checked: str
    note: str = ""

    def __repr__(self) -> str:
        return "<request for a copy>"


@dataclass(frozen=True)
class Decided:
    """What happens with one passage. `marked`: its words with [[ ]] around what is blacked out; where the passage is
    left out they are not looked at. `why` is needed where anything is kept back."""

    left_out: bool = False
    marked: str = ""
    why: str = ""
    note: str = ""

    def __repr__(self) -> str:
        return "<decision on a passage>"


@transaction.atomic
def request(*, young_person: YoungPerson, asked: Asked, by: Person, form_key: uuid.UUID | None = None) -> CopyRequest:
    """Somebody asked. The same form sent twice makes one request. Raises Invalid for a day in the future."""
    young_person = seen_by(by, young_person)
    again = form_key and young_person.copies.filter(form_key=form_key).first()
    if again:
        return again
    _check(asked)
    copy = CopyRequest(
        partnership_id=young_person.partnership_id, young_person=young_person, written_by=by, form_key=form_key
    )
    _say(copy, asked)
    copy.save(force_insert=True)
    record("copy asked for", by=by, subject=young_person.trail_subject, copy=str(copy.pk))
    return copy


@transaction.atomic
def correct(*, copy: CopyRequest, asked: Asked, expected: int, by: Person) -> CopyRequest:
    """Who asked, when, and how it was checked. Raises Changed when somebody else was faster."""
    copy = _locked(copy, "prepare", by)
    if copy.version != expected:
        raise Changed(copy, "request")
    _check(asked)
    if asked.received_on > min((stop.since for stop in copy.stops.all()), default=asked.received_on):
        raise Invalid("The time stood still on an earlier day already.", "received_on")
    _say(copy, asked)
    copy.version += 1
    copy.save()
    record("copy request corrected", by=by, subject=copy.trail_subject, copy=str(copy.pk))
    return copy


@transaction.atomic
def stop_clock(*, copy: CopyRequest, since: date, reason: str, by: Person) -> ClockStop:
    """The time for an answer stands still from a day on. Raises NotNow when it does already, and Invalid for a day
    before the request, in the future, or before it last ran again."""
    copy = _locked(copy, "stop the clock", by)
    stops = list(copy.stops.all())
    if any(stop.until is None for stop in stops):
        raise NotNow("The time stands still already.")
    earliest = max([copy.received_on, *(stop.until for stop in stops if stop.until)])
    if not earliest <= since <= clock.today():
        raise Invalid("Enter a day from the request, or from when the time last ran again, until today.", "since")
    stop = ClockStop(partnership_id=copy.partnership_id, request=copy, since=since, reason=telling(reason), by=by)
    stop.save(force_insert=True)
    record("copy clock stopped", by=by, subject=copy.trail_subject, copy=str(copy.pk), since=since.isoformat())
    return stop


@transaction.atomic
def run_clock(*, copy: CopyRequest, until: date, by: Person) -> ClockStop:
    """The time runs again from `until` on. Raises NotNow when it does, Invalid for a day before it stopped or in the
    future."""
    copy = _locked(copy, "stop the clock", by)
    stop = copy.stops.filter(until=None).first()
    if stop is None:
        raise NotNow("The time is running.")
    if not stop.since <= until <= clock.today():
        raise Invalid("Enter a day from when the time stopped until today.", "until")
    stop.until = until
    stop.save(update_fields=["until"])
    record("copy clock runs", by=by, subject=copy.trail_subject, copy=str(copy.pk), until=until.isoformat())
    return stop


@transaction.atomic
def decide(*, copy: CopyRequest, key: str, sha256: str, decided: Decided, expected: int, by: Person) -> PassageReview:
    """What happens with one passage. The passage itself stays as it is.

    sha256: of the words that were on the page. expected: the version of what had been decided, 0 where nothing had.
    Raises Changed, with the passage as it is now, where its words or what was decided are others by now; Invalid where
    the marked words are not those of the passage, or something is kept back without a reason."""
    copy = _locked(copy, "prepare", by)
    line = queries.line_of(queries.page_of(copy), key)
    before = line.review
    if line.passage.sha256 != sha256 or (before.version if before else 0) != expected:
        raise Changed(line, "passage")
    if not decided.left_out:
        redaction.check(decided.marked, line.passage.text)
    kept_back = decided.left_out or redaction.blacked_out(decided.marked)[1]
    if kept_back and decided.why not in PassageReview.Why.values:
        raise Invalid("Say why something is kept back.", "why")
    review = before or PassageReview(partnership_id=copy.partnership_id, request=copy, key=key, version=0)
    review.sha256, review.left_out = sha256, decided.left_out
    review.marked = "" if decided.left_out else redaction.same_lines(decided.marked)
    review.why, review.note = (decided.why, decided.note.strip()) if kept_back else ("", "")
    review.version, review.at, review.by = review.version + 1, clock.now(), by
    review.save(force_insert=before is None)
    record(
        "passage decided",
        by=by,
        subject=copy.trail_subject,
        copy=str(copy.pk),
        passage=key,
        left_out=review.left_out,
        why=review.why,
    )
    return review


@transaction.atomic
def approve(*, copy: CopyRequest, digest: str, by: Person) -> CopyRelease:
    """A second person, who decided on no passage of it, approves what they saw: `digest` is the hash of it. It never
    changes afterwards. Raises NotNow where a passage is not decided or nobody checked who asks, Changed where it is no
    longer what they saw."""
    copy = _locked(copy, "approve", by)
    page = queries.page_of(copy)
    need(queries.may_approve(by, page))
    need_state(page.ready)
    seen = queries.preview(page)
    if seen.sha256 != digest:
        raise Changed(seen, "copy")
    copy.stops.filter(until=None).update(until=clock.today())
    _end(copy, "approve", by)
    release = CopyRelease(
        partnership_id=copy.partnership_id,
        request=copy,
        body=seen.body,
        sha256=seen.sha256,
        passages=len(seen.passages),
        left_out=seen.left_out,
        blacked_out=seen.blacked_out,
        by=by,
    )
    release.save(force_insert=True)
    record("copy approved", by=by, subject=copy.trail_subject, copy=str(copy.pk), sha256=release.sha256)
    return release


@transaction.atomic
def end(*, copy: CopyRequest, answer: str, by: Person) -> CopyRequest:
    """It ends without a copy: it was taken back, or refused, and why."""
    copy = _locked(copy, "end", by)
    copy.answer = telling(answer, "answer")
    copy.stops.filter(until=None).update(until=clock.today())
    _end(copy, "end", by)
    record("copy request ended", by=by, subject=copy.trail_subject, copy=str(copy.pk))
    return copy


@transaction.atomic
def give_out(*, copy: CopyRequest, form: str, by: Person) -> CopyRelease:
    """Somebody fetches what was approved, as one of FORMS. Written down before anything is made."""
    copy = _locked(copy, "give out", by)
    if form not in FORMS:
        raise Invalid("There is no such file.")
    release = CopyRelease.objects.get(request=copy)
    record("copy given out", by=by, subject=copy.trail_subject, copy=str(copy.pk), form=form)
    return release


def _locked(copy: CopyRequest, verb: str, by: Person) -> CopyRequest:
    """With its record, and asked again whether `by` sees it, and whether its state allows the verb."""
    young_person = seen_by(by, copy.young_person)
    here = young_person.copies.select_for_update(no_key=True).get(pk=copy.pk)
    here.young_person = young_person
    need_state(COPY.may(here.state, verb))
    return here


def _end(copy: CopyRequest, verb: str, by: Person) -> None:
    copy.state = COPY.after(copy.state, verb)
    copy.ended_at, copy.ended_by, copy.version = clock.now(), by, copy.version + 1
    copy.save(update_fields=["state", "ended_at", "ended_by", "version", "answer"])


def _check(asked: Asked) -> None:
    if asked.received_on > clock.today():
        raise Invalid("The day of the request is in the future.", "received_on")


def _say(copy: CopyRequest, asked: Asked) -> None:
    copy.received_on, copy.asked_by = asked.received_on, asked.asked_by
    copy.checked, copy.note = asked.checked, asked.note.strip()
