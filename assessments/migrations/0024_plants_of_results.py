"""The plants of the diagnostics there are: one for each name and district of a company.

A plant gets industry and size of the diagnostic changed last. Run again, it links what is still without one.
"""

from django.db import migrations

AS_SYSTEM = "SELECT set_config('ieum.system', 'on', true);"
MAKE = """
INSERT INTO assessments_plant (id, organisation_id, name, sigungu, address, industry, size, employees,
  average_sales_won, created_at, changed_at, created_by_id)
SELECT gen_random_uuid(), organisation_id, plant_name, sigungu, '', industry, size, employees,
  average_sales_won, first_at, changed_at, created_by_id
FROM (
  SELECT *, row_number() OVER (same ORDER BY changed_at DESC, id) AS place, min(started_at) OVER same AS first_at
  FROM assessments_session
  WHERE organisation_id IS NOT NULL AND plant_id IS NULL AND sigungu <> ''
  WINDOW same AS (PARTITION BY organisation_id, plant_name, sigungu)
) AS known
WHERE place = 1
ON CONFLICT (organisation_id, name, sigungu) DO NOTHING;
"""
LINK = "\n".join(
    f"""
UPDATE assessments_{table} AS row SET plant_id = plant.id FROM assessments_plant AS plant
WHERE row.plant_id IS NULL AND plant.organisation_id = row.organisation_id
  AND plant.name = row.plant_name AND plant.sigungu = row.sigungu;"""
    for table in ("session", "result")
)
DONE = "SELECT set_config('ieum.system', '', true);"


class Migration(migrations.Migration):
    dependencies = [("assessments", "0023_plants")]
    operations = [migrations.RunSQL(AS_SYSTEM + MAKE + LINK + DONE, migrations.RunSQL.noop)]
