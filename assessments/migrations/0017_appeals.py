"""Requests for a human review, behind the two walls; a verified result keeps what it was before one."""

import django.contrib.postgres.fields
import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

HERE = "((SELECT ieum_organisations())::uuid[])"
KIND = "(SELECT ieum_kind())"
ME = "(SELECT ieum_user())"
SYSTEM = "(SELECT ieum_is_system())"
WALLS = f"""
ALTER TABLE assessments_appeal ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessments_appeal FORCE ROW LEVEL SECURITY;
CREATE POLICY appeal_scope ON assessments_appeal USING (
  {SYSTEM} OR {KIND} = 'ministry'
  OR ({KIND} = 'company' AND organisation_id = ANY {HERE})
  OR ({KIND} = 'assessor_body' AND body_id = ANY {HERE} AND assessor_id::text = {ME}));
ALTER TABLE assessments_formerverifiedresult ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessments_formerverifiedresult FORCE ROW LEVEL SECURITY;
CREATE POLICY former_verified_result_scope ON assessments_formerverifiedresult USING (
  {SYSTEM} OR EXISTS (SELECT FROM assessments_result r WHERE r.id = result_id));
CREATE POLICY evidence_reviewer ON assessments_evidence FOR SELECT USING (
  {KIND} = 'assessor_body' AND removed_at IS NULL AND EXISTS (
    SELECT FROM assessments_appeal a JOIN assessments_share s ON s.id = a.share_id
    WHERE a.session_id = assessments_evidence.session_id AND a.assessor_id::text = {ME}
      AND a.state IN ('open', 'upheld', 'changed') AND s.withdrawn_at IS NULL));

CREATE TRIGGER former_verified_result_append_only BEFORE UPDATE ON assessments_formerverifiedresult
  FOR EACH ROW EXECUTE FUNCTION ieum_append_only();
DROP TRIGGER verified_result_append_only ON assessments_verifiedresult;
CREATE FUNCTION ieum_verified_result_kept() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF NEW.appeal_id IS NULL OR NEW.appeal_id IS NOT DISTINCT FROM OLD.appeal_id
     OR (NEW.result_id, NEW.verification_id) IS DISTINCT FROM (OLD.result_id, OLD.verification_id) THEN
    RAISE EXCEPTION 'a verified result changes only by the decision of a review'
      USING ERRCODE = 'restrict_violation';
  END IF;
  INSERT INTO assessments_formerverifiedresult (result_id, data, replaced_at)
    VALUES (OLD.result_id, to_jsonb(OLD), statement_timestamp());
  RETURN NEW;
END $$;
CREATE TRIGGER verified_result_kept BEFORE UPDATE ON assessments_verifiedresult
  FOR EACH ROW EXECUTE FUNCTION ieum_verified_result_kept();
CREATE FUNCTION ieum_appeal_moves() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF (OLD.result_id, OLD.organisation_id, OLD.code, OLD.reason, OLD.asked_at)
     IS DISTINCT FROM (NEW.result_id, NEW.organisation_id, NEW.code, NEW.reason, NEW.asked_at) THEN
    RAISE EXCEPTION 'what was asked is never changed' USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
     ('asked', 'assigned'), ('assigned', 'open'), ('open', 'upheld'), ('open', 'changed'),
     ('asked', 'withdrawn'), ('assigned', 'withdrawn'), ('open', 'withdrawn')) THEN
    RAISE EXCEPTION 'a request for a review does not go from % to %', OLD.state, NEW.state
      USING ERRCODE = 'restrict_violation';
  END IF;
  IF OLD.decided_at IS NOT NULL AND (OLD.decision, OLD.decided_at, OLD.changes)
     IS DISTINCT FROM (NEW.decision, NEW.decided_at, NEW.changes) THEN
    RAISE EXCEPTION 'a decision is never changed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER appeal_moves BEFORE UPDATE ON assessments_appeal
  FOR EACH ROW EXECUTE FUNCTION ieum_appeal_moves();
"""
BACK = """
DROP TRIGGER appeal_moves ON assessments_appeal;
DROP FUNCTION ieum_appeal_moves();
DROP TRIGGER verified_result_kept ON assessments_verifiedresult;
DROP FUNCTION ieum_verified_result_kept();
CREATE TRIGGER verified_result_append_only BEFORE UPDATE ON assessments_verifiedresult
  FOR EACH ROW EXECUTE FUNCTION ieum_append_only();
DROP TRIGGER former_verified_result_append_only ON assessments_formerverifiedresult;
DROP POLICY evidence_reviewer ON assessments_evidence;
DROP POLICY former_verified_result_scope ON assessments_formerverifiedresult;
ALTER TABLE assessments_formerverifiedresult DISABLE ROW LEVEL SECURITY;
DROP POLICY appeal_scope ON assessments_appeal;
ALTER TABLE assessments_appeal DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0016_verifications'),
        ('core', '0009_choice_is_by_mail'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='verifiedresult',
            name='appeal_id',
            field=models.UUIDField(blank=True, null=True),
        ),
        migrations.CreateModel(
            name='FormerVerifiedResult',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('data', models.JSONField()),
                ('replaced_at', models.DateTimeField()),
                ('result', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_verified', to='assessments.result')),
            ],
            options={
                'verbose_name': 'former verified result',
            },
        ),
        migrations.CreateModel(
            name='Appeal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('plant_name', models.CharField(blank=True, default='', max_length=80, verbose_name='plant')),
                ('sigungu', models.CharField(max_length=5, verbose_name='district')),
                ('code', models.CharField(max_length=40)),
                ('title', models.CharField(max_length=200, verbose_name='number')),
                ('title_en', models.CharField(blank=True, default='', max_length=200)),
                ('reason', models.CharField(max_length=2000, verbose_name='reason')),
                ('evidence', django.contrib.postgres.fields.ArrayField(base_field=models.UUIDField(), blank=True, default=list, size=None)),
                ('state', models.CharField(choices=[('asked', 'Asked for'), ('assigned', "Waits for the company's consent"), ('open', 'With the assessor'), ('upheld', 'Decided: it stays'), ('changed', 'Decided: it was changed'), ('withdrawn', 'Withdrawn')], default='asked', max_length=10, verbose_name='state')),
                ('asked_at', models.DateTimeField(verbose_name='asked at')),
                ('working_days', models.PositiveSmallIntegerField(verbose_name='working days')),
                ('due_on', models.DateField(verbose_name='due on')),
                ('overdue_told_at', models.DateTimeField(blank=True, null=True)),
                ('assigned_at', models.DateTimeField(blank=True, null=True, verbose_name='assigned at')),
                ('opened_at', models.DateTimeField(blank=True, null=True, verbose_name='opened at')),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                ('decision', models.CharField(blank=True, default='', max_length=1000, verbose_name='decision')),
                ('score_before', models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True)),
                ('score_after', models.DecimalField(blank=True, decimal_places=4, max_digits=12, null=True)),
                ('changes', models.JSONField(blank=True, default=list)),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='withdrawn at')),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('assessor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='appeals_given', to='core.organisation')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='appeals', to='core.organisation')),
                ('result', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='appeals', to='assessments.result')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='appeals', to='assessments.session')),
                ('share', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='appeals', to='assessments.share')),
            ],
            options={
                'verbose_name': 'request for a human review',
                'indexes': [models.Index(fields=['assessor', 'state'], name='appeal_assessor'), models.Index(fields=['state', 'due_on'], name='appeal_clock')],
                'constraints': [models.UniqueConstraint(models.F('result'), models.F('code'), condition=models.Q(('state__in', ['asked', 'assigned', 'open'])), name='appeal_live_once_per_number'), models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'withdrawn']), models.Q(('assigned_at__isnull', False), ('body__isnull', False)), _connector='OR'), name='appeal_assigned_has_body'), models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['changed', 'upheld']), _negated=True), models.Q(('decided_at__isnull', False), models.Q(('decision', ''), _negated=True)), _connector='OR'), name='appeal_decided_has_reason')],
            },
        ),
        migrations.RunSQL(WALLS, BACK),
    ]
