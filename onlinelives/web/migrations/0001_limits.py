from django.db import migrations, models


class Migration(migrations.Migration):
    """The table of the shared cache that counts sign-in attempts: what `createcachetable` would make."""

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.CreateModel(
                    "Limits",
                    fields=[
                        ("cache_key", models.CharField(max_length=255, primary_key=True)),
                        ("value", models.TextField()),
                        ("expires", models.DateTimeField(db_index=True)),
                    ],
                    options={"db_table": "web_limits"},
                )
            ]
        )
    ]
