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
from onlinelives.trail.actions import System


class Command(BaseCommand):
    help = (
        "Founds the area and makes its first administrator, once. Asks at the terminal; without one, reads "
        "ONLINELIVES_AREA, ONLINELIVES_ADMIN_NAME, ONLINELIVES_ADMIN_EMAIL and ONLINELIVES_ADMIN_PASSWORD."
    )

    def add_arguments(self, parser: Any) -> None:
        parser.add_argument(
            "--another-area", action="store_true", help="found one more area beside those that are here"
        )

    def handle(self, *, another_area: bool = False, **options: Any) -> None:
        if Person.objects.exists() and not another_area:
            return
        self.stdout.write("A new area needs a name and a first administrator.")
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
                partnership = partnerships.found(code=_free_code(area), name=area)
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


def _free_code(name: str) -> str:
    """A short code that no other area has, made of its name."""
    stem = slugify(name)[:30] or "area"
    code, number = stem, 1
    while Partnership.objects.filter(code=code).exists() or code == System.SITE:
        number += 1
        code = f"{stem}-{number}"
    return code
