"""What a child sees. No session, no cookie, nothing stored until the answers are handed in; works without scripts."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from onlinelives.rules.questionnaires import answering, way
from onlinelives.rules.questionnaires.shapes import ENGLISH, Missing, Page
from onlinelives.rules.verdict import Invalid, NotNow
from onlinelives.survey import drafts, guessing, queries
from onlinelives.survey.actions import taking_part
from onlinelives.survey.drafts import Broken, Draft
from onlinelives.survey.drawn import draw, draw_error
from onlinelives.survey.pages import child_page, page_named
from onlinelives.survey.queries import Standing
from onlinelives.survey.views.anybody import for_anybody


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
            return _begin(request, taking_part.go_on(typed=typed, words=words, language=ENGLISH))
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
    wave = queries.standing(draft.wave, draft.code)
    if wave is None or not wave.is_open:
        return _tell(request, "over", draft, status=409)
    if wave.code == "used":
        return _tell(request, "thanks", draft)  # the next child went back to a page of the last
    if wave.code != "unused":
        return _tell(request, "over", draft, {"reason": taking_part.REVOKED}, 409)
    verb, _, what = request.POST.get("do", "next").partition(":")
    if verb == "language" and what in wave.asks.languages:
        draft = replace(draft, language=what)
    return STEPS.get(verb, _next)(request, wave, draft, request.POST.get("page", ""))


@for_anybody
@require_GET
def leave(request: HttpRequest) -> HttpResponse:
    """Away from here at once. Nothing was stored, so there is nothing to wipe but what the browser holds; and not its
    storage, where locked answers of other children may wait for the line."""
    response = HttpResponseRedirect(settings.SURVEY_EXIT)
    if request.is_secure():
        response.headers["Clear-Site-Data"] = '"cache"'
    return response


def _begin(request: HttpRequest, draft: Draft) -> HttpResponse:
    """At the furthest page that was come to, which is the first unless the child had stopped."""
    wave = queries.standing(draft.wave, draft.code)
    if wave is None:
        return render(request, "survey/child/over.html", status=409)
    pages = way.path(wave.asks, draft.answers)
    page = [*pages[:1], *(page for page in pages if page.id in draft.reached)][-1]
    return _show(wave, page, draft, on_device=wave.on_device)


def _next(request: HttpRequest, wave: Standing, draft: Draft, page_id: str) -> HttpResponse:
    page = page_named(wave.asks, page_id)
    if page is None:
        return _show(wave, way.first_page(wave.asks), draft)
    try:
        draft = _answered(request, draft, page)
    except Invalid as error:
        return _error(wave, page, draft, error, request.POST.getlist("answer"))
    after = way.next_page(wave.asks, page.id, draft.answers)
    return _show(wave, after, draft) if after else _ready(request, wave, draft, page_id)


def _back(request: HttpRequest, wave: Standing, draft: Draft, page_id: str) -> HttpResponse:
    """What is chosen on this page comes along, if it can be an answer."""
    page = page_named(wave.asks, page_id)
    if page is None:
        return _show(wave, way.first_page(wave.asks), draft)
    with suppress(Invalid):  # nobody is kept from going back
        draft = _answered(request, draft, page)
    before = way.previous_page(wave.asks, page.id, draft.answers)
    return _show(wave, before or page, draft)


def _here(request: HttpRequest, wave: Standing, draft: Draft, page_id: str) -> HttpResponse:
    page = page_named(wave.asks, page_id)
    return _show(wave, page or way.first_page(wave.asks), draft)


def _words(request: HttpRequest, wave: Standing, draft: Draft, page_id: str) -> HttpResponse:
    """The same page in easier words, or in the usual ones again."""
    return _again(request, wave, replace(draft, easy=not draft.easy), page_id)


def _again(request: HttpRequest, wave: Standing, draft: Draft, page_id: str) -> HttpResponse:
    """The same page, with what is chosen on it, if it can be an answer."""
    page = page_named(wave.asks, page_id) or way.first_page(wave.asks)
    with suppress(Invalid):
        draft = _answered(request, draft, page)
    return _show(wave, page, draft)


def _ready(request: HttpRequest, wave: Standing, draft: Draft, page_id: str) -> HttpResponse:
    told = {"draft": drafts.seal(draft), "page_id": page_id, "finished": True}
    return _tell(request, "stop", draft, told)


def _stop(request: HttpRequest, wave: Standing, draft: Draft, page_id: str) -> HttpResponse:
    """Hand in what there is, put it aside, or throw it away."""
    page = page_named(wave.asks, page_id)
    with suppress(Invalid):
        draft = _answered(request, draft, page) if page else draft
    told = {"draft": drafts.seal(draft), "page_id": page_id, "finished": False}
    return _tell(request, "stop", draft, told)


def _hand_in(request: HttpRequest, wave: Standing, draft: Draft, page_id: str) -> HttpResponse:
    try:
        taking_part.hand_in(draft=draft)
    except NotNow as error:
        return _tell(request, "over", draft, {"reason": error}, 409)
    return _tell(request, "thanks", draft)


def _aside(request: HttpRequest, wave: Standing, draft: Draft, page_id: str) -> HttpResponse:
    try:
        words = taking_part.put_aside(draft=draft)
    except NotNow as error:
        return _tell(request, "over", draft, {"reason": error}, 409)
    return _tell(request, "aside", draft, {"words": words})


def _throw(request: HttpRequest, wave: Standing, draft: Draft, page_id: str) -> HttpResponse:
    return _tell(request, "thrown", draft)


Doing = Callable[[HttpRequest, Standing, Draft, str], HttpResponse]
STEPS: dict[str, Doing] = {
    "next": _next,
    "back": _back,
    "here": _here,
    "words": _words,
    "language": _again,
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


def _show(wave: Standing, page: Page, draft: Draft, on_device: bool = False) -> HttpResponse:
    draft = draft.came_to(page.id)
    at = child_page(wave.asks, wave.sha256, page, draft, on_device)
    return HttpResponse(draw(at, drafts.seal(draft)))


def _tell(
    request: HttpRequest, name: str, draft: Draft, told: dict[str, object] | None = None, status: int = 200
) -> HttpResponse:
    """A page that asks nothing, in the child's language."""
    return render(request, f"survey/child/{name}.html", {"language": draft.language, **(told or {})}, status=status)


def _error(wave: Standing, page: Page, draft: Draft, error: Invalid, sent: list[str]) -> HttpResponse:
    at = child_page(wave.asks, wave.sha256, page, draft)
    return HttpResponse(draw_error(at, drafts.seal(draft), error, sent), status=422)
