"""The wall around answers asks who acts once a statement, not once an answer: a million times where all
diagnostics are scored again."""

from django.db import migrations

WALL = """
ALTER POLICY answer_scope ON assessments_answer USING (
  (SELECT ieum_is_system()) OR EXISTS (SELECT 1 FROM assessments_session s WHERE s.id = session_id));
"""
BACK = """
ALTER POLICY answer_scope ON assessments_answer USING (
  ieum_is_system() OR EXISTS (SELECT 1 FROM assessments_session s WHERE s.id = session_id));
"""


class Migration(migrations.Migration):
    dependencies = [("assessments", "0008_desk_index_gone")]
    operations = [migrations.RunSQL(WALL, BACK)]
