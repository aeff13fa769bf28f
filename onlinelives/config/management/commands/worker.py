from typing import Any

from django.core.management.base import BaseCommand, CommandError

from onlinelives.config.worker import Runner


class Command(BaseCommand):
    help = (
        "Does the work that takes a while, sends the daily e-mails and looks after what is due, until it is stopped. "
        "There may be several."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument(
            "--once",
            action="store_true",
            help="do what waits and what is due now, and end: for cron, every few minutes",
        )

    def handle(self, *, once: bool = False, **options: Any) -> None:
        if not once:
            Runner().run()
            return
        failed = Runner().once()
        if failed:
            raise CommandError(f"These jobs failed, and are tried again: {', '.join(failed)}. The log says why.")
