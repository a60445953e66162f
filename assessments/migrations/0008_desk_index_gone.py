"""Desks are found by rows of their own (programmes/migrations/0006): the index among the results only cost."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("assessments", "0007_walls_look_up")]
    operations = [migrations.RemoveIndex(model_name="result", name="result_desk")]
