"""The yardstick of `make bench-load`: an application that does nothing but send as many bytes as a child's page."""

import os
from collections.abc import Callable, Iterable
from typing import Any

PAGE = b"x" * int(os.environ.get("BENCH_BYTES", "5000"))
HEADERS = [("Content-Type", "text/html"), ("Content-Length", str(len(PAGE)))]


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    environ["wsgi.input"].read()
    start_response("200 OK", HEADERS)
    return [PAGE]
