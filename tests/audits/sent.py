"""The forms of evidence as a browser sends them, and the pages as a reader finds them."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from onlinelives.accounts.models import Person
from onlinelives.audits.models import Citation, Evidence
from onlinelives.files.models import StoredFile
from onlinelives.trail import clock
from tests.web.sample import Page
from tests.world import World

SignIn = Callable[[Person], Client]
KEY = "7e6f9f6e-0b1f-4a0e-9d7c-0a4f8a9d1c11"
MINUTES = b"Minutes of the group, 3 March"


def told(world: World, **more: Any) -> dict[str, Any]:
    """What the form of a new piece of evidence sends."""
    soon = clock.today() + timedelta(days=90)
    review = {"review_on_0": soon.day, "review_on_1": soon.month, "review_on_2": soon.year}
    first = {"title": "Minutes of March", "shows": "Referrals are counted", "declared": "on", "form_key": KEY}
    return {**first, **review, "owner": world.bob.pk, **more}


def upload(content: bytes = MINUTES, name: str = "minutes.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def add(client: Client, kind: str, sent: dict[str, Any], **query: str) -> HttpResponse:
    got: HttpResponse = client.post(reverse("evidence_add", args=[kind], query=query or None), sent)
    return got


def page_of(got: HttpResponse) -> Page:
    return Page(got.content.decode())


def cites(world: World, statement: str = "1.1") -> list[str]:
    found = Citation.objects.filter(answer__audit_return=world.elmfield_return, answer__statement=statement)
    return sorted(found.values_list("revision__title", flat=True))


def add_file(world: World, signed_in: SignIn) -> Evidence:
    assert add(signed_in(world.bob), "file", told(world, file=upload())).status_code == 302
    return Evidence.objects.get()


def stored_file(world: World) -> StoredFile:
    from onlinelives.files.actions import stored

    return stored.receive(content=b"April", name="april.txt", by=world.bob)
