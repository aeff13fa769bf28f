from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from onlinelives.demo import script


class Command(BaseCommand):
    help = "Lays down the invented partnership of Brackenmoor. Only in demo mode; does nothing when it is there."

    def handle(self, **options: Any) -> None:
        try:
            settings.EMAIL_BACKEND = "django.core.mail.backends.dummy.EmailBackend"  # last year's mail is for nobody
            with transaction.atomic():  # all of it or none: a start that was broken off begins afresh
                script.load(self.stdout.write)
        except ImproperlyConfigured as error:
            raise CommandError(str(error)) from error
