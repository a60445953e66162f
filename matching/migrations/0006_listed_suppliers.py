"""An index of all that is listed: a list is counted and ordered from it, without reading the rows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("matching", "0005_rows_in_one_piece")]
    operations = [
        migrations.AddIndex(
            model_name="supplier",
            index=models.Index(
                fields=["organisation", "id"],
                condition=models.Q(is_published=True, verified_at__isnull=False),
                name="supplier_listed",
            ),
        )
    ]
