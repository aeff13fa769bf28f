"""Short secrets kept encrypted with AES-256-GCM, bound to what they are for.

Keys are in settings.SEALED_KEYS (number -> 32 bytes). The highest number seals; older keys still open.
"""

import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings

FORMAT = 1


def seal(text: str, purpose: str, ref: str) -> bytes:
    """Encrypted text: format, key number, nonce, ciphertext. `purpose` and `ref` must be given again to open it."""
    key_id, nonce = max(settings.SEALED_KEYS), os.urandom(12)
    sealed = AESGCM(settings.SEALED_KEYS[key_id]).encrypt(nonce, text.encode(), f"{purpose}|{ref}".encode())
    return bytes([FORMAT, key_id]) + nonce + sealed


def unseal(sealed: bytes, purpose: str, ref: str) -> str:
    """The text. Raises ValueError for an unknown format and cryptography's InvalidTag for anything altered or moved."""
    if sealed[0] != FORMAT:
        raise ValueError("unknown sealed format")
    bound = f"{purpose}|{ref}".encode()
    return AESGCM(settings.SEALED_KEYS[sealed[1]]).decrypt(sealed[2:14], sealed[14:], bound).decode()
