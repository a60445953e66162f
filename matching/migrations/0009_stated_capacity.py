"""When the capacity was stated; from now on a supplier's facts are the same in its profile and organisation."""

from django.db import migrations, models

# Whoever was public or had saved its profile stated its capacity or left it on purpose.
STATED = """
UPDATE matching_supplier SET capacity_said_at = changed_at
WHERE verified_at IS NOT NULL OR verification_asked_at IS NOT NULL OR capacity_total <> 3 OR capacity_open <> 1;
"""

# The profile is what others read, so it wins over what the organisation said of itself.
SAME = """
UPDATE core_organisation AS o
SET name_en = CASE WHEN s.name_en <> '' THEN s.name_en ELSE o.name_en END,
    sigungu = CASE WHEN s.home_sigungu <> '' THEN s.home_sigungu ELSE o.sigungu END,
    employees = COALESCE(s.employees, o.employees),
    homepage = CASE WHEN s.homepage <> '' THEN s.homepage ELSE o.homepage END
FROM matching_supplier AS s WHERE s.organisation_id = o.id;
"""


class Migration(migrations.Migration):
    dependencies = [("matching", "0008_exposure_and_age")]
    operations = [
        migrations.AddField("supplier", "capacity_said_at", models.DateTimeField(blank=True, null=True)),
        migrations.RunSQL(STATED, migrations.RunSQL.noop),
        migrations.RunSQL(SAME, migrations.RunSQL.noop),
    ]
