from typing import Any

from django.core.management.base import BaseCommand, CommandError

from onlinelives.trail import queries


class Command(BaseCommand):
    help = "Checks every chain of the trail and names the first altered or missing entry."

    def handle(self, **options: Any) -> None:
        faults = []
        for chain in queries.chains():
            fault = queries.verify(chain)
            if fault:
                faults.append(f"{fault.chain}: entry {fault.seq} {fault.problem}.")
            else:
                head = queries.head(chain)
                self.stdout.write(f"{chain}: {head.seq} entries, sound. Last code {head.mac}")
        if faults:
            raise CommandError("\n".join(faults))
