"""Recommendations are seen by whoever sees their result, and never change."""

from django.db import migrations

WALLS = """
ALTER TABLE matching_recommendation ENABLE ROW LEVEL SECURITY;
ALTER TABLE matching_recommendation FORCE ROW LEVEL SECURITY;
CREATE POLICY recommendation_scope ON matching_recommendation USING (
  ieum_is_system() OR EXISTS (SELECT 1 FROM assessments_result r WHERE r.id = result_id));
CREATE TRIGGER recommendation_append_only BEFORE UPDATE ON matching_recommendation
  FOR EACH ROW EXECUTE FUNCTION ieum_append_only();
CREATE TRIGGER snapshot_append_only BEFORE UPDATE ON matching_suppliersnapshot
  FOR EACH ROW EXECUTE FUNCTION ieum_append_only();
INSERT INTO matching_poolversion (id, value) VALUES (1, 1);
"""
BACK = """
DELETE FROM matching_poolversion;
DROP TRIGGER snapshot_append_only ON matching_suppliersnapshot;
DROP TRIGGER recommendation_append_only ON matching_recommendation;
DROP POLICY recommendation_scope ON matching_recommendation;
ALTER TABLE matching_recommendation DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("matching", "0001_suppliers_and_recommendations"),
        ("assessments", "0002_row_level_security"),
    ]
    operations = [migrations.RunSQL(WALLS, BACK)]
