"""Only the two sides see a consultation, its moves are those of matching.consultation, and no message changes."""

from django.db import migrations

HERE = "((SELECT ieum_organisations())::uuid[])"
WALLS = f"""
ALTER TABLE matching_consultation ENABLE ROW LEVEL SECURITY;
ALTER TABLE matching_consultation FORCE ROW LEVEL SECURITY;
CREATE POLICY consultation_scope ON matching_consultation USING (
  (SELECT ieum_is_system()) OR organisation_id = ANY {HERE} OR recipient_id = ANY {HERE});
ALTER TABLE matching_message ENABLE ROW LEVEL SECURITY;
ALTER TABLE matching_message FORCE ROW LEVEL SECURITY;
CREATE POLICY message_scope ON matching_message USING (
  (SELECT ieum_is_system()) OR EXISTS (SELECT FROM matching_consultation c WHERE c.id = consultation_id));
CREATE FUNCTION ieum_consultation_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
    ('asked', 'answered'), ('asked', 'declined'), ('asked', 'closed'), ('answered', 'closed')) THEN
    RAISE EXCEPTION 'a consultation does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER consultation_moves BEFORE UPDATE ON matching_consultation
  FOR EACH ROW EXECUTE FUNCTION ieum_consultation_moves();
CREATE TRIGGER message_append_only BEFORE UPDATE ON matching_message
  FOR EACH ROW EXECUTE FUNCTION ieum_append_only();
"""
BACK = """
DROP TRIGGER message_append_only ON matching_message;
DROP TRIGGER consultation_moves ON matching_consultation;
DROP FUNCTION ieum_consultation_moves();
DROP POLICY message_scope ON matching_message;
ALTER TABLE matching_message DISABLE ROW LEVEL SECURITY;
DROP POLICY consultation_scope ON matching_consultation;
ALTER TABLE matching_consultation DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):
    dependencies = [("matching", "0011_consultations")]
    operations = [migrations.RunSQL(WALLS, BACK)]
