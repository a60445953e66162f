"""What keeps plants from going on: the company's own, counted by the portal alone."""

import django.db.models.deletion
from django.db import migrations, models

STRENGTHS = [(0, 'not at all'), (1, 'somewhat'), (2, 'strongly')]
HERE = "((SELECT ieum_organisations())::uuid[])"
WALL = f"""
ALTER TABLE assessments_barriersurvey ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessments_barriersurvey FORCE ROW LEVEL SECURITY;
CREATE POLICY barriersurvey_scope ON assessments_barriersurvey USING (
  (SELECT ieum_is_system()) OR ((SELECT ieum_kind()) = 'company' AND organisation_id = ANY {HERE}));
"""
BACK = """
DROP POLICY barriersurvey_scope ON assessments_barriersurvey;
ALTER TABLE assessments_barriersurvey DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0020_who_writes_what'),
        ('core', '0009_choice_is_by_mail'),
    ]

    operations = [
        migrations.CreateModel(
            name='BarrierSurvey',
            fields=[
                ('result', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='barriers', serialize=False, to='assessments.result')),
                ('technology', models.PositiveSmallIntegerField(choices=STRENGTHS, verbose_name='technology')),
                ('people', models.PositiveSmallIntegerField(choices=STRENGTHS, verbose_name='people')),
                ('money', models.PositiveSmallIntegerField(choices=STRENGTHS, verbose_name='money')),
                ('uncertainty', models.PositiveSmallIntegerField(choices=STRENGTHS, verbose_name='uncertainty')),
                ('rules', models.PositiveSmallIntegerField(choices=STRENGTHS, verbose_name='rules')),
                ('answered_at', models.DateTimeField(verbose_name='answered at')),
                ('block', models.UUIDField(blank=True, null=True)),
                ('block_size', models.PositiveIntegerField(default=0)),
                ('block_industry', models.CharField(blank=True, default='', max_length=2)),
                ('block_region', models.CharField(blank=True, default='', max_length=10)),
                ('consent', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.consent')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='barrier_surveys', to='core.organisation')),
            ],
            options={
                'verbose_name': 'survey of barriers',
                'constraints': [
                    models.CheckConstraint(condition=models.Q(('money__lte', 2), ('people__lte', 2), ('rules__lte', 2), ('technology__lte', 2), ('uncertainty__lte', 2)), name='barriersurvey_strengths_known'),
                    models.CheckConstraint(condition=models.Q(('block__isnull', True), ('block_size__gte', 5), _connector='OR'), name='barriersurvey_block_of_five_at_least'),
                ],
            },
        ),
        migrations.RunSQL(WALL, BACK),
    ]
