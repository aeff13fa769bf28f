import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from onlinelives.survey.analysing import asking
from onlinelives.survey.analysing.answering import analyse
from onlinelives.survey.analysing.asking import Request, Unanswerable
from onlinelives.survey.analysing.telling import as_json, as_text


class Command(BaseCommand):
    help = (
        "Percentages, comparisons and regressions of a .csv, .parquet or .sav file, by the design it was drawn by. "
        "Empty cells, NA and the codes -8 to -4 are missing. Small figures are hidden. Needs no database."
    )
    requires_system_checks = []

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--items", default="", metavar="A,B,C", help="columns to give percentages of")
        parser.add_argument("--weight", default="", metavar="W", help="column of weights; without it each row has 1")
        parser.add_argument("--strata", default="", metavar="S", help="column of strata")
        parser.add_argument("--psu", default="", metavar="P", help="column of schools; without it each row is its own")
        parser.add_argument("--yes", default="1", metavar="VALUE", help="the value that is a yes: 1 unless given")
        parser.add_argument("--by", default="", metavar="G", help="column of groups, compared on every item")
        parser.add_argument("--domain", default="", metavar="EXPR", help='rows that count: "age >= 12 and sex = 2"')
        parser.add_argument("--model", default="", metavar="MODEL", help='logistic regression: "Y ~ X1 + C(X2)"')
        parser.add_argument("--ci", default="automatic", choices=["automatic", "logit", "beta", "wald"])
        parser.add_argument("--df", default="design", choices=["design", "domain"], help="PSUs less strata, of which")
        parser.add_argument("--json", action="store_true", help="one JSON object in place of tables")
        parser.add_argument("--unsafe", action="store_true", help="exact figures, which must not leave")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = analyse(options["file"], asked(options))
        except Unanswerable as error:
            raise CommandError(str(error), returncode=2) from error
        self.stdout.write(as_json(found) if options["json"] else as_text(found))


def asked(options: dict[str, Any]) -> Request:
    """The request that the options make. Raises Unanswerable."""
    return Request(
        items=asking.items(options["items"]) if options["items"] else (),
        weight=options["weight"],
        strata=options["strata"],
        psu=options["psu"],
        yes=options["yes"],
        by=options["by"],
        domain=asking.domain(options["domain"]) if options["domain"] else (),
        model=asking.model(options["model"]) if options["model"] else None,
        limits=options["ci"],
        degrees=options["df"],
        exact=options["unsafe"],
    )
