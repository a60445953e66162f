"""Whose act sends, replaces and decides about a proposal says PostgreSQL as well, and what a price may be."""

from django.db import migrations, models

SYSTEM = "(SELECT ieum_is_system())"
KIND = "(SELECT ieum_kind())"
ME = "(SELECT ieum_user())"


def _side(kind: str, column: str, state: str = "") -> str:
    return (
        f"({KIND} = '{kind}' AND EXISTS (SELECT FROM matching_consultation c WHERE c.id = consultation_id"
        f" AND c.{column} = ANY ((SELECT ieum_organisations())::uuid[]){state}))"
    )


ANSWERED = " AND c.state = 'answered'"
UNDECIDED = "decided_at IS NULL AND decided_by_id IS NULL AND reason = ''"
RULES = {
    "INSERT": (
        f"WITH CHECK ({SYSTEM} OR ({_side('supplier', 'recipient_id', ANSWERED)} AND state = 'sent'"
        f" AND {UNDECIDED} AND coalesce(sent_by_id::text, '') = {ME}))"
    ),
    "UPDATE": (
        f"USING ({SYSTEM} OR {_side('supplier', 'recipient_id')} OR {_side('company', 'organisation_id')})"
        f" WITH CHECK ({SYSTEM}"
        f" OR ({_side('supplier', 'recipient_id', ANSWERED)} AND state = 'replaced' AND {UNDECIDED})"
        f" OR ({_side('company', 'organisation_id', ANSWERED)} AND state IN ('chosen', 'not_chosen')"
        f" AND coalesce(decided_by_id::text, '') = {ME}))"
    ),
    "DELETE": f"USING ({SYSTEM})",
}
MOVES = """
CREATE OR REPLACE FUNCTION ieum_proposal_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
    ('sent', 'replaced'), ('sent', 'chosen'), ('sent', 'not_chosen')) THEN
    RAISE EXCEPTION 'a proposal does not go from %% to %%', OLD.state, NEW.state USING ERRCODE = 'check_violation';
  END IF;
  IF (NEW.id, NEW.consultation_id, NEW.version, NEW.what, NEW.least_won, NEW.most_won, NEW.months, NEW.begin_on,
      NEW.after_care, NEW.assumptions, NEW.valid_to, NEW.sent_at, NEW.sent_by_id) IS DISTINCT FROM
     (OLD.id, OLD.consultation_id, OLD.version, OLD.what, OLD.least_won, OLD.most_won, OLD.months, OLD.begin_on,
      OLD.after_care, OLD.assumptions, OLD.valid_to, OLD.sent_at, OLD.sent_by_id) THEN
    RAISE EXCEPTION 'what a proposal says does not change' USING ERRCODE = 'check_violation';
  END IF;
  %s
  RETURN NEW;
END $$;
"""
FROZEN = """
  IF (NEW.decided_at, NEW.decided_by_id, NEW.reason) IS DISTINCT FROM
     (OLD.decided_at, OLD.decided_by_id, OLD.reason)
     AND (OLD.state <> 'sent' OR NEW.state NOT IN ('chosen', 'not_chosen')) THEN
    RAISE EXCEPTION 'what was decided about a proposal does not change' USING ERRCODE = 'check_violation';
  END IF;
"""


def _rule(act: str, said: str) -> str:
    return f"CREATE POLICY proposal_{act.lower()}_by ON matching_proposal AS RESTRICTIVE FOR {act} {said};"


def _moves(more: str) -> str:
    return MOVES % more


class Migration(migrations.Migration):

    dependencies = [
        ("matching", "0016_proposals"),
    ]

    operations = [
        migrations.RunSQL(
            "\n".join(_rule(act, said) for act, said in RULES.items()),
            "\n".join(f"DROP POLICY proposal_{act.lower()}_by ON matching_proposal;" for act in RULES),
        ),
        migrations.RunSQL(_moves(FROZEN), _moves("")),
        migrations.RemoveConstraint(model_name="proposal", name="proposal_price_is_a_range"),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("least_won__gte", 10_000),
                    ("most_won__gte", models.F("least_won")),
                    ("most_won__lte", 100_000_000_000),
                ),
                name="proposal_price_is_a_range",
            ),
        ),
    ]
