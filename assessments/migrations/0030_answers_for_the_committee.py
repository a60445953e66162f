"""What the committee reads of the answers behind a report: through one function, after a declaration.

Results, evidence and judgements stay closed to the committee. The function gives the answers as they stood
when the report was handed in, which of them the assessor said a word on, and the names of the files.
"""

from django.db import migrations

ANSWERS = """
CREATE FUNCTION assessments_reported_answers(wanted uuid)
RETURNS TABLE (claimed jsonb, verified jsonb, judged text[], files jsonb) LANGUAGE plpgsql AS $$
DECLARE
  before text := coalesce(current_setting('ieum.system', true), '');
  me text := ieum_user();
  reads boolean := ieum_is_system() OR ieum_kind() = 'committee';
  all_of_them boolean := ieum_is_system();
BEGIN
  IF NOT reads THEN
    RETURN;
  END IF;
  PERFORM set_config('ieum.system', 'on', true);
  RETURN QUERY
    SELECT r.answers,
      coalesce((SELECT f.data -> 'answers' FROM assessments_formerverifiedresult f
        WHERE f.result_id = a.result_id AND f.replaced_at > a.reported_at
        ORDER BY f.replaced_at LIMIT 1), v.answers),
      ARRAY(SELECT last.item::text FROM (
        SELECT DISTINCT ON (j.item) j.item, j.choices, j.non_answer FROM assessments_judgement j
        WHERE j.verification_id = a.verification_id AND j.judged_at <= a.reported_at
        ORDER BY j.item, j.id DESC) AS last
        WHERE cardinality(last.choices) > 0 OR last.non_answer <> ''),
      coalesce((SELECT jsonb_object_agg(named.item, named.names) FROM (
        SELECT e.item, jsonb_agg(f.name ORDER BY e.attached_at, e.id) AS names
        FROM assessments_evidence e JOIN assessments_evidencefile f ON f.id = e.file_id
        WHERE e.session_id = a.session_id AND e.attached_at <= a.reported_at
          AND (e.removed_at IS NULL OR e.removed_at > a.reported_at)
        GROUP BY e.item) AS named), '{}'::jsonb)
    FROM assessments_levelapplication a
    JOIN assessments_result r ON r.id = a.result_id
    JOIN assessments_verifiedresult v ON v.result_id = a.result_id
    WHERE a.id = wanted AND a.reported_at IS NOT NULL AND a.state <> 'withdrawn'
      AND (all_of_them OR (EXISTS (SELECT FROM assessments_interest i WHERE i.subject = 'application'
          AND i.subject_id = a.id AND i.person_id::text = me AND i.is_free)
        AND NOT EXISTS (SELECT FROM assessments_interest i WHERE i.subject = 'application'
          AND i.subject_id = a.id AND i.person_id::text = me AND NOT i.is_free)));
  PERFORM set_config('ieum.system', before, true);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0029_interests")]
    operations = [
        migrations.RunSQL(ANSWERS, "DROP FUNCTION assessments_reported_answers(uuid);"),
    ]
