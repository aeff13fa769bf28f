"""Work for tests, written as a room writes it."""

from django.http import Http404
from django_tasks import task

from onlinelives.files.tasks import Doing, Made, long_work
from onlinelives.rules.verdict import Invalid


@task()
@long_work
def greet(doing: Doing, whom: str = "there") -> Made:
    return Made(f"Hello {whom}, says {doing.person.name}".encode(), "greeting.txt")


@task()
@long_work
def tidy(doing: Doing) -> None:
    doing.advance(1, 1)


@task()
@long_work
def count(doing: Doing, steps: int) -> Made:
    for step in range(steps):
        doing.advance(step, steps)
    return Made(b"counted", "count.txt")


@task()
@long_work
def say_no(doing: Doing) -> None:
    raise Invalid("There are no answers to draw yet.")


@task()
@long_work
def stumble(doing: Doing) -> None:
    raise ValueError("a secret place")


@task()
@long_work
def look_for(doing: Doing) -> None:
    raise Http404
