"""A file goes out: as an attachment that no browser opens, runs, embeds or keeps; and only when it is sound."""

import logging
from pathlib import Path
from typing import Any

import pytest

from onlinelives.files import store
from onlinelives.files.actions import stored
from onlinelives.files.models import StoredFile
from onlinelives.files.queries.stored import as_attachment, content_of
from onlinelives.rules.verdict import NotNow
from tests.files.samples import pdf
from tests.world import World


def send(world: World, content: bytes = b"<script>alert(1)</script>", name: str = "a.txt") -> StoredFile:
    return stored.receive(content=content, name=name, by=world.alice)


@pytest.mark.asvs("V3.2.1", "V3.4.4", "V14.3.2")
def test_a_file_goes_out_as_an_attachment_that_nothing_opens(world: World) -> None:
    response = as_attachment(send(world))
    assert response.content == b"<script>alert(1)</script>"
    assert response["Content-Type"] == "text/plain"
    assert response["Content-Disposition"] == 'attachment; filename="a.txt"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cross-Origin-Resource-Policy"] == "same-origin"
    assert response["Cache-Control"] == "no-store"


@pytest.mark.asvs("V5.4.2")
@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Minutes of March.pdf", 'attachment; filename="Minutes of March.pdf"'),
        ("O'Brien; plan.pdf", 'attachment; filename="O\'Brien; plan.pdf"'),
        ("Zoë.pdf", "attachment; filename*=utf-8''Zo%C3%AB.pdf"),
        (
            "محضر 👩‍👧.pdf",
            "attachment; filename*=utf-8''%D9%85%D8%AD%D8%B6%D8%B1%20%F0%9F%91%A9%E2%80%8D%F0%9F%91%A7.pdf",
        ),
        ('a"\r\nSet-Cookie: x=1.pdf', 'attachment; filename="a- Set-Cookie- x=1.pdf"'),
    ],
)
def test_every_name_can_be_said_in_a_heading(name: str, told: str, world: World) -> None:
    assert as_attachment(send(world, pdf(), name))["Content-Disposition"] == told


def test_the_middleware_leaves_these_headings_alone(world: World, signed_in: Any, monkeypatch: Any) -> None:
    from django.test import override_settings
    from django.urls import path

    got = send(world)
    urls = type("Urls", (), {"urlpatterns": [path("it/", lambda request: as_attachment(got))]})
    client = signed_in(world.alice)
    with override_settings(ROOT_URLCONF=urls):
        response = client.get("/it/")
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["Cache-Control"] == "no-store"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_what_the_program_made_of_another_kind_goes_out_as_mere_bytes(world: World) -> None:
    made = stored.keep_made(b"x", "all.zip", world.partnership)
    assert as_attachment(made)["Content-Type"] == "application/octet-stream"


def test_a_swapped_file_is_refused_and_its_loss_is_logged(world: World, caplog: pytest.LogCaptureFixture) -> None:
    one, other = send(world, b"one"), send(world, b"other")
    store.place_of(one.pk).write_bytes(store.place_of(other.pk).read_bytes())
    with caplog.at_level(logging.ERROR), pytest.raises(NotNow, match="altered outside this system"):
        content_of(one)
    assert f"file/{one.pk}" in caplog.text
    assert content_of(other) == b"other"


def test_a_row_that_points_at_another_partnership_or_another_content_gives_nothing(world: World) -> None:
    got = send(world)
    for change in ({"partnership": world.yan.partnership}, {"sha256": "0" * 64}):
        StoredFile.objects.filter(pk=got.pk).update(**change)
        with pytest.raises(NotNow):
            as_attachment(StoredFile.objects.get(pk=got.pk))


@pytest.mark.parametrize("state", ["waiting", "refused", "erased"])
def test_a_file_in_any_other_state_says_why_not(state: str, world: World) -> None:
    got = send(world)
    StoredFile.objects.filter(pk=got.pk).update(state=state)
    got.refresh_from_db()
    with pytest.raises(NotNow) as refusal:
        as_attachment(got)
    assert str(refusal.value) == got.may_open.reason


def test_nobody_reads_the_folder_but_through_the_check() -> None:
    """What passes by `may_open` is for the scanner and the upkeep only."""
    package = Path(store.__file__).parent.parent
    users = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        for words in ("sealed_content(", "store.read(")
        if words in path.read_text("utf-8")
    }
    assert users == {"files/queries/stored.py", "files/actions/stored.py"}
