"""A questionnaire on the frame of a phone, answered as a child would. Nothing is stored, and nothing can be handed in:
the draft in the form belongs to no wave."""

from contextlib import suppress
from dataclasses import dataclass, replace

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods

from onlinelives.accounts.gate import SignedIn, requires
from onlinelives.rules.questionnaires import answering, way
from onlinelives.rules.questionnaires.shapes import ENGLISH, Missing, Page, Questionnaire
from onlinelives.rules.verdict import Invalid
from onlinelives.survey import drafts, permissions, queries
from onlinelives.survey.drafts import Broken, Draft
from onlinelives.survey.pages import child_page, page_named
from onlinelives.survey.xlsform.layout import LANGUAGES

NO_WAVE = 0  # no wave has this number, so a page of children refuses the draft
EMPTY = "There is no page in this questionnaire yet."
OLD = "The questionnaire has changed since this page was shown."
STOPPED = "Here a child can hand in what is answered so far, keep it for later, or throw it away."
LAST = "That was the last page. Here a child hands in the answers."


@dataclass(frozen=True)
class Preview:
    """What the frame shows. easy: "1" for easier words, or ""."""

    key: str
    asks: Questionnaire
    language: str
    easy: str = ""


@requires(permissions.run_survey)
@require_GET
@csp_update({"frame-src": [SELF]})
def preview(request: SignedIn, key: str) -> HttpResponse:
    """The frame, with what it shows: a language, easier words or not, from which page on."""
    read = queries.read(request.user, key)
    told = {"read": read, "shows": _preview(request, key), "names": LANGUAGES, "at": request.GET.get("at", "")}
    return render(request, "survey/preview.html", told)


@requires(permissions.run_survey)
@require_http_methods(["GET", "POST"])
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})
def preview_page(request: SignedIn, key: str) -> HttpResponse:
    """What is inside the frame."""
    shows = _preview(request, key)
    if not any(True for _ in shows.asks.pages()):
        return _over(request, shows, EMPTY)
    if request.method == "GET":
        first = page_named(shows.asks, request.GET.get("at", "")) or way.first_page(shows.asks)
        return _show(request, shows, first, Draft(NO_WAVE, 0, 0, "", shows.language, bool(shows.easy)))
    try:
        draft = drafts.open_(request.POST.get("draft", ""))
    except Broken:
        return _over(request, shows, OLD)
    page = page_named(shows.asks, request.POST.get("page", ""))
    if draft.wave != NO_WAVE or page is None:
        return _over(request, shows, OLD)
    return _step(request, shows, page, draft)


def _step(request: SignedIn, shows: Preview, page: Page, draft: Draft) -> HttpResponse:
    verb, _, what = request.POST.get("do", "next").partition(":")
    if verb == "next":
        return _next(request, shows, page, draft)
    with suppress(Invalid):
        draft = _answered(request, draft, page)
    if verb == "back":
        return _show(request, shows, way.previous_page(shows.asks, page.id, draft.answers) or page, draft)
    if verb == "words":
        return _show(request, shows, page, replace(draft, easy=not draft.easy))
    if verb == "language" and what in shows.asks.languages:
        return _show(request, shows, page, replace(draft, language=what))
    return _over(request, shows, STOPPED)


def _next(request: SignedIn, shows: Preview, page: Page, draft: Draft) -> HttpResponse:
    try:
        draft = _answered(request, draft, page)
    except Invalid as error:
        return _show(request, shows, page, draft, error)
    after = way.next_page(shows.asks, page.id, draft.answers)
    return _show(request, shows, after, draft) if after else _over(request, shows, LAST)


def _answered(request: SignedIn, draft: Draft, page: Page) -> Draft:
    """Raises Invalid, in words for a child."""
    if page.question is None:
        return draft
    answer = answering.read(page.question, request.POST.getlist("answer"))
    return draft if answer is Missing.LEFT and page.id not in draft.answers else draft.answered(page.id, answer)


def _show(request: SignedIn, shows: Preview, page: Page, draft: Draft, error: Invalid | None = None) -> HttpResponse:
    draft = draft.came_to(page.id)
    told = {"shows": shows, "at": child_page(shows.asks, "", page, draft), "draft": drafts.seal(draft), "error": error}
    if error:
        told["sent"] = request.POST.getlist("answer")
    return render(request, "survey/preview_page.html", told, status=422 if error else 200)


def _over(request: SignedIn, shows: Preview, words: str) -> HttpResponse:
    return render(request, "survey/preview_over.html", {"shows": shows, "words": words})


def _preview(request: SignedIn, key: str) -> Preview:
    """Raises Http404."""
    asks = queries.read(request.user, key).asks
    wanted = request.GET.get("language", "")
    language = wanted if wanted in asks.languages else ENGLISH
    return Preview(key, asks, language, "1" if "easy" in request.GET else "")
