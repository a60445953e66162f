"""Reports are seen by whoever sees their result."""

from django.db import migrations

WALL = """
ALTER TABLE portal_report ENABLE ROW LEVEL SECURITY;
ALTER TABLE portal_report FORCE ROW LEVEL SECURITY;
CREATE POLICY report_scope ON portal_report USING (
  ieum_is_system() OR EXISTS (SELECT 1 FROM assessments_result r WHERE r.id = result_id));
"""
BACK = """
DROP POLICY report_scope ON portal_report;
ALTER TABLE portal_report DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_reports"), ("assessments", "0002_row_level_security")]
    operations = [migrations.RunSQL(WALL, BACK)]
