"""An access record may be destroyed when its two years are over, and never earlier: PostgreSQL sees to that."""

from django.db import migrations

RULE = """
CREATE FUNCTION ieum_kept_two_years() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF TG_OP = 'DELETE' AND OLD.at < now() - interval '2 years' THEN RETURN OLD; END IF;
  RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END $$;
DROP TRIGGER access_record_append_only ON core_accessrecord;
CREATE TRIGGER access_record_append_only BEFORE UPDATE OR DELETE ON core_accessrecord
  FOR EACH ROW EXECUTE FUNCTION ieum_kept_two_years();
"""
BACK = """
DROP TRIGGER access_record_append_only ON core_accessrecord;
CREATE TRIGGER access_record_append_only BEFORE UPDATE OR DELETE ON core_accessrecord
  FOR EACH ROW EXECUTE FUNCTION ieum_append_only();
DROP FUNCTION ieum_kept_two_years();
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0006_limits_and_cache")]
    operations = [migrations.RunSQL(RULE, BACK)]
