"""Reads YAML so that every complaint names the file and the line."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import yaml


class ContentError(Exception):
    """A content file is missing, broken or not what was frozen. The message names the file and line."""


def read(path: Path) -> "Part":
    """The whole file as a Part. Raises ContentError when it cannot be read or is not YAML."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ContentError(f"{path.name}: there is no such content file") from None
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError(f"{path.name}: cannot be read ({error})") from error
    try:
        node = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        raise ContentError(f"{path.name}, line {line}: not valid YAML ({getattr(error, 'problem', error)})") from error
    if node is None:
        raise ContentError(f"{path.name}, line 1: the file is empty")
    return Part(path.name, node)


class Part:
    """One place in a content file: a mapping, a list or a value, with typed ways to take it apart.

    A mapping checks that each key was asked for (`done`), so that a misspelt key is an error and not ignored.
    """

    def __init__(self, file: str, node: yaml.Node):
        self._file, self._node = file, node
        self._asked: set[str] = set()

    def fail(self, message: str) -> ContentError:
        """The error to raise about this place."""
        return ContentError(f"{self._file}, line {self._node.start_mark.line + 1}: {message}")

    def _entries(self) -> dict[str, yaml.Node]:
        if not isinstance(self._node, yaml.MappingNode):
            raise self.fail("expected names with values here")
        entries: dict[str, yaml.Node] = {}
        for key, value in self._node.value:
            if not isinstance(key, yaml.ScalarNode):
                raise Part(self._file, key).fail("expected a name here")
            if key.value in entries:
                raise Part(self._file, key).fail(f"“{key.value}” is there twice")
            entries[key.value] = value
        return entries

    def part(self, name: str) -> "Part":
        """The part under `name`, which must be there."""
        entries = self._entries()
        self._asked.add(name)
        if name not in entries:
            raise self.fail(f"“{name}” is missing")
        return Part(self._file, entries[name])

    def has(self, name: str) -> bool:
        """Whether there is a part under `name`, which may be left out."""
        self._asked.add(name)
        return name in self._entries()

    def named(self) -> Iterator[tuple[str, "Part"]]:
        """Every part with its name, where any name may stand."""
        for name, node in self._entries().items():
            self._asked.add(name)
            yield name, Part(self._file, node)

    @property
    def is_value(self) -> bool:
        """A single value, and neither names with values nor a list."""
        return isinstance(self._node, yaml.ScalarNode)

    def done(self) -> None:
        """Raise if the mapping holds a name that nobody asked for."""
        for name, node in self._entries().items():
            if name not in self._asked:
                raise Part(self._file, node).fail(f"“{name}” is not a name this file may use")

    def parts(self) -> Iterator["Part"]:
        """Each entry of a list."""
        if not isinstance(self._node, yaml.SequenceNode):
            raise self.fail("expected a list here")
        for node in self._node.value:
            yield Part(self._file, node)

    def _scalar(self) -> Any:
        if not isinstance(self._node, yaml.ScalarNode):
            raise self.fail("expected a single value here")
        try:
            return yaml.SafeLoader("").construct_object(self._node)
        except (yaml.YAMLError, ValueError) as error:
            raise self.fail(f"a value that cannot be read ({error})") from error

    def as_text(self, longest: int = 1000) -> str:
        """Text that is not empty and not longer than `longest` characters."""
        value = self._scalar()
        if not isinstance(value, str) or not value.strip():
            raise self.fail(f"expected text here, not {value!r}")
        if len(value) > longest:
            raise self.fail(f"text of {len(value)} characters; at most {longest}")
        return value.strip()

    def as_number(self, lowest: int, highest: int) -> int:
        """A whole number from `lowest` to `highest`."""
        value = self._scalar()
        if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= highest:
            raise self.fail(f"expected a whole number from {lowest} to {highest}, not {value!r}")
        return value

    def text(self, name: str, longest: int = 1000) -> str:
        return self.part(name).as_text(longest)

    def number(self, name: str, lowest: int, highest: int) -> int:
        return self.part(name).as_number(lowest, highest)

    def yes(self, name: str) -> bool:
        """true or false under `name`."""
        part = self.part(name)
        value = part._scalar()
        if not isinstance(value, bool):
            raise part.fail(f"expected true or false, not {value!r}")
        return value

    def choice(self, name: str, allowed: tuple[str, ...]) -> str:
        part = self.part(name)
        value = part.as_text()
        if value not in allowed:
            raise part.fail(f"“{value}” is not one of: {', '.join(allowed)}")
        return value

    def day(self, name: str) -> date | None:
        """A date under `name`, or None where the name is left out."""
        self._asked.add(name)
        if name not in self._entries():
            return None
        part = self.part(name)
        value = part._scalar()
        if not isinstance(value, date):
            raise part.fail(f"expected a date like 2026-04-29, not {value!r}")
        return value

    def texts(self, name: str, longest: int = 1000) -> tuple[str, ...]:
        """A list of texts, which may be empty."""
        return tuple(part.as_text(longest) for part in self.part(name).parts())
