"""A vote may be taken back by its member until another one comes in; it stays, and counts no more.

PostgreSQL says so as well: whose it is, until when, once, and that nothing else of it is ever changed.
"""

from django.db import migrations, models

KIND = "(SELECT ieum_kind())"
ME = "(SELECT ieum_user())"
SYSTEM = "(SELECT ieum_is_system())"
NEVER = """
CREATE OR REPLACE FUNCTION ieum_vote_stays() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF (NEW.application_id, NEW.is_for, NEW.reason, NEW.voted_at)
     IS DISTINCT FROM (OLD.application_id, OLD.is_for, OLD.reason, OLD.voted_at)
     OR (NEW.member_id IS NOT NULL AND NEW.member_id IS DISTINCT FROM OLD.member_id) THEN
    RAISE EXCEPTION 'a vote is never changed' USING ERRCODE = 'restrict_violation';
  END IF;
  %s
  RETURN NEW;
END $$;
"""
BACK = """
  IF NEW.taken_back_at IS DISTINCT FROM OLD.taken_back_at AND (OLD.taken_back_at IS NOT NULL OR NOT EXISTS (
     SELECT FROM assessments_levelapplication a WHERE a.id = NEW.application_id AND a.state = 'reported')
     OR EXISTS (SELECT FROM assessments_committeevote v WHERE v.application_id = NEW.application_id
       AND v.id <> NEW.id AND v.taken_back_at IS NULL)) THEN
    RAISE EXCEPTION 'a vote is taken back once, before another one comes in' USING ERRCODE = 'restrict_violation';
  END IF;
"""
ISSUED = f"""{KIND} = 'committee' AND EXISTS (
    SELECT FROM assessments_levelapplication a WHERE a.id = application_id AND a.state = 'reported'
      AND a.organisation_id = assessments_levelcertificate.organisation_id
      AND a.report -> 'verified' ->> 'level' = assessments_levelcertificate.level::text)
  AND 2 <= (SELECT count(*) FROM assessments_committeevote v
    WHERE v.application_id = assessments_levelcertificate.application_id AND v.is_for%s)"""
MINE = f"{SYSTEM} OR ({KIND} = 'committee' AND member_id::text = {ME})"


def _policy(table: str, act: str, said: str) -> str:
    name = f"{table}_{act.lower()}_by"
    return (
        f"DROP POLICY {name} ON assessments_{table};"
        f"CREATE POLICY {name} ON assessments_{table} AS RESTRICTIVE FOR {act} {said};"
    )


def _certified(more: str) -> str:
    said = f"WITH CHECK ({SYSTEM} OR ({ISSUED % more}))"
    return _policy("levelcertificate", "INSERT", said)


class Migration(migrations.Migration):

    dependencies = [
        ("assessments", "0036_links_named_and_freed"),
    ]

    operations = [
        migrations.AddField(
            model_name="committeevote",
            name="taken_back_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="taken back at"),
        ),
        migrations.RemoveConstraint(model_name="committeevote", name="committee_vote_once"),
        migrations.AddConstraint(
            model_name="committeevote",
            constraint=models.UniqueConstraint(
                condition=models.Q(("taken_back_at__isnull", True)),
                fields=("application", "member"),
                name="committee_vote_stands_once",
            ),
        ),
        migrations.RunSQL(NEVER % BACK, NEVER % ""),
        migrations.RunSQL(
            _policy("committeevote", "UPDATE", f"USING ({MINE})"),
            _policy("committeevote", "UPDATE", f"USING ({SYSTEM})"),
        ),
        migrations.RunSQL(_certified(" AND v.taken_back_at IS NULL"), _certified("")),
    ]
