"""Handovers of districts, and files taken out of the regional list."""

import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0004_shared_claims_and_resets'),
        ('programmes', '0004_wall_asks_once'),
    ]

    operations = [
        migrations.CreateModel(
            name='Handover',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('sigungu', models.CharField(max_length=5, verbose_name='district')),
                ('codes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=5), size=None, verbose_name='codes')),
                ('valid_from', models.DateField(verbose_name='valid from')),
                ('reason', models.CharField(blank=True, default='', max_length=500, verbose_name='reason')),
                ('replaced', models.JSONField(default=list)),
                ('made_at', models.DateTimeField(verbose_name='made at')),
                ('made_by_id', models.UUIDField(blank=True, null=True)),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='undone at')),
                ('undone_by_id', models.UUIDField(blank=True, null=True)),
                ('undone_reason', models.CharField(blank=True, default='', max_length=500, verbose_name='reason of undoing')),
                ('technopark', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.organisation')),
                ('technopark_before', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.organisation')),
            ],
            options={
                'verbose_name': 'handover',
                'indexes': [models.Index(fields=['sigungu', '-made_at'], name='handover_district'), models.Index(fields=['-made_at', 'id'], name='handover_newest')],
                'constraints': [models.CheckConstraint(condition=models.Q(('undone_at__isnull', True), ('undone_at__gte', models.F('made_at')), _connector='OR'), name='handover_undone_after_made')],
            },
        ),
        migrations.CreateModel(
            name='ListExport',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('made_by_id', models.UUIDField()),
                ('made_at', models.DateTimeField(verbose_name='made at')),
                ('reason', models.CharField(max_length=500, verbose_name='reason')),
                ('query', models.CharField(blank=True, default='', max_length=2000, verbose_name='filters')),
                ('result_ids', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), size=None)),
                ('rows', models.PositiveIntegerField(verbose_name='rows')),
                ('companies', models.PositiveIntegerField(verbose_name='companies')),
                ('delete_by_on', models.DateField(verbose_name='delete by')),
                ('deleted_at', models.DateTimeField(blank=True, null=True, verbose_name='file deleted at')),
                ('deleted_by_id', models.UUIDField(blank=True, null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.organisation')),
            ],
            options={
                'verbose_name': 'export of the regional list',
                'indexes': [models.Index(fields=['organisation', '-made_at'], name='list_export_organisation')],
                'constraints': [models.CheckConstraint(condition=models.Q(('rows__gte', 1)), name='list_export_is_never_empty'), models.CheckConstraint(condition=models.Q(('deleted_at__isnull', True), ('deleted_at__gte', models.F('made_at')), _connector='OR'), name='list_export_deleted_after_made')],
            },
        ),
    ]
