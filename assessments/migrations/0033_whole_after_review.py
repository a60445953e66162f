"""A whole verification may follow the review of single numbers, and another assessor one who left.

What a review decided stands as a verification of its own (`is_review`), beside which a whole one can be asked
for; its verified result takes the place of the partial one, which PostgreSQL keeps. An open or assessed case
whose assessor left is given to another one.
"""

from django.db import migrations, models
from django.db.models import Q

AS_SYSTEM = "SELECT set_config('ieum.system', 'on', true);"
MADE_BY_REVIEWS = """
UPDATE assessments_verification v SET is_review = true FROM assessments_appeal a
WHERE a.result_id = v.result_id AND a.state = 'changed' AND a.asked_at = v.asked_at
  AND a.decided_at = v.finished_at;
"""
DONE = "SELECT set_config('ieum.system', '', true);"
SYSTEM = "(SELECT ieum_is_system())"
STAYS = f"""
CREATE TRIGGER verification_kind_stays BEFORE UPDATE ON assessments_verification FOR EACH ROW
  WHEN (OLD.is_review IS DISTINCT FROM NEW.is_review) EXECUTE FUNCTION ieum_append_only();
ALTER POLICY verification_insert_by ON assessments_verification
  WITH CHECK ({SYSTEM} OR (state = 'asked' AND NOT is_review));
"""
CHANGES = f"""
ALTER POLICY verification_insert_by ON assessments_verification
  WITH CHECK ({SYSTEM} OR state = 'asked');
DROP TRIGGER verification_kind_stays ON assessments_verification;
"""
KEPT = """
CREATE OR REPLACE FUNCTION ieum_verified_result_kept() RETURNS trigger LANGUAGE plpgsql AS
$$ DECLARE
  reviewed boolean := NEW.appeal_id IS NOT NULL AND NEW.appeal_id IS DISTINCT FROM OLD.appeal_id
    AND NEW.verification_id = OLD.verification_id;{more}
BEGIN
  IF NEW.result_id <> OLD.result_id OR NOT {may} THEN
    RAISE EXCEPTION 'a verified result changes only by the decision of a review'
      USING ERRCODE = 'restrict_violation';
  END IF;
  INSERT INTO assessments_formerverifiedresult (result_id, data, replaced_at)
    VALUES (OLD.result_id, to_jsonb(OLD), statement_timestamp());
  RETURN NEW;
END $$;
"""
WHOLE = """
  whole boolean := NEW.appeal_id IS NULL
    AND EXISTS (SELECT FROM assessments_verification v WHERE v.id = OLD.verification_id AND v.is_review)
    AND EXISTS (SELECT FROM assessments_verification v WHERE v.id = NEW.verification_id
      AND v.result_id = OLD.result_id AND v.state = 'finished' AND NOT v.is_review);"""


def _moves(function: str, old: str, new: str) -> str:
    """The function again with `new` in place of `old`: its other moves stay as they are."""
    quoted = [each.replace("'", "''") for each in (old, new)]
    return f"""
DO $do$ BEGIN
  EXECUTE replace(pg_get_functiondef('{function}'::regproc), '{quoted[0]}', '{quoted[1]}');
END $do$;"""


HANDED_ON = (
    ("ieum_verification_moves", "('open', 'finished')", "('open', 'finished'), ('open', 'assigned')"),
    ("ieum_application_moves", "('assessing', 'reported')", "('assessing', 'reported'), ('assessing', 'assigned')"),
    (
        "ieum_application_moved_by",
        "('ministry', 'accepted', 'assigned')",
        "('ministry', 'accepted', 'assigned'), ('ministry', 'assessing', 'assigned')",
    ),
)
LIVE = ["asked", "assigned", "finished", "open"]


class Migration(migrations.Migration):
    dependencies = [("assessments", "0032_looked_at_in_public")]
    operations = [
        migrations.AddField("verification", "is_review", models.BooleanField(default=False)),
        migrations.RunSQL(AS_SYSTEM + MADE_BY_REVIEWS + DONE, migrations.RunSQL.noop),
        migrations.RemoveConstraint("verification", "verification_live_once"),
        migrations.AddConstraint(
            "verification",
            models.UniqueConstraint(
                "result", condition=Q(is_review=False, state__in=LIVE), name="verification_live_once"
            ),
        ),
        migrations.AddConstraint(
            "verification",
            models.UniqueConstraint("result", condition=Q(is_review=True), name="verification_of_review_once"),
        ),
        migrations.RunSQL(STAYS, CHANGES),
        migrations.RunSQL(
            KEPT.format(more=WHOLE, may="(reviewed OR whole)"), KEPT.format(more="", may="reviewed")
        ),
        migrations.RunSQL(
            "".join(_moves(*each) for each in HANDED_ON),
            "".join(_moves(function, new, old) for function, old, new in HANDED_ON),
        ),
    ]
