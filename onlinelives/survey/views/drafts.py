"""A draft on the desk: its pages in order, one step after another, the check, and publishing."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onlinelives.accounts.gate import SignedIn, requires
from onlinelives.rules.questionnaires import editing
from onlinelives.rules.questionnaires.conditions import in_words
from onlinelives.rules.questionnaires.manuscripts import Manuscript, title_of
from onlinelives.rules.verdict import Changed, Invalid, need_state
from onlinelives.survey import permissions, queries
from onlinelives.survey.actions import questionnaires as doing
from onlinelives.survey.actions.questionnaires import Edit
from onlinelives.survey.forms import NameForm
from onlinelives.web.forms import sent

STEPS: dict[str, tuple[str, Callable[[Manuscript, str], Manuscript]]] = {
    "up": ("moved “{}” up", lambda m, page: editing.move(m, page, editing.UP)),
    "down": ("moved “{}” down", lambda m, page: editing.move(m, page, editing.DOWN)),
    "off": ("switched “{}” off", editing.switch_off),
    "on": ("switched “{}” on", editing.switch_on),
    "remove": ("removed “{}”", editing.remove),
}


@requires(permissions.write_questionnaires)
@require_GET
def draft(request: SignedIn, pk: int) -> HttpResponse:
    desk = queries.desk(request.user, pk)
    if not desk.draft.is_draft:
        return redirect("survey_questionnaire", desk.draft.key)
    return render(request, "survey/draft.html", {"desk": desk, "draft": desk.draft, "in_words": in_words})


@requires(permissions.write_questionnaires)
@require_POST
def draft_step(request: SignedIn, pk: int) -> HttpResponse:
    """One step with one page, or the last step taken back. do: a step and a page, such as “up age”."""
    found = queries.draft_for(request.user, pk)
    step, _, page_id = request.POST.get("do", "").partition(" ")
    try:
        if step == "undo":
            doing.take_back(draft=found, expected=_version(request), by=request.user)
        elif step in STEPS:
            doing.change(
                draft=found, edit=_edit(step, page_id, found.manuscript), expected=_version(request), by=request.user
            )
    except (Changed, Invalid) as error:
        messages.warning(request, str(error))
    place = f"#{page_id}" if page_id in {page.id for _, page in found.manuscript.whole.pages()} else ""
    return redirect(reverse("survey_draft", args=[pk]) + place)


@requires(permissions.write_questionnaires)
@require_http_methods(["GET", "POST"])
def draft_name(request: SignedIn, pk: int) -> HttpResponse:
    found = queries.draft_to_change(request.user, pk)
    form = NameForm(sent(request), initial={"version": found.version, "name": found.name})
    if request.method == "POST" and form.is_valid() and form.save(found, request.user):
        return redirect("survey_draft", pk)
    return render(request, "survey/draft_name.html", {"form": form, "draft": found}, status=422 if form.errors else 200)


@requires(permissions.write_questionnaires)
@require_GET
def draft_check(request: SignedIn, pk: int) -> HttpResponse:
    """Everything that is wrong, with links to where, and the button that publishes once nothing is."""
    desk = queries.desk(request.user, pk)
    need_state(queries.changeable(desk.draft))
    told = {"desk": desk, "draft": desk.draft, "pages": desk.pages, "sections": desk.section_names}
    return render(request, "survey/draft_check.html", told)


@requires(permissions.write_questionnaires)
@require_POST
def draft_publish(request: SignedIn, pk: int) -> HttpResponse:
    found = queries.draft_for(request.user, pk)
    made = doing.publish(draft=found, expected=_version(request), by=request.user)
    messages.success(request, f"{made.name} is published as number {made.number} of your area. It never changes now.")
    return redirect("survey_questionnaire", made.key)


@requires(permissions.write_questionnaires)
@require_http_methods(["GET", "POST"])
def draft_throw_away(request: SignedIn, pk: int) -> HttpResponse:
    """Asks once more, because it cannot be taken back."""
    found = queries.draft_to_change(request.user, pk)
    if request.method == "GET":
        return render(request, "survey/draft_throw_away.html", {"draft": found})
    doing.throw_away(draft=found, expected=found.version, by=request.user)
    messages.success(request, "The draft was thrown away.")
    return redirect("survey_questionnaires")


def _version(request: SignedIn) -> int:
    """Of the draft that the page showed; 0, which no draft has, for anything else."""
    sent_ = request.POST.get("version", "")
    return int(sent_) if sent_.isascii() and sent_.isdecimal() and len(sent_) < 10 else 0


def _edit(step: str, page_id: str, manuscript: Manuscript) -> Edit:
    """Raises Invalid for a page that is not there."""
    words, verb = STEPS[step]
    pages = {page.id: page for _, page in manuscript.whole.pages()}
    if page_id not in pages:
        raise Invalid(editing.GONE)
    return Edit(step, words.format(title_of(pages[page_id])), partial(_with, verb, page_id))


def _with(verb: Callable[[Manuscript, str], Manuscript], page_id: str, manuscript: Manuscript) -> Manuscript:
    return verb(manuscript, page_id)
