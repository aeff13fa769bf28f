"""Independent quality assurance of a round: what was drawn, what was found, what it says of the area."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, F, Q

from onlinelives.accounts.models import Person
from onlinelives.audits import permissions
from onlinelives.audits.models import Answer, Candidate, Check, Draw, DrawSchedule, Return, Round
from onlinelives.audits.queries.population import unit_id
from onlinelives.audits.queries.rounds import round_for
from onlinelives.audits.queries.tallies import tallies
from onlinelives.content.shapes import Framework
from onlinelives.rules.agreement import Agreement, agreement
from onlinelives.rules.lifecycles import CHECK
from onlinelives.rules.successive import Checked
from onlinelives.rules.verdict import Verdict, need
from onlinelives.rules.verified_mean import Estimate, Frame, Population, by_agency, by_section, estimate


@dataclass(frozen=True)
class DrawLine:
    draw: Draw
    drawn: int
    settled: int


@dataclass(frozen=True)
class Finding:
    """One agency, one section, or everything: how the checked scores compare, and what the whole would be."""

    name: str
    agreement: Agreement
    estimate: Estimate | None


@dataclass(frozen=True)
class Quality:
    """`states`: state code -> how many checks. `whole`: over all agencies. Figures count every check that
    came to a score, also while the agency's reply is awaited."""

    round: Round
    framework: Framework
    schedule: DrawSchedule | None
    draws: list[DrawLine]
    states: dict[str, int]
    whole: Finding
    agencies: list[Finding]
    sections: list[Finding]
    may_run: Verdict

    @property
    def settled(self) -> int:
        return self.states.get("settled", 0)

    @property
    def waiting(self) -> int:
        """Checks whose verdict counts and whose settlement is still to come."""
        return self.states.get("found", 0) + self.states.get("replied", 0)

    @property
    def state_names(self) -> list[tuple[str, int]]:
        return [(words, self.states.get(code, 0)) for code, words in CHECK.states.items()]


def quality(person: Person, pk: int) -> Quality:
    """7 queries besides those of signing in, whatever the number of agencies and draws."""
    need(permissions.see_area(person))
    round_ = round_for(person, pk)
    returns = list(round_.returns.select_related("agency"))
    checks = list(
        Check.objects.filter(candidate__draw__round=round_)
        .annotate(
            draw_number=F("candidate__draw__number"),
            pi=F("candidate__probability"),
            own=F("candidate__score"),
            agency=F("candidate__agency_code"),
            section=F("candidate__section"),
            revision_number=F("revision__number"),
            answer_version=F("answer__version"),
            now=F("answer__score"),
        )
        .order_by("candidate__draw__number", "pk")
    )
    kept = _kept(checks)
    populations = _populations(round_, returns, kept)
    known = {(p.agency, p.section) for p in populations}
    told = [_checked(one) for one in kept if (one["agency"], one["section"]) in known]
    frames = _frames(round_, kept)
    agencies, sections = by_agency(told, populations, frames), by_section(told, populations, frames)
    pairs = _pairs(check for check in checks if check.__dict__["agency"] in agencies)
    names = {r.agency.code: r.name_of_agency for r in returns}
    drawn = Counter(check.__dict__["draw_number"] for check in checks)
    settled = Counter(check.__dict__["draw_number"] for check in checks if check.state == "settled")
    return Quality(
        round=round_,
        framework=round_.framework,
        schedule=round_.schedules.filter(stopped_at=None).first(),
        draws=[DrawLine(d, drawn[d.number], settled[d.number]) for d in round_.draws.order_by("-number")],
        states=dict(Counter(check.state for check in checks)),
        whole=Finding("All agencies", agreement(_flat(pairs)), estimate(told, populations, frames)),
        agencies=[
            Finding(names[code], agreement(p for (a, _), group in pairs.items() if a == code for p in group), found)
            for code, found in sorted(agencies.items(), key=lambda pair: names[pair[0]])
        ],
        sections=[
            Finding(
                f"{section.number}. {section.name}",
                agreement(p for (_, s), group in pairs.items() if s == section.number for p in group),
                sections.get(section.number),
            )
            for section in round_.framework.sections
        ],
        may_run=permissions.run_checks(person),
    )


def _verified(told: dict[str, Any]) -> int | None:
    """The score that stands, or the reviewer's while the agency's reply is awaited: agreement settles at once, so that
    leaving out what waits would leave out disagreement."""
    score: int | None = told["settled_score"] if told["state"] == "settled" else told["verified_score"]
    return score


def _kept(checks: Iterable[Check]) -> list[dict[str, Any]]:
    """One check of each answer: the first that came to a score, or whose answer is still what was drawn.

    An answer that was changed since stays as it was drawn: agencies correct what was checked, and without it the rest
    would look better than it is.
    """
    kept: dict[int, dict[str, Any]] = {}
    for told in (check.__dict__ for check in checks):
        if _verified(told) is not None or told["revision_number"] == told["answer_version"]:
            kept.setdefault(told["answer_id"], told)
    return list(kept.values())


def _checked(told: dict[str, Any]) -> Checked:
    return Checked(
        unit_id=unit_id(told["answer_id"], told["revision_number"]),
        agency=told["agency"],
        section=told["section"],
        draw=told["draw_number"],
        pi=told["pi"],
        self_score=told["own"],
        verified=_verified(told),
    )


def _pairs(checks: Iterable[Check]) -> dict[tuple[str, int], list[tuple[int, int]]]:
    """(agency, section) -> (self, verified) of every check that came to a score."""
    found: dict[tuple[str, int], list[tuple[int, int]]] = defaultdict(list)
    for told in (check.__dict__ for check in checks):
        score = _verified(told)
        if score is not None:
            found[told["agency"], told["section"]].append((told["own"], score))
    return found


def _flat(pairs: dict[tuple[str, int], list[tuple[int, int]]]) -> list[tuple[int, int]]:
    return [pair for group in pairs.values() for pair in group]


def _populations(round_: Round, returns: Iterable[Return], kept: Iterable[dict[str, Any]]) -> list[Population]:
    """The scored answers of the returns that are signed off or closed: as they are now, but checked ones as drawn."""
    shown = {r.pk: r.agency.code for r in returns if r.state == "signed_off" or round_.state == "closed"}
    sizes: Counter[tuple[str, int]] = Counter()
    totals: Counter[tuple[str, int]] = Counter()
    for pk, sections in tallies(Answer.objects.filter(audit_return__in=shown)).items():
        for section, tally in sections.items():
            sizes[shown[pk], section] += tally.scored
            totals[shown[pk], section] += tally.points
    for told in kept:
        place = told["agency"], told["section"]
        if _verified(told) is not None and told["agency"] in shown.values():
            sizes[place] += told["now"] is None
            totals[place] += told["own"] - (told["now"] or 0)
    return [Population(*place, size, totals[place]) for place, size in sizes.items() if size]


def _frames(round_: Round, kept: Iterable[dict[str, Any]]) -> list[Frame]:
    """How many of the answers that count each draw could choose from, agency by agency: those that count as they were
    when they were drawn, at that revision, in earlier draws too; all others at the one they have now."""
    then = {
        told["answer_id"]: told["revision_id"] for told in kept if told["revision_number"] != told["answer_version"]
    }
    now = Q(revision__number=F("answer__version")) & ~Q(answer__in=then)
    rows = (
        Candidate.objects.filter(now | Q(revision__in=then.values()), draw__round=round_)
        .order_by()
        .values("agency_code", "draw__number")
        .annotate(size=Count("pk"))
    )
    return [Frame(row["agency_code"], row["draw__number"], row["size"]) for row in rows]
