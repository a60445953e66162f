"""A draft can be carried on from a second device by a mailed link."""

from django.db import migrations, models
from django.db.models import Q

WALL = """
DROP POLICY session_scope ON assessments_session;
CREATE POLICY session_scope ON assessments_session USING (
  ieum_is_system()
  OR (ieum_kind() = 'company' AND organisation_id = ANY (ieum_organisations()))
  OR (organisation_id IS NULL AND ieum_draft() <> ''
      AND (draft_key = ieum_draft() OR resumed_key = ieum_draft())));
"""
BACK = """
DROP POLICY session_scope ON assessments_session;
CREATE POLICY session_scope ON assessments_session USING (
  ieum_is_system()
  OR (ieum_kind() = 'company' AND organisation_id = ANY (ieum_organisations()))
  OR (organisation_id IS NULL AND draft_key <> '' AND draft_key = ieum_draft()));
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0002_row_level_security")]
    operations = [
        migrations.AddField("session", "resumed_key", models.CharField(blank=True, default="", max_length=64)),
        migrations.AddField("session", "resume_sent_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("session", "resume_count", models.PositiveSmallIntegerField(default=0)),
        migrations.AddIndex(
            "session",
            models.Index(condition=~Q(resumed_key=""), fields=["resumed_key"], name="session_resumed_key"),
        ),
        migrations.RunSQL(WALL, BACK),
    ]
