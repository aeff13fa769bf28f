"""Signals of significant harm, from who is asking."""

from dataclasses import dataclass

from django.db.models import Prefetch, Q
from django.http import Http404

from onlinelives.accounts.models import Person
from onlinelives.cases.models import RecordSettings, Signal, SignalNote, SignalTold, YoungPerson
from onlinelives.cases.queries.happenings import Happening, Row, Source, rows_of
from onlinelives.cases.queries.settings import settings_for
from onlinelives.cases.queries.young_people import young_person_for
from onlinelives.trail import clock
from onlinelives.web.jinja import moment


@dataclass(frozen=True)
class Note:
    """Something that was said or done about a signal, and to whom a message went because of it."""

    note: SignalNote
    told: list[str]


@dataclass(frozen=True)
class SignalPage:
    """`notes`: oldest first. `decided`: whom to call, as the area has decided."""

    young_person: YoungPerson
    signal: Signal
    notes: list[Note]
    decided: RecordSettings

    @property
    def is_late(self) -> bool:
        """Whether the time in which it was to be acknowledged is over."""
        return self.signal.state == "raised" and self.signal.acknowledge_by <= clock.now()

    @property
    def newest_call(self) -> Note:
        """The note because of which people were told last."""
        calls = (SignalNote.Kind.RAISED, SignalNote.Kind.ADDED, SignalNote.Kind.ESCALATED)
        return [each for each in self.notes if each.note.kind in calls][-1]


def signal_page(person: Person, reference: str, pk: str) -> SignalPage:
    """One signal, fetched through the young person, or 404."""
    young_person = young_person_for(person, reference)
    signal = young_person.signals.select_related("raised_by").filter(pk=pk).first()
    if signal is None:
        raise Http404
    signal.young_person = young_person
    told = Prefetch("told", queryset=SignalTold.objects.select_related("person").order_by("person__name", "person_id"))
    notes = signal.notes.select_related("by").prefetch_related(told)
    return SignalPage(
        young_person=young_person,
        signal=signal,
        notes=[Note(note, [each.person.name for each in note.told.all()]) for note in notes],
        decided=settings_for(person),
    )


def _told(young_person: YoungPerson, row: Row) -> Happening:
    kind = SignalNote.Kind(row.code)
    by = f"by {row.by}" if row.by else "Nobody had acknowledged it"
    outcome = f"{Signal.Outcome(row.more).label}, " if kind == SignalNote.Kind.SETTLED else ""
    return Happening(
        on=row.day,
        kind=kind.label,
        words=outcome + by,
        page="young_person_signal",
        args=(young_person.reference, row.page),
        about=f"of {moment(row.about_at)}",
        waits="Not acknowledged" if row.waits else "",
    )


# Everything that was said and done about signals.
SOURCES = (
    Source(
        rows=lambda young_person: rows_of(
            SignalNote.objects.filter(signal__young_person=young_person),
            page="signal",
            at="at",
            code="kind",
            more="signal__outcome",
            by="by__name",
            about_at="signal__raised_at",
            waits=Q(kind=SignalNote.Kind.RAISED, signal__state="raised"),
        ),
        tell=_told,
    ),
)
