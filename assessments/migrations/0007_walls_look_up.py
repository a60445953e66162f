"""The wall around results asks for a share by its result, so that it may look up what a few rows need.

Through IN, PostgreSQL read every share the recipient was given, 20,000 for a technopark, to show a page of
fifty. EXISTS leaves it the choice: it looks up a few rows one by one, and hashes the shares for many.
"""

from django.db import migrations

HERE = "((SELECT ieum_organisations())::uuid[])"
OPEN = f"""
ALTER POLICY result_scope ON assessments_result USING (
  (SELECT ieum_is_system()) OR ((SELECT ieum_kind()) = 'company' AND organisation_id = ANY {HERE})
  OR ((SELECT ieum_kind()) NOT IN ('', 'company') AND """
WALL = f"""{OPEN} EXISTS (
        SELECT FROM assessments_share s
        WHERE s.result_id = assessments_result.id AND s.recipient_id = ANY {HERE} AND s.withdrawn_at IS NULL)));
"""
BACK = f"""{OPEN} id IN (
        SELECT result_id FROM assessments_share
        WHERE recipient_id = ANY {HERE} AND withdrawn_at IS NULL)));
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0006_desk_index")]
    operations = [migrations.RunSQL(WALL, BACK)]
