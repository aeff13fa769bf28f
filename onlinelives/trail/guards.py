"""Triggers that make the database itself refuse changes, on SQLite and on PostgreSQL.

A Guard refuses some verbs on one table, either always or when a condition holds for the row. In a migration:
migrations.RunPython(guards.install(GUARDS), guards.remove(GUARDS)).

`{row}` in a condition stands for the row in question: the old row for update and delete, the new one for insert.
`{new}` stands for the row as it would be, in guards of insert and update.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Guard:
    """Refuse `verbs` on `table` with `message` when `condition` (SQL over {row}) is true."""

    name: str
    table: str
    verbs: tuple[str, ...]
    message: str
    condition: str = "true"

    def on(self, vendor: str) -> list[str]:
        """The statements that put the guard in place."""
        if vendor == "postgresql":
            return self._postgresql()
        return [
            f"create trigger {self.name}_{verb} before {verb} on {self.table} "
            f"when {self._condition(verb)} begin select raise(abort, '{self.message}'); end"
            for verb in self.verbs
        ]

    def off(self, vendor: str) -> list[str]:
        """The statements that take the guard away, also when it is not there."""
        if vendor == "postgresql":
            return [
                *[f"drop trigger if exists {self.name}_{verb} on {self.table}" for verb in self.verbs],
                f"drop trigger if exists {self.name}_truncate on {self.table}",
                f"drop function if exists {self.name}_refuses()",
            ]
        return [f"drop trigger if exists {self.name}_{verb}" for verb in self.verbs]

    def _postgresql(self) -> list[str]:
        # A WHEN clause may not hold a query, so the condition is asked inside the function.
        refuse = f"raise exception '{self.message}';"
        body = refuse
        if self.condition != "true":
            asked = [
                f"if tg_op = '{verb.upper()}' and ({self._condition(verb)}) then {refuse} end if;"
                for verb in self.verbs
            ]
            body = " ".join([*asked, "if tg_op = 'DELETE' then return old; end if; return new;"])
        function = f"create function {self.name}_refuses() returns trigger language plpgsql as $$ begin {body} end $$"
        statements = [function] + [
            f"create trigger {self.name}_{verb} before {verb} on {self.table} "
            f"for each row execute function {self.name}_refuses()"
            for verb in self.verbs
        ]
        if self.condition == "true" and "delete" in self.verbs:
            statements.append(
                f"create trigger {self.name}_truncate before truncate on {self.table} "
                f"for each statement execute function {self.name}_refuses()"
            )
        return statements

    def _condition(self, verb: str) -> str:
        return self.condition.replace("{row}", "new" if verb == "insert" else "old").replace("{new}", "new")


def switch_on(connection: Any, guards: Iterable[Guard]) -> None:
    """Put the guards in place, afresh."""
    for guard in guards:
        _run(connection, [*guard.off(connection.vendor), *guard.on(connection.vendor)])


def switch_off(connection: Any, guards: Iterable[Guard]) -> None:
    """Take the guards away: for migrations and for the flush after a test."""
    for guard in guards:
        _run(connection, guard.off(connection.vendor))


def install(guards: Iterable[Guard]) -> Callable[[Any, Any], None]:
    """For migrations.RunPython, forwards."""
    return lambda apps, schema_editor: switch_on(schema_editor.connection, guards)


def remove(guards: Iterable[Guard]) -> Callable[[Any, Any], None]:
    """For migrations.RunPython, backwards."""
    return lambda apps, schema_editor: switch_off(schema_editor.connection, guards)


def _run(connection: Any, statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


TRAIL = (
    Guard("trail_entry_stays", "trail_entry", ("update", "delete"), "the trail is append-only"),
    Guard("trail_head_stays", "trail_head", ("delete",), "the head of a chain stays"),
)
