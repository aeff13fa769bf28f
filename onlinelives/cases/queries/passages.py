"""A whole record in words, passage by passage, for the copy that somebody may ask for.

Everything that was typed about a young person is in some passage: a test fills every sealed field and looks for it. A
room above adds what is its own with `also_copied`, once, when the program starts.
"""

import json
from collections.abc import Callable

from django.db.models import Prefetch

from onlinelives.cases.models import Assessment, LocalItem, SavedTopic, YoungPerson
from onlinelives.cases.queries import passages_of_events
from onlinelives.cases.queries.assessments import newest
from onlinelives.cases.queries.happenings import day_of
from onlinelives.cases.queries.passage import Line, Passage, lines
from onlinelives.cases.queries.sheets import CODES, Sheet, kept, topic
from onlinelives.content import taxonomies
from onlinelives.web.jinja import day

Source = Callable[[YoungPerson], list[Passage]]


def passages_of(young_person: YoungPerson) -> list[Passage]:
    """All of them, by day; of one day in the order of their sources."""
    found = [passage for source in SOURCES for passage in source(young_person)]
    return sorted(found, key=lambda passage: passage.on)


def also_copied(source: Source) -> None:
    """A room above keeps text about a young person too."""
    SOURCES.append(source)


def _the_record(young_person: YoungPerson) -> list[Passage]:
    told = lines(
        (
            ("This record", young_person.reference),
            ("First name", young_person.given_name),
            ("Family name", young_person.family_name),
            ("Other names", young_person.known_as),
            ("Date of birth", day(young_person.birthday)),
            ("Their postcode", young_person.postcode),
            ("Agency", young_person.agency.name),
            ("Team", young_person.team.name),
            ("Record opened", day(day_of(young_person.opened_at))),
            ("Record closed", day(young_person.closed_on)),
        )
    )
    found = [Passage("record", day_of(young_person.opened_at), "The record", told)]
    for each in young_person.restrictions.all():
        what = "The record was restricted" if each.restricted else "The restriction was lifted"
        on = day_of(each.at)
        found.append(Passage(f"restriction.{each.pk}", on, f"{what}, {day(on)}", lines([("Why", each.reason)])))
    return found


def _referrals(young_person: YoungPerson) -> list[Passage]:
    taxonomy, found = taxonomies.load(), []
    for each in young_person.referrals.prefetch_related("decisions"):
        harm = [name for name in ("technology_dependent", "technology_enabled") if getattr(each, name)]
        told = lines(
            (
                ("Referred by", each.get_source_display()),
                ("Age", each.age),
                ("Why", each.reason),
                ("Online part", each.get_online_display()),
                ("Came to light", day(each.found_online_on)),
                ("How it came to light", each.found_online_how),
                ("Kind of harm", "; ".join(taxonomy.harm_type(name).name for name in harm)),
                ("Support needed to lower a risk of significant harm", each.get_significant_harm_display()),
            )
        )
        found.append(Passage(f"referral.{each.pk}", each.received_on, f"Referral of {day(each.received_on)}", told))
        for decision in reversed(each.decisions.all()):
            shaped = "; ".join(taxonomy.choice(name).label for name in decision.influences)
            told = lines(
                (("Decided", decision.get_outcome_display()), ("Why", decision.reason), ("What shaped it", shaped))
            )
            on = day_of(decision.at)
            found.append(Passage(f"decision.{decision.pk}", on, f"Decision of {day(on)}", told))
    return found


def _assessments(young_person: YoungPerson) -> list[Passage]:
    found, known = [], {}
    every = young_person.assessments.prefetch_related(
        "risks", "factors", "choices", "flag_decisions", Prefetch("topics", newest(SavedTopic.objects.all()))
    )
    for each in every:
        on = day_of(each.begun_at)
        heading = f"Assessment of {day(on)}"
        if each.taxonomy_id not in known:
            known[each.taxonomy_id] = _labels(each)
        labels = known[each.taxonomy_id]
        told = {
            "": (heading, lines(_words(each, labels))),
            ".risks": (f"{heading}: what was asked", lines(_risks(each, labels))),
            ".factors": (f"{heading}: what makes more vulnerable", lines(_factors(each, labels))),
        }
        found += [Passage(f"assessment.{each.pk}{end}", on, *said) for end, said in told.items() if said[1]]
        found += _not_finished(each, labels)
        for flag in each.flag_decisions.all():
            what = "Flagged for intensive support" if flag.flagged else "Not flagged for intensive support"
            on = day_of(flag.at)
            found.append(Passage(f"flag.{flag.pk}", on, f"{what}, {day(on)}", lines([("Why", flag.reason)])))
    return found


