from typing import Any

from django.core.management.base import BaseCommand, CommandError

from onlinelives.files.actions import upkeep
from onlinelives.rules.verdict import NotNow
from onlinelives.trail.actions import System


class Command(BaseCommand):
    help = "Seals the content of every file with the newest of ONLINELIVES_SEALED_KEYS. Run it after adding a key."

    def handle(self, **options: Any) -> None:
        try:
            self.stdout.write(f"{upkeep.reseal(by=System())} files sealed anew.")
        except NotNow as error:
            raise CommandError(str(error)) from error
