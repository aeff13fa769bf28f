"""What an author does about a text before a second person is asked."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onlinelives.accounts.gate import SignedIn, own_gate
from onlinelives.cases import queries
from onlinelives.cases.forms import ForeseeForm, NameForm, NicknamesForm, RareForm, RemoveNameForm, StudyFlagForm
from onlinelives.cases.views.case_studies import PAGE, form_page
from onlinelives.cases.views.showing import show
from onlinelives.rules.deidentify import CAUTION
from onlinelives.web.forms import sent


@own_gate
@require_http_methods(["GET", "POST"])
def study_names(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    found = queries.study_for(request.user, reference, str(pk))
    form = NameForm(sent(request), study=found)
    if request.method == "POST" and form.is_valid() and (name := form.save(request.user)):
        messages.success(request, f"“{name.name}” is taken out wherever it stands.")
        return redirect("young_person_study_names", reference, pk)
    nicknames = NicknamesForm(None, study=found)
    return form_page(request, "cases/study_names.html", found, form, nicknames=nicknames, names=queries.names_of(found))


@own_gate
@require_POST
def study_nicknames(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    found = queries.study_for(request.user, reference, str(pk))
    nicknames = NicknamesForm(sent(request), study=found)
    if nicknames.is_valid() and nicknames.save(request.user):
        messages.success(request, "Saved.")
        return redirect("young_person_study_names", reference, pk)
    told = {"study": found, "form": NameForm(None, study=found), "nicknames": nicknames}
    told["names"] = queries.names_of(found)
    return show(request, "cases/study_names.html", found.young_person, PAGE, told, status=422)


@own_gate
@require_POST
def study_unname(request: SignedIn, reference: str, pk: UUID, name: UUID) -> HttpResponse:
    found = queries.study_for(request.user, reference, str(pk))
    form = RemoveNameForm(sent(request), study=found, name=queries.name_of(found, str(name)))
    if form.is_valid() and form.remove(request.user):
        messages.success(request, "Taken out of the list.")
    else:
        messages.error(request, form.problem)
    return redirect("young_person_study_names", reference, pk)


@own_gate
@require_GET
def study_flags(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    """The text as it would be read, with everything that was found in it."""
    found = queries.study_for(request.user, reference, str(pk))
    draft = queries.drafted(found)
    told = {"study": found, "draft": draft, "not_agreed": queries.not_agreed(found), "caution": CAUTION}
    return show(request, "cases/study_flags.html", found.young_person, PAGE, told)


@own_gate
@require_http_methods(["GET", "POST"])
def study_flag(request: SignedIn, reference: str, pk: UUID, number: int) -> HttpResponse:
    """One flag, and then the next that is open. There is no way to decide several at once."""
    found = queries.study_for(request.user, reference, str(pk))
    draft = queries.drafted(found)
    finding = draft.flag(number)
    if finding is None:
        raise Http404
    form = StudyFlagForm(sent(request), study=found, finding=finding)
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        left = [each.number for each in draft.draft.flags if each.number != number]
        after = next((each for each in left if each > number), left[0] if left else None)
        if after is None:
            messages.success(request, "Every flag is decided. Read the whole text once more.")
            return redirect("young_person_study_flags", reference, pk)
        return redirect("young_person_study_flag", reference, pk, after)
    return form_page(request, "cases/study_flag.html", found, form, draft=draft, finding=finding)


@own_gate
@require_http_methods(["GET", "POST"])
def study_rare(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    """The combinations that few share. The one asked for, or the first that nobody has explained, has a form."""
    found = queries.study_for(request.user, reference, str(pk))
    rare = queries.rare_combinations(found, queries.features_of(found))
    wanted = (request.POST if request.method == "POST" else request.GET).get("combination", "")
    one = next((each for each in rare if each.key == wanted), None)
    if one is None and request.method == "POST":
        messages.error(request, "That combination is not rare any more.")
        return redirect("young_person_study_rare", reference, pk)
    one = one or next((each for each in rare if not each.reason), None)
    form = RareForm(sent(request), study=found, rare=one) if one else None
    if request.method == "POST" and form and form.is_valid() and form.save(request.user):
        messages.success(request, "Your reason is kept.")
        return redirect("young_person_study_rare", reference, pk)
    told = {"study": found, "rare": rare, "one": one, "form": form}
    status = 422 if form and form.errors else 200
    return show(request, "cases/study_rare.html", found.young_person, PAGE, told, status=status)


@own_gate
@require_http_methods(["GET", "POST"])
def study_foresee(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    found = queries.study_for(request.user, reference, str(pk))
    form = ForeseeForm(sent(request), study=found, before=queries.foresight_of(queries.text_now(found)))
    if request.method == "POST" and form.is_valid() and form.save(request.user):
        messages.success(request, "Saved.")
        return redirect("young_person_study", reference, pk)
    return form_page(request, "cases/study_foresee.html", found, form)
