"""Plants of companies, of which sessions and results are.

A session or result names a plant of its own company only: the foreign key holds both. A result stays as it
was but for the plant under which it is filed.
"""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

HERE = "((SELECT ieum_organisations())::uuid[])"
WALL = f"""
ALTER TABLE assessments_plant ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessments_plant FORCE ROW LEVEL SECURITY;
CREATE POLICY plant_scope ON assessments_plant USING (
  (SELECT ieum_is_system()) OR ((SELECT ieum_kind()) = 'company' AND organisation_id = ANY {HERE}));
"""
NO_WALL = """
DROP POLICY plant_scope ON assessments_plant;
ALTER TABLE assessments_plant DISABLE ROW LEVEL SECURITY;
"""
OWN = "\n".join(
    f"""ALTER TABLE assessments_{table} ADD CONSTRAINT {table}_plant_of_its_company
  FOREIGN KEY (plant_id, organisation_id) REFERENCES assessments_plant (id, organisation_id)
  DEFERRABLE INITIALLY DEFERRED;"""
    for table in ("session", "result")
)
NOT_OWN = "\n".join(
    f"ALTER TABLE assessments_{table} DROP CONSTRAINT {table}_plant_of_its_company;"
    for table in ("session", "result")
)
FILED = """
DROP TRIGGER result_append_only ON assessments_result;
CREATE TRIGGER result_append_only BEFORE UPDATE ON assessments_result FOR EACH ROW
  WHEN (OLD.plant_id IS NOT DISTINCT FROM NEW.plant_id
    OR to_jsonb(OLD) - 'plant_id' IS DISTINCT FROM to_jsonb(NEW) - 'plant_id')
  EXECUTE FUNCTION ieum_append_only();
"""
NOT_FILED = """
DROP TRIGGER result_append_only ON assessments_result;
CREATE TRIGGER result_append_only BEFORE UPDATE ON assessments_result
  FOR EACH ROW EXECUTE FUNCTION ieum_append_only();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0022_hint_replies'),
        ('core', '0010_committees'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Plant',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(blank=True, default='', max_length=80, verbose_name='plant')),
                ('sigungu', models.CharField(max_length=5, verbose_name='district')),
                ('address', models.CharField(blank=True, default='', max_length=200, verbose_name='address')),
                ('industry', models.CharField(max_length=5, verbose_name='industry')),
                ('size', models.CharField(max_length=10, verbose_name='size class')),
                ('employees', models.PositiveIntegerField(blank=True, null=True, verbose_name='employees')),
                ('average_sales_won', models.BigIntegerField(blank=True, null=True, verbose_name='average sales')),
                ('created_at', models.DateTimeField(verbose_name='created at')),
                ('changed_at', models.DateTimeField(verbose_name='changed at')),
                ('retired_at', models.DateTimeField(blank=True, null=True, verbose_name='retired at')),
                ('created_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plants', to='core.organisation')),
            ],
            options={
                'verbose_name': 'plant',
                'constraints': [
                    models.UniqueConstraint(models.F('organisation'), models.F('name'), models.F('sigungu'), name='plant_once_per_name_and_district', violation_error_message='You already have a plant of this name in this district.'),
                    models.UniqueConstraint(fields=['id', 'organisation'], name='plant_with_its_company'),
                    models.CheckConstraint(condition=models.Q(('sigungu__regex', '^[0-9]{5}$')), name='plant_sigungu_five_digits'),
                ],
            },
        ),
        migrations.AddField(
            model_name='result',
            name='plant',
            field=models.ForeignKey(blank=True, db_constraint=False, db_index=False, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='results', to='assessments.plant'),
        ),
        migrations.AddField(
            model_name='session',
            name='plant',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='sessions', to='assessments.plant'),
        ),
        migrations.AddIndex(
            model_name='result',
            index=models.Index(fields=['plant', '-submitted_at'], name='result_plant_submitted'),
        ),
        migrations.AddConstraint(
            model_name='session',
            constraint=models.CheckConstraint(condition=models.Q(('plant__isnull', True), ('organisation__isnull', False), _connector='OR'), name='session_plant_has_company'),
        ),
        migrations.RunSQL(WALL, NO_WALL),
        migrations.RunSQL(OWN, NOT_OWN),
        migrations.RunSQL(FILED, NOT_FILED),
    ]
