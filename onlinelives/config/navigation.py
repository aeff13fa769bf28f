"""What every page is given: who is signed in, and the menu of what they may open."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from onlinelives.accounts import permissions as accounts
from onlinelives.audits import permissions as audits
from onlinelives.cases import permissions as cases
from onlinelives.rules.verdict import Allowed, Verdict
from onlinelives.sharing import permissions as sharing
from onlinelives.survey import permissions as survey


def _everybody(person: Any) -> Verdict:
    return Allowed()


# (text, URL name, who sees it, beginnings of the names of pages that belong to it)
MENU = (
    ("Home", "home", _everybody, ("home",)),
    (
        "Young people",
        "young_people",
        cases.see_young_people,
        ("young_p", "assessment_blank", "case_stud", "closed_records", "disposals", "copies"),
    ),
    ("Our figures", "own_figures", cases.see_own_figures, ("own_figures",)),
    ("Figures", "figures", cases.see_area_figures, ("figures",)),
    ("Youth survey", "survey", survey.run_survey, ("survey",)),
    ("Survey findings", "findings", survey.see_findings, ("finding",)),
    ("Sharing", "sharing", sharing.see_sharing, ("sharing",)),
    (
        "Self-audit",
        "rounds",
        audits.see_rounds,
        (
            "round",
            "return",
            "section",
            "answer",
            "result",
            "import",
            "agency_trends",
            "statement_trends",
            "area_trends",
        ),
    ),
    ("Evidence", "evidence", audits.see_evidence, ("evidence",)),
    ("Checks", "checks", audits.see_checks, ("check", "draw")),
    ("People", "people", accounts.see_people, ("people", "person", "invite", "invitation")),
    ("Teams", "teams", accounts.see_teams, ("team",)),
    (
        "Agencies",
        "agencies",
        accounts.manage_agencies,
        ("agencies", "agency", "agency_add", "agency_edit", "area", "record_settings", "locked_out", "retention_"),
    ),
    ("Local items", "local_items", cases.decide_local_items, ("local_item",)),
    ("Extra access", "extra_access", accounts.see_elevations, ("extra_access",)),
    ("Trail", "trail", accounts.see_trail, ("trail",)),
)


def context(request: HttpRequest) -> dict[str, Any]:
    """person, navigation and demo_mode, for every Jinja template."""
    user = getattr(request, "user", None)
    person = user if user is not None and user.is_authenticated else None
    here = (request.resolver_match.url_name if request.resolver_match else "") or ""
    navigation = [
        {"text": text, "href": reverse(name), "active": here.startswith(pages)}
        for text, name, may, pages in MENU
        if person is not None and may(person)
    ]
    return {"person": person, "navigation": navigation, "demo_mode": settings.DEMO}
