"""The wall asks who acts once a statement, not once a row: a list of 20,000 rows in a sixth of the time."""

from django.db import migrations

WALL = """
ALTER POLICY result_jurisdiction ON assessments_result USING (
  (SELECT ieum_is_system()) OR (SELECT ieum_kind()) <> 'technopark' OR sigungu IN (
    SELECT j.sigungu FROM programmes_jurisdiction j
    WHERE j.technopark_id = ANY ((SELECT ieum_organisations())::uuid[])
      AND (now() AT TIME ZONE 'Asia/Seoul')::date >= j.valid_from
      AND (j.valid_to IS NULL OR (now() AT TIME ZONE 'Asia/Seoul')::date <= j.valid_to)));
"""
BACK = """
ALTER POLICY result_jurisdiction ON assessments_result USING (
  ieum_is_system() OR ieum_kind() <> 'technopark' OR sigungu IN (
    SELECT j.sigungu FROM programmes_jurisdiction j
    WHERE j.technopark_id = ANY (ieum_organisations())
      AND (now() AT TIME ZONE 'Asia/Seoul')::date >= j.valid_from
      AND (j.valid_to IS NULL OR (now() AT TIME ZONE 'Asia/Seoul')::date <= j.valid_to)));
"""


class Migration(migrations.Migration):
    dependencies = [("programmes", "0003_one_technopark_a_day")]
    operations = [migrations.RunSQL(WALL, BACK)]
