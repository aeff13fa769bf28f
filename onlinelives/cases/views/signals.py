"""Signals of significant harm: raised from any page of a record, acknowledged, and settled."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from onlinelives.accounts.gate import SignedIn, own_gate
from onlinelives.cases import permissions, queries
from onlinelives.cases.forms import AcknowledgeForm, SettleForm, SignalForm
from onlinelives.cases.views.showing import show
from onlinelives.rules.lifecycles import SIGNAL
from onlinelives.rules.verdict import need
from onlinelives.web.forms import sent


@own_gate
@require_http_methods(["GET", "POST"])
def signal_new(request: SignedIn, reference: str) -> HttpResponse:
    """Open and closed records alike: a signal is never refused for a state."""
    found = queries.young_person_for(request.user, reference)
    form = SignalForm(sent(request))
    if request.method == "POST" and form.is_valid():
        signal = form.save(found, request.user)
        if signal:
            return redirect("young_person_signal", reference, signal.pk)
    hearers = [person for person in queries.who_answers_for(found) if person != request.user]
    told = {"form": form, "decided": queries.settings_for(request.user), "hearers": hearers}
    return show(request, "cases/signal_new.html", found, "new signal", told, status=422 if form.errors else 200)


@own_gate
@require_GET
def signal(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    return _shown(request, queries.signal_page(request.user, reference, str(pk)))


@own_gate
@require_POST
def signal_acknowledge(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    page = queries.signal_page(request.user, reference, str(pk))
    need(permissions.acknowledge_signal(request.user, page.signal))
    form = AcknowledgeForm(sent(request), signal=page.signal)
    if form.is_valid() and form.save(request.user):
        messages.success(request, "The signal is acknowledged, and whoever raised it is told.")
        return redirect("young_person_signal", reference, pk)
    return _shown(request, queries.signal_page(request.user, reference, str(pk)), acknowledge=form)


@own_gate
@require_POST
def signal_settle(request: SignedIn, reference: str, pk: UUID) -> HttpResponse:
    page = queries.signal_page(request.user, reference, str(pk))
    need(permissions.settle_signal(request.user, page.signal))
    form = SettleForm(sent(request), signal=page.signal)
    if form.is_valid() and form.save(request.user):
        messages.success(request, "The signal is settled.")
        return redirect("young_person_signal", reference, pk)
    return _shown(request, queries.signal_page(request.user, reference, str(pk)), settle=form)


def _shown(request: SignedIn, page: queries.SignalPage, **bound: Any) -> HttpResponse:
    """A form that was sent is shown again whatever the state is by now, so that nothing typed is lost."""
    signal, person = page.signal, request.user
    acknowledging = SIGNAL.may(signal.state, "acknowledge")
    may = permissions.acknowledge_signal if acknowledging else permissions.settle_signal
    told: dict[str, Any] = {
        "page": page,
        "may_answer": may(person, signal),
        "acknowledge": bound.get("acknowledge"),
        "settle": bound.get("settle"),
    }
    if not bound and told["may_answer"]:
        if acknowledging:
            told["acknowledge"] = AcknowledgeForm(None, signal=signal)
        elif SIGNAL.may(signal.state, "settle"):
            told["settle"] = SettleForm(None, signal=signal)
    return show(request, "cases/signal.html", page.young_person, "signal", told, status=422 if bound else 200)
