"""Search and verification: verified domains and facets as arrays, and where a verification stands."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models
from django.db.models import F, Func

FUNCTION = """
CREATE FUNCTION ieum_verified(evidence jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT coalesce(array_agg(key ORDER BY key), '{}') FROM jsonb_each_text(evidence) WHERE value = 'verified'
$$;
CREATE FUNCTION ieum_facets(
  regions text[], home text, domains text[], evidence jsonb, industries text[], sizes text[],
  accepting boolean, free_places integer
) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
  SELECT ARRAY['*', 'home:' || home]
    || ARRAY(SELECT 'region:' || each FROM unnest(regions) AS each)
    || ARRAY(SELECT 'domain:' || each FROM unnest(domains) AS each)
    || ARRAY(SELECT 'proven:' || each FROM unnest(ieum_verified(evidence)) AS each)
    || ARRAY(SELECT 'industry:' || each FROM unnest(industries) AS each)
    || ARRAY(SELECT 'size:' || each FROM unnest(sizes) AS each)
    || CASE WHEN ieum_verified(evidence) <> '{}' THEN ARRAY['verified:1'] ELSE '{}' END
    || CASE WHEN accepting AND free_places > 0 THEN ARRAY['free:1'] ELSE '{}' END
$$;
"""

BACK = """
DROP FUNCTION ieum_facets(text[], text, text[], jsonb, text[], text[], boolean, integer);
DROP FUNCTION ieum_verified(jsonb);
"""


class Migration(migrations.Migration):
    dependencies = [("matching", "0003_pool_snapshots")]
    operations = [
        migrations.RunSQL(FUNCTION, BACK),
        migrations.AddField(
            "supplier",
            "verified_domains",
            models.GeneratedField(
                db_persist=True,
                expression=Func(F("evidence"), function="ieum_verified"),
                output_field=django.contrib.postgres.fields.ArrayField(models.TextField()),
            ),
        ),
        migrations.AddField(
            "supplier",
            "facets",
            models.GeneratedField(
                db_persist=True,
                expression=Func(
                    "regions",
                    "home_sido",
                    "domains",
                    "evidence",
                    "industries",
                    "sizes",
                    "is_accepting",
                    "capacity_open",
                    function="ieum_facets",
                ),
                output_field=django.contrib.postgres.fields.ArrayField(models.TextField()),
            ),
        ),
        # Two syllables hold no trigram, so the index was read whole: five thousand texts are read faster without,
        # and three times as fast when they need not be unpacked.
        migrations.RemoveIndex("supplier", "supplier_search_text"),
        migrations.RunSQL(
            "ALTER TABLE matching_supplier ALTER search_text SET STORAGE PLAIN",
            "ALTER TABLE matching_supplier ALTER search_text SET STORAGE EXTENDED",
        ),
        migrations.AddField(
            "supplier",
            "confirmed_records",
            models.PositiveIntegerField(default=0, verbose_name="confirmed projects"),
        ),
        migrations.AddField(
            "supplier",
            "verification_asked_at",
            models.DateTimeField(blank=True, null=True, verbose_name="verification asked for at"),
        ),
        migrations.AddField(
            "supplier",
            "returned_at",
            models.DateTimeField(blank=True, null=True, verbose_name="returned at"),
        ),
        migrations.AddField(
            "supplier",
            "return_reason",
            models.CharField(blank=True, default="", max_length=500, verbose_name="reason of the return"),
        ),
    ]
