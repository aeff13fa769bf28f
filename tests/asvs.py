"""`pytest --asvs` prints which OWASP ASVS 5.0.0 requirements the tests show, and whether they hold."""

from collections import defaultdict
from typing import Any

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--asvs", action="store_true", help="print the ASVS requirements that the tests show")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        ids = [id_ for marker in item.iter_markers("asvs") for id_ in marker.args]
        item.user_properties.extend(("asvs", id_) for id_ in ids)


def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    if not config.getoption("--asvs"):
        return
    shown: dict[str, set[str]] = defaultdict(set)
    for outcome in ("passed", "failed", "error"):
        for report in terminalreporter.stats.get(outcome, []):
            for name, id_ in getattr(report, "user_properties", []):
                if name == "asvs":
                    shown[id_].add(outcome)
    terminalreporter.section(f"OWASP ASVS 5.0.0: {len(shown)} requirements")
    for id_ in sorted(shown, key=lambda id_: [int(part) for part in id_[1:].split(".")]):
        terminalreporter.line(f"{id_:<10} {'holds' if shown[id_] == {'passed'} else 'FAILS'}")
