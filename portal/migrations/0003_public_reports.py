"""What anybody may know of a report who holds its number: no company, no person, no place."""

from django.db import migrations

PUBLIC = """
CREATE FUNCTION portal_public_report(wanted text)
RETURNS TABLE (
  number text, version text, language text, framework text, issued_on date, tier text, tier_title text,
  content_sha256 text, file_sha256 text, size_bytes integer, pages smallint, is_latest boolean
) LANGUAGE sql STABLE SET ieum.system = 'on' AS $$
  SELECT r.number, r.content->>'version', r.language, r.content->'framework'->>'title',
    (r.content->>'issued_on')::date, r.tier, r.content->'standing'->>'tier_title', r.content_sha256, r.file_sha256,
    r.size_bytes, r.pages,
    NOT EXISTS (
      SELECT 1 FROM portal_report n WHERE n.result_id = r.result_id AND n.language = r.language
        AND n.published_at IS NOT NULL AND n.created_at > r.created_at)
  FROM portal_report r WHERE r.number = wanted AND r.published_at IS NOT NULL
$$;
"""
BACK = "DROP FUNCTION portal_public_report(text);"


class Migration(migrations.Migration):
    dependencies = [("portal", "0002_row_level_security")]
    operations = [migrations.RunSQL(PUBLIC, BACK)]
