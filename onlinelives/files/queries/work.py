"""Work that takes a while, for who asked for it."""

import uuid
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from onlinelives.accounts.models import Person
from onlinelives.files.models import StoredFile, Work
from onlinelives.rules.lifecycles import WORK
from onlinelives.rules.verdict import Verdict
from onlinelives.trail import clock

PATIENCE = timedelta(minutes=30)  # after that nobody believes that it is still being done
KEPT_FOR = timedelta(days=1)  # after it has ended


@dataclass(frozen=True)
class WorkPage:
    """`state` is a state of lifecycles.WORK, `words` what it is called. `step` of `steps`; 0 steps if nobody can say.
    `ended`: it is done or failed. `slow`: it has not ended although PATIENCE is over."""

    pk: uuid.UUID
    title: str
    leads_to: str
    state: str
    words: str
    step: int
    steps: int
    problem: str
    ended: bool
    slow: bool
    result: StoredFile | None
    may_open: Verdict | None

    @property
    def mark(self) -> str:
        """Changes whenever the page does."""
        return f"{self.state}-{self.step}-{self.steps}-{self.slow}"


def work_page(person: Person, pk: uuid.UUID) -> WorkPage:
    """How far the person's own work has come, or 404."""
    work = _own(person, pk)
    ended = work.ended_at is not None
    return WorkPage(
        pk=work.pk,
        title=work.title,
        leads_to=work.leads_to,
        state=work.state,
        words=WORK.states[work.state],
        step=work.step,
        steps=work.steps,
        problem=work.problem,
        ended=ended,
        slow=not ended and work.asked_at <= clock.now() - PATIENCE,
        result=work.result,
        may_open=work.result.may_open if work.result else None,
    )


def result_of(person: Person, pk: uuid.UUID) -> tuple[Work, StoredFile]:
    """The person's own work and what it made, or 404."""
    work = _own(person, pk)
    if work.result is None:
        raise Http404
    return work, work.result


def _own(person: Person, pk: uuid.UUID) -> Work:
    kept = Q(ended_at=None) | Q(ended_at__gt=clock.now() - KEPT_FOR)  # the worker removes it within a minute
    return get_object_or_404(Work.objects.visible_to(person).filter(kept).select_related("result"), pk=pk)
