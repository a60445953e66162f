"""Whether a topic comes by mail, under a name that says what it holds."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("core", "0008_notice_choices")]
    operations = [migrations.RenameField("noticechoice", "by_mail", "is_by_mail")]
