"""Keeps a supplier's row in one piece: search reads `search_text` of all of them.

A row is some 2.4 KB, just over the 2 KB from which PostgreSQL moves long columns into a table beside it; fetching
them from there took half of a search's time.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("matching", "0004_search_and_verification")]
    operations = [
        migrations.RunSQL(
            "ALTER TABLE matching_supplier SET (toast_tuple_target = 4080)",
            "ALTER TABLE matching_supplier RESET (toast_tuple_target)",
        )
    ]
