"""Pages about oneself: the account, accepting an invitation, extra access."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from onlinelives.accounts import permissions, queries
from onlinelives.accounts.actions import elevations, people
from onlinelives.accounts.adapters import INVITED
from onlinelives.accounts.forms import AcceptForm, DigestForm, ElevationForm, NameForm, ReviewForm
from onlinelives.accounts.gate import SignedIn, own_gate, requires
from onlinelives.rules.verdict import need
from onlinelives.web.forms import sent

PASSWORD_BACKEND = "onlinelives.accounts.backends.PeopleBackend"  # noqa: S105  a class, not a secret


@own_gate
@require_http_methods(["GET", "POST"])
def your_account(request: SignedIn) -> HttpResponse:
    """Two forms: one's name, and how often one is written to. The box of the name always comes with its own form."""
    told, naming = sent(request), "name" in request.POST
    form = NameForm(told if naming else None, initial={"name": request.user.name})
    form.fields["name"].label = "Your name"
    digest_form = DigestForm(None if naming else told, initial={"digest": request.user.digest})
    if form.is_valid():
        people.rename(person=request.user, name=form.cleaned_data["name"], by=request.user)
        messages.success(request, "Your name has been changed.")
        return redirect("your_account")
    if digest_form.is_valid():
        people.choose_digest(person=request.user, often=digest_form.cleaned_data["digest"], by=request.user)
        messages.success(request, "Your choice about e-mail has been kept.")
        return redirect("your_account")
    shown = {"form": form, "digest_form": digest_form, "mail_is_configured": settings.MAIL_IS_CONFIGURED}
    return render(
        request, "accounts/your_account.html", shown, status=422 if form.errors or digest_form.errors else 200
    )


@own_gate
@login_not_required
@require_http_methods(["GET", "POST"])
def invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever holds the link chooses a name and password, or goes on to the council's sign-in."""
    found = queries.invitation_by_token(token)
    if found is None:
        raise Http404
    usable = found.state == "sent" and not found.expired
    form = AcceptForm(sent(request), initial={"name": found.name})
    if request.method == "POST" and usable and request.user.is_anonymous:
        if "council" in request.POST and settings.COUNCIL_SIGN_IN:
            request.session[INVITED] = token
            return redirect("openid_connect_login", provider_id=settings.COUNCIL_SIGN_IN)
        if form.is_valid():
            person = form.accept(found)
            if person:
                login(request, person, backend=PASSWORD_BACKEND)
                return redirect("home")
    told = {"form": form, "invitation": found, "usable": usable, "council": settings.COUNCIL_SIGN_IN}
    status = 410 if not usable else 422 if form.errors else 200
    return render(request, "accounts/invitation.html", told, status=status)


@requires(permissions.see_elevations)
@require_http_methods(["GET", "POST"])
def extra_access(request: SignedIn) -> HttpResponse:
    may_begin = permissions.begin_elevation(request.user)
    form = ElevationForm(sent(request))
    if request.method == "POST":
        need(may_begin)
        if form.is_valid() and form.begin(request.user):
            messages.success(request, "Extra access runs for three hours. End it when you no longer need it.")
            return redirect("extra_access")
    told = {
        "form": form,
        "may_begin": may_begin,
        "found": [(e, permissions.review_elevation(request.user, e)) for e in queries.elevations_for(request.user)],
    }
    return render(request, "accounts/extra_access.html", told, status=422 if form.errors else 200)


@requires(permissions.begin_elevation)
@require_POST
def extra_access_end(request: SignedIn) -> HttpResponse:
    running = queries.running_elevation(request.user)
    if running is None:
        raise Http404
    elevations.end(elevation=running, by=request.user)
    messages.success(request, "Your extra access has ended.")
    return redirect("extra_access")


@requires(permissions.see_elevations)
@require_http_methods(["GET", "POST"])
def extra_access_review(request: SignedIn, pk: int) -> HttpResponse:
    elevation = queries.elevation_for(request.user, pk)
    need(permissions.review_elevation(request.user, elevation))
    form = ReviewForm(sent(request))
    if request.method == "POST" and form.is_valid():
        elevations.review(elevation=elevation, note=form.cleaned_data["review"], by=request.user)
        messages.success(request, "The review has been kept.")
        return redirect("extra_access")
    told = {
        "form": form,
        "elevation": elevation,
        "opened": queries.opened_during(request.user, elevation),
    }
    return render(request, "accounts/extra_access_review.html", told, status=422 if form.errors else 200)
