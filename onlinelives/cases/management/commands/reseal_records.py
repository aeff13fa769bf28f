from typing import Any

from django.core.management.base import BaseCommand

from onlinelives.cases.actions import sealing
from onlinelives.trail.actions import System


class Command(BaseCommand):
    help = "Seals what is kept of young people with the newest of ONLINELIVES_SEALED_KEYS. Run it after adding a key."

    def handle(self, *args: Any, **options: Any) -> None:
        done = sealing.reseal(by=System())
        self.stdout.write(f"{done} rows were sealed with the newest key.")
