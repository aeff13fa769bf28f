"""What was asked, decided and sent about a young person, in words, for the copy of their record."""

import json
from collections.abc import Iterable
from datetime import date

from onlinelives.cases.models import YoungPerson
from onlinelives.cases.queries import Passage
from onlinelives.cases.queries.happenings import day_of
from onlinelives.cases.queries.passage import lines
from onlinelives.sharing import documents
from onlinelives.sharing.models import AgencyCheck, Extract, NeverShare, SharingDecision
from onlinelives.web.jinja import day


def passages(young_person: YoungPerson) -> list[Passage]:
    """Checks with their answers, decisions, who must never receive anything, and what was sent."""
    checks = AgencyCheck.objects.filter(young_person=young_person).select_related("agency").prefetch_related("answers")
    decisions = young_person.sharing_decisions.prefetch_related("recipients__agency", "bases__basis")
    extracts = young_person.extracts.select_related("recipient__agency", "person")
    return [
        *(passage for check in checks for passage in _check(check)),
        *(_decision(each) for each in decisions),
        *(_never(each) for each in young_person.never_share.select_related("agency")),
        *(_extract(each) for each in extracts),
    ]


def _check(check: AgencyCheck) -> Iterable[Passage]:
    on = day_of(check.asked_at)
    told = lines(
        [
            ("Asked", check.agency.name),
            ("Question", check.question),
            ("Name that was told", check.shown_name),
            ("Other names that were told", check.shown_other_names),
            ("Date of birth that was told", _day(check.shown_born_on)),
            ("Why it was withdrawn", check.withdrawn_reason),
        ]
    )
    yield Passage(f"check.{check.pk}", on, f"Question to {check.agency.name}, {day(on)}", told)
    for answer in check.answers.all():
        on = day_of(answer.at)
        told = lines(
            [
                ("Answer", answer.get_outcome_display()),
                ("What they know", answer.summary),
                ("Why they declined", answer.reason),
                ("Whom to ring", answer.contact),
            ]
        )
        yield Passage(f"answer.{answer.pk}", on, f"Answer of {check.agency.name}, {day(on)}", told)


def _decision(decision: SharingDecision) -> Passage:
    on = day_of(decision.decided_at)
    told = lines(
        [
            ("Decided", decision.get_outcome_display()),
            ("For whom", "; ".join(each.words for each in decision.recipients.all())),
            ("What for", decision.purpose),
            ("Why", decision.reasons),
            ("Why it is needed, and not too much", decision.necessity),
            ("Legal ground", "; ".join(str(each.basis) for each in decision.bases.all())),
            ("Was the young person told", decision.get_child_told_display()),
            ("What the young person thinks", decision.child_view),
            ("Was a parent told", decision.get_parent_told_display()),
            ("Why not", decision.parent_why_not),
            ("Whom to protect", decision.protect),
            ("Advice", decision.advice),
            ("What the manager said", decision.agreed_note),
        ]
    )
    return Passage(f"sharing.{decision.pk}", on, f"Decision on sharing, {day(on)}", told)


def _never(never: NeverShare) -> Passage:
    on = day_of(never.began_at)
    told = lines([("Who", never.words), ("Why", never.reason), ("Why it ended", never.ended_reason)])
    return Passage(f"never.{never.pk}", on, f"Must never receive anything, {day(on)}", told)


def _extract(extract: Extract) -> Passage:
    on = day_of(extract.sent_at)
    told = lines([("To", extract.to), ("What was sent", _sent(extract.body)), ("Why revoked", extract.revoked_reason)])
    return Passage(f"extract.{extract.pk}", on, f"Extract {extract.number}, {day(on)}", told)


def _sent(body: str) -> str:
    """Line by line, where it was kept as a document."""
    try:
        document = documents.thaw(body)
    except (json.JSONDecodeError, KeyError, TypeError):
        return body
    return "\n".join(f"{line.title}: {line.text}" for line in document.lines)


def _day(born_on: str) -> str:
    try:
        return day(date.fromisoformat(born_on)) if born_on else ""
    except ValueError:
        return born_on
