from onlinelives.audits.queries.answers import AnswerHistory, answer_for, history_for
from onlinelives.audits.queries.area import AreaResults, area_results
from onlinelives.audits.queries.frameworks import Comparison, comparison, edition_choices, editions, framework
from onlinelives.audits.queries.home import Standing, needs, standings_for
from onlinelives.audits.queries.results import Results, results
from onlinelives.audits.queries.returns import ReturnPage, SectionPage, return_for, return_page, section_page
from onlinelives.audits.queries.rounds import RoundPage, agencies_to_invite, round_for, round_page, rounds_for

__all__ = [
    "AnswerHistory",
    "AreaResults",
    "Comparison",
    "Results",
    "ReturnPage",
    "RoundPage",
    "SectionPage",
    "Standing",
    "agencies_to_invite",
    "answer_for",
    "area_results",
    "comparison",
    "edition_choices",
    "editions",
    "framework",
    "history_for",
    "needs",
    "results",
    "return_for",
    "return_page",
    "round_for",
    "round_page",
    "rounds_for",
    "section_page",
    "standings_for",
]
