"""How institutions dress reports: versions that are frozen once published."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

WALL = """
ALTER TABLE portal_letterhead ENABLE ROW LEVEL SECURITY;
ALTER TABLE portal_letterhead FORCE ROW LEVEL SECURITY;
CREATE POLICY letterhead_read ON portal_letterhead FOR SELECT USING (
  (SELECT ieum_is_system()) OR state = 'published'
  OR organisation_id = ANY ((SELECT ieum_organisations())::uuid[]));
CREATE POLICY letterhead_kept ON portal_letterhead USING (
  (SELECT ieum_is_system()) OR ((SELECT ieum_kind()) IN ('technopark', 'ministry')
    AND organisation_id = ANY ((SELECT ieum_organisations())::uuid[])));
CREATE FUNCTION ieum_letterhead_frozen() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF OLD.state <> 'draft' AND (NEW.state <> 'retired'
      OR to_jsonb(NEW) - '{state,retired_at}'::text[] <> to_jsonb(OLD) - '{state,retired_at}'::text[]) THEN
    RAISE EXCEPTION 'a published letterhead is frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER letterhead_frozen BEFORE UPDATE ON portal_letterhead
  FOR EACH ROW EXECUTE FUNCTION ieum_letterhead_frozen();
"""
BACK = """
DROP TRIGGER letterhead_frozen ON portal_letterhead;
DROP FUNCTION ieum_letterhead_frozen();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0010_committees'),
        ('portal', '0005_numbered_reports_are_for_their_readers'),
    ]

    operations = [
        migrations.CreateModel(
            name='Letterhead',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveSmallIntegerField(verbose_name='version')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published'), ('retired', 'Retired')], default='draft', max_length=10, verbose_name='state')),
                ('title', models.CharField(max_length=40, verbose_name='line above the title')),
                ('subtitle', models.CharField(blank=True, default='', max_length=60, verbose_name='line below the title')),
                ('colour', models.CharField(choices=[('navy', 'Navy'), ('green', 'Green'), ('plum', 'Plum'), ('slate', 'Slate')], default='navy', max_length=10, verbose_name='colour of the cover')),
                ('foreword', models.TextField(blank=True, default='', max_length=200, verbose_name='foreword')),
                ('contact', models.TextField(blank=True, default='', max_length=160, verbose_name='whom to ask')),
                ('closing', models.TextField(blank=True, default='', max_length=160, verbose_name='closing note')),
                ('logo_sha256', models.CharField(blank=True, default='', max_length=64)),
                ('logo_kind', models.CharField(blank=True, default='', max_length=4)),
                ('valid_from', models.DateField(verbose_name='valid from')),
                ('revision', models.PositiveIntegerField(default=1)),
                ('changed_at', models.DateTimeField(verbose_name='changed at')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published at')),
                ('retired_at', models.DateTimeField(blank=True, null=True, verbose_name='retired at')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='letterheads', to='core.organisation')),
            ],
            options={
                'verbose_name': 'letterhead',
                'constraints': [models.UniqueConstraint(models.F('organisation'), models.F('version'), name='letterhead_version_once'), models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('state', 'draft')), models.Q(('published_at__isnull', False), ('state__in', ['published', 'retired'])), _connector='OR'), name='letterhead_published_has_time')],
            },
        ),
        migrations.RunSQL(WALL, BACK),
    ]
