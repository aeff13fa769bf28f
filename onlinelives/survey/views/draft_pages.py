"""One page of a draft: the area's own questions and words, where it stands, who is shown it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from onlinelives.accounts.gate import SignedIn, requires
from onlinelives.rules.verdict import Changed, Invalid
from onlinelives.survey import permissions, queries
from onlinelives.survey.actions import questionnaires as doing
from onlinelives.survey.forms import MoveForm, QuestionForm, ShowWhenForm, WordsForm
from onlinelives.survey.forms.draft_pages import asked_before, sections_of, shown_when
from onlinelives.survey.queries import DraftPage
from onlinelives.web.forms import sent

PageForm = QuestionForm | WordsForm
FORMS: dict[str, type[QuestionForm] | type[WordsForm]] = {"question": QuestionForm, "words": WordsForm}


@requires(permissions.write_questionnaires)
@require_http_methods(["GET", "POST"])
def page_add(request: SignedIn, pk: int, section: str, kind: str) -> HttpResponse:
    """A question or words of the area's own. kind: a key of `FORMS`."""
    draft = queries.draft_to_change(request.user, pk)
    to = sections_of(draft.manuscript).get(section)
    if to is None or kind not in FORMS:
        raise Http404
    form = FORMS[kind](sent(request), draft=draft)
    if request.method == "POST" and form.is_valid():
        made = form.save(section, request.user)
        if made:
            messages.success(request, "It is added.")
            return redirect("survey_draft", pk)
    told = {"form": form, "draft": draft, "section": to, "kind": kind}
    return render(request, "survey/draft_page_add.html", told, status=422 if form.errors else 200)


@requires(permissions.write_questionnaires)
@require_http_methods(["GET", "POST"])
def page(request: SignedIn, pk: int, page_id: str) -> HttpResponse:
    """What it says, to change where that is allowed."""
    at = queries.page_of_draft(request.user, pk, page_id)
    form = _form(request, at)
    if form is None and request.method == "POST":
        raise Invalid("The words of a shipped question stay as they are, so that figures can be compared.")
    if form and request.method == "POST" and form.is_valid() and form.save(at.section.id, request.user):
        messages.success(request, "Saved.")
        return redirect(_desk(at))
    return _show(request, at, form, MoveForm(None, draft=at.draft, page=at.page))


@requires(permissions.write_questionnaires)
@require_POST
def page_move(request: SignedIn, pk: int, page_id: str) -> HttpResponse:
    """Into another section."""
    at = queries.page_of_draft(request.user, pk, page_id)
    move = MoveForm(sent(request), draft=at.draft, page=at.page)
    if move.is_valid() and move.save(request.user):
        return redirect(_desk(at))
    return _show(request, at, _form(request, at, bound=False), move)


@requires(permissions.write_questionnaires)
@require_http_methods(["GET", "POST"])
def page_show_when(request: SignedIn, pk: int, page_id: str) -> HttpResponse:
    """First which question it depends on, then on which answers."""
    at = queries.page_of_draft(request.user, pk, page_id)
    if not at.is_local:
        raise Http404
    earlier = {question.id: question for question in asked_before(at.draft.manuscript, page_id)}
    about = earlier.get(request.GET.get("about", ""))
    form = ShowWhenForm(sent(request), draft=at.draft, page=at.page, about=about) if about else None
    if form and request.method == "POST" and form.is_valid() and form.save(request.user):
        messages.success(request, "Saved.")
        return redirect(_desk(at))
    told = {"at": at, "earlier": earlier, "about": about, "form": form}
    return render(request, "survey/draft_show_when.html", told, status=422 if form and form.errors else 200)


@requires(permissions.write_questionnaires)
@require_POST
def page_show_always(request: SignedIn, pk: int, page_id: str) -> HttpResponse:
    """Everybody is shown it."""
    at = queries.page_of_draft(request.user, pk, page_id)
    try:
        doing.change(draft=at.draft, edit=shown_when(at.page, None), expected=at.draft.version, by=request.user)
    except Changed as error:
        messages.warning(request, str(error))
    return redirect(_desk(at))


def _form(request: SignedIn, at: DraftPage, bound: bool = True) -> PageForm | None:
    """What changes the page; None for a shipped question."""
    data = sent(request) if bound else None
    if at.page.question is None:
        return WordsForm(data, draft=at.draft, before=at.page)
    return QuestionForm(data, draft=at.draft, before=at.page) if at.is_local else None


def _show(request: SignedIn, at: DraftPage, form: PageForm | None, move: MoveForm) -> HttpResponse:
    wrong = bool((form and form.errors) or move.errors)
    told = {"at": at, "draft": at.draft, "form": form, "move": move}
    return render(request, "survey/draft_page.html", told, status=422 if wrong else 200)


def _desk(at: DraftPage) -> str:
    return f"{reverse('survey_draft', args=[at.draft.pk])}#{at.page.id}"
