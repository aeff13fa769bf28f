"""What keeps secrets: bound to what they are for, opened by the key that sealed them."""

from typing import Any

import pytest
from cryptography.exceptions import InvalidTag

from onlinelives.accounts.sealing import key_of, seal, seal_bytes, unseal, unseal_bytes


def test_text_and_content_come_back() -> None:
    assert unseal(seal("Zoë’s secret", "test", "1"), "test", "1") == "Zoë’s secret"
    assert unseal_bytes(seal_bytes(b"\xff\x00", "test", "1"), "test", "1") == b"\xff\x00"
    assert len(seal_bytes(b"x" * 100, "test", "1")) == 130


def test_what_was_sealed_before_there_were_files_still_opens() -> None:
    """Sealed with key 1 of the tests in the first form of this module."""
    old = bytes.fromhex("0101" + "00" * 12) + bytes.fromhex(
        "10306999bc1f1af06edaf3e85390cdc5e6b145f3f832e821842e043408897d9a"
    )
    assert unseal(old, "totp", "person/1") == "JBSWY3DPEHPK3PXP"


@pytest.mark.asvs("V11.3.3")
def test_nothing_altered_or_moved_opens() -> None:
    sealed = seal_bytes(b"content", "test", "1")
    for wrong in (sealed[:-1], sealed[:-1] + bytes([sealed[-1] ^ 1]), sealed[:5] + b"\0" + sealed[6:]):
        with pytest.raises(InvalidTag):
            unseal_bytes(wrong, "test", "1")
    for purpose, ref in (("test", "2"), ("other", "1")):
        with pytest.raises(InvalidTag):
            unseal_bytes(sealed, purpose, ref)


@pytest.mark.parametrize("wrong", [b"", b"\x01", b"\x02" + bytes(40), b"plain text that was never sealed"])
def test_what_was_never_sealed_is_refused(wrong: bytes) -> None:
    with pytest.raises(ValueError, match="unknown sealed format"):
        unseal_bytes(wrong, "test", "1")


def test_the_newest_key_seals_and_older_ones_open(settings: Any) -> None:
    old = seal("text", "test", "1")
    settings.SEALED_KEYS = {**settings.SEALED_KEYS, 7: b"\x07" * 32}
    assert (key_of(old), key_of(seal("text", "test", "1"))) == (1, 7)
    assert unseal(old, "test", "1") == "text"
    settings.SEALED_KEYS = {7: b"\x07" * 32}
    with pytest.raises(KeyError):
        unseal(old, "test", "1")
