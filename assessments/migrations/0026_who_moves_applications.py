"""Whose act moves an application says PostgreSQL as well, and that a report, once handed in, stays.

`assessments.workflow` says the same for the application; here nobody who merely sees a row can write it on.
Withdrawing is open to all, since it follows a consent that is withdrawn wherever that may be done.
"""

from django.db import migrations

KIND = "(SELECT ieum_kind())"
SYSTEM = "(SELECT ieum_is_system())"
MOVES = """
CREATE FUNCTION ieum_application_moved_by() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF ieum_is_system() THEN
    RETURN NEW;
  END IF;
  IF OLD.state <> NEW.state AND NEW.state <> 'withdrawn' AND (ieum_kind(), OLD.state, NEW.state) NOT IN (
     ('company', 'draft', 'submitted'), ('company', 'supplement', 'submitted'),
     ('company', 'assigned', 'assessing'), ('ministry', 'submitted', 'accepted'),
     ('ministry', 'submitted', 'rejected'), ('ministry', 'submitted', 'supplement'),
     ('ministry', 'accepted', 'assigned'), ('ministry', 'confirmed', 'revoked'),
     ('assessor_body', 'assessing', 'reported'), ('committee', 'reported', 'confirmed'),
     ('committee', 'reported', 'rejected')) THEN
    RAISE EXCEPTION 'an application does not go from % to % by a %', OLD.state, NEW.state, ieum_kind()
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF (OLD.result_id, OLD.session_id, OLD.organisation_id, OLD.framework_id, OLD.claimed_level)
     IS DISTINCT FROM (NEW.result_id, NEW.session_id, NEW.organisation_id, NEW.framework_id, NEW.claimed_level)
     OR ((OLD.summary, OLD.report, OLD.reported_at, OLD.reported_by_id, OLD.body_id)
         IS DISTINCT FROM (NEW.summary, NEW.report, NEW.reported_at, NEW.reported_by_id, NEW.body_id)
         AND (ieum_kind() <> 'assessor_body' OR OLD.reported_at IS NOT NULL)) THEN
    RAISE EXCEPTION 'what was applied for and reported is never changed'
      USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER application_moved_by BEFORE UPDATE ON assessments_levelapplication
  FOR EACH ROW EXECUTE FUNCTION ieum_application_moved_by();
"""
UNMOVED = """
DROP TRIGGER application_moved_by ON assessments_levelapplication;
DROP FUNCTION ieum_application_moved_by();
"""
ISSUED = f"""{KIND} = 'committee' AND EXISTS (
    SELECT FROM assessments_levelapplication a WHERE a.id = application_id AND a.state = 'reported'
      AND a.organisation_id = assessments_levelcertificate.organisation_id
      AND a.report -> 'verified' ->> 'level' = assessments_levelcertificate.level::text)
  AND 2 <= (SELECT count(*) FROM assessments_committeevote v
    WHERE v.application_id = assessments_levelcertificate.application_id AND v.is_for)"""
RULES = {
    ("levelapplication", "INSERT"): f"WITH CHECK ({SYSTEM} OR ({KIND} = 'company' AND state = 'draft'))",
    ("levelapplication", "DELETE"): f"USING ({SYSTEM})",
    ("applicationdocument", "INSERT"): f"WITH CHECK ({SYSTEM} OR {KIND} = 'company')",
    ("applicationdocument", "UPDATE"): f"USING ({SYSTEM})",
    ("applicationdocument", "DELETE"): f"USING ({SYSTEM} OR {KIND} = 'company')",
}
BY_ANY = f"WITH CHECK ({SYSTEM} OR {KIND} = 'committee')"


def _rule(table: str, act: str, said: str) -> str:
    name = f"{table}_{act.lower()}_by"
    return f"CREATE POLICY {name} ON assessments_{table} AS RESTRICTIVE FOR {act} {said};"


def _gone(table: str, act: str) -> str:
    return f"DROP POLICY {table}_{act.lower()}_by ON assessments_{table};"


CERTIFIES = ("levelcertificate", "INSERT")


class Migration(migrations.Migration):

    dependencies = [
        ("assessments", "0025_parts_reported"),
    ]

    operations = [
        migrations.RunSQL(MOVES, UNMOVED),
        migrations.RunSQL(
            "\n".join(_rule(*place, said) for place, said in RULES.items()),
            "\n".join(_gone(*place) for place in RULES),
        ),
        migrations.RunSQL(
            _gone(*CERTIFIES) + _rule(*CERTIFIES, f"WITH CHECK ({SYSTEM} OR ({ISSUED}))"),
            _gone(*CERTIFIES) + _rule(*CERTIFIES, BY_ANY),
        ),
    ]
