"""A false council sign-in on this machine: just enough of OpenID Connect, and it says whatever a test tells it to."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt

TENANT = "dudley-tenant"
CLIENT = "online-lives"


class Council:
    """`claims` go into the next id token; `asked` is what the token address was last asked."""

    def __init__(self, address: str):
        self.address = address
        self.claims: dict[str, Any] = {}
        self.asked: dict[str, str] = {}

    def token(self) -> dict[str, Any]:
        now = int(time.time())
        told = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 300, "tid": TENANT, **self.claims}
        return {
            "access_token": "nothing-behind-it",
            "token_type": "Bearer",
            "id_token": jwt.encode(told, "only-for-tests-and-never-checked-at-all", algorithm="HS256"),
        }

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.address,
            "authorization_endpoint": f"{self.address}/authorize",
            "token_endpoint": f"{self.address}/token",
            "userinfo_endpoint": f"{self.address}/userinfo",
            "jwks_uri": f"{self.address}/keys",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
        }


@contextmanager
def running() -> Iterator[Council]:
    """Listens on a free port of the loopback address until the block ends."""

    class Answers(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._send(council.discovery() if self.path.endswith("/openid-configuration") else {})

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            council.asked = {name: values[0] for name, values in parse_qs(body).items()}
            self._send(council.token())

        def _send(self, told: dict[str, Any]) -> None:
            body = json.dumps(told).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
    server.daemon_threads = True
    council = Council(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield council
    finally:
        server.shutdown()
        thread.join(5)
        server.server_close()


def state_of(location: str) -> dict[str, str]:
    """What the browser was sent to the council with."""
    return {name: values[0] for name, values in parse_qs(urlsplit(location).query).items()}
