"""Nothing of a company opens to an assessor or a member of the committee before they declared their interests.

Who steps back hands the matter back: three moves more, which the walls of the moves learn here.
"""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

KIND = "(SELECT ieum_kind())"
ME = "(SELECT ieum_user())"
SYSTEM = "(SELECT ieum_is_system())"
TABLE = "assessments_interest"
WALLS = f"""
ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY;
ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY;
CREATE POLICY interest_scope ON {TABLE} USING (
  {SYSTEM} OR {KIND} = 'ministry' OR ({KIND} IN ('assessor_body', 'committee') AND person_id::text = {ME}));
CREATE POLICY interest_insert_by ON {TABLE} AS RESTRICTIVE FOR INSERT WITH CHECK (
  {SYSTEM} OR ({KIND} IN ('assessor_body', 'committee') AND person_id::text = {ME}));
CREATE POLICY interest_update_by ON {TABLE} AS RESTRICTIVE FOR UPDATE USING ({SYSTEM});
CREATE POLICY interest_delete_by ON {TABLE} AS RESTRICTIVE FOR DELETE USING ({SYSTEM});
"""
UNWALLED = f"DROP POLICY interest_scope ON {TABLE};"


def _free(subject: str, row: str) -> str:
    mine = f"i.subject = '{subject}' AND i.subject_id = {row}.id AND i.person_id::text = {ME}"
    return (
        f"EXISTS (SELECT FROM {TABLE} i WHERE {mine} AND i.is_free)"
        f" AND NOT EXISTS (SELECT FROM {TABLE} i WHERE {mine} AND NOT i.is_free)"
    )


def _evidence(policy: str, table: str, row: str, states: str, more: str) -> str:
    return f"""
ALTER POLICY {policy} ON assessments_evidence USING (
  {KIND} = 'assessor_body' AND removed_at IS NULL AND EXISTS (
    SELECT FROM {table} {row} JOIN assessments_share s ON s.id = {row}.share_id
    WHERE {row}.session_id = assessments_evidence.session_id AND {row}.assessor_id::text = {ME}
      AND {row}.state IN ({states}) AND s.withdrawn_at IS NULL{more}));"""


VERIFIES = ("evidence_assessor", "assessments_verification", "v", "'open', 'finished'")
REVIEWS = ("evidence_reviewer", "assessments_appeal", "a", "'open', 'upheld', 'changed'")
FILES = _evidence(*VERIFIES, f" AND {_free('verification', 'v')}") + _evidence(
    *REVIEWS, f" AND {_free('appeal', 'a')}"
)
FILES_BEFORE = _evidence(*VERIFIES, "") + _evidence(*REVIEWS, "")


def _moves(function: str, old: str, new: str) -> str:
    """The function again with `new` in place of `old`: its other moves stay as they are."""
    quoted = [each.replace("'", "''") for each in (old, new)]
    return f"""
DO $do$ BEGIN
  EXECUTE replace(pg_get_functiondef('{function}'::regproc), '{quoted[0]}', '{quoted[1]}');
END $do$;"""


HANDED_BACK = (
    ("ieum_verification_moves", "('open', 'finished')", "('open', 'finished'), ('open', 'asked')"),
    ("ieum_appeal_moves", "('open', 'upheld')", "('open', 'upheld'), ('open', 'asked')"),
    ("ieum_application_moves", "('assessing', 'reported')", "('assessing', 'reported'), ('assessing', 'accepted')"),
)


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0028_judged_one_by_one"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="Interest",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("subject", models.CharField(choices=[("verification", "verification"), ("appeal", "request for a human review"), ("application", "application for a confirmed level")], max_length=12)),
                ("subject_id", models.UUIDField()),
                ("is_free", models.BooleanField(verbose_name="without an interest")),
                ("reason", models.CharField(blank=True, default="", max_length=1000, verbose_name="reason")),
                ("declared_at", models.DateTimeField(verbose_name="declared at")),
                ("organisation", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="core.organisation")),
                ("person", models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={"verbose_name": "declaration of interests"},
        ),
        migrations.AddIndex(
            model_name="interest",
            index=models.Index(fields=["person", "subject", "subject_id"], name="interest_person"),
        ),
        migrations.AddConstraint(
            model_name="interest",
            constraint=models.CheckConstraint(condition=models.Q(("is_free", True), models.Q(("reason", ""), _negated=True), _connector="OR"), name="interest_stepped_back_has_reason"),
        ),
        migrations.AddConstraint(
            model_name="interest",
            constraint=models.CheckConstraint(condition=models.Q(("subject__in", ["verification", "appeal", "application"])), name="interest_subject_known"),
        ),
        migrations.RunSQL(WALLS, UNWALLED),
        migrations.RunSQL(FILES, FILES_BEFORE),
        migrations.RunSQL(
            "".join(_moves(*each) for each in HANDED_BACK),
            "".join(_moves(function, new, old) for function, old, new in HANDED_BACK),
        ),
    ]
