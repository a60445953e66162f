"""Counters and cached values that all processes share. Unlogged: a crash of the server may forget them."""

from django.db import migrations

TABLES = """
CREATE UNLOGGED TABLE core_limit (
  key varchar(80) PRIMARY KEY, used integer NOT NULL, ends_at timestamptz NOT NULL
) WITH (fillfactor = 70);
CREATE UNLOGGED TABLE core_cache (
  key varchar(250) PRIMARY KEY, value text NOT NULL, ends_at timestamptz NOT NULL
) WITH (fillfactor = 70);
"""
BACK = "DROP TABLE core_cache; DROP TABLE core_limit;"


class Migration(migrations.Migration):
    dependencies = [("core", "0005_access_opened_results")]
    operations = [migrations.RunSQL(TABLES, BACK)]
