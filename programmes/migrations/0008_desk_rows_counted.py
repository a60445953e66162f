"""The whole list of a desk is counted in an index of what the scope and the wall ask: a third of the time."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programmes", "0007_desk_work")]

    operations = [
        migrations.AddIndex(
            model_name="deskrow",
            index=models.Index(fields=["recipient", "sigungu"], name="desk_row_counted"),
        ),
    ]
