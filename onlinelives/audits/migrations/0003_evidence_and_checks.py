import django.db.models.deletion
import onlinelives.trail.clock
import uuid
from django.conf import settings
from django.db import migrations, models

from onlinelives.audits.guards import FIRST, GUARDS
from onlinelives.trail import guards


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
        ('audits', '0002_guards'),
        ('files', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    # SQLite makes a changed table anew and loses its triggers: all are taken away first and put back at the end.
    operations = [
        migrations.RunPython(guards.remove(FIRST), guards.install(FIRST)),
        migrations.CreateModel(
            name='Candidate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('agency_code', models.CharField(max_length=60)),
                ('statement', models.CharField(max_length=3)),
                ('section', models.PositiveSmallIntegerField()),
                ('score', models.PositiveSmallIntegerField()),
                ('thin', models.BooleanField()),
                ('never_checked', models.BooleanField()),
                ('probability', models.FloatField()),
                ('drawn', models.BooleanField()),
            ],
            options={
                'ordering': ['draw', 'agency_code', 'section', 'statement'],
            },
        ),
        migrations.CreateModel(
            name='CarryForward',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('by_name', models.CharField(max_length=100)),
                ('at', models.DateTimeField(default=onlinelives.trail.clock.now)),
                ('undone_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Check',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('state', models.CharField(choices=[('drawn', 'To be checked'), ('found', 'Waiting for the agency’s reply'), ('replied', 'Agency has replied'), ('settled', 'Settled'), ('set_aside', 'Set aside')], default='drawn', max_length=10)),
                ('version', models.PositiveIntegerField(default=0)),
                ('reviewer_name', models.CharField(blank=True, max_length=100)),
                ('verdict', models.CharField(blank=True, choices=[('agree', 'Agree'), ('lower', 'Lower'), ('higher', 'Higher'), ('no_evidence', 'No evidence seen'), ('cannot_tell', 'Cannot tell')], max_length=12)),
                ('verified_score', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('note', models.TextField(blank=True, max_length=2000)),
                ('found_at', models.DateTimeField(blank=True, null=True)),
                ('reply_due', models.DateField(blank=True, null=True)),
                ('reply', models.TextField(blank=True, max_length=2000)),
                ('replied_at', models.DateTimeField(blank=True, null=True)),
                ('replied_by_name', models.CharField(blank=True, max_length=100)),
                ('settled_verdict', models.CharField(blank=True, choices=[('agree', 'Agree'), ('lower', 'Lower'), ('higher', 'Higher'), ('no_evidence', 'No evidence seen'), ('cannot_tell', 'Cannot tell')], max_length=12)),
                ('settled_score', models.PositiveSmallIntegerField(blank=True, null=True)),
                ('settled_note', models.TextField(blank=True, max_length=2000)),
                ('settled_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Citation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cited_at', models.DateTimeField(default=onlinelives.trail.clock.now)),
            ],
            options={
                'ordering': ['answer', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Draw',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('algorithm', models.CharField(max_length=30)),
                ('seed', models.CharField(max_length=64)),
                ('per_agency', models.PositiveSmallIntegerField()),
                ('thin_factor', models.PositiveSmallIntegerField()),
                ('never_factor', models.PositiveSmallIntegerField()),
                ('population_sha256', models.CharField(max_length=64)),
                ('reply_days', models.PositiveSmallIntegerField()),
                ('drawn_by_name', models.CharField(max_length=100)),
                ('drawn_at', models.DateTimeField(default=onlinelives.trail.clock.now)),
                ('form_key', models.UUIDField(editable=False, null=True, unique=True)),
            ],
            options={
                'ordering': ['round', 'number'],
            },
        ),
        migrations.CreateModel(
            name='DrawSchedule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('every_months', models.PositiveSmallIntegerField()),
                ('per_agency', models.PositiveSmallIntegerField()),
                ('reply_days', models.PositiveSmallIntegerField()),
                ('next_on', models.DateField()),
                ('set_at', models.DateTimeField(default=onlinelives.trail.clock.now)),
                ('stopped_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-set_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Evidence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('file', 'File'), ('link', 'Link'), ('note', 'Note')], max_length=4)),
                ('review_on', models.DateField()),
                ('state', models.CharField(choices=[('kept', 'In the library'), ('withdrawn', 'Withdrawn')], default='kept', max_length=10)),
                ('version', models.PositiveIntegerField(default=1)),
                ('form_key', models.UUIDField(editable=False, null=True, unique=True)),
            ],
            options={
                'verbose_name_plural': 'evidence',
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='EvidenceRevision',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('number', models.PositiveIntegerField()),
                ('title', models.CharField(max_length=150)),
                ('shows', models.CharField(max_length=1000)),
                ('link', models.URLField(blank=True, max_length=500)),
                ('note', models.TextField(blank=True, max_length=5000)),
                ('covers_from', models.DateField(blank=True, null=True)),
                ('covers_to', models.DateField(blank=True, null=True)),
                ('sha256', models.CharField(max_length=64)),
                ('added_by_name', models.CharField(max_length=100)),
                ('added_at', models.DateTimeField(default=onlinelives.trail.clock.now)),
            ],
            options={
                'ordering': ['evidence', '-number'],
            },
        ),
        migrations.CreateModel(
            name='Pin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
            options={
                'ordering': ['answer', 'id'],
            },
        ),
        migrations.AddField(
            model_name='answer',
            name='carried',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='answer',
            name='carried_from',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audits.answerrevision'),
        ),
        migrations.AddField(
            model_name='answerrevision',
            name='how',
            field=models.CharField(choices=[('saved', 'Saved'), ('carried', 'Carried forward from an earlier return'), ('confirmed', 'Confirmed as it stood'), ('taken back', 'Carrying forward was taken back'), ('imported', 'Taken in from a workbook')], default='saved', max_length=10),
        ),
        migrations.AddConstraint(
            model_name='answer',
            constraint=models.CheckConstraint(condition=models.Q(('carried', False), ('carried_from__isnull', False), _connector='OR'), name='answer_carried_from_somewhere'),
        ),
        migrations.AddField(
            model_name='candidate',
            name='answer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='candidates', to='audits.answer'),
        ),
        migrations.AddField(
            model_name='candidate',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.partnership'),
        ),
        migrations.AddField(
            model_name='candidate',
            name='revision',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audits.answerrevision'),
        ),
        migrations.AddField(
            model_name='candidate',
            name='sign_off',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audits.signoff'),
        ),
        migrations.AddField(
            model_name='carryforward',
            name='audit_return',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='carried_forward', to='audits.return'),
        ),
        migrations.AddField(
            model_name='carryforward',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='carryforward',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.partnership'),
        ),
        migrations.AddField(
            model_name='carryforward',
            name='source',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='audits.return'),
        ),
        migrations.AddField(
            model_name='check',
            name='answer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='audits.answer'),
        ),
        migrations.AddField(
            model_name='check',
            name='candidate',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='check_made', to='audits.candidate'),
        ),
        migrations.AddField(
            model_name='check',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.partnership'),
        ),
        migrations.AddField(
            model_name='check',
            name='reviewer',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='checks', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='check',
            name='revision',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='audits.answerrevision'),
        ),
        migrations.AddField(
            model_name='check',
            name='sign_off',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='checks', to='audits.signoff'),
        ),
        migrations.AddField(
            model_name='citation',
            name='answer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='audits.answer'),
        ),
        migrations.AddField(
            model_name='citation',
            name='cited_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='citation',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.partnership'),
        ),
        migrations.AddField(
            model_name='draw',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.partnership'),
        ),
        migrations.AddField(
            model_name='draw',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='draws', to='audits.round'),
        ),
        migrations.AddField(
            model_name='candidate',
            name='draw',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='candidates', to='audits.draw'),
        ),
        migrations.AddField(
            model_name='drawschedule',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.partnership'),
        ),
        migrations.AddField(
            model_name='drawschedule',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='schedules', to='audits.round'),
        ),
        migrations.AddField(
            model_name='drawschedule',
            name='set_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='draw',
            name='schedule',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='draws', to='audits.drawschedule'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='agency',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='evidence', to='accounts.agency'),
        ),
        migrations.AddField(
            model_name='evidence',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='evidence',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.partnership'),
        ),
        migrations.AddField(
            model_name='evidencerevision',
            name='added_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='evidencerevision',
            name='evidence',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='audits.evidence'),
        ),
        migrations.AddField(
            model_name='evidencerevision',
            name='file',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='files.storedfile'),
        ),
        migrations.AddField(
            model_name='evidencerevision',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.partnership'),
        ),
        migrations.AddField(
            model_name='citation',
            name='revision',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='citations', to='audits.evidencerevision'),
        ),
        migrations.AddField(
            model_name='pin',
            name='answer',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pins', to='audits.answer'),
        ),
        migrations.AddField(
            model_name='pin',
            name='partnership',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.partnership'),
        ),
        migrations.AddField(
            model_name='pin',
            name='revision',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pins', to='audits.evidencerevision'),
        ),
        migrations.AddField(
            model_name='pin',
            name='sign_off',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pins', to='audits.signoff'),
        ),
        migrations.AddConstraint(
            model_name='carryforward',
            constraint=models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('audit_return',), name='carry_forward_one_stands'),
        ),
        migrations.AddConstraint(
            model_name='carryforward',
            constraint=models.CheckConstraint(condition=models.Q(('source', models.F('audit_return')), _negated=True), name='carry_forward_from_another'),
        ),
        migrations.AddConstraint(
            model_name='check',
            constraint=models.CheckConstraint(condition=models.Q(('verified_score', None), ('verified_score__lte', 4), _connector='OR'), name='check_score_0_to_4'),
        ),
        migrations.AddConstraint(
            model_name='check',
            constraint=models.CheckConstraint(condition=models.Q(('settled_score', None), ('settled_score__lte', 4), _connector='OR'), name='check_settled_score_0_to_4'),
        ),
        migrations.AddConstraint(
            model_name='check',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['drawn', 'set_aside']), models.Q(('reviewer__isnull', False), models.Q(('verdict', ''), _negated=True)), _connector='OR'), name='check_found_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='check',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'settled'), _negated=True), models.Q(('settled_verdict', ''), _negated=True), _connector='OR'), name='check_settled_with_verdict'),
        ),
        migrations.AddConstraint(
            model_name='check',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('settled_verdict__in', ['agree', 'lower', 'higher']), _negated=True), ('settled_score__isnull', False), _connector='OR'), name='check_settled_score_where_one_is_meant'),
        ),
        migrations.AddConstraint(
            model_name='candidate',
            constraint=models.UniqueConstraint(fields=('draw', 'answer'), name='candidate_once'),
        ),
        migrations.AddConstraint(
            model_name='candidate',
            constraint=models.CheckConstraint(condition=models.Q(('score__lte', 4)), name='candidate_score_0_to_4'),
        ),
        migrations.AddConstraint(
            model_name='candidate',
            constraint=models.CheckConstraint(condition=models.Q(('probability__gt', 0), ('probability__lte', 1)), name='candidate_probability'),
        ),
        migrations.AddConstraint(
            model_name='drawschedule',
            constraint=models.UniqueConstraint(condition=models.Q(('stopped_at', None)), fields=('round',), name='draw_schedule_one_stands'),
        ),
        migrations.AddConstraint(
            model_name='drawschedule',
            constraint=models.CheckConstraint(condition=models.Q(('every_months__gte', 1), ('every_months__lte', 12)), name='draw_schedule_months'),
        ),
        migrations.AddConstraint(
            model_name='drawschedule',
            constraint=models.CheckConstraint(condition=models.Q(('per_agency__gte', 1), ('per_agency__lte', 36)), name='draw_schedule_size'),
        ),
        migrations.AddConstraint(
            model_name='draw',
            constraint=models.UniqueConstraint(fields=('round', 'number'), name='draw_number_once'),
        ),
        migrations.AddConstraint(
            model_name='evidencerevision',
            constraint=models.UniqueConstraint(fields=('evidence', 'number'), name='evidence_revision_once'),
        ),
        migrations.AddConstraint(
            model_name='evidencerevision',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('file__isnull', False), ('link', ''), ('note', '')), models.Q(('file', None), ('note', ''), models.Q(('link', ''), _negated=True)), models.Q(('file', None), ('link', ''), models.Q(('note', ''), _negated=True)), _connector='OR'), name='evidence_revision_is_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='evidencerevision',
            constraint=models.CheckConstraint(condition=models.Q(('covers_from', None), ('covers_to', None), ('covers_to__gte', models.F('covers_from')), _connector='OR'), name='evidence_revision_covers_forwards'),
        ),
        migrations.AddConstraint(
            model_name='citation',
            constraint=models.UniqueConstraint(fields=('answer', 'revision'), name='citation_once'),
        ),
        migrations.AddConstraint(
            model_name='pin',
            constraint=models.UniqueConstraint(fields=('sign_off', 'answer', 'revision'), name='pin_once'),
        ),
        migrations.AddField(
            model_name='round',
            name='area_name',
            field=models.CharField(blank=True, max_length=100),
        ),
        migrations.RunPython(guards.install(GUARDS), guards.remove(GUARDS)),
    ]
