import secrets
from typing import Any

from django.core.management.base import BaseCommand


class Command(BaseCommand):
    help = "Prints a new random key of 64 hexadecimal digits, for ONLINELIVES_TRAIL_KEYS or ONLINELIVES_SEALED_KEYS."
    requires_system_checks: list[str] = []

    def handle(self, **options: Any) -> None:
        self.stdout.write(secrets.token_hex(32))
