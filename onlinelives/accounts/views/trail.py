"""The trail, to read and to filter."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from onlinelives.accounts import permissions, queries
from onlinelives.accounts.forms import TrailForm
from onlinelives.accounts.gate import SignedIn, requires


@requires(permissions.see_trail)
@require_GET
def trail(request: SignedIn) -> HttpResponse:
    choices = queries.trail_choices(request.user)
    form = TrailForm(request.GET or None, actors=choices.actors, verbs=choices.verbs)
    narrowed = form.cleaned_data if form.is_bound and form.is_valid() else {}
    before = request.GET.get("before", "")
    found = queries.trail_lines(
        request.user,
        queries.Filter(
            **{name: narrowed[name] for name in ("actor", "verb", "subject", "since", "until") if narrowed.get(name)},
            before=int(before) if before.isascii() and before.isdigit() and len(before) < 16 else None,
        ),
    )
    query = request.GET.copy()
    query["before"] = str(found.lines[-1].seq) if found.lines else ""
    told = {"form": form, "found": found, "older": f"?{query.urlencode()}" if found.older else "", "before": before}
    return render(request, "accounts/trail.html", told, status=422 if form.errors else 200)
