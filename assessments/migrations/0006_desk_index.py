"""One index for the regional desk: its wall, filters, order and count are answered without reading a row."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("assessments", "0005_walls_ask_once")]
    operations = [
        migrations.RemoveIndex(model_name="result", name="result_sigungu_submitted"),
        migrations.RemoveIndex(model_name="result", name="result_desk"),
        migrations.AddIndex(
            model_name="result",
            index=models.Index(
                fields=["sigungu", "-submitted_at", "id"],
                include=["organisation", "framework", "industry", "size", "tier", "level", "score", "plant_name"],
                name="result_desk",
            ),
        ),
    ]
