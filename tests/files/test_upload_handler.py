"""How a sent file arrives: never on the disk, never more than fits."""

import tempfile
import tracemalloc
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse

from onlinelives.files.upload_handler import LARGEST, MOST_SENT


def sent(**files: bytes) -> Any:
    uploads = {name: SimpleUploadedFile(f"{name}.txt", content, "text/plain") for name, content in files.items()}
    return RequestFactory().post("/", {"words": "kept", **uploads})


def test_the_product_uses_it() -> None:
    assert settings.FILE_UPLOAD_HANDLERS == ["onlinelives.files.upload_handler.Capped"]


def test_a_file_arrives_whole_with_the_fields_beside_it() -> None:
    request = sent(one=b"x" * 200_000, two=b"y")
    assert request.POST["words"] == "kept"
    assert {name: (file.read(), file.name) for name, file in request.FILES.items()} == {
        "one": (b"x" * 200_000, "one.txt"),
        "two": (b"y", "two.txt"),
    }


def test_nothing_of_it_touches_the_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "NamedTemporaryFile", lambda *_, **__: pytest.fail("written to the disk"))
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda *_, **__: pytest.fail("written to the disk"))
    assert isinstance(sent(one=b"x" * 5 * 2**20).FILES["one"], InMemoryUploadedFile)


@pytest.mark.asvs("V5.2.1")
def test_one_byte_more_than_the_largest_is_kept_so_that_the_action_can_say_why() -> None:
    file = sent(one=b"x" * (LARGEST + 2_000_000)).FILES["one"]
    assert file.size == LARGEST + 2_000_000
    assert len(file.read()) == LARGEST + 1


def test_a_request_of_several_files_that_do_not_fit_together_is_broken_off() -> None:
    with pytest.raises(RequestDataTooBig):
        _ = sent(one=b"x" * (LARGEST - 10), two=b"y" * 20).FILES


@pytest.mark.asvs("V5.2.1")
def test_a_request_that_says_it_is_huge_is_not_even_read() -> None:
    request = sent(one=b"x")
    request.META["CONTENT_LENGTH"] = str(MOST_SENT + 1)
    with pytest.raises(RequestDataTooBig):
        _ = request.FILES


def test_what_is_too_large_does_not_fill_the_memory() -> None:
    request = sent(one=b"x" * (4 * LARGEST))
    tracemalloc.start()
    assert request.FILES["one"].size == 4 * LARGEST
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2.5 * LARGEST


@pytest.mark.parametrize("guarded", [True, False])
def test_a_huge_request_gets_a_page_that_says_so(guarded: bool, db: None) -> None:
    client = Client(enforce_csrf_checks=guarded)
    client.get(reverse("account_login"))
    files = {"file": SimpleUploadedFile("a", b"x")}
    response = client.post(reverse("account_login"), files, CONTENT_LENGTH=MOST_SENT + 1)
    assert response.status_code == 413
    assert "too large" in response.text
