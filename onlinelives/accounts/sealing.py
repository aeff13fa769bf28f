"""What must be kept secret, encrypted with AES-256-GCM and bound to what it is for.

Keys are in settings.SEALED_KEYS (number -> 32 bytes). The highest number seals; older keys still open.
"""

import os

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

FORMAT = 1
HEAD = 14  # bytes before the ciphertext: format, key number, nonce of 12


def seal(text: str, purpose: str, ref: str) -> bytes:
    """Encrypted text: format, key number, nonce, ciphertext. `purpose` and `ref` must be given again to open it."""
    return seal_bytes(text.encode(), purpose, ref)


def unseal(sealed: bytes, purpose: str, ref: str) -> str:
    """The text. Raises as `unseal_bytes` does."""
    return unseal_bytes(sealed, purpose, ref).decode()


def seal_bytes(content: bytes, purpose: str, ref: str) -> bytes:
    """Encrypted content, 30 bytes longer than it was, in the form of `seal`."""
    key_id, nonce = max(settings.SEALED_KEYS), os.urandom(12)
    sealed = AESGCM(settings.SEALED_KEYS[key_id]).encrypt(nonce, content, _bound(purpose, ref))
    return b"".join((bytes([FORMAT, key_id]), nonce, sealed))


def unseal_bytes(sealed: bytes, purpose: str, ref: str) -> bytes:
    """The content. Raises ValueError for an unknown format, KeyError for a key that is no longer in the settings,
    and cryptography's InvalidTag for anything altered or moved."""
    key_id, view = key_of(sealed), memoryview(sealed)  # no second copy of what may be large
    return AESGCM(settings.SEALED_KEYS[key_id]).decrypt(view[2:HEAD], view[HEAD:], _bound(purpose, ref))


def derived(purpose: str, length: int) -> list[bytes]:
    """Secrets of `length` bytes for one purpose, one from each key in the settings, that of the newest first."""
    return [
        HKDF(hashes.SHA256(), length, salt=None, info=purpose.encode()).derive(settings.SEALED_KEYS[key_id])
        for key_id in sorted(settings.SEALED_KEYS, reverse=True)
    ]


def key_of(sealed: bytes) -> int:
    """The number of the key that something was sealed with; its first bytes are enough. Raises ValueError."""
    if len(sealed) < HEAD or sealed[0] != FORMAT:
        raise ValueError("unknown sealed format")
    return sealed[1]


def _bound(purpose: str, ref: str) -> bytes:
    return f"{purpose}|{ref}".encode()
