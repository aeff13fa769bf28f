"""A passkey made of software: it answers what a browser's would, so that sign-in can be tried without one."""

import base64
import hashlib
import json
import os
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

PRESENT_AND_VERIFIED = 0x05
WITH_KEY = 0x40


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class Passkey:
    """For one host. `origin` is the site the browser believes it is on."""

    def __init__(self, host: str = "testserver", origin: str = "https://testserver"):
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id, self.origin = os.urandom(16), origin
        self.host = hashlib.sha256(host.encode()).digest()
        self.handle, self.used = "", 0

    def register(self, options: dict[str, Any]) -> str:
        """What the browser sends when the person adds this passkey."""
        self.handle = options["publicKey"]["user"]["id"]
        public = AttestedCredentialData.create(bytes(16), self.id, ES256.from_cryptography_key(self.key.public_key()))
        told = AuthenticatorData.create(self.host, PRESENT_AND_VERIFIED | WITH_KEY, 0, public)
        return self._sent(
            clientDataJSON=_text(self._client("webauthn.create", options)),
            attestationObject=_text(bytes(AttestationObject.create("none", told, {}))),
        )

    def sign(self, options: dict[str, Any]) -> str:
        """What the browser sends when the person signs in with it."""
        self.used += 1
        told = bytes(AuthenticatorData.create(self.host, PRESENT_AND_VERIFIED, self.used))
        client = self._client("webauthn.get", options)
        signature = self.key.sign(told + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._sent(
            clientDataJSON=_text(client),
            authenticatorData=_text(told),
            signature=_text(signature),
            userHandle=self.handle,
        )

    def _client(self, kind: str, options: dict[str, Any]) -> bytes:
        challenge = options["publicKey"]["challenge"]
        told = {"type": kind, "challenge": challenge, "origin": self.origin, "crossOrigin": False}
        return json.dumps(told).encode()

    def _sent(self, **response: str) -> str:
        return json.dumps(
            {
                "type": "public-key",
                "id": _text(self.id),
                "rawId": _text(self.id),
                "response": response,
                "clientExtensionResults": {"credProps": {"rk": True}},
            }
        )
