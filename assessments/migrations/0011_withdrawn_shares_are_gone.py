"""A share that was withdrawn is gone for its recipient; the company still sees that it once gave it."""

from django.db import migrations

HERE = "((SELECT ieum_organisations())::uuid[])"
OPEN = f"""
ALTER POLICY share_scope ON assessments_share USING (
  (SELECT ieum_is_system()) OR ((SELECT ieum_kind()) = 'company' AND organisation_id = ANY {HERE})
  OR """
WALL = f"{OPEN} (withdrawn_at IS NULL AND recipient_id = ANY {HERE}));"
BACK = f"{OPEN} recipient_id = ANY {HERE});"


class Migration(migrations.Migration):
    dependencies = [("assessments", "0010_saves_write_no_index")]
    operations = [migrations.RunSQL(WALL, BACK)]
