from django.db import migrations, models

SHARED = """
SELECT set_config('ieum.system', 'on', true);
UPDATE assessments_session SET is_shared = true
WHERE id IN (SELECT session_id FROM assessments_delegation WHERE kind = 'part');
SELECT set_config('ieum.system', '', true);
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0024_plants_of_results")]
    operations = [
        migrations.AddField(
            "delegation",
            "sender",
            models.CharField("who sends it", max_length=40, blank=True, default="", db_default=""),
        ),
        migrations.AddField(
            "delegation", "due_on", models.DateField("to be answered by", null=True, blank=True)
        ),
        migrations.AddField(
            "delegation",
            "reported_at",
            models.DateTimeField("reported as complete at", null=True, blank=True),
        ),
        migrations.AddField("session", "is_shared", models.BooleanField(default=False, db_default=False)),
        migrations.RunSQL(SHARED, migrations.RunSQL.noop),
    ]
