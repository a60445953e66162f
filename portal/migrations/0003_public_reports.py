"""What anybody may know of a report who holds its number: no company, no person, no place."""

from django.db import migrations

PUBLIC = """
CREATE FUNCTION portal_public_report(wanted text)
RETURNS TABLE (
  number text, version text, language text, framework text, issued_on date, tier text, tier_title text,
  content_sha256 text, file_sha256 text, size_bytes integer, pages smallint, is_latest boolean
) LANGUAGE plpgsql AS $$
DECLARE
  before text := coalesce(current_setting('ieum.system', true), '');
BEGIN
  PERFORM set_config('ieum.system', 'on', true);
  RETURN QUERY
    SELECT r.number::text, r.content->>'version', r.language::text, r.content->'framework'->>'title',
      (r.content->>'issued_on')::date, r.tier::text, r.content->'standing'->>'tier_title',
      r.content_sha256::text, r.file_sha256::text, r.size_bytes, r.pages,
      NOT EXISTS (
        SELECT 1 FROM portal_report n WHERE n.result_id = r.result_id AND n.language = r.language
          AND n.published_at IS NOT NULL AND n.created_at > r.created_at)
    FROM portal_report r WHERE r.number = wanted AND r.published_at IS NOT NULL;
  PERFORM set_config('ieum.system', before, true);
END $$;
"""
BACK = "DROP FUNCTION portal_public_report(text);"


class Migration(migrations.Migration):
    dependencies = [("portal", "0002_row_level_security")]
    operations = [migrations.RunSQL(PUBLIC, BACK)]
