"""A report that names the business number is for its reader alone: those made before become the company's own.

Whoever else had one orders it anew, without the number.
"""

from django.db import migrations

NARROW = """
UPDATE portal_report SET audience = r.organisation_id FROM assessments_result r
WHERE r.id = result_id AND audience IS NULL AND content #>> '{company,business_number}' <> '';
"""


class Migration(migrations.Migration):
    dependencies = [("portal", "0004_editions")]
    operations = [migrations.RunSQL(NARROW, migrations.RunSQL.noop)]
