"""No district has two technoparks on any day: one exclusion constraint in place of two unique ones."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("programmes", "0002_row_level_security")]
    operations = [
        BtreeGistExtension(),
        migrations.RemoveConstraint(
            model_name="jurisdiction", name="jurisdiction_one_start_per_district"
        ),
        migrations.RemoveConstraint(
            model_name="jurisdiction", name="jurisdiction_one_open_end_per_district"
        ),
        migrations.AddConstraint(
            model_name="jurisdiction",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("sigungu", "="),
                    (
                        models.Func(
                            "valid_from",
                            "valid_to",
                            models.Value("[]"),
                            function="DATERANGE",
                            output_field=django.contrib.postgres.fields.DateRangeField(),
                        ),
                        "&&",
                    ),
                ],
                name="jurisdiction_one_technopark_a_day",
                violation_error_message="Another technopark serves this district; end that first.",
            ),
        ),
    ]
