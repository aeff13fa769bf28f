"""The answers of a wave: what is there, and the way in which they leave as a file."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST

from onlinelives.accounts.gate import SignedIn, requires
from onlinelives.files.actions import work
from onlinelives.survey import permissions, queries, tasks
from onlinelives.survey.actions import answer_sets
from onlinelives.survey.forms import TakeOutForm
from onlinelives.web.forms import sent


@requires(permissions.run_survey)
@require_http_methods(["GET", "POST"])
def answers(request: SignedIn, pk: int) -> HttpResponse:
    page = queries.answers_page(request.user, pk)
    form = TakeOutForm(sent(request), answer_set=page.answer_set) if page.answer_set else None
    if request.method == "POST" and form and form.is_valid():
        taken = form.save(request.user)
        if taken:
            asked = work.ask(
                title=f"Answers of {page.wave.name}",
                leads_to=reverse("survey_answers", args=[pk]),
                task=tasks.answers_file,
                told=[taken.pk],
                by=request.user,
            )
            return redirect("work", asked.pk)
    told = {"page": page, "form": form}
    return render(request, "survey/answers.html", told, status=422 if form and form.errors else 200)


@requires(permissions.run_survey)
@require_POST
def answers_ready(request: SignedIn, pk: int) -> HttpResponse:
    answer_sets.gather(wave=queries.wave_for(request.user, pk), by=request.user)
    return redirect("survey_answers", pk)
