"""Saving an answer moves `changed_at`; as no index holds it any more, the row changes in place (HOT).

A company has a handful of sessions: they are found by its own index and sorted.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("assessments", "0009_answers_ask_once")]
    operations = [migrations.RemoveIndex(model_name="session", name="session_organisation_changed")]
