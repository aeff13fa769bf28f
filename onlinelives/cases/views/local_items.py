"""What an area asks about beside the taxonomy."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from onlinelives.accounts.gate import SignedIn, requires
from onlinelives.cases import permissions, queries
from onlinelives.cases.actions import local_items as actions
from onlinelives.cases.forms import LocalItemForm
from onlinelives.web.forms import sent


@requires(permissions.decide_local_items)
@require_http_methods(["GET", "POST"])
def local_items(request: SignedIn) -> HttpResponse:
    form = LocalItemForm(sent(request))
    if request.method == "POST" and form.is_valid() and form.add(request.user):
        messages.success(request, "Assessments that are begun from now on ask about it.")
        return redirect("local_items")
    told = {"form": form, "items": queries.local_items_for(request.user)}
    return render(request, "cases/local_items.html", told, status=422 if form.errors else 200)


@requires(permissions.decide_local_items)
@require_POST
def local_item_end(request: SignedIn, pk: int) -> HttpResponse:
    item = queries.local_item_for(request.user, pk)
    actions.end(item=item, by=request.user)
    messages.success(request, f"“{item.label}” is not asked any more. Answers given to it stay.")
    return redirect("local_items")
