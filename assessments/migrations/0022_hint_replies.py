"""Replies to hints: as secret as the answers they are about, and read with the result that came of them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SYSTEM = "(SELECT ieum_is_system())"
MINE = "EXISTS (SELECT FROM assessments_session s WHERE s.id = session_id)"
SHARED = "EXISTS (SELECT FROM assessments_result r WHERE r.session_id = assessments_hintreply.session_id)"
WALLS = f"""
ALTER TABLE assessments_hintreply ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessments_hintreply FORCE ROW LEVEL SECURITY;
CREATE POLICY hint_reply_scope ON assessments_hintreply USING ({SYSTEM} OR {MINE});
CREATE POLICY hint_reply_reader ON assessments_hintreply FOR SELECT USING ({SHARED});
"""
BACK = """
DROP POLICY hint_reply_reader ON assessments_hintreply;
DROP POLICY hint_reply_scope ON assessments_hintreply;
ALTER TABLE assessments_hintreply DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0021_barriers'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='HintReply',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('hint', models.CharField(max_length=40)),
                ('answers', models.JSONField()),
                ('reason', models.CharField(blank=True, default='', max_length=500, verbose_name='reason')),
                ('replied_at', models.DateTimeField()),
                ('replied_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='hint_replies', to='assessments.session')),
            ],
            options={
                'verbose_name': 'reply to a hint',
                'constraints': [models.UniqueConstraint(models.F('session'), models.F('hint'), name='hint_reply_once_per_hint')],
            },
        ),
        migrations.RunSQL(WALLS, BACK),
    ]
