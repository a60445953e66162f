"""Whoever sees a judgement, a verified result, a vote or a certificate cannot write one by that alone.

The walls so far said whose rows these are, for reading and writing alike; these say besides who may write:
the assessor judges and verifies, the committee votes and certifies, the ministry revokes, the portal cleans up.
"""

from django.db import migrations

KIND = "(SELECT ieum_kind())"
ME = "(SELECT ieum_user())"
SYSTEM = "(SELECT ieum_is_system())"
MINE = f"{KIND} = 'assessor_body' AND v.assessor_id::text = {ME}"
RULES = {
    ("judgement", "INSERT"): f"""CHECK ({SYSTEM} OR EXISTS (
        SELECT FROM assessments_verification v WHERE v.id = verification_id AND v.state = 'open' AND {MINE}))""",
    ("judgement", "UPDATE"): "USING",
    ("judgement", "DELETE"): "USING",
    ("verifiedresult", "INSERT"): f"""CHECK ({SYSTEM} OR EXISTS (
        SELECT FROM assessments_verification v WHERE v.id = verification_id
          AND v.result_id = assessments_verifiedresult.result_id AND {MINE}))""",
    ("verifiedresult", "UPDATE"): "USING",
    ("verifiedresult", "DELETE"): "USING",
    ("committeevote", "INSERT"): f"CHECK ({SYSTEM} OR ({KIND} = 'committee' AND member_id::text = {ME}))",
    ("committeevote", "UPDATE"): "USING",
    ("committeevote", "DELETE"): "USING",
    ("levelcertificate", "INSERT"): f"CHECK ({SYSTEM} OR {KIND} = 'committee')",
    ("levelcertificate", "UPDATE"): f"USING ({SYSTEM} OR {KIND} = 'ministry')",
    ("levelcertificate", "DELETE"): "USING",
    ("verification", "INSERT"): f"CHECK ({SYSTEM} OR state = 'asked')",
    ("appeal", "INSERT"): f"CHECK ({SYSTEM} OR state = 'asked')",
    ("delegation", "DELETE"): f"""USING ({SYSTEM}
        OR EXISTS (SELECT FROM assessments_session s WHERE s.id = session_id))""",
}
DECIDED = """
CREATE FUNCTION ieum_decided_by_assessor() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF NOT (ieum_is_system() OR ieum_kind() = 'assessor_body') THEN
    RAISE EXCEPTION 'only the assessor decides this' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER verification_decided_by BEFORE UPDATE ON assessments_verification FOR EACH ROW
  WHEN (NEW.state = 'finished' AND OLD.state <> NEW.state) EXECUTE FUNCTION ieum_decided_by_assessor();
CREATE TRIGGER appeal_decided_by BEFORE UPDATE ON assessments_appeal FOR EACH ROW
  WHEN (NEW.state IN ('upheld', 'changed') AND OLD.state <> NEW.state)
  EXECUTE FUNCTION ieum_decided_by_assessor();
"""
UNDECIDED = """
DROP TRIGGER appeal_decided_by ON assessments_appeal;
DROP TRIGGER verification_decided_by ON assessments_verification;
DROP FUNCTION ieum_decided_by_assessor();
"""


def _name(table: str, act: str) -> str:
    return f"{table}_{act.lower()}_by"


def _sql(table: str, act: str, rule: str) -> str:
    said = f"USING ({SYSTEM})" if rule == "USING" else rule if rule.startswith("USING") else f"WITH {rule}"
    return (
        f"CREATE POLICY {_name(table, act)} ON assessments_{table} AS RESTRICTIVE FOR {act} {said};"
    )


class Migration(migrations.Migration):

    dependencies = [
        ("assessments", "0019_support_rules"),
    ]

    operations = [
        migrations.RunSQL(
            "\n".join(_sql(table, act, rule) for (table, act), rule in RULES.items()),
            "\n".join(f"DROP POLICY {_name(table, act)} ON assessments_{table};" for table, act in RULES),
        ),
        migrations.RunSQL(DECIDED, UNDECIDED),
    ]
