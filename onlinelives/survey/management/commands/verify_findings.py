from typing import Any

from django.core.management.base import BaseCommand, CommandError

from onlinelives.survey import queries


class Command(BaseCommand):
    help = "Checks that every figure and finding of the survey is as it was released, and names those that are not."

    def handle(self, **options: Any) -> None:
        if altered := queries.altered():
            raise CommandError("Not as they were released: " + ", ".join(altered))
        self.stdout.write("All findings are as they were released.")
