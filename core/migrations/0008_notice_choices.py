"""What notices are about, told once, mailed where; and who wants which mails."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("core", "0007_access_records_end"),
    ]

    operations = [
        migrations.CreateModel(
            name="NoticeChoice",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("topic", models.CharField(max_length=40)),
                ("by_mail", models.BooleanField(verbose_name="by mail")),
            ],
            options={
                "verbose_name": "choice about notices",
            },
        ),
        migrations.AddField(
            model_name="notice",
            name="about",
            field=models.CharField(blank=True, default="", max_length=80),
        ),
        migrations.AddField(
            model_name="notice",
            name="is_held",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="notice",
            name="mailed_to",
            field=models.EmailField(blank=True, default="", max_length=254),
        ),
        migrations.AddField(
            model_name="notice",
            name="once",
            field=models.CharField(blank=True, default="", max_length=120),
        ),
        migrations.AddField(
            model_name="notice",
            name="settled_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("settled_at__isnull", True), models.Q(("about", ""), _negated=True)),
                fields=["about"],
                name="notice_to_settle",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.UniqueConstraint(
                models.F("user_id"),
                models.F("once"),
                condition=models.Q(("once", ""), _negated=True),
                name="notice_told_once",
            ),
        ),
        migrations.AddField(
            model_name="noticechoice",
            name="user",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="notice_choices",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddConstraint(
            model_name="noticechoice",
            constraint=models.UniqueConstraint(
                models.F("user"), models.F("topic"), name="notice_choice_once"
            ),
        ),
    ]
