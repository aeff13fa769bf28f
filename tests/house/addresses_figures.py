"""Addresses of figures about young people: see addresses.py."""

from collections.abc import Callable
from typing import Any

from tests.counted import FULL
from tests.house.answers import GONE, IN, NO, OK, Row

KEY = "7e6f9f6e-0b1f-4a0e-9d7c-0a4f8a9d1c12"

# fmt: off
#                             anon  alice    bob   charl    dana   ravi   ines   omar    zoe    yan    olu   nobody
ROWS: dict[tuple[str, str], Row] = {
    ("figures", "GET"):            (IN, NO, NO, NO, OK, NO, OK, NO, OK, NO, NO, NO),
    ("figures_publish", "GET"):    (IN, NO, NO, NO, OK, NO, OK, NO, OK, NO, NO, NO),
    ("figures_publish", "POST"):   (IN, NO, NO, NO, IN, NO, IN, NO, IN, NO, NO, NO),
    ("figures_release", "GET"):    (IN, NO, NO, NO, OK, NO, OK, NO, GONE, NO, NO, NO),
    ("figures_release_csv", "GET"): (IN, NO, NO, NO, OK, NO, OK, NO, GONE, NO, NO, NO),
    ("own_figures", "GET"):        (IN, NO, OK, NO, NO, NO, NO, NO, NO, OK, NO, NO),
}
# fmt: on

ARGS: tuple[tuple[str, Callable[[Any], list[Any]]], ...] = (("figures_release(_csv)?", lambda s: [s.release.pk]),)

DATA: dict[str, Callable[[Any], dict[str, Any]]] = {
    "figures_publish": lambda s: {"table": "harm-age", "first": FULL.code, "last": FULL.code, "form_key": KEY},
}
