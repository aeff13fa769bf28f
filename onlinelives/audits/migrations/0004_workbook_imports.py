import django.db.models.deletion
import onlinelives.trail.clock
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('audits', '0003_evidence_and_checks'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='WorkbookImport',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField(default=onlinelives.trail.clock.now)),
                ('state', models.CharField(choices=[('waiting', 'Waiting for your decision'), ('applied', 'Taken in'), ('given_up', 'Given up')], default='waiting', max_length=10)),
                ('decided_at', models.DateTimeField(blank=True, null=True)),
                ('digest', models.CharField(blank=True, max_length=64)),
                ('audit_return', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='imports', to='audits.return')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.partnership')),
            ],
            options={
                'ordering': ['-at'],
            },
        ),
        migrations.CreateModel(
            name='ImportedRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('score', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('not_applicable', models.BooleanField(default=False)),
                ('reason', models.CharField(blank=True, max_length=500)),
                ('commentary', models.TextField(blank=True, max_length=5000)),
                ('evidence', models.TextField(blank=True, max_length=5000)),
                ('base_version', models.PositiveIntegerField(blank=True, null=True)),
                ('answer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audits.answer')),
                ('partnership', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.partnership')),
                ('workbook_import', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rows', to='audits.workbookimport')),
            ],
            options={
                'ordering': ['answer'],
            },
        ),
        migrations.AddConstraint(
            model_name='workbookimport',
            constraint=models.UniqueConstraint(condition=models.Q(('state', 'waiting')), fields=('audit_return', 'by'), name='workbook_import_one_waits'),
        ),
        migrations.AddConstraint(
            model_name='importedrow',
            constraint=models.UniqueConstraint(fields=('workbook_import', 'answer'), name='imported_row_once'),
        ),
        migrations.AddConstraint(
            model_name='importedrow',
            constraint=models.CheckConstraint(condition=models.Q(('score', None), models.Q(('not_applicable', False), ('score__lte', 4)), _connector='OR'), name='imported_row_score_0_to_4'),
        ),
    ]
