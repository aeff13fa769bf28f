from django.db import migrations

from onlinelives.audits.guards import FIRST
from onlinelives.trail import guards


class Migration(migrations.Migration):
    dependencies = [("audits", "0001_initial"), ("trail", "0002_guards")]

    operations = [migrations.RunPython(guards.install(FIRST), guards.remove(FIRST))]
