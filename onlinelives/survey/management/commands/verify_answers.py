from typing import Any

from django.core.management.base import BaseCommand, CommandError

from onlinelives.survey import queries


class Command(BaseCommand):
    help = "Checks that every file of survey answers is there and as it was written, and names those that are not."

    def handle(self, **options: Any) -> None:
        if faults := queries.faults_of_files():
            raise CommandError("Lost or altered: " + ", ".join(faults))
        self.stdout.write("All files of answers are there, as they were written.")
