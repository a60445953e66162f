"""What an answer was before it changed is kept: written by the database itself, never changed, gone with its session.

The statement that changes an answer also keeps what it was, so that a save asks no query more and no way of
changing an answer forgets it. Existing answers need nothing: their history begins with their next change.
"""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

_COLUMNS = "session_id, item, version, choices, non_answer, comment, origin, mark, answered_at, answered_by_id"
_OLD = ", ".join(f"OLD.{each.strip()}" for each in _COLUMNS.split(","))
KEEP = f"""
ALTER TABLE assessments_formeranswer ADD CONSTRAINT former_answer_session
  FOREIGN KEY (session_id) REFERENCES assessments_session (id) ON DELETE CASCADE;

CREATE FUNCTION ieum_keep_answer() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF NEW.version <> OLD.version + 1 THEN
    RAISE EXCEPTION 'a changed answer has the next version' USING ERRCODE = 'restrict_violation';
  END IF;
  INSERT INTO assessments_formeranswer ({_COLUMNS}) VALUES ({_OLD});
  RETURN NULL;
END $$;
CREATE TRIGGER answer_keeps_what_it_was AFTER UPDATE ON assessments_answer FOR EACH ROW
  WHEN ((OLD.version, OLD.choices, OLD.non_answer, OLD.comment)
        IS DISTINCT FROM (NEW.version, NEW.choices, NEW.non_answer, NEW.comment))
  EXECUTE FUNCTION ieum_keep_answer();

CREATE FUNCTION ieum_goes_with_its_session() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN OLD;
END $$;
CREATE TRIGGER former_answer_never_changes BEFORE UPDATE ON assessments_formeranswer
  FOR EACH ROW EXECUTE FUNCTION ieum_append_only();
CREATE TRIGGER former_answer_goes_with_its_session BEFORE DELETE ON assessments_formeranswer
  FOR EACH ROW EXECUTE FUNCTION ieum_goes_with_its_session();

ALTER TABLE assessments_formeranswer ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessments_formeranswer FORCE ROW LEVEL SECURITY;
CREATE POLICY former_answer_scope ON assessments_formeranswer USING (
  (SELECT ieum_is_system()) OR EXISTS (SELECT 1 FROM assessments_session s WHERE s.id = session_id));
"""
BACK = """
DROP TRIGGER answer_keeps_what_it_was ON assessments_answer;
DROP FUNCTION ieum_keep_answer();
DROP TRIGGER former_answer_goes_with_its_session ON assessments_formeranswer;
DROP FUNCTION ieum_goes_with_its_session();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0013_benchmark"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.AddField("answer", "origin", models.CharField(blank=True, default="", db_default="", max_length=10)),
        migrations.AddField("answer", "mark", models.CharField(blank=True, default="", db_default="", max_length=16)),
        migrations.AddConstraint(
            "answer",
            models.CheckConstraint(
                condition=models.Q(origin__in=["", "carried", "chosen", "undone"]), name="answer_origin_known"
            ),
        ),
        migrations.CreateModel(
            name="FormerAnswer",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("item", models.CharField(max_length=40)),
                ("version", models.PositiveIntegerField()),
                (
                    "choices",
                    django.contrib.postgres.fields.ArrayField(models.CharField(max_length=40), size=None),
                ),
                ("non_answer", models.CharField(blank=True, max_length=14)),
                ("comment", models.CharField(blank=True, max_length=2000)),
                ("origin", models.CharField(blank=True, max_length=10)),
                ("mark", models.CharField(blank=True, max_length=16)),
                ("answered_at", models.DateTimeField()),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        db_index=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="former_answers",
                        to="assessments.session",
                    ),
                ),
            ],
            options={"verbose_name": "former answer"},
        ),
        migrations.AddConstraint(
            "formeranswer",
            models.UniqueConstraint(
                models.F("session"),
                models.F("item"),
                models.F("version"),
                name="former_answer_once_per_version",
            ),
        ),
        migrations.RunSQL(KEEP, BACK),
    ]
