"""Append-only tables, and the functions that row-level security asks who acts."""

from django.db import migrations

FUNCTIONS = """
CREATE FUNCTION ieum_organisations() RETURNS uuid[] LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(nullif(current_setting('ieum.organisations', true), ''), '{}')::uuid[] $$;
CREATE FUNCTION ieum_kind() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(current_setting('ieum.kind', true), '') $$;
CREATE FUNCTION ieum_user() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(current_setting('ieum.user', true), '') $$;
CREATE FUNCTION ieum_draft() RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(current_setting('ieum.draft', true), '') $$;
CREATE FUNCTION ieum_is_system() RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
$$ SELECT coalesce(current_setting('ieum.system', true), '') = 'on' $$;
CREATE FUNCTION ieum_append_only() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$;
CREATE FUNCTION ieum_consent_only_withdrawn() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF (NEW.document, NEW.version, NEW.wording::text, NEW.organisation_id, NEW.recipient_id, NEW.subject_id,
      NEW.given_at) IS DISTINCT FROM
     (OLD.document, OLD.version, OLD.wording::text, OLD.organisation_id, OLD.recipient_id, OLD.subject_id,
      OLD.given_at)
     OR (OLD.withdrawn_at IS NOT NULL AND NEW.withdrawn_at IS DISTINCT FROM OLD.withdrawn_at) THEN
    RAISE EXCEPTION 'a consent is only ever withdrawn' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER event_append_only BEFORE UPDATE OR DELETE ON core_event
  FOR EACH ROW EXECUTE FUNCTION ieum_append_only();
CREATE TRIGGER access_record_append_only BEFORE UPDATE OR DELETE ON core_accessrecord
  FOR EACH ROW EXECUTE FUNCTION ieum_append_only();
CREATE TRIGGER consent_only_withdrawn BEFORE UPDATE ON core_consent
  FOR EACH ROW EXECUTE FUNCTION ieum_consent_only_withdrawn();
"""
BACK = """
DROP TRIGGER event_append_only ON core_event;
DROP TRIGGER access_record_append_only ON core_accessrecord;
DROP TRIGGER consent_only_withdrawn ON core_consent;
DROP FUNCTION ieum_consent_only_withdrawn();
DROP FUNCTION ieum_append_only();
DROP FUNCTION ieum_is_system();
DROP FUNCTION ieum_draft();
DROP FUNCTION ieum_user();
DROP FUNCTION ieum_kind();
DROP FUNCTION ieum_organisations();
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0001_people_and_floor")]
    operations = [migrations.RunSQL(FUNCTIONS, BACK)]
