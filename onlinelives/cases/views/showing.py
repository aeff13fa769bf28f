"""Every page about one young person is shown in one way: first it is written down who looks, then it is drawn."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from onlinelives.accounts.gate import SignedIn
from onlinelives.cases import queries
from onlinelives.cases.actions.young_people import look

Told = dict[str, Any] | Callable[[], dict[str, Any]]


def show(
    request: SignedIn, template: str, young_person: Any, page: str, told: Told, *, status: int = 200
) -> HttpResponse:
    """`page`: what the trail calls it, in words of ours. `told`: what the template needs beside `young_person` and
    `around`, which every record page has (cases/record.html); a function where it is to know of this look too."""
    look(young_person=young_person, page=page, by=request.user)
    around = queries.around(request.user, young_person)
    found = told() if callable(told) else told
    return render(request, template, {**found, "young_person": young_person, "around": around}, status=status)
