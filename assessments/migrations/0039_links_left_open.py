from django.contrib.postgres.fields import ArrayField
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0038_former_parts")]
    operations = [
        migrations.AddField(
            "delegation",
            "freed_key",
            models.CharField(blank=True, default="", db_default="", max_length=64),
        ),
        migrations.AddField(
            "delegation",
            "left_open",
            ArrayField(models.CharField(max_length=40), blank=True, db_default=[], default=list),
        ),
        migrations.AddField(
            "delegation",
            "is_changed",
            models.BooleanField("an answer given before was changed", default=False, db_default=False),
        ),
    ]
