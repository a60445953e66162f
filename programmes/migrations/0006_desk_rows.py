"""What a desk's list is found by: one row a result shared with a technopark, kept by triggers, behind a wall.

Finding a page among the results themselves builds a hash of every share a technopark was given, once for the
scope and once for the wall, in each statement. Here filters, order and count read one covering index.
"""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models.functions import Concat, Upper

HERE = "((SELECT ieum_organisations())::uuid[])"
WALL = f"""
ALTER TABLE programmes_deskrow ENABLE ROW LEVEL SECURITY;
ALTER TABLE programmes_deskrow FORCE ROW LEVEL SECURITY;
CREATE POLICY desk_row_scope ON programmes_deskrow FOR SELECT USING (
  (SELECT ieum_kind()) = 'technopark' AND recipient_id = ANY {HERE} AND sigungu IN (
    SELECT j.sigungu FROM programmes_jurisdiction j
    WHERE j.technopark_id = ANY {HERE}
      AND (now() AT TIME ZONE 'Asia/Seoul')::date >= j.valid_from
      AND (j.valid_to IS NULL OR (now() AT TIME ZONE 'Asia/Seoul')::date <= j.valid_to)));
CREATE POLICY desk_row_kept ON programmes_deskrow USING ((SELECT ieum_is_system()));
ALTER TABLE programmes_deskrow ADD CONSTRAINT desk_row_of_a_share
  FOREIGN KEY (share_id) REFERENCES assessments_share (id) ON DELETE CASCADE;
"""
# The company whose share or name it is may not write here: the portal does, for the length of the trigger.
KEPT = """
CREATE FUNCTION programmes_desk_follows_share() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before text := coalesce(current_setting('ieum.system', true), '');
BEGIN
  PERFORM set_config('ieum.system', 'on', true);
  DELETE FROM programmes_deskrow WHERE share_id = NEW.id;
  IF NEW.withdrawn_at IS NULL
     AND EXISTS (SELECT FROM core_organisation WHERE id = NEW.recipient_id AND kind = 'technopark') THEN
    INSERT INTO programmes_deskrow (
        share_id, recipient_id, result_id, organisation_id, framework_id, company, business_number, plant_name,
        sigungu, industry, size, tier, level, score, submitted_at)
      SELECT NEW.id, NEW.recipient_id, r.id, r.organisation_id, r.framework_id, o.name, o.business_number, r.plant_name,
        r.sigungu, r.industry, r.size, r.tier, r.level, r.score, r.submitted_at
      FROM assessments_result r JOIN core_organisation o ON o.id = r.organisation_id
      WHERE r.id = NEW.result_id;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'share % has no result yet', NEW.id USING ERRCODE = 'foreign_key_violation';
    END IF;
  END IF;
  PERFORM set_config('ieum.system', before, true);
  RETURN NULL;
END $$;
CREATE TRIGGER desk_follows_share AFTER INSERT OR UPDATE ON assessments_share
  FOR EACH ROW EXECUTE FUNCTION programmes_desk_follows_share();

CREATE FUNCTION programmes_desk_follows_name() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before text := coalesce(current_setting('ieum.system', true), '');
BEGIN
  PERFORM set_config('ieum.system', 'on', true);
  UPDATE programmes_deskrow SET company = NEW.name, business_number = NEW.business_number
  WHERE organisation_id = NEW.id;
  PERFORM set_config('ieum.system', before, true);
  RETURN NULL;
END $$;
CREATE TRIGGER desk_follows_name AFTER UPDATE OF name, business_number ON core_organisation FOR EACH ROW
  WHEN ((OLD.name, OLD.business_number) IS DISTINCT FROM (NEW.name, NEW.business_number))
  EXECUTE FUNCTION programmes_desk_follows_name();
"""
FILLED = """
SELECT set_config('ieum.system', 'on', true);
INSERT INTO programmes_deskrow (
    share_id, recipient_id, result_id, organisation_id, framework_id, company, business_number, plant_name,
    sigungu, industry, size, tier, level, score, submitted_at)
  SELECT s.id, s.recipient_id, r.id, r.organisation_id, r.framework_id, o.name, o.business_number, r.plant_name,
    r.sigungu, r.industry, r.size, r.tier, r.level, r.score, r.submitted_at
  FROM assessments_share s
  JOIN core_organisation p ON p.id = s.recipient_id AND p.kind = 'technopark'
  JOIN assessments_result r ON r.id = s.result_id
  JOIN core_organisation o ON o.id = r.organisation_id
  WHERE s.withdrawn_at IS NULL;
SELECT set_config('ieum.system', 'off', true);
ANALYZE programmes_deskrow;
"""
BACK = """
DROP TRIGGER desk_follows_name ON core_organisation;
DROP TRIGGER desk_follows_share ON assessments_share;
DROP FUNCTION programmes_desk_follows_name();
DROP FUNCTION programmes_desk_follows_share();
"""


def key(to: str, **options: bool) -> models.ForeignKey:
    """A key that triggers keep right."""
    return models.ForeignKey(
        to, django.db.models.deletion.DO_NOTHING, db_constraint=False, related_name="+", **options
    )


class Migration(migrations.Migration):
    dependencies = [
        ("assessments", "0008_desk_index_gone"),
        ("core", "0004_shared_claims_and_resets"),
        ("programmes", "0005_handovers_and_exports"),
    ]
    operations = [
        migrations.CreateModel(
            name="DeskRow",
            fields=[
                (
                    "share",
                    models.OneToOneField(
                        "assessments.share",
                        django.db.models.deletion.DO_NOTHING,
                        db_constraint=False,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                    ),
                ),
                ("recipient", key("core.organisation", db_index=False)),
                ("result", key("assessments.result", db_index=False)),
                ("organisation", key("core.organisation")),
                ("framework", key("assessments.frameworkversion", db_index=False)),
                ("company", models.CharField(max_length=120)),
                ("business_number", models.CharField(max_length=10)),
                ("plant_name", models.CharField(max_length=80)),
                (
                    "words",
                    models.GeneratedField(
                        db_persist=True,
                        expression=Upper(Concat("company", models.Value("\x1f"), "plant_name")),
                        output_field=models.TextField(),
                    ),
                ),
                ("sigungu", models.CharField(max_length=5)),
                ("industry", models.CharField(max_length=5)),
                ("size", models.CharField(max_length=10)),
                ("tier", models.CharField(max_length=20)),
                ("level", models.PositiveSmallIntegerField(null=True)),
                ("score", models.DecimalField(decimal_places=4, max_digits=12, null=True)),
                ("submitted_at", models.DateTimeField()),
            ],
            options={"verbose_name": "row of a desk"},
        ),
        migrations.RunSQL(WALL, migrations.RunSQL.noop),
        migrations.RunSQL(FILLED, migrations.RunSQL.noop),
        migrations.RunSQL(KEPT, BACK),
        migrations.AddIndex(
            model_name="deskrow",
            index=models.Index(
                fields=["recipient", "-submitted_at", "result"],
                include=["sigungu", "industry", "size", "tier", "level", "score", "framework", "words"],
                name="desk_row_newest",
            ),
        ),
    ]
