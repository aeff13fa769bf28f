"""Prints the state tables of rules/lifecycles/ as pages with diagrams into docs/states/. `make states` runs it."""

from pathlib import Path

from onlinelives.rules.lifecycles import ALL

FOLDER = Path(__file__).parent.parent / "docs" / "states"


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    for lifecycle in ALL:
        reasons = "".join(f"- **{lifecycle.states[s]}**: {reason}\n" for s, reason in lifecycle.reasons.items())
        page = (
            f"# States of: {lifecycle.noun}\n\nPrinted from `onlinelives/rules/lifecycles/` by `make states`.\n\n"
            f"```mermaid\n{lifecycle.diagram()}```\n\n"
            f"What people are told when something is not allowed in a state:\n\n{reasons}"
        )
        (FOLDER / f"{lifecycle.noun.replace(' ', '-')}.md").write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
