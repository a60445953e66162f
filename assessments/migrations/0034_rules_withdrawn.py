"""Published rules may become a draft again before their first day in Seoul, and in no other way."""

from django.db import migrations

FROZEN = """
CREATE OR REPLACE FUNCTION ieum_support_rules_frozen() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF OLD.state = 'published' THEN
    IF TG_OP = 'UPDATE' AND NEW.state = 'draft' AND NEW.published_at IS NULL
       AND OLD.valid_from > (statement_timestamp() AT TIME ZONE 'Asia/Seoul')::date
       AND (NEW.id, NEW.version, NEW.framework, NEW.valid_from, NEW.document)
           = (OLD.id, OLD.version, OLD.framework, OLD.valid_from, OLD.document) THEN
      RETURN NEW;
    END IF;
    RAISE EXCEPTION 'published support rules are frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
"""
BACK = """
CREATE OR REPLACE FUNCTION ieum_support_rules_frozen() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF OLD.state = 'published' THEN
    RAISE EXCEPTION 'published support rules are frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [("assessments", "0033_whole_after_review")]

    operations = [migrations.RunSQL(FROZEN, BACK)]
