"""The second wall around drafts, answers, results and shares; results and published frameworks are frozen."""

from django.db import migrations

MINE = "ieum_kind() = 'company' AND organisation_id = ANY (ieum_organisations())"
WALLS = f"""
ALTER TABLE assessments_session ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessments_session FORCE ROW LEVEL SECURITY;
CREATE POLICY session_scope ON assessments_session USING (
  ieum_is_system() OR ({MINE})
  OR (organisation_id IS NULL AND draft_key <> '' AND draft_key = ieum_draft()));
ALTER TABLE assessments_answer ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessments_answer FORCE ROW LEVEL SECURITY;
CREATE POLICY answer_scope ON assessments_answer USING (
  ieum_is_system() OR EXISTS (SELECT 1 FROM assessments_session s WHERE s.id = session_id));
ALTER TABLE assessments_share ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessments_share FORCE ROW LEVEL SECURITY;
CREATE POLICY share_scope ON assessments_share USING (
  ieum_is_system() OR ({MINE}) OR recipient_id = ANY (ieum_organisations()))
  WITH CHECK (ieum_is_system() OR ({MINE}));
ALTER TABLE assessments_result ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessments_result FORCE ROW LEVEL SECURITY;
CREATE POLICY result_scope ON assessments_result USING (
  ieum_is_system() OR ({MINE})
  OR (ieum_kind() NOT IN ('', 'company') AND id IN (
        SELECT result_id FROM assessments_share
        WHERE recipient_id = ANY (ieum_organisations()) AND withdrawn_at IS NULL)))
  WITH CHECK (ieum_is_system() OR ({MINE}));

CREATE TRIGGER result_append_only BEFORE UPDATE ON assessments_result
  FOR EACH ROW EXECUTE FUNCTION ieum_append_only();
CREATE FUNCTION ieum_framework_frozen() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF OLD.state <> 'draft' AND (
     TG_OP = 'DELETE' OR NEW.state = 'draft'
     OR (NEW.code, NEW.version, NEW.checksum, NEW.source, NEW.document::text)
        IS DISTINCT FROM (OLD.code, OLD.version, OLD.checksum, OLD.source, OLD.document::text)) THEN
    RAISE EXCEPTION 'a published framework version is frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER framework_frozen BEFORE UPDATE OR DELETE ON assessments_frameworkversion
  FOR EACH ROW EXECUTE FUNCTION ieum_framework_frozen();
"""
BACK = """
DROP TRIGGER framework_frozen ON assessments_frameworkversion;
DROP FUNCTION ieum_framework_frozen();
DROP TRIGGER result_append_only ON assessments_result;
DROP POLICY result_scope ON assessments_result;
ALTER TABLE assessments_result DISABLE ROW LEVEL SECURITY;
DROP POLICY share_scope ON assessments_share;
ALTER TABLE assessments_share DISABLE ROW LEVEL SECURITY;
DROP POLICY answer_scope ON assessments_answer;
ALTER TABLE assessments_answer DISABLE ROW LEVEL SECURITY;
DROP POLICY session_scope ON assessments_session;
ALTER TABLE assessments_session DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0001_frameworks_sessions_results"),
        ("core", "0002_append_only_and_scope"),
    ]
    operations = [migrations.RunSQL(WALLS, BACK)]
