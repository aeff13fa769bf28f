"""A child's page as it is sent. What is the same for everybody is drawn once in each process and kept; only the sealed
draft is put in each time. What a child chose is never kept: such a page is drawn anew."""

import secrets
from functools import lru_cache

from django.template.loader import render_to_string

from onlinelives.rules.verdict import Invalid
from onlinelives.survey.pages import ChildPage

MARK = secrets.token_urlsafe(24)  # where the draft belongs; nobody who writes a questionnaire can know it
KEPT = 2000  # pages of about 6 kB: 80 pages, in easier words and usual ones, in a dozen languages


def draw(at: ChildPage, sealed: str) -> bytes:
    """Exactly what the template gives."""
    if not at.is_everybodys:
        return _page(at, sealed)
    before, after = _frame(at)
    return b"".join((before, sealed.encode(), after))


def draw_error(at: ChildPage, sealed: str, error: Invalid, sent: list[str]) -> bytes:
    """The page again, with what is wrong and what was sent."""
    return _page(at, sealed, error=error, sent=sent)


@lru_cache(maxsize=KEPT)
def _frame(at: ChildPage) -> tuple[bytes, bytes]:
    before, after = _page(at, MARK).split(MARK.encode())
    return before, after


def _page(at: ChildPage, sealed: str, **told: object) -> bytes:
    page = render_to_string(
        "survey/child/page.html", {"at": at, "draft": sealed, "error": None, **told}, using="jinja2"
    )
    return page.encode()
