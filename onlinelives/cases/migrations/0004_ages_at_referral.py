"""Referrals that were received before ages were kept get theirs from the date of birth on record."""

from datetime import date

from django.db import migrations

from onlinelives.rules.names import age_on


def keep_ages(apps, schema_editor):
    for referral in apps.get_model("cases", "Referral").objects.select_related("young_person").iterator():
        born = referral.young_person.born_on
        if born and date.fromisoformat(born) <= referral.received_on:
            referral.age = age_on(date.fromisoformat(born), referral.received_on)
            referral.save(update_fields=["age"])


class Migration(migrations.Migration):
    dependencies = [("cases", "0003_assessments_and_settings")]

    operations = [migrations.RunPython(keep_ages, migrations.RunPython.noop)]
