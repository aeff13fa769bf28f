"""A PDF that was made can leave with a password."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from django.test import Client
from django.urls import reverse

from onlinelives.accounts.models import Person
from onlinelives.files.actions import stored, work
from onlinelives.files.models import Work
from onlinelives.trail.models import Entry
from onlinelives.web import pdf
from tests.files import chores
from tests.world import World

SignIn = Callable[[Person], Client]
PAGE = '<!DOCTYPE html><html lang="en-GB"><head><title>Report</title></head><body><h1>Elmfield</h1></body></html>'
WORD = "copper lantern otter 9"


@pytest.fixture
def made(world: World) -> Work:
    begun = work.begin(str(work.ask(title="Report", leads_to="/", task=chores.greet, by=world.alice).pk))
    return work.finish(work=begun, result=stored.keep_made(pdf.make(PAGE), "report.pdf", world.partnership))


def test_it_opens_with_the_password_only_and_the_password_is_kept_nowhere(
    made: Work, world: World, signed_in: SignIn
) -> None:
    got = signed_in(world.alice).post(reverse("work_locked", args=[made.pk]), {"password": WORD})
    assert got.status_code == 200
    assert "report.pdf" in got["Content-Disposition"]
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(io.BytesIO(got.content))
    with pikepdf.open(io.BytesIO(got.content), password=WORD) as opened:
        assert opened.encryption.bits == 256
    assert WORD not in "".join(Entry.objects.values_list("body", flat=True))


def test_a_short_password_is_refused_in_words(made: Work, world: World, signed_in: SignIn) -> None:
    got = signed_in(world.alice).post(reverse("work_locked", args=[made.pk]), {"password": "short"})
    assert got.status_code == 422
    assert "Use at least 12 characters" in got.content.decode()
    assert "short" not in got.content.decode().split("<main")[1].split("password")[1][:40]


def test_nobody_else_finds_it(made: Work, world: World, signed_in: SignIn) -> None:
    for person in (world.bob, world.dana, world.omar):
        assert signed_in(person).get(reverse("work_locked", args=[made.pk])).status_code == 404


def test_only_a_pdf_can_be_locked(world: World, signed_in: SignIn) -> None:
    begun = work.begin(str(work.ask(title="Report", leads_to="/", task=chores.greet, by=world.alice).pk))
    done = work.finish(work=begun, result=stored.keep_made(b"text", "report.txt", world.partnership))
    assert signed_in(world.alice).get(reverse("work_locked", args=[done.pk])).status_code == 404
