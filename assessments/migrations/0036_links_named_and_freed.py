from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0035_visits_put_off")]
    operations = [
        migrations.AddField(
            "delegation",
            "is_company_named",
            models.BooleanField("the link names the company", default=False, db_default=False),
        ),
        migrations.AddField(
            "delegation",
            "freed_at",
            models.DateTimeField("freed for another browser at", null=True, blank=True),
        ),
    ]
