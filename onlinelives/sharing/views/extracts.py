"""What goes out of one record: chosen, previewed, sent, taken back, and packed for the way outside."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onlinelives.accounts.gate import SignedIn, own_gate
from onlinelives.cases.queries import young_person_for
from onlinelives.cases.views.showing import show
from onlinelives.files.queries import as_attachment
from onlinelives.rules.lifecycles import RECORD, SHARING
from onlinelives.rules.verdict import Invalid, NotNow, need_state
from onlinelives.sharing import queries
from onlinelives.sharing.actions import packs
from onlinelives.sharing.forms import ExtractForm, PackForm, RevokeForm
from onlinelives.web.forms import sent
from onlinelives.web.pdf import PdfUnavailable

ON_PREVIEW = {"whereabouts", NON_FIELD_ERRORS}  # what is wrong with other fields is put right where they are


@own_gate
@require_http_methods(["GET", "POST"])
def extract_new(request: SignedIn, reference: str, pk: UUID, recipient: UUID) -> HttpResponse:
    """Thing by thing; then exactly what they will read; only then does it go out."""
    found = queries.choosing(request.user, reference, str(pk), str(recipient))
    need_state(SHARING.may(found.decision.state, "send"))
    need_state(RECORD.may(found.young_person.state, "write"))
    form, preview = ExtractForm(sent(request), choosing=found), None
    if request.method == "POST" and form.is_valid() and "change" not in request.POST:
        if "send" in request.POST and (made := form.send(request.user)):
            messages.success(request, f"Extract {made.number} has been made for {made.to}.")
            return redirect("young_person_extract", reference, made.pk)
        preview = form.preview() if set(form.errors) <= ON_PREVIEW else None
    told = {
        "form": form,
        "found": found,
        "preview": preview,
        "whereabouts": queries.whereabouts_in(preview, found.young_person) if preview else [],
    }
    status = 422 if form.errors else 200
    return show(request, "sharing/extract_new.html", found.young_person, "new extract", told, status=status)


@own_gate
@require_GET
def extract(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    young_person = young_person_for(request.user, reference)
    page = queries.extract_page(request.user, young_person, str(pk))
    return _shown(request, page, RevokeForm(None, extract=page.extract))


@own_gate
@require_POST
def extract_revoke(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    young_person = young_person_for(request.user, reference)
    page = queries.extract_page(request.user, young_person, str(pk))
    form = RevokeForm(sent(request), extract=page.extract)
    if form.is_valid() and form.save(request.user):
        messages.success(request, "Nobody can open it any more. What was read cannot be unread.")
        return redirect("young_person_extract", reference, pk)
    return _shown(request, page, form)


@own_gate
@require_POST
def pack_new(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    """The passphrase is on this one page, and never again."""
    young_person = young_person_for(request.user, reference)
    page = queries.extract_page(request.user, young_person, str(pk))
    form = PackForm(sent(request))
    if not form.is_valid():
        return _shown(request, page, RevokeForm(None, extract=page.extract), problem="Reload the page and try again.")
    try:
        pack, passphrase = packs.make(extract=page.extract, by=request.user, form_key=form.cleaned_data["form_key"])
    except (Invalid, NotNow, PdfUnavailable) as error:
        return _shown(request, page, RevokeForm(None, extract=page.extract), problem=str(error))
    told = {"page": page, "pack": pack, "passphrase": passphrase}
    return show(request, "sharing/pack.html", young_person, "locked file", told)


@own_gate
@require_GET
def pack_file(request: SignedIn, reference: str, pk: UUID) -> HttpResponseBase:
    young_person = young_person_for(request.user, reference)
    pack = queries.pack_for(young_person, str(pk))
    return as_attachment(packs.take(pack=pack, by=request.user))


def _shown(request: SignedIn, page: queries.ExtractPage, form: RevokeForm, problem: str = "") -> HttpResponse:
    told: dict[str, Any] = {"page": page, "form": form, "pack": PackForm(None), "problem": problem}
    status = 422 if form.errors or problem else 200
    return show(request, "sharing/extract.html", page.young_person, "extract", told, status=status)
