"""Shares and results ask who acts once a statement, and a desk's rows are found in the indexes alone.

A function in a policy is evaluated for every row; wrapped in a SELECT it is evaluated once. The shares are
compared through IN, which PostgreSQL hashes (until about 600,000 shares at the default work_mem), not through
EXISTS, which it would look up row by row when it counts.
"""

from django.db import migrations, models

HERE = "((SELECT ieum_organisations())::uuid[])"
MINE = f"(SELECT ieum_kind()) = 'company' AND organisation_id = ANY {HERE}"
WALLS = f"""
ALTER POLICY share_scope ON assessments_share USING (
  (SELECT ieum_is_system()) OR ({MINE}) OR recipient_id = ANY {HERE});
ALTER POLICY result_scope ON assessments_result USING (
  (SELECT ieum_is_system()) OR ({MINE})
  OR ((SELECT ieum_kind()) NOT IN ('', 'company') AND id IN (
        SELECT result_id FROM assessments_share
        WHERE recipient_id = ANY {HERE} AND withdrawn_at IS NULL)));
"""
WAS = "ieum_kind() = 'company' AND organisation_id = ANY (ieum_organisations())"
BACK = f"""
ALTER POLICY share_scope ON assessments_share USING (
  ieum_is_system() OR ({WAS}) OR recipient_id = ANY (ieum_organisations()));
ALTER POLICY result_scope ON assessments_result USING (
  ieum_is_system() OR ({WAS})
  OR (ieum_kind() NOT IN ('', 'company') AND id IN (
        SELECT result_id FROM assessments_share
        WHERE recipient_id = ANY (ieum_organisations()) AND withdrawn_at IS NULL)));
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0004_longer_codes")]
    operations = [
        migrations.AddIndex(
            model_name="result",
            index=models.Index(fields=["sigungu", "id", "organisation"], name="result_desk"),
        ),
        migrations.RemoveIndex(model_name="share", name="share_in_force"),
        migrations.AddIndex(
            model_name="share",
            index=models.Index(
                fields=["recipient", "result", "organisation"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="share_in_force",
            ),
        ),
        migrations.RunSQL(WALLS, BACK),
    ]
