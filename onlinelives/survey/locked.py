"""Whole hand-ins that wait, locked, on a device until the line is back. Only this installation can open them.

The device makes a key pair for one hand-in, agrees with our public key on a secret and forgets its own: whoever looks
into the device afterwards, or writes down what goes over the line later, cannot read what waited.
"""

import base64
import binascii

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from onlinelives.accounts import sealing
from onlinelives.survey.drafts import Broken

PURPOSE = "survey queue"  # of our own private keys
INFO = b"online lives survey queue"  # of what both sides agree on
CURVE = ec.SECP256R1()
ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551  # of the curve (FIPS 186-5, P-256)
POINT, NONCE = 65, 12  # bytes: a public key that is not compressed; what AES-GCM begins with


def public_key() -> str:
    """With which devices lock: the newest, uncompressed, as base64url without padding."""
    point = _private_keys()[0].public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return base64.urlsafe_b64encode(point).decode().rstrip("=")


def open_(locked: str) -> bytes:
    """locked: base64url of the device's public key, the nonce and the ciphertext. Raises Broken."""
    try:
        sent = base64.urlsafe_b64decode(locked + "=" * (-len(locked) % 4))
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(CURVE, sent[:POINT])
    except (binascii.Error, UnicodeEncodeError, ValueError) as error:
        raise Broken("not locked by a page of ours") from error
    for ours in _private_keys():
        try:
            return _cipher(ours, theirs).decrypt(sent[POINT : POINT + NONCE], sent[POINT + NONCE :], None)
        except (InvalidTag, ValueError):
            continue  # an older key may have been the newest on that day
    raise Broken("not locked with a key of ours")


def _cipher(ours: ec.EllipticCurvePrivateKey, theirs: ec.EllipticCurvePublicKey) -> AESGCM:
    agreed = ours.exchange(ec.ECDH(), theirs)
    return AESGCM(HKDF(hashes.SHA256(), 32, salt=None, info=INFO).derive(agreed))


def _private_keys() -> list[ec.EllipticCurvePrivateKey]:
    """One for each key of the installation, the newest first. 48 bytes, so that no number is likelier than another."""
    numbers = (int.from_bytes(secret, "big") for secret in sealing.derived(PURPOSE, 48))
    return [ec.derive_private_key(number % (ORDER - 1) + 1, CURVE) for number in numbers]
