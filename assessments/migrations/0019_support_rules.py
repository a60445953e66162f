"""Rules of support fitted to capability, frozen once published; results keep what they were placed by.

`support_rules` has no index: rules that placed a result are published, and those are never deleted.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.db import migrations, models

FROZEN = """
CREATE FUNCTION ieum_support_rules_frozen() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF OLD.state = 'published' THEN
    RAISE EXCEPTION 'published support rules are frozen' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END $$;
CREATE TRIGGER support_rules_frozen BEFORE UPDATE OR DELETE ON assessments_supportrules
  FOR EACH ROW EXECUTE FUNCTION ieum_support_rules_frozen();
"""
BACK = """
DROP TRIGGER support_rules_frozen ON assessments_supportrules;
DROP FUNCTION ieum_support_rules_frozen();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0018_level_confirmation'),
    ]

    operations = [
        migrations.CreateModel(
            name='SupportRules',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.CharField(max_length=20, unique=True, verbose_name='version')),
                ('framework', models.CharField(max_length=40, verbose_name='diagnostic')),
                ('valid_from', models.DateField(verbose_name='valid from')),
                ('state', models.CharField(choices=[('draft', 'Draft'), ('published', 'Published')], default='draft', max_length=10, verbose_name='state')),
                ('document', models.JSONField()),
                ('revision', models.PositiveIntegerField(default=1)),
                ('changed_at', models.DateTimeField(verbose_name='changed at')),
                ('published_at', models.DateTimeField(blank=True, null=True, verbose_name='published at')),
            ],
            options={
                'verbose_name': 'support rules',
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('state', 'draft')), models.Q(('published_at__isnull', False), ('state', 'published')), _connector='OR'), name='supportrules_published_has_time')],
            },
        ),
        migrations.AddField(
            model_name='result',
            name='support_rules',
            field=models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.supportrules'),
        ),
        migrations.AddField(
            model_name='result',
            name='support_group',
            field=models.CharField(blank=True, db_default='', default='', max_length=10),
        ),
        migrations.AddField(
            model_name='result',
            name='support_tracks',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=30), blank=True, db_default=[], default=list, size=None),
        ),
        migrations.RunSQL(FROZEN, BACK),
    ]
