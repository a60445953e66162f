"""Exposure is a debt, which may be negative; newcomers shown apart; when a profile's age was told."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matching", "0007_appearances")]
    operations = [
        migrations.AlterField("supplier", "exposure", models.IntegerField(default=0)),
        migrations.AddField("supplier", "age_told_on", models.DateField(blank=True, null=True)),
        migrations.AddField("supplier", "end_told_on", models.DateField(blank=True, null=True)),
        migrations.AddField(
            "appearance",
            "is_apart",
            models.BooleanField(default=False, db_default=False, verbose_name="shown apart"),
        ),
    ]
