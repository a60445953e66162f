"""A report may hold what only one of the result's readers may see."""

from django.db import migrations, models

WALL = """
DROP POLICY report_scope ON portal_report;
CREATE POLICY report_scope ON portal_report USING (
  ieum_is_system() OR (EXISTS (SELECT 1 FROM assessments_result r WHERE r.id = result_id)
    AND (audience IS NULL OR ieum_kind() = 'company' OR audience = ANY (ieum_organisations()))));
"""
BACK = """
DROP POLICY report_scope ON portal_report;
CREATE POLICY report_scope ON portal_report USING (
  ieum_is_system() OR EXISTS (SELECT 1 FROM assessments_result r WHERE r.id = result_id));
"""


class Migration(migrations.Migration):
    dependencies = [("portal", "0003_public_reports")]
    operations = [
        migrations.AddField(
            model_name="report",
            name="audience",
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.RunSQL(WALL, BACK),
    ]
