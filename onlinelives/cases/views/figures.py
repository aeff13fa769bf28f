"""Figures about young people: published ones for the area, exact ones for an agency's own managers."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods

from onlinelives.accounts.gate import SignedIn, requires
from onlinelives.cases import charts, exports, permissions, queries
from onlinelives.cases.actions import releases
from onlinelives.cases.forms import PublishForm
from onlinelives.web import csv_export
from onlinelives.web.forms import sent


@requires(permissions.see_area_figures)
@require_GET
def figures(request: SignedIn) -> HttpResponse:
    return render(request, "cases/figures.html", {"releases": queries.releases_for(request.user)})


@requires(permissions.see_area_figures)
@require_http_methods(["GET", "POST"])
def figures_publish(request: SignedIn) -> HttpResponse:
    form = PublishForm(sent(request), quarters=queries.quarters_to_publish())
    if request.method == "POST" and form.is_valid():
        release = form.publish(request.user)
        if release:
            messages.success(request, "The figures are published. They stay as they are.")
            return redirect("figures_release", release.pk)
    return render(request, "cases/figures_publish.html", {"form": form}, status=422 if form.errors else 200)


@requires(permissions.see_area_figures)
@require_GET
def figures_release(request: SignedIn, pk: int) -> HttpResponse:
    found = queries.release_page(request.user, pk)
    told = {"found": found, "words": exports.named(found), "chart": charts.release(found)}
    return render(request, "cases/figures_release.html", told)


@requires(permissions.see_area_figures)
@require_GET
def figures_release_csv(request: SignedIn, pk: int) -> HttpResponse:
    found = queries.release_page(request.user, pk)
    releases.export(release=found.release, by=request.user)
    name = f"{found.counting.title} {found.period}"
    return csv_export.download(name, exports.HEADER, exports.release_rows(found))


@requires(permissions.see_own_figures)
@require_GET
def own_figures(request: SignedIn) -> HttpResponse:
    return render(request, "cases/own_figures.html", {"agencies": queries.own_figures(request.user)})
