"""Only two equal votes move an application from the committee, says PostgreSQL as well."""

from django.db import migrations

COUNTED = """
CREATE FUNCTION assessments_votes_decline(wanted uuid) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
  before text := coalesce(current_setting('ieum.system', true), '');
  found boolean;
BEGIN
  PERFORM set_config('ieum.system', 'on', true);
  SELECT count(*) FILTER (WHERE NOT v.is_for) >= 2 INTO found FROM assessments_committeevote v
    WHERE v.application_id = wanted AND v.taken_back_at IS NULL;
  PERFORM set_config('ieum.system', before, true);
  RETURN found;
END $$;
CREATE FUNCTION ieum_application_decided() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF NOT ieum_is_system() AND OLD.state = 'reported' AND (
     (NEW.state = 'confirmed' AND NOT assessments_votes_confirm(NEW.id))
     OR (NEW.state = 'rejected' AND NOT assessments_votes_decline(NEW.id))) THEN
    RAISE EXCEPTION 'two equal votes decide' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER application_decided BEFORE UPDATE ON assessments_levelapplication
  FOR EACH ROW EXECUTE FUNCTION ieum_application_decided();
"""
GONE = """
DROP TRIGGER application_decided ON assessments_levelapplication;
DROP FUNCTION ieum_application_decided();
DROP FUNCTION assessments_votes_decline(uuid);
"""


class Migration(migrations.Migration):

    dependencies = [
        ("assessments", "0040_votes_sealed"),
    ]

    operations = [
        migrations.RunSQL(COUNTED, GONE),
    ]
