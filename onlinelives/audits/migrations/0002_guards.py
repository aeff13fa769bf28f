from django.db import migrations

from onlinelives.audits.guards import GUARDS
from onlinelives.trail import guards


class Migration(migrations.Migration):
    dependencies = [("audits", "0001_initial"), ("trail", "0002_guards")]

    operations = [migrations.RunPython(guards.install(GUARDS), guards.remove(GUARDS))]
