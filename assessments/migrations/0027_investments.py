"""What companies invested between diagnostics: read and written by the company alone."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

HERE = "((SELECT ieum_organisations())::uuid[])"
WALL = f"""
ALTER TABLE assessments_investment ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessments_investment FORCE ROW LEVEL SECURITY;
CREATE POLICY investment_scope ON assessments_investment USING (
  (SELECT ieum_is_system()) OR ((SELECT ieum_kind()) = 'company' AND organisation_id = ANY {HERE}));
"""
NO_WALL = """
DROP POLICY investment_scope ON assessments_investment;
ALTER TABLE assessments_investment DISABLE ROW LEVEL SECURITY;
"""
OWN = """
ALTER TABLE assessments_investment ADD CONSTRAINT investment_plant_of_its_company
  FOREIGN KEY (plant_id, organisation_id) REFERENCES assessments_plant (id, organisation_id)
  DEFERRABLE INITIALLY DEFERRED;
"""
NOT_OWN = "ALTER TABLE assessments_investment DROP CONSTRAINT investment_plant_of_its_company;"


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0026_who_moves_applications'),
        ('core', '0010_committees'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Investment',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('spent_on', models.DateField(verbose_name='month')),
                ('domain', models.CharField(blank=True, default='', max_length=12, verbose_name='technology domain')),
                ('words', models.CharField(blank=True, default='', max_length=120, verbose_name='in your own words')),
                ('supplier_name', models.CharField(blank=True, default='', max_length=80, verbose_name='supplier')),
                ('amount_won', models.BigIntegerField(blank=True, null=True, verbose_name='amount')),
                ('amount_band', models.CharField(blank=True, choices=[('UNDER_50M', 'under 50 million won'), ('50M_100M', '50 to 100 million won'), ('100M_200M', '100 to 200 million won'), ('200M_400M', '200 to 400 million won'), ('OVER_400M', '400 million won or more')], default='', max_length=10, verbose_name='amount band')),
                ('grant_pct', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='share of the grant')),
                ('programme', models.CharField(blank=True, default='', max_length=120, verbose_name='support programme')),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField(verbose_name='created at')),
                ('changed_at', models.DateTimeField(verbose_name='changed at')),
                ('created_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='investments', to='core.organisation')),
                ('plant', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='investments', to='assessments.plant')),
            ],
            options={
                'verbose_name': 'investment',
                'indexes': [models.Index(fields=['organisation', 'spent_on'], name='investment_organisation_month')],
                'constraints': [models.CheckConstraint(condition=models.Q(('spent_on__day', 1)), name='investment_month_is_its_first_day'), models.CheckConstraint(condition=models.Q(('domain', ''), ('words', ''), _negated=True), name='investment_says_what'), models.CheckConstraint(condition=models.Q(('amount_won__isnull', True), models.Q(('amount_band', ''), ('amount_won__gt', 0)), _connector='OR'), name='investment_amount_or_band'), models.CheckConstraint(condition=models.Q(('amount_band__in', ['', 'UNDER_50M', '50M_100M', '100M_200M', '200M_400M', 'OVER_400M'])), name='investment_band_known'), models.CheckConstraint(condition=models.Q(('grant_pct__isnull', True), ('grant_pct__lte', 100), _connector='OR'), name='investment_grant_pct_to_100')],
            },
        ),
        migrations.RunSQL(WALL, NO_WALL),
        migrations.RunSQL(OWN, NOT_OWN),
    ]
