"""How a room writes work that takes a while.

    @task()
    @long_work
    def make_report(doing: Doing, return_pk: int) -> Made:
        page = queries.return_page(doing.person, return_pk)
        ...
        doing.advance(3, 6)
        return Made(pdf, "report.pdf")

and in the view: `work.ask(title=…, leads_to=…, task=tasks.make_report, told=[return_pk], by=request.user)`, then a
redirect to the page "work". The worker may have died half-way and another one start again from the beginning: change
things in one transaction, or so that doing it twice is harmless.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.db import transaction
from django.http import Http404

from onlinelives.accounts import queries as accounts
from onlinelives.accounts.models import Person
from onlinelives.files import store
from onlinelives.files.actions import stored, work
from onlinelives.files.models import StoredFile, Work
from onlinelives.rules.verdict import Invalid, NotNow, Refused
from onlinelives.web.pdf import PdfUnavailable

log = logging.getLogger(__name__)

SENTENCES = (Refused, NotNow, Invalid, PdfUnavailable)  # what they say is written for people
FAULT = "This did not work. It has been written into the log. Try again, or ask your administrator."
UNSEEN = "What you asked about is no longer there, or you may no longer see it."
GONE = "The account that asked for this is switched off."


@dataclass(frozen=True)
class Made:
    """What the work made, 1 byte or more, and the name under which it is saved, whose ending says what it is."""

    content: bytes
    name: str


class Doing:
    """The work while it is being done. `person` asked for it, with the roles they hold now."""

    def __init__(self, asked: Work, person: Person):
        self.person = person
        self._work = asked
        self._told: tuple[int, int] | None = None

    def advance(self, step: int, steps: int) -> None:
        """`step` of `steps` are done: a page that is open shows it. Call it outside a transaction, as often as you
        like: it is written down when it makes a hundredth."""
        told = (step * 100 // steps if steps else 0, steps)
        if told != self._told:
            self._told = told
            work.move(self._work, step, steps)


def long_work(function: Callable[..., Made | None]) -> Callable[..., None]:
    """Makes a function of (Doing, …) into one that a task can be made of, given the work's id and the rest.

    What it returns is kept for who asked. An error that is a sentence for people is shown to them; any other is logged.
    Work that has ended already (a second worker got the same task) is left alone.
    """

    @wraps(function)
    def carry_out(work_id: str, *told: Any) -> None:
        try:
            begun = work.begin(work_id)
        except (NotNow, Work.DoesNotExist):
            log.warning("work %s has ended already", work_id)
            return
        try:
            _end(begun, _made(function, begun, told))
        except SENTENCES as error:
            _fail(begun, str(error))
        except Http404:
            _fail(begun, UNSEEN)
        except BaseException as error:
            log.exception("work %s failed", work_id)
            _fail(begun, FAULT)
            if not isinstance(error, Exception):  # the program is being stopped
                raise

    return carry_out


def _made(function: Callable[..., Made | None], begun: Work, told: Any) -> Made | None:
    person = accounts.signed_in(begun.asked_by_id)
    if person is None:
        raise Refused(GONE)
    return function(Doing(begun, person), *told)


def _end(begun: Work, made: Made | None) -> None:
    kept = stored.keep_made(made.content, made.name, begun.partnership) if made else None
    try:
        work.finish(work=begun, result=kept)
    except BaseException:
        if kept:
            _forget(kept)
        raise


def _forget(kept: StoredFile) -> None:
    with transaction.atomic():
        StoredFile.objects.filter(pk=kept.pk).delete()
        transaction.on_commit(lambda: store.erase(kept.pk))


def _fail(begun: Work, problem: str) -> None:
    try:
        work.fail(work=begun, problem=problem)
    except NotNow:  # it was given up meanwhile, and whoever asked has been told
        log.warning("work %s had been given up", begun.pk)
