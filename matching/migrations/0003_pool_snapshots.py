"""Recommendations name the pool they were ranked from by its checksum."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matching", "0002_row_level_security")]
    operations = [
        migrations.CreateModel(
            name="PoolSnapshot",
            fields=[
                ("checksum", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("members", models.BinaryField()),
            ],
            options={"verbose_name": "pool snapshot"},
        ),
        migrations.RemoveField("recommendation", "snapshots"),
        migrations.RemoveField("recommendation", "pool_version"),
        migrations.RemoveField("recommendation", "salt"),
        migrations.AddField(
            "recommendation",
            "pool",
            models.ForeignKey(
                default="",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="recommendations",
                to="matching.poolsnapshot",
            ),
            preserve_default=False,
        ),
    ]
