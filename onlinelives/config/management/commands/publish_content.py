from typing import Any

from django.core.management.base import BaseCommand, CommandError

from onlinelives.content import frozen
from onlinelives.content.frameworks import FOLDER
from onlinelives.content.reader import ContentError


class Command(BaseCommand):
    help = "Freezes new content files: adds their SHA-256 to the list. Published files must be unchanged."
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        try:
            new = frozen.publish(FOLDER)
        except ContentError as error:
            raise CommandError(str(error)) from error
        self.stdout.write("\n".join(f"published {name}" for name in new) or "nothing new")