def _not_finished(each: Assessment, labels: dict[str, str]) -> list[Passage]:
    """What a draft says, or one that was set aside, page by page as it was last saved."""
    found = []
    for save in each.topics.all():
        on = day_of(save.saved_at)
        title = topic(save.topic).title if save.topic in CODES else save.topic
        heading = f"Assessment that is not finished, {title.lower()}, saved {day(on)}"
        found.append(Passage(f"topic.{save.pk}", on, heading, _typed(save.said, labels)))
    return found


def _typed(said: str, labels: dict[str, str]) -> str:
    """Field by field, where it was kept as fields."""
    try:
        fields = json.loads(said) if said else {}
    except ValueError:
        return said
    told = []
    for name, text in fields.items():
        item, _, part = name.rpartition("-")
        told.append((f"{labels.get(item, item)}, {part}" if item else name, text))
    return lines(told)


def _words(each: Assessment, labels: dict[str, str]) -> list[Line]:
    counted = f"{each.lowest} to {each.highest}" if each.lowest is not None else ""
    return [
        ("State", each.get_state_display()),
        ("When", each.get_stage_display()),
        ("Hours online on a day", each.get_hours_display()),
        ("Online at night", each.get_night_display()),
        ("Telephones", each.phones),
        ("Apps", each.apps),
        ("Devices", each.devices),
        ("What protects", each.protective),
        ("What goes well", each.goes_well),
        ("Effects", each.effects),
        ("What was ticked", "; ".join(labels.get(choice.choice, choice.choice) for choice in each.choices.all())),
        ("Images", each.images),
        ("What the young person wants", each.wants),
        ("Our judgement", each.judgement),
        ("Factors counted", counted),
        ("What the rules said", _said(each.told)),
    ]


def _risks(each: Assessment, labels: dict[str, str]) -> list[Line]:
    return [
        (
            labels.get(risk.item, risk.item),
            "; ".join(
                part
                for part in (
                    risk.get_state_display(),
                    risk.get_frequency_display(),
                    risk.when and f"when: {risk.when}",
                    risk.impact and f"impact: {risk.impact}",
                )
                if part
            ),
        )
        for risk in sorted(each.risks.all(), key=lambda risk: risk.item)
    ]


def _factors(each: Assessment, labels: dict[str, str]) -> list[Line]:
    return [
        (
            labels.get(factor.factor, factor.factor),
            "; ".join(part for part in (factor.get_state_display(), factor.get_source_display(), factor.note) if part),
        )
        for factor in sorted(each.factors.all(), key=lambda factor: factor.factor)
    ]


def _labels(assessment: Assessment) -> dict[str, str]:
    """Id -> the words that were asked with, also for items that the area has added at any time."""
    local = LocalItem.objects.filter(partnership=assessment.partnership_id)
    return Sheet(kept(assessment.taxonomy_id), ()).labels | {item.code: item.label for item in local}


def _said(told: str) -> str:
    """What the rules said: its sentences, where it was kept as a list of them."""
    try:
        read = json.loads(told) if told else []
    except ValueError:
        return told
    listed = read if isinstance(read, list) else []
    reasons = [str(each["reason"]) for each in listed if isinstance(each, dict) and "reason" in each]
    return " ".join(reasons) or told


def _keeping(young_person: YoungPerson) -> list[Passage]:
    found = []
    for longer in young_person.kept_longer.all():
        on = day_of(longer.at)
        told = lines([("Until", day(longer.until)), ("Why", longer.reason)])
        found.append(Passage(f"kept.{longer.pk}", on, f"Kept longer, {day(on)}", told))
    for hold in young_person.holds.all():
        on = day_of(hold.began_at)
        lifted = day(day_of(hold.lifted_at)) if hold.lifted_at else ""
        told = lines([("Why", hold.reason), ("When it was lifted", lifted), ("Why it was lifted", hold.lifted_reason)])
        found.append(Passage(f"hold.{hold.pk}", on, f"Legal hold of {day(on)}", told))
    for disposal in young_person.disposals.all():
        on = day_of(disposal.proposed_at)
        told = lines([("Why", disposal.reason), ("State", disposal.get_state_display()), ("Answer", disposal.answer)])
        found.append(Passage(f"disposal.{disposal.pk}", on, f"Disposal proposed, {day(on)}", told))
    for copy in young_person.copies.exclude(state="open"):  # the one that is open is being answered
        told = lines([("Asked by", copy.get_asked_by_display()), ("Note", copy.note), ("Answer", copy.answer)])
        found.append(Passage(f"copy.{copy.pk}", copy.received_on, f"Copy asked for, {day(copy.received_on)}", told))
    return found


SOURCES: list[Source] = [_the_record, _referrals, _assessments, *passages_of_events.SOURCES, _keeping]
