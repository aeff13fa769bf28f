"""What a child sees. No session, no cookie, nothing stored until the answers are handed in; works without scripts.

The forms carry no token against forgery because there is nothing to forge with: no page here knows who asks, and the
sealed draft in the form is the only way on.
"""

from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods

from onlinelives.accounts.gate import View, own_gate
from onlinelives.rules.questionnaires import answering, way
from onlinelives.rules.questionnaires.shapes import ENGLISH, Missing, Page, Questionnaire
from onlinelives.rules.verdict import Invalid, NotNow
from onlinelives.survey import drafts, guessing, queries
from onlinelives.survey.actions import taking_part
from onlinelives.survey.drafts import Broken, Draft
from onlinelives.survey.pages import child_page, page_named


def for_anybody(view: View) -> View:
    """Open to all, kept in no cache, so that the next child at this screen finds nothing of the one before."""

    @wraps(view)
    def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        response = view(request, *args, **kwargs)
        response.headers["Cache-Control"] = "no-store"
        response.headers["Referrer-Policy"] = "no-referrer"
        return response

    return own_gate(login_not_required(csrf_exempt(inner)))


@for_anybody
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """A code lets a child in."""
    typed, words = request.POST.get("code", "")[:60], request.POST.get("words", "")[:200]
    later = request.method == "GET" and "later" in request.GET
    if request.method == "GET":
        return render(request, "survey/child/enter.html", {"typed": "", "words": "", "error": None, "later": later})
    if guessing.too_many(request):
        return render(request, "survey/child/wait.html", status=429)
    try:
        if "words" in request.POST:
            draft = taking_part.go_on(typed=typed, words=words, language=ENGLISH)
            return _go_on(request, draft)
        return _begin(request, taking_part.enter(typed=typed, language=ENGLISH))
    except Invalid as error:
        guessing.count(request)
        told = {"typed": typed, "words": words, "error": error, "later": "words" in request.POST}
        return render(request, "survey/child/enter.html", told, status=422)


@for_anybody
@require_http_methods(["GET", "POST"])
def step(request: HttpRequest) -> HttpResponse:
    """One step on, back or out. Everything that is known of the child comes and goes with the form."""
    if request.method == "GET":
        return redirect("survey_enter")
    try:
        draft = drafts.open_(request.POST.get("draft", ""))
    except Broken:
        return render(request, "survey/child/broken.html", status=422)
    wave = queries.wave_of(draft.wave)
    if wave is None or not taking_part.is_open(wave):
        return render(request, "survey/child/over.html", status=409)
    if not queries.is_fresh(draft.code):
        return render(request, "survey/child/thanks.html")  # the next child went back to a page of the last
    do = STEPS.get(request.POST.get("do", "next"), _next)
    return do(request, wave.asks, draft, request.POST.get("page", ""))


@for_anybody
@require_GET
def leave(request: HttpRequest) -> HttpResponse:
    """Away from here at once. Nothing was stored, so there is nothing to wipe but what the browser holds."""
    response = HttpResponseRedirect(settings.SURVEY_EXIT)
    if request.is_secure():
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _begin(request: HttpRequest, draft: Draft) -> HttpResponse:
    asks = queries.asked_in(draft.wave)
    return _show(request, asks, way.first_page(asks), draft)


def _go_on(request: HttpRequest, draft: Draft) -> HttpResponse:
    """At the furthest page that was come to."""
    asks = queries.asked_in(draft.wave)
    pages = way.path(asks, draft.answers)
    return _show(request, asks, [*pages[:1], *(page for page in pages if page.id in draft.reached)][-1], draft)


def _next(request: HttpRequest, asks: Questionnaire, draft: Draft, page_id: str) -> HttpResponse:
    page = page_named(asks, page_id)
    if page is None:
        return _show(request, asks, way.first_page(asks), draft)
    try:
        draft = _answered(request, draft, page)
    except Invalid as error:
        return _show(request, asks, page, draft, error)
    after = way.next_page(asks, page.id, draft.answers)
    return _show(request, asks, after, draft) if after else _ready(request, asks, draft, page_id)


def _back(request: HttpRequest, asks: Questionnaire, draft: Draft, page_id: str) -> HttpResponse:
    """What is chosen on this page comes along, if it can be an answer."""
    page = page_named(asks, page_id)
    if page is None:
        return _show(request, asks, way.first_page(asks), draft)
    with suppress(Invalid):  # nobody is kept from going back
        draft = _answered(request, draft, page)
    before = way.previous_page(asks, page.id, draft.answers)
    return _show(request, asks, before or page, draft)


def _here(request: HttpRequest, asks: Questionnaire, draft: Draft, page_id: str) -> HttpResponse:
    page = page_named(asks, page_id)
    return _show(request, asks, page or way.first_page(asks), draft)


def _ready(request: HttpRequest, asks: Questionnaire, draft: Draft, page_id: str) -> HttpResponse:
    told = {"draft": drafts.seal(draft), "page_id": page_id, "finished": True}
    return render(request, "survey/child/stop.html", told)


def _stop(request: HttpRequest, asks: Questionnaire, draft: Draft, page_id: str) -> HttpResponse:
    """Hand in what there is, put it aside, or throw it away."""
    page = page_named(asks, page_id)
    with suppress(Invalid):
        draft = _answered(request, draft, page) if page else draft
    told = {"draft": drafts.seal(draft), "page_id": page_id, "finished": False}
    return render(request, "survey/child/stop.html", told)


def _hand_in(request: HttpRequest, asks: Questionnaire, draft: Draft, page_id: str) -> HttpResponse:
    try:
        taking_part.hand_in(draft=draft)
    except NotNow as error:
        return render(request, "survey/child/over.html", {"reason": error}, status=409)
    return render(request, "survey/child/thanks.html")


def _aside(request: HttpRequest, asks: Questionnaire, draft: Draft, page_id: str) -> HttpResponse:
    try:
        words = taking_part.put_aside(draft=draft)
    except NotNow as error:
        return render(request, "survey/child/over.html", {"reason": error}, status=409)
    return render(request, "survey/child/aside.html", {"words": words})


def _throw(request: HttpRequest, asks: Questionnaire, draft: Draft, page_id: str) -> HttpResponse:
    return render(request, "survey/child/thrown.html")


Doing = Callable[[HttpRequest, Questionnaire, Draft, str], HttpResponse]
STEPS: dict[str, Doing] = {
    "next": _next,
    "back": _back,
    "here": _here,
    "stop": _stop,
    "hand_in": _hand_in,
    "aside": _aside,
    "throw": _throw,
}


def _answered(request: HttpRequest, draft: Draft, page: Page) -> Draft:
    """Raises Invalid, in words for a child."""
    if page.question is None:
        return draft
    answer = answering.read(page.question, request.POST.getlist("answer"))
    if answer is Missing.LEFT and page.id not in draft.answers:
        return draft
    return draft.answered(page.id, answer)


def _show(
    request: HttpRequest, asks: Questionnaire, page: Page, draft: Draft, error: Invalid | None = None
) -> HttpResponse:
    draft = draft.came_to(page.id)
    told = {"at": child_page(asks, page, draft), "draft": drafts.seal(draft), "error": error}
    if error:
        told["sent"] = request.POST.getlist("answer")
    return render(request, "survey/child/page.html", told, status=422 if error else 200)
