"""The fixed roles (DESIGN section 4), each with the one sentence that people are shown.

`place` says where a role is held: "agency" roles need one, "area" roles stand above agencies, and a reviewer
may be of an agency or of none.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Role:
    code: str
    name: str
    sentence: str
    place: str  # "agency", "area" or "either"


PRACTITIONER = Role(
    "practitioner",
    "Practitioner",
    "Records and sees the young people their team holds, answers sections given to them, sees their agency's return.",
    "agency",
)
MANAGER = Role(
    "manager",
    "Manager",
    "Leads an agency: its return, its sign-off, its staff, its teams and their records.",
    "agency",
)
REVIEWER = Role(
    "reviewer",
    "Independent reviewer",
    "Checks answers and evidence of other agencies. Sees no records about young people.",
    "either",
)
STRATEGY_LEAD = Role(
    "strategy_lead",
    "Strategy lead",
    "Opens and closes rounds and looks at the whole area. Sees returns once they are signed off.",
    "area",
)
ANALYST = Role(
    "analyst",
    "Analyst",
    "Works with figures for the whole area. Sees totals only.",
    "area",
)
ADMINISTRATOR = Role(
    "administrator",
    "Administrator",
    "Looks after people, agencies and settings. Sees no answers and no records about young people.",
    "area",
)

ROLES = {role.code: role for role in (PRACTITIONER, MANAGER, REVIEWER, STRATEGY_LEAD, ANALYST, ADMINISTRATOR)}
