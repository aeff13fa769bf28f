from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from onlinelives.files import scanner
from onlinelives.files.actions import upkeep
from onlinelives.files.queries import stored as queries
from onlinelives.files.upload_handler import LARGEST
from onlinelives.trail.actions import System


class Command(BaseCommand):
    help = (
        "Opens every kept file and names what is missing, altered or left over, and tries the virus scanner. With "
        "--remove-leftovers, content that belongs to no file goes; never do that straight after putting back a copy."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--remove-leftovers", action="store_true")

    def handle(self, **options: Any) -> None:
        if options["remove_leftovers"]:
            self.stdout.write(f"{upkeep.remove_leftovers(by=System())} leftovers removed.")
        faults = [f"{fault.file}: {fault.problem}" for fault in queries.faults()]
        if scanner.configured() and (problem := scanner.problem(LARGEST)):
            faults.append(problem)
        if faults:
            raise CommandError("\n".join(faults))
        self.stdout.write("Every file is there, unaltered.")
