"""How many questions an assessor said a word on is stored with the verified result: the rest stands as answered."""

from django.db import migrations, models

AS_SYSTEM = "SELECT set_config('ieum.system', 'on', true);"
COUNT = """
ALTER TABLE assessments_verifiedresult DISABLE TRIGGER verified_result_kept;
UPDATE assessments_verifiedresult AS row SET judged = (
  SELECT count(*) FROM (
    SELECT DISTINCT ON (j.item) j.item, j.choices, j.non_answer FROM assessments_judgement j
    WHERE j.verification_id = row.verification_id ORDER BY j.item, j.id DESC
  ) AS last
  WHERE (cardinality(last.choices) > 0 OR last.non_answer <> '') AND row.answers ? last.item);
ALTER TABLE assessments_verifiedresult ENABLE TRIGGER verified_result_kept;
"""
DONE = "SELECT set_config('ieum.system', '', true);"


class Migration(migrations.Migration):
    dependencies = [("assessments", "0027_investments")]
    operations = [
        migrations.AddField(
            model_name="verifiedresult", name="judged", field=models.PositiveIntegerField(default=0)
        ),
        migrations.RunSQL(AS_SYSTEM + COUNT + DONE, migrations.RunSQL.noop),
    ]
