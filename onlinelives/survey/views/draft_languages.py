"""Languages of a draft, side by side with English."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from onlinelives.accounts.gate import SignedIn, requires
from onlinelives.rules.questionnaires import editing
from onlinelives.survey import permissions, queries
from onlinelives.survey.actions import questionnaires as doing
from onlinelives.survey.actions.questionnaires import Edit
from onlinelives.survey.forms import LanguageForm, TranslationForm
from onlinelives.survey.forms.draft_pages import sections_of
from onlinelives.survey.xlsform.layout import LANGUAGES
from onlinelives.web.forms import sent


@requires(permissions.write_questionnaires)
@require_http_methods(["GET", "POST"])
def languages(request: SignedIn, pk: int) -> HttpResponse:
    """Each with how many texts are missing, section by section."""
    draft = queries.draft_to_change(request.user, pk)
    form = LanguageForm(sent(request), draft=draft)
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        return redirect("survey_draft_languages", pk)
    told = {"draft": draft, "form": form, "lines": queries.missing_texts(draft), "names": LANGUAGES}
    return render(request, "survey/draft_languages.html", told, status=422 if form.errors else 200)


@requires(permissions.write_questionnaires)
@require_http_methods(["GET", "POST"])
def translation(request: SignedIn, pk: int, language: str, section: str) -> HttpResponse:
    """The texts of one section in two columns."""
    draft = queries.draft_to_change(request.user, pk)
    found = sections_of(draft.manuscript).get(section)
    if found is None or language not in draft.manuscript.whole.languages[1:]:
        raise Http404
    form = TranslationForm(sent(request), draft=draft, section=found, language=language)
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        messages.success(request, "Saved.")
        return redirect("survey_draft_languages", pk)
    told = {"draft": draft, "form": form, "section": found, "language": language}
    told |= {"name": LANGUAGES.get(language, language)}
    return render(request, "survey/draft_translation.html", told, status=422 if form.errors else 200)


@requires(permissions.write_questionnaires)
@require_POST
def language_drop(request: SignedIn, pk: int, language: str) -> HttpResponse:
    """With all its texts; the step can be taken back."""
    draft = queries.draft_to_change(request.user, pk)
    name = LANGUAGES.get(language, language)
    edit = Edit("drop language", f"took {name} out", lambda m: editing.drop_language(m, language))
    doing.change(draft=draft, edit=edit, expected=draft.version, by=request.user)
    return redirect("survey_draft_languages", pk)
