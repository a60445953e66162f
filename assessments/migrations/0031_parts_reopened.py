from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0030_answers_for_the_committee")]
    operations = [
        migrations.AddField(
            "delegation",
            "reopened_at",
            models.DateTimeField("changed after it was reported at", null=True, blank=True),
        ),
    ]
