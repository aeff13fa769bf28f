from onlinelives.cases.queries.assessments import assessment_for, draft_of, topic_page
from onlinelives.cases.queries.caseloads import may_close, teams_now, who_could_work
from onlinelives.cases.queries.figures import ReleasePage, ledger, quarters_to_publish, release_page, releases_for
from onlinelives.cases.queries.happenings import Happening
from onlinelives.cases.queries.incidents import (
    IncidentPage,
    Version,
    follow_up_for,
    incident_for,
    incident_page,
    versions_of,
)
from onlinelives.cases.queries.items import Group, Item, every_item, grouped, items_to_choose
from onlinelives.cases.queries.local_items import local_item_for, local_items_for
from onlinelives.cases.queries.narrowing import NARROWINGS, narrowed
from onlinelives.cases.queries.needs import needs
from onlinelives.cases.queries.open_signals import signals_overdue
from onlinelives.cases.queries.own_figures import OwnFigures, own_figures
from onlinelives.cases.queries.records import Around, Record, around, record_of, tell_of
from onlinelives.cases.queries.referrals import ReferralPage, referral_page
from onlinelives.cases.queries.results import comparison_for, result_of
from onlinelives.cases.queries.search import Match, near_matches, search
from onlinelives.cases.queries.settings import settings_for, settings_of
from onlinelives.cases.queries.sheets import sheet_now
from onlinelives.cases.queries.sight import who_answers_for, who_sees
from onlinelives.cases.queries.signals import SignalPage, signal_page
from onlinelives.cases.queries.young_people import (
    LOOKED,
    Look,
    looks_at,
    teams_that_could_hold,
    teams_to_hold,
    who_may_be_named,
    young_people_for,
    young_person_for,
)

__all__ = [
    "LOOKED",
    "NARROWINGS",
    "Around",
    "Group",
    "Happening",
    "IncidentPage",
    "Item",
    "Look",
    "Match",
    "OwnFigures",
    "Record",
    "ReferralPage",
    "ReleasePage",
    "SignalPage",
    "Version",
    "around",
    "assessment_for",
    "comparison_for",
    "draft_of",
    "every_item",
    "follow_up_for",
    "grouped",
    "incident_for",
    "incident_page",
    "items_to_choose",
    "ledger",
    "local_item_for",
    "local_items_for",
    "looks_at",
    "may_close",
    "narrowed",
    "near_matches",
    "needs",
    "own_figures",
    "quarters_to_publish",
    "record_of",
    "referral_page",
    "release_page",
    "releases_for",
    "result_of",
    "search",
    "settings_for",
    "settings_of",
    "sheet_now",
    "signal_page",
    "signals_overdue",
    "teams_now",
    "teams_that_could_hold",
    "teams_to_hold",
    "tell_of",
    "topic_page",
    "versions_of",
    "who_answers_for",
    "who_could_work",
    "who_may_be_named",
    "who_sees",
    "young_people_for",
    "young_person_for",
]
