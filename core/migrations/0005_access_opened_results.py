"""Which results an institution has opened, from an index; made without stopping those who write."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("core", "0004_shared_claims_and_resets")]
    operations = [
        AddIndexConcurrently(
            model_name="accessrecord",
            index=models.Index(
                condition=models.Q(("act", "view"), ("subject_kind", "result")),
                fields=["organisation_id", "subject_id"],
                name="access_opened_results",
            ),
        ),
    ]
