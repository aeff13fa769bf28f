from django.db import migrations

from onlinelives.trail import guards


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_initial")]

    operations = [migrations.RunPython(guards.install(guards.TRAIL), guards.remove(guards.TRAIL))]
