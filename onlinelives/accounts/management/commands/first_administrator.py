import getpass
import os
import sys
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.text import slugify

from onlinelives.accounts.actions import partnerships, people
from onlinelives.accounts.models import Partnership, Person
from onlinelives.rules.verdict import Invalid


class Command(BaseCommand):
    help = (
        "Founds the area and makes its first administrator, once. Asks at the terminal; without one, reads "
        "ONLINELIVES_AREA, ONLINELIVES_ADMIN_NAME, ONLINELIVES_ADMIN_EMAIL and ONLINELIVES_ADMIN_PASSWORD."
    )

    def handle(self, **options: Any) -> None:
        if Person.objects.exists():
            return
        self.stdout.write("This installation is empty. It needs an area and a first administrator.")
        area = self._ask("Name of the area (for example, your council)", "AREA")
        name = self._ask("Your name", "ADMIN_NAME")
        email = self._ask("Your work e-mail address", "ADMIN_EMAIL", check=validate_email)
        known = Person(name=name, email=email)
        password = self._ask(
            "A password of 12 characters or more",
            "ADMIN_PASSWORD",
            check=lambda p: validate_password(p, known),
            hidden=True,
        )
        try:
            with transaction.atomic():
                partnership = Partnership.objects.first() or partnerships.found(
                    code=slugify(area)[:40] or "area", name=area
                )
                people.first_administrator(partnership=partnership, name=name, email=email, password=password)
        except Invalid as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{name} can sign in now as {email}.")

    def _ask(self, words: str, variable: str, check: Any = None, hidden: bool = False) -> str:
        """From the environment, else at the terminal, again until it is right."""
        given = os.environ.get(f"ONLINELIVES_{variable}", "").strip()
        if not given and not sys.stdin.isatty():
            raise CommandError(f"There is no terminal to ask at. Set ONLINELIVES_{variable}.")
        while True:
            answer = given or (getpass.getpass(f"{words}: ") if hidden else input(f"{words}: ").strip())
            try:
                if not answer:
                    raise ValidationError("Please answer.")
                if check:
                    check(answer)
                return answer
            except ValidationError as error:
                if given:
                    raise CommandError(f"ONLINELIVES_{variable}: {error.messages[0]}") from error
                self.stderr.write(error.messages[0])
