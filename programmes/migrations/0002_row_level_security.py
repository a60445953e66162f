"""A technopark sees shared results of its own districts only, whatever was shared with it."""

from django.db import migrations

WALL = """
CREATE POLICY result_jurisdiction ON assessments_result AS RESTRICTIVE USING (
  ieum_is_system() OR ieum_kind() <> 'technopark' OR sigungu IN (
    SELECT j.sigungu FROM programmes_jurisdiction j
    WHERE j.technopark_id = ANY (ieum_organisations())
      AND (now() AT TIME ZONE 'Asia/Seoul')::date >= j.valid_from
      AND (j.valid_to IS NULL OR (now() AT TIME ZONE 'Asia/Seoul')::date <= j.valid_to)));
"""


class Migration(migrations.Migration):
    dependencies = [("programmes", "0001_jurisdictions"), ("assessments", "0002_row_level_security")]
    operations = [migrations.RunSQL(WALL, "DROP POLICY result_jurisdiction ON assessments_result;")]
