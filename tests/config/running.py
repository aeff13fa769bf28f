"""A worker in a process of its own, on the database of the tests. Usage: python -m tests.config.running <its name>"""

import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
os.environ["ONLINELIVES_WORKER"] = "yes"

if __name__ == "__main__":
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    connection.settings_dict["NAME"] = sys.argv[1]
    call_command("worker")
