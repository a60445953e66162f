"""Committees, whose members decide on confirmed levels."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('core', '0009_choice_is_by_mail'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='organisation',
            name='organisation_kind_known',
        ),
        migrations.AlterField(
            model_name='membership',
            name='role',
            field=models.CharField(choices=[('administrator', 'Administrator'), ('member', 'Member'), ('officer', 'Officer'), ('assessor', 'Assessor'), ('programme_administrator', 'Programme administrator'), ('integrity_officer', 'Integrity officer'), ('auditor', 'Auditor'), ('committee_member', 'Committee member')], max_length=30, verbose_name='role'),
        ),
        migrations.AlterField(
            model_name='organisation',
            name='kind',
            field=models.CharField(choices=[('company', 'Company'), ('supplier', 'Supplier'), ('technopark', 'Technopark'), ('local_government', 'Local government'), ('ministry', 'Ministry'), ('assessor_body', 'Assessor body'), ('committee', 'Committee')], max_length=20, verbose_name='kind'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['company', 'supplier', 'technopark', 'local_government', 'ministry', 'assessor_body', 'committee'])), name='organisation_kind_known'),
        ),
    ]
