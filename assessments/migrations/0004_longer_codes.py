"""Codes of items and choices have up to 40 characters in a framework document."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0003_resumed_drafts")]
    operations = [
        migrations.AlterField("answer", "item", models.CharField(max_length=40)),
        migrations.AlterField(
            "answer",
            "choices",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=40), blank=True, default=list, size=None
            ),
        ),
    ]
