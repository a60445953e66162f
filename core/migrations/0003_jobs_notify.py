"""A new or retried job wakes the relay: the notice leaves with the commit of its cause."""

from django.db import migrations

NOTIFY = """
CREATE FUNCTION ieum_job_notify() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN PERFORM pg_notify('ieum_jobs', ''); RETURN NULL; END $$;
CREATE TRIGGER job_inserted AFTER INSERT ON core_job
  FOR EACH STATEMENT EXECUTE FUNCTION ieum_job_notify();
"""
BACK = """
DROP TRIGGER job_inserted ON core_job;
DROP FUNCTION ieum_job_notify();
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0002_append_only_and_scope")]
    operations = [migrations.RunSQL(NOTIFY, BACK)]
