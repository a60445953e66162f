"""What parts of a draft said before their last change, so that it can be taken back."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0037_votes_taken_back")]

    operations = [
        migrations.AddField("frameworkversion", "former", models.JSONField(blank=True, default=dict))
    ]
