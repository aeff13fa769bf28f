"""The settings in which the young people of the demonstration are asked."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml


@dataclass(frozen=True)
class Setting:
    """kind: a `survey.models.Setting.Kind`. stratum: "" where it came of its own accord. pupils: year group -> how many
    are on roll. answering: year group -> how many of them answer."""

    name: str
    kind: str
    stratum: str
    pupils: Mapping[int, int]
    answering: Mapping[int, int]


def settings_of(year: int) -> tuple[Setting, ...]:
    """Those that take part in a year, 2024 to 2026; none in another."""
    told: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("settings.yaml").read_text(encoding="utf-8"))
    return tuple(_setting(one, one["answering"][year]) for one in told if year in one["answering"])


def _setting(told: dict[str, Any], rate: float) -> Setting:
    answering = {group: round(pupils * rate) for group, pupils in told["pupils"].items()}
    return Setting(told["name"], told["kind"], told["stratum"], told["pupils"], answering)
