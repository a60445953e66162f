"""Products and projects that were deleted stay out of sight for a while, so that they can come back."""

from django.db import migrations, models

CONFIRMED = "OLD.customer_confirmed_at IS NOT NULL AND OLD.checked_at IS NOT NULL"
BEFORE = "DROP TRIGGER track_record_stays ON matching_trackrecord;"
STAYS = """
CREATE TRIGGER track_record_stays BEFORE UPDATE ON matching_trackrecord
  FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION ieum_append_only();
"""
BUT_HIDDEN = f"{CONFIRMED} AND (to_jsonb(NEW) - 'deleted_at') IS DISTINCT FROM (to_jsonb(OLD) - 'deleted_at')"


class Migration(migrations.Migration):
    dependencies = [("matching", "0012_consultation_walls")]

    operations = [
        migrations.AddField("solution", "deleted_at", models.DateTimeField(blank=True, null=True)),
        migrations.AddField("trackrecord", "deleted_at", models.DateTimeField(blank=True, null=True)),
        migrations.RunSQL(
            BEFORE + STAYS.format(condition=BUT_HIDDEN), BEFORE + STAYS.format(condition=CONFIRMED)
        ),
    ]
