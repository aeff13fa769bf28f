"""One click to be somebody. These pages exist only in demo mode, and check it again themselves."""

from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from onlinelives.accounts.gate import own_gate
from onlinelives.demo import queries
from onlinelives.demo.script import refuse_production

BACKEND = "onlinelives.accounts.backends.PeopleBackend"


@own_gate
@login_not_required
@require_GET
def cast(request: HttpRequest) -> HttpResponse:
    refuse_production()
    main, others = queries.cast()
    return render(request, "demo/cast.html", {"main": main, "others": others})


@own_gate
@login_not_required
@require_POST
def sign_in(request: HttpRequest, pk: int) -> HttpResponse:
    refuse_production()
    login(request, queries.member(pk), backend=BACKEND)
    return redirect("home")
