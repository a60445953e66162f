"""The day that was first set for a visit, and why another one was set after it had passed."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("assessments", "0034_rules_withdrawn"),
    ]

    operations = [
        migrations.AddField(
            model_name="levelapplication",
            name="visit_first_on",
            field=models.DateField(blank=True, null=True, verbose_name="visit first set for"),
        ),
        migrations.AddField(
            model_name="levelapplication",
            name="visit_reason",
            field=models.TextField(
                blank=True, default="", max_length=1000, verbose_name="why the visit was put off"
            ),
        ),
    ]
