from onlinelives.cases.queries.search import Match, near_matches, search
from onlinelives.cases.queries.young_people import (
    LOOKED,
    Look,
    Record,
    looks_at,
    record_of,
    teams_that_could_hold,
    teams_to_hold,
    who_may_be_named,
    young_people_for,
    young_person_for,
)

__all__ = [
    "LOOKED",
    "Look",
    "Match",
    "Record",
    "looks_at",
    "near_matches",
    "record_of",
    "search",
    "teams_that_could_hold",
    "teams_to_hold",
    "who_may_be_named",
    "young_people_for",
    "young_person_for",
]
