"""What officers do with the list: states and notes behind a wall of their own, bulk changes, saved views."""

import django.db.models.deletion
import django.db.models.functions.text
import uuid
from django.conf import settings
from django.db import migrations, models

HERE = "(SELECT ieum_is_system()) OR ((SELECT ieum_kind()) = 'technopark' AND organisation_id = ANY ((SELECT ieum_organisations())::uuid[]))"
WALL = f"""
ALTER TABLE programmes_review ENABLE ROW LEVEL SECURITY;
ALTER TABLE programmes_review FORCE ROW LEVEL SECURITY;
CREATE POLICY review_scope ON programmes_review USING ({HERE});
ALTER TABLE programmes_bulkchange ENABLE ROW LEVEL SECURITY;
ALTER TABLE programmes_bulkchange FORCE ROW LEVEL SECURITY;
CREATE POLICY bulk_change_scope ON programmes_bulkchange USING ({HERE});
ALTER TABLE programmes_review ADD CONSTRAINT review_of_a_result
  FOREIGN KEY (result_id) REFERENCES assessments_result (id) ON DELETE CASCADE;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0010_saves_write_no_index'),
        ('core', '0007_access_records_end'),
        ('programmes', '0006_desk_rows'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='listexport',
            name='has_notes',
            field=models.BooleanField(default=False),
        ),
        migrations.CreateModel(
            name='BulkChange',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('new', 'New'), ('reading', 'Being read'), ('contacted', 'Contacted'), ('done', 'Done')], max_length=10, verbose_name='state')),
                ('before', models.JSONField(default=dict)),
                ('left_out', models.JSONField(default=dict)),
                ('query', models.CharField(blank=True, default='', max_length=2000, verbose_name='filters')),
                ('made_at', models.DateTimeField(verbose_name='made at')),
                ('made_by_id', models.UUIDField()),
                ('undone_at', models.DateTimeField(blank=True, null=True, verbose_name='undone at')),
                ('undone_by_id', models.UUIDField(blank=True, null=True)),
                ('kept', models.JSONField(default=list)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.organisation')),
            ],
            options={
                'verbose_name': 'bulk change of states',
                'constraints': [models.CheckConstraint(condition=models.Q(('undone_at__isnull', True), ('undone_at__gte', models.F('made_at')), _connector='OR'), name='bulk_change_undone_after_made')],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('state', models.CharField(choices=[('new', 'New'), ('reading', 'Being read'), ('contacted', 'Contacted'), ('done', 'Done')], default='new', max_length=10, verbose_name='state')),
                ('state_at', models.DateTimeField(blank=True, null=True, verbose_name='state changed at')),
                ('state_by_id', models.UUIDField(blank=True, null=True)),
                ('bulk_id', models.UUIDField(blank=True, null=True)),
                ('note', models.CharField(blank=True, default='', max_length=2000, verbose_name='note')),
                ('note_version', models.PositiveIntegerField(default=0)),
                ('note_at', models.DateTimeField(blank=True, null=True, verbose_name='note changed at')),
                ('note_by_id', models.UUIDField(blank=True, null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='core.organisation')),
                ('result', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', to='assessments.result')),
            ],
            options={
                'verbose_name': 'review',
                'constraints': [models.UniqueConstraint(fields=('organisation', 'result'), name='review_once_a_result'), models.CheckConstraint(condition=models.Q(('state__in', ['new', 'reading', 'contacted', 'done'])), name='review_state_known')],
            },
        ),
        migrations.CreateModel(
            name='SavedView',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=40, verbose_name='name')),
                ('query', models.CharField(max_length=2000, verbose_name='filters')),
                ('made_at', models.DateTimeField(verbose_name='made at')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='core.organisation')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name': 'saved view',
                'constraints': [models.UniqueConstraint(models.F('organisation'), models.F('user'), django.db.models.functions.text.Lower('name'), name='saved_view_name_once', violation_error_message='You have a view with this name already.')],
            },
        ),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
    ]
