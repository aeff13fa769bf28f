"""Incidents, signals, closings and what was written for case studies, in words, for the copy of a record."""

from onlinelives.cases.models import Incident, IncidentRevision, YoungPerson
from onlinelives.cases.queries.happenings import day_of
from onlinelives.cases.queries.items import every_item
from onlinelives.cases.queries.passage import Line, Passage, lines
from onlinelives.content import taxonomies
from onlinelives.web.jinja import day


def _incidents(young_person: YoungPerson) -> list[Passage]:
    labels = {code: item.label for code, item in every_item(young_person.partnership_id).items()}
    found = []
    for each in young_person.incidents.prefetch_related("items", "revisions", "follow_ups"):
        codes = [item.item for item in each.items.all()]
        heading = f"Incident of {day(each.happened_on)}"
        found.append(Passage(f"incident.{each.pk}", each.happened_on, heading, lines(_told(each, codes, labels))))
        for revision in each.revisions.all():
            if revision.version == each.version and _same(revision, each):
                continue  # the newest says what the incident says
            on = day_of(revision.at)
            told = lines(_told(revision, revision.items.split(), labels))
            found.append(Passage(f"revision.{revision.pk}", on, f"{heading}, as written {day(on)}", told))
        for plan in each.follow_ups.all():
            told = lines([("To do", plan.what), ("By", day(plan.due_on)), ("Done", plan.note)])
            found.append(Passage(f"follow_up.{plan.pk}", plan.due_on, f"{heading}: follow-up", told))
    return found


def _told(each: Incident | IncidentRevision, codes: list[str], labels: dict[str, str]) -> list[Line]:
    harm = [taxonomies.load().harm_type(name).name for name in each.harm]
    return [
        ("What happened", each.what_happened),
        ("Kind of harm", "; ".join(harm)),
        ("What it was about", "; ".join(labels.get(code, code) for code in codes)),
        ("Who was told", each.who_was_told),
        ("Evidence, kept by whom", each.evidence_kept),
        ("Reported", each.get_report_display()),
        ("To whom", "; ".join(each.recipients_in_words)),
        ("About the report", each.report_note),
    ]


def _same(revision: IncidentRevision, incident: Incident) -> bool:
    words = ("what_happened", "who_was_told", "evidence_kept", "report_note")
    return all(getattr(revision, name) == getattr(incident, name) for name in words)


def _signals(young_person: YoungPerson) -> list[Passage]:
    found = []
    for signal in young_person.signals.prefetch_related("notes"):
        for note in signal.notes.all():
            on = day_of(note.at)
            outcome = signal.get_outcome_display() if note.kind == "settled" else ""
            told = lines([("What was said", note.words), ("Outcome", outcome)])
            found.append(Passage(f"signal.{note.pk}", on, f"{note.get_kind_display()}, {day(on)}", told))
    return found


def _closings(young_person: YoungPerson) -> list[Passage]:
    found = []
    for each in young_person.closings.all():
        on = day_of(each.at)
        told = lines(
            [
                ("Why it was closed", each.get_reason_display()),
                ("How safe life online was then", each.get_outcome_display()),
                ("What was done and what came of it", each.words),
                ("Opened again", day(day_of(each.reopened_at)) if each.reopened_at else ""),
                ("Why it was opened again", each.reopened_because),
            ]
        )
        found.append(Passage(f"closing.{each.pk}", on, f"Record closed, {day(on)}", told))
    return found


def _studies(young_person: YoungPerson) -> list[Passage]:
    """What was written for training from this record, while it still named them. What came of it names nobody."""
    found = []
    for study in young_person.case_studies.prefetch_related("texts", "names"):
        for text in study.texts.all():
            on = day_of(text.written_at)
            told = lines([("Title", text.title), ("What it teaches", text.teaches), ("Text", text.narrative)])
            found.append(Passage(f"study.{text.pk}", on, f"Written for training, {day(on)}", told))
        named = [("Nicknames", study.nicknames)] + [
            ("Also named", f"{name.name} {name.also}".strip()) for name in study.names.all()
        ]
        heading = "Names to leave out of what was written for training"
        found.append(Passage(f"study_names.{study.pk}", day_of(study.begun_at), heading, lines(named)))
    return found


SOURCES = (_incidents, _signals, _closings, _studies)
