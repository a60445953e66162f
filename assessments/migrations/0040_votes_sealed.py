"""Votes are sealed: until the committee has decided PostgreSQL shows a member their own, and nobody another's.

What must be counted before then is told by two functions: how many votes stand, and whether two are for it.
"""

from django.db import migrations, models

KIND = "(SELECT ieum_kind())"
ME = "(SELECT ieum_user())"
SYSTEM = "(SELECT ieum_is_system())"
COUNTED = """
CREATE FUNCTION %(name)s(wanted uuid) RETURNS %(type)s LANGUAGE plpgsql AS $$
DECLARE
  before text := coalesce(current_setting('ieum.system', true), '');
  found %(type)s;
BEGIN
  PERFORM set_config('ieum.system', 'on', true);
  SELECT %(what)s INTO found FROM assessments_committeevote v
    WHERE v.application_id = wanted AND v.taken_back_at IS NULL;
  PERFORM set_config('ieum.system', before, true);
  RETURN found;
END $$;
"""
CAST = COUNTED % {"name": "assessments_votes_cast", "type": "integer", "what": "count(*)"}
CONFIRM = COUNTED % {
    "name": "assessments_votes_confirm",
    "type": "boolean",
    "what": "count(*) FILTER (WHERE v.is_for) >= 2",
}
DROPPED = "DROP FUNCTION assessments_votes_confirm(uuid); DROP FUNCTION assessments_votes_cast(uuid);"
DECIDED = """EXISTS (SELECT FROM assessments_levelapplication a
    WHERE a.id = application_id AND a.reported_at IS NOT NULL%s)"""
SEALED = f"""({KIND} = 'committee' AND member_id::text = {ME} AND {DECIDED % ""})
  OR ({KIND} IN ('ministry', 'committee')
    AND {DECIDED % " AND a.state IN ('confirmed', 'rejected', 'revoked')"})"""
OPEN = f"""{KIND} IN ('ministry', 'committee')
    AND EXISTS (SELECT FROM assessments_levelapplication a WHERE a.id = application_id)"""
STAYS = """
CREATE OR REPLACE FUNCTION ieum_vote_stays() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF (NEW.application_id, NEW.is_for, NEW.reason, NEW.voted_at)
     IS DISTINCT FROM (OLD.application_id, OLD.is_for, OLD.reason, OLD.voted_at)
     OR (NEW.member_id IS NOT NULL AND NEW.member_id IS DISTINCT FROM OLD.member_id) THEN
    RAISE EXCEPTION 'a vote is never changed' USING ERRCODE = 'restrict_violation';
  END IF;
  IF NEW.taken_back_at IS DISTINCT FROM OLD.taken_back_at AND (OLD.taken_back_at IS NOT NULL OR NOT EXISTS (
     SELECT FROM assessments_levelapplication a WHERE a.id = NEW.application_id AND a.state = 'reported')
     OR %s) THEN
    RAISE EXCEPTION 'a vote is taken back once, before another one comes in' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
"""
OTHERS_READ = """EXISTS (SELECT FROM assessments_committeevote v WHERE v.application_id = NEW.application_id
       AND v.id <> NEW.id AND v.taken_back_at IS NULL)"""
ISSUED = f"""{KIND} = 'committee' AND EXISTS (
    SELECT FROM assessments_levelapplication a WHERE a.id = application_id AND a.state = 'reported'
      AND a.organisation_id = assessments_levelcertificate.organisation_id
      AND a.report -> 'verified' ->> 'level' = assessments_levelcertificate.level::text)
  AND %s"""
CERTIFIED = f"""
DROP POLICY levelcertificate_insert_by ON assessments_levelcertificate;
CREATE POLICY levelcertificate_insert_by ON assessments_levelcertificate AS RESTRICTIVE FOR INSERT
  WITH CHECK ({SYSTEM} OR ({ISSUED}));
"""
TWO_READ = """2 <= (SELECT count(*) FROM assessments_committeevote v
    WHERE v.application_id = assessments_levelcertificate.application_id AND v.is_for AND v.taken_back_at IS NULL)"""


def _scope(said: str) -> str:
    return (
        "DROP POLICY committee_vote_scope ON assessments_committeevote;"
        f"CREATE POLICY committee_vote_scope ON assessments_committeevote USING ({SYSTEM} OR {said});"
    )


class Migration(migrations.Migration):

    dependencies = [
        ("assessments", "0039_links_left_open"),
    ]

    operations = [
        migrations.RunSQL(CAST + CONFIRM, DROPPED),
        migrations.RunSQL(
            CERTIFIED % "assessments_votes_confirm(application_id)",
            CERTIFIED % TWO_READ,
        ),
        migrations.RunSQL(STAYS % "assessments_votes_cast(NEW.application_id) > 1", STAYS % OTHERS_READ),
        migrations.RunSQL(_scope(SEALED), _scope(OPEN)),
        migrations.AddConstraint(
            model_name="committeevote",
            constraint=models.CheckConstraint(
                condition=models.Q(taken_back_at__isnull=True)
                | models.Q(taken_back_at__gte=models.F("voted_at")),
                name="committee_vote_taken_back_after",
            ),
        ),
    ]
