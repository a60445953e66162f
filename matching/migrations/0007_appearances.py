"""Where suppliers were listed, apart from the results."""

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matching", "0006_listed_suppliers")]
    operations = [
        migrations.CreateModel(
            name="Appearance",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("shown_on", models.DateField(verbose_name="shown on")),
                ("sido", models.CharField(max_length=2, verbose_name="province")),
                ("domain", models.CharField(max_length=12, verbose_name="technology domain")),
                ("place", models.PositiveSmallIntegerField(verbose_name="place")),
                ("points", models.JSONField(default=dict)),
                (
                    "supplier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="appearances",
                        to="matching.supplier",
                    ),
                ),
            ],
            options={
                "verbose_name": "appearance",
                "indexes": [
                    models.Index(fields=["supplier", "shown_on"], name="appearance_supplier_day"),
                    models.Index(
                        condition=models.Q(place=1),
                        fields=["shown_on", "sido", "domain"],
                        name="appearance_recommendations",
                    ),
                ],
            },
        )
    ]
