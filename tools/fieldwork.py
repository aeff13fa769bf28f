"""A wave to be answered by many at once, laid through the ordinary actions. Django must be set up."""

from datetime import timedelta
from typing import Any

AGE = 13  # is asked everything
PASSWORD = "copper lantern otter 9"  # noqa: S105  of a database that lives for minutes


def lay(wanted: int, on_device: bool) -> tuple[list[str], Any]:
    """An open wave with as many codes, through the ordinary actions, and what it asks."""
    from onlinelives.content import instruments
    from onlinelives.survey.actions import codes, places, settings, waves
    from onlinelives.survey.actions.codes import MOST_OF_A_YEAR, Wanted
    from onlinelives.survey.actions.places import Part
    from onlinelives.survey.actions.settings import About
    from onlinelives.survey.actions.waves import Plan
    from onlinelives.trail import clock

    by, today = _lead(), clock.today()
    name = "On devices" if on_device else "Page by page"
    plan = Plan(name, instruments.current(), today, today + timedelta(days=9), on_device)
    wave = waves.prepare(plan=plan, by=by)
    school = settings.add(about=About(f"Larkrise Academy, {name}", "secondary"), by=by)
    place = places.take_part(wave=wave, setting=school, part=Part({8: wanted}), by=by)
    issued: list[str] = []
    while len(issued) < wanted:
        how_many = Wanted(8, min(MOST_OF_A_YEAR, wanted - len(issued)))
        issued += codes.issue(place=place, wanted=how_many, by=by).codes
    waves.open_now(wave=wave, by=by)
    return issued, instruments.current()


def _lead() -> Any:
    from onlinelives.accounts import queries
    from onlinelives.accounts.actions import invitations, partnerships, people
    from onlinelives.accounts.models import Person
    from onlinelives.rules import roles

    known = Person.objects.filter(name="Dana Quill").first()
    if known is None:
        area = partnerships.found(code="lantern-bay", name="Lantern Bay")
        omar = people.first_administrator(
            partnership=area, name="Omar Finch", email="omar@lantern-bay.example", password=PASSWORD
        )
        sent, _ = invitations.send(
            name="Dana Quill", email="dana@lantern-bay.example", role=roles.STRATEGY_LEAD, agency=None, by=omar
        )
        known = invitations.accept(invitation=sent, name="Dana Quill", password=PASSWORD)
    return queries.signed_in(known.pk)


def answers_to(asks: Any) -> tuple[dict[str, Any], list[str]]:
    """Somebody of AGE who chooses the first answer everywhere, and the pages that come."""
    from onlinelives.rules.questionnaires import way
    from onlinelives.rules.questionnaires.shapes import Kind

    said: dict[str, Any] = {}
    for _, page in asks.pages():
        if page.question and page in way.path(asks, said):
            first = AGE if page.id == "age" else page.question.choices[0].code
            said[page.id] = first if page.question.kind is Kind.ONE else frozenset({first})
    plain = {name: list(code) if isinstance(code, frozenset) else code for name, code in said.items()}
    return plain, [page.id for page in way.path(asks, said)]


def counted() -> tuple[int, int]:
    """Codes that are used; boxes and responses."""
    from onlinelives.survey.models import AccessCode, Box, Response

    return AccessCode.objects.filter(state="used").count(), Box.objects.count() + Response.objects.count()
