"""The benchmark: blocks and their entries, which nobody but the portal's own job reads, and what is told."""

import django.db.models.deletion
import uuid
from django.db import migrations, models

WALL = """
ALTER TABLE assessments_benchmarkentry ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessments_benchmarkentry FORCE ROW LEVEL SECURITY;
CREATE POLICY benchmarkentry_scope ON assessments_benchmarkentry USING ((SELECT ieum_is_system()));
"""
BACK = """
DROP POLICY benchmarkentry_scope ON assessments_benchmarkentry;
ALTER TABLE assessments_benchmarkentry DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0012_evidence'),
    ]

    operations = [
        migrations.CreateModel(
            name='BenchmarkBlock',
            fields=[
                ('series', models.CharField(max_length=16)),
                ('is_synthetic', models.BooleanField(verbose_name='synthetic')),
                ('industry', models.CharField(blank=True, default='', max_length=2, verbose_name='industry')),
                ('size', models.CharField(blank=True, default='', max_length=10, verbose_name='size class')),
                ('region', models.CharField(blank=True, default='', max_length=10, verbose_name='region')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('entry_count', models.PositiveIntegerField()),
                ('sealed_at', models.DateTimeField(verbose_name='sealed at')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
            ],
            options={
                'verbose_name': 'benchmark block',
                'indexes': [models.Index(condition=models.Q(('ended_at__isnull', True)), fields=['series', 'is_synthetic'], name='benchmarkblock_standing')],
                'constraints': [models.CheckConstraint(condition=models.Q(('entry_count__gte', 5)), name='benchmarkblock_holds_five_entries_at_least')],
            },
        ),
        migrations.CreateModel(
            name='BenchmarkCell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('series', models.CharField(max_length=16)),
                ('is_synthetic', models.BooleanField(verbose_name='synthetic')),
                ('industry', models.CharField(blank=True, default='', max_length=2, verbose_name='industry')),
                ('size', models.CharField(blank=True, default='', max_length=10, verbose_name='size class')),
                ('region', models.CharField(blank=True, default='', max_length=10, verbose_name='region')),
                ('plants', models.PositiveIntegerField(verbose_name='plants')),
                ('firms', models.PositiveIntegerField(verbose_name='companies')),
                ('numbers', models.JSONField()),
                ('told_at', models.DateTimeField(verbose_name='told at')),
            ],
            options={
                'verbose_name': 'benchmark',
                'constraints': [models.UniqueConstraint(models.F('series'), models.F('is_synthetic'), models.F('industry'), models.F('size'), models.F('region'), name='benchmarkcell_once_a_group'), models.CheckConstraint(condition=models.Q(('firms__gte', 5)), name='benchmarkcell_of_five_firms_at_least'), models.CheckConstraint(condition=models.Q(('plants__gte', models.F('firms'))), name='benchmarkcell_no_fewer_plants_than_firms')],
            },
        ),
        migrations.CreateModel(
            name='BenchmarkEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('firm', models.CharField(max_length=36)),
                ('scores', models.JSONField()),
                ('is_synthetic', models.BooleanField(verbose_name='synthetic')),
                ('block', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='entries', to='assessments.benchmarkblock')),
                ('result', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='benchmark_entry', to='assessments.result')),
            ],
            options={
                'verbose_name': 'benchmark entry',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('is_synthetic', True), ('result__isnull', True)), models.Q(('is_synthetic', False), ('result__isnull', False)), _connector='OR'), name='benchmarkentry_is_of_a_result_or_synthetic')],
            },
        ),
        migrations.RunSQL(WALL, BACK),
    ]
