from onlinelives.audits.queries.answers import AnswerHistory, answer_for, history_for, place_of
from onlinelives.audits.queries.area import AreaResults, area_results
from onlinelives.audits.queries.carrying import carry_page
from onlinelives.audits.queries.checks import check_for, check_page, checks_for
from onlinelives.audits.queries.coverage import coverage
from onlinelives.audits.queries.draws import DrawPage, draw_page, drawable, schedule_of, schedules_due
from onlinelives.audits.queries.evidence import (
    cite_page,
    evidence_for,
    evidence_page,
    library,
    own_agencies,
    revision_for,
)
from onlinelives.audits.queries.findings import CiteFindingPage, cite_finding_page
from onlinelives.audits.queries.frameworks import Comparison, comparison, edition_choices, editions, framework
from onlinelives.audits.queries.home import Standing, needs, standings_for
from onlinelives.audits.queries.quality import Quality, quality
from onlinelives.audits.queries.results import Results, results
from onlinelives.audits.queries.returns import ReturnPage, SectionPage, return_for, return_page, section_page
from onlinelives.audits.queries.rounds import RoundPage, agencies_to_invite, round_for, round_page, rounds_for

__all__ = [
    "AnswerHistory",
    "AreaResults",
    "CiteFindingPage",
    "Comparison",
    "DrawPage",
    "Quality",
    "Results",
    "ReturnPage",
    "RoundPage",
    "SectionPage",
    "Standing",
    "agencies_to_invite",
    "answer_for",
    "area_results",
    "carry_page",
    "check_for",
    "check_page",
    "checks_for",
    "cite_finding_page",
    "cite_page",
    "comparison",
    "coverage",
    "draw_page",
    "drawable",
    "edition_choices",
    "editions",
    "evidence_for",
    "evidence_page",
    "framework",
    "history_for",
    "library",
    "needs",
    "own_agencies",
    "place_of",
    "quality",
    "results",
    "return_for",
    "return_page",
    "revision_for",
    "round_for",
    "round_page",
    "rounds_for",
    "schedule_of",
    "schedules_due",
    "section_page",
    "standings_for",
]
