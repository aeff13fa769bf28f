"""The console script `onlinelives`: every management command."""

import os
import sys

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line, load_command_class

ALONE = "analyse"  # reads one file: it works where neither keys nor a database have been set up


def main() -> None:
    if sys.argv[1:2] == [ALONE]:
        settings.configure()
        load_command_class("onlinelives.survey", ALONE).run_from_argv(sys.argv)
        return
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "onlinelives.config.settings")
    try:
        execute_from_command_line(sys.argv)
    except ImproperlyConfigured as error:
        sys.exit(f"onlinelives: {error}")


if __name__ == "__main__":
    main()
