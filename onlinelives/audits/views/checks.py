"""Checks: the list, one check, and what a reviewer, an agency and a strategy lead do with it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onlinelives.accounts.gate import SignedIn, own_gate, requires
from onlinelives.audits import permissions, queries
from onlinelives.audits.actions import checks
from onlinelives.audits.actions.errors import Stale
from onlinelives.audits.forms import FoundForm, WordsForm
from onlinelives.audits.forms.quality import page_number
from onlinelives.audits.queries.checks import CheckPage
from onlinelives.rules.verdict import NotNow, need
from onlinelives.web.forms import sent

REPLY = {
    "label": "What does your agency say?",
    "hint": "The reviewer reads this before they settle the check. You can reply once. Do not name young people.",
    "missing": "Write a reply. “We accept this” is one.",
}
ASIDE = {
    "label": "Why will this answer not be checked?",
    "hint": "This is kept with the draw. It counts as drawn and not checked.",
    "missing": "Say why this answer will not be checked",
}
SAID = {
    "find": "Your verdict has been kept.",
    "settle": "The check is settled. It can never be changed again.",
    "reply": "Your reply has been kept. The reviewer reads it and settles the check.",
    "aside": "The check has been set aside, with your reason.",
}


@requires(permissions.see_checks)
@require_GET
def check_list(request: SignedIn) -> HttpResponse:
    found = queries.checks_for(request.user, page_number(request.GET))
    return render(request, "audits/checks.html", {"found": found})


@own_gate
@require_GET
def check(request: SignedIn, pk: int) -> HttpResponse:
    return _page(request, queries.check_page(request.user, pk))


def _page(request: SignedIn, page: CheckPage, used: str = "", form: Any = None, status: int = 200) -> HttpResponse:
    """The check with the forms that are this person's to fill in; `form` stands in for the one that was sent. Where it
    is no longer on the page, what was typed into it is shown, so that nothing is lost."""
    first = {"verdict": page.check.verdict, "verified": page.check.verified_score}
    forms: dict[str, Any] = {
        "find": FoundForm(None, framework=page.framework, check=page.check),
        "settle": FoundForm(None, framework=page.framework, check=page.check, first=first),
        "reply": WordsForm(None, check=page.check, **REPLY),
        "aside": WordsForm(None, check=page.check, **ASIDE),
    }
    told = {"page": page, "forms": forms, "used": form, "typed": ""}
    if used:
        forms[used] = form
        told["typed"] = "" if page.offers[used] else form.typed
    return render(request, "audits/check.html", told, status=status)


def _done(request: SignedIn, page: CheckPage, used: str, form: Any, do: Callable[..., bool]) -> HttpResponse:
    """Do what the form says, and go back to the check; or show it again with what was wrong and what was typed."""
    need(page.permits[used])
    status = 422
    if form.is_valid():
        try:
            if do(check=page.check, by=request.user):
                messages.success(request, SAID[used])
                return redirect("check", page.check.pk)
        except (Stale, NotNow) as error:
            status = 409
            form.add_error(None, str(error))
    page = queries.check_page(request.user, page.check.pk)
    form.go_on_from(page.check)
    return _page(request, page, used, form, status)


@own_gate
@require_POST
def take(request: SignedIn, pk: int) -> HttpResponse:
    found = queries.check_for(request.user, pk)
    _or_not_now(checks.take, found, request)
    messages.success(request, "This check is yours. Hand it back if you cannot do it.")
    return redirect("check", pk)


@own_gate
@require_POST
def hand_back(request: SignedIn, pk: int) -> HttpResponse:
    _or_not_now(checks.hand_back, queries.check_for(request.user, pk), request)
    messages.success(request, "The check is free for somebody else.")
    return redirect("checks")


def _or_not_now(action: Any, found: Any, request: SignedIn) -> None:
    """Somebody who was faster is a reason, like any other state of the check."""
    try:
        action(check=found, by=request.user)
    except Stale as error:
        raise NotNow(str(error)) from error


@own_gate
@require_http_methods(["GET", "POST"])
def find(request: SignedIn, pk: int) -> HttpResponse:
    page = queries.check_page(request.user, pk)
    if request.method == "GET":  # the page was reloaded after an error
        return redirect("check", pk)
    form = FoundForm(sent(request), framework=page.framework, check=page.check)
    return _done(request, page, "find", form, form.find)


@own_gate
@require_http_methods(["GET", "POST"])
def settle(request: SignedIn, pk: int) -> HttpResponse:
    page = queries.check_page(request.user, pk)
    if request.method == "GET":  # the page was reloaded after an error
        return redirect("check", pk)
    form = FoundForm(sent(request), framework=page.framework, check=page.check)
    return _done(request, page, "settle", form, form.settle)


@own_gate
@require_http_methods(["GET", "POST"])
def reply(request: SignedIn, pk: int) -> HttpResponse:
    page = queries.check_page(request.user, pk)
    if request.method == "GET":  # the page was reloaded after an error
        return redirect("check", pk)
    form = WordsForm(sent(request), check=page.check, **REPLY)
    return _done(request, page, "reply", form, partial(form.do, checks.reply, name="text"))


@own_gate
@require_http_methods(["GET", "POST"])
def set_aside(request: SignedIn, pk: int) -> HttpResponse:
    page = queries.check_page(request.user, pk)
    if request.method == "GET":  # the page was reloaded after an error
        return redirect("check", pk)
    form = WordsForm(sent(request), check=page.check, **ASIDE)
    return _done(request, page, "aside", form, partial(form.do, checks.set_aside, name="reason"))
