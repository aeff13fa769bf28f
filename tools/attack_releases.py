"""`make attack`: releases every figure that the list allows, of all three waves of the demonstration, one after another
through the ordinary actions; then tries to work out what is hidden, in two ways that share no code. All questions take
more than an hour; `QUESTIONS=12` is the first twelve of each wave, by every cut."""

import os
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tools.attacker import Attacker, found_out


@dataclass
class Report:
    """What was attacked, and what was found out."""

    counts: Counter[str] = field(default_factory=Counter)
    found: list[str] = field(default_factory=list)

    def lines(self) -> str:
        told = "\n".join(f"{number:>10,} {what}" for what, number in self.counts.items())
        return f"{told}\n{len(self.found):>10,} recoverable counts\n" + "\n".join(self.found[:20])


def release_all(
    answers: Any, ines: Any, dana: Any, *, cuts: Any = None, items: Any = None, say: Any = None
) -> Counter[str]:
    """Ines proposes, Dana lets out: every cut with all its items, one by one where that is refused."""
    from onlinelives.survey import queries
    from onlinelives.survey.actions.releases import MOST_ITEMS

    choice, counts = queries.release_choice(answers), Counter[str]()
    for cut in cuts or choice.cuts:
        begun = time.monotonic()
        wanted = list(items or choice.items)
        for some in (wanted[at : at + MOST_ITEMS] for at in range(0, len(wanted), MOST_ITEMS)):
            counts["releases"] += 1
            if not released(answers, cut, some, ines, dana):
                refused = sum(not released(answers, cut, [item], ines, dana) for item in some)
                counts["questions refused by one way of dividing"] += refused
        counts["ways of dividing"] += 1
        if say:
            say(f"  {answers.wave.name}: {choice.cuts[cut]} ({time.monotonic() - begun:.1f} s)")
    return counts


def released(answers: Any, cut: str, items: list[str], ines: Any, dana: Any) -> bool:
    """Whether it was not refused."""
    from onlinelives.rules.verdict import Invalid
    from onlinelives.survey import queries
    from onlinelives.survey.actions import releases

    try:
        waiting = releases.propose(answers=answers, cut=cut, items=items, reason="An attack", by=ines)
        seen = queries.release_page(dana, waiting.pk).published
        if seen is None:
            return False
        releases.let_out(release=waiting, seen=seen.sha256, decision="An attack", by=dana)
    except Invalid:
        return False
    return True


def attack(answers: Any) -> Report:
    """Everything that was released of a wave, by an attacker who knows the rules, and by `rules.disclosure` itself."""
    from onlinelives.rules.disclosure.shares import recoverable
    from onlinelives.survey import queries
    from onlinelives.survey.reports import share_tables

    report, source = Report(), queries.source_of(answers)
    ledger = queries.ledger(answers.wave, source)
    parts = {one.code: one.parts for one in ledger.cuts.dimensions}
    true, cells = _true(ledger, source, share_tables), _cells(ledger)
    for item, shown in cells.items():
        attacker = Attacker(parts, shown)
        report.counts["questions"] += 1
        report.counts["figures out"] += len(shown)
        report.counts["figures hidden"] += sum(cell is None for cell in shown.values())
        report.counts["sums that link them"] += attacker.links
        for key, side in attacker.hidden:
            number = true[item, key][side]
            low, high = attacker.reach(key, side, number)
            report.counts["hidden counts attacked"] += 1
            if found_out(number, low, high):
                report.found.append(f"{answers.wave.name}: {item} {key} {side}: {number}, known as {low} to {high}")
    for one in recoverable(ledger):
        report.found.append(f"the ledger itself: {one}")
    return report


def _cells(ledger: Any) -> dict[str, dict[Any, Any]]:
    found: dict[str, dict[Any, Any]] = {}
    for release in ledger.releases:
        for item, row in zip(release.items, release.cells, strict=True):
            for part, cell in zip(release.parts, row, strict=True):
                seen = cell and (cell.percent, cell.low, cell.high, cell.base)
                found.setdefault(item, {})[release.cut, part] = seen
    return found


def _true(ledger: Any, source: Any, share_tables: Any) -> dict[Any, dict[str, int]]:
    """What only the attack's referee knows."""
    found = {}
    for release in ledger.releases:
        (table,) = share_tables(source, [release.cut], release.items)
        for item, row in zip(table.items, table.tallies, strict=True):
            for part, tally in zip(table.parts, row, strict=True):
                found[item, (release.cut, part)] = {"yes": tally.yes, "no": tally.answered - tally.yes}
    return found


def main() -> int:
    first = int(sys.argv[1]) if len(sys.argv) > 1 else None
    with tempfile.TemporaryDirectory() as data:
        os.environ.update(
            ONLINELIVES_MODE="demo", ONLINELIVES_DATA=data, DJANGO_SETTINGS_MODULE="onlinelives.config.settings"
        )
        os.environ.pop("DATABASE_URL", None)
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        return attack_demo(first)


def attack_demo(first: int | None) -> int:
    """first: how many questions of each wave; None for all of them, which takes more than an hour."""
    from onlinelives.demo import script, survey_waves
    from onlinelives.survey import queries

    area = script.people_and_agencies()
    survey_waves.lay_waves(area)
    ines, dana = area.person("Ines"), area.person("Dana")
    whole = Report()
    for answers in queries.answer_sets_for(ines):
        items = list(queries.release_choice(answers).items)[:first]
        whole.counts += release_all(answers, ines, dana, items=items, say=_say)
        report = attack(answers)
        whole.counts += report.counts
        whole.found += report.found
        _say(f"{answers.wave.name}: {len(report.found)} recoverable")
    _say(whole.lines())
    return 1 if whole.found else 0


def _say(words: str) -> None:
    sys.stdout.write(words + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
