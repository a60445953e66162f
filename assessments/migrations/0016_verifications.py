"""Verifications by assessors, behind the two walls; an assessor reads the files of what they verify."""

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
ALTER TABLE assessments_verification ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessments_verification FORCE ROW LEVEL SECURITY;
CREATE POLICY verification_scope ON assessments_verification USING (
  {SYSTEM} OR {KIND} = 'ministry'
  OR ({KIND} = 'company' AND organisation_id = ANY {HERE})
  OR ({KIND} = 'assessor_body' AND body_id = ANY {HERE} AND assessor_id::text = {ME}));
ALTER TABLE assessments_judgement ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessments_judgement FORCE ROW LEVEL SECURITY;
CREATE POLICY judgement_scope ON assessments_judgement USING (
  {SYSTEM} OR ({KIND} IN ('company', 'assessor_body')
    AND EXISTS (SELECT FROM assessments_verification v WHERE v.id = verification_id)));
ALTER TABLE assessments_verifiedresult ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessments_verifiedresult FORCE ROW LEVEL SECURITY;
CREATE POLICY verified_result_scope ON assessments_verifiedresult USING (
  {SYSTEM} OR EXISTS (SELECT FROM assessments_result r WHERE r.id = result_id));
CREATE POLICY evidence_assessor ON assessments_evidence FOR SELECT USING (
  {KIND} = 'assessor_body' AND removed_at IS NULL AND EXISTS (
    SELECT FROM assessments_verification v JOIN assessments_share s ON s.id = v.share_id
    WHERE v.session_id = assessments_evidence.session_id AND v.assessor_id::text = {ME}
      AND v.state IN ('open', 'finished') AND s.withdrawn_at IS NULL));
CREATE POLICY evidence_file_assessor ON assessments_evidencefile FOR SELECT USING (
  {KIND} = 'assessor_body'
  AND EXISTS (SELECT FROM assessments_evidence e WHERE e.file_id = assessments_evidencefile.id));

CREATE TRIGGER verified_result_append_only BEFORE UPDATE ON assessments_verifiedresult
  FOR EACH ROW EXECUTE FUNCTION ieum_append_only();
CREATE FUNCTION ieum_judgement_stays() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF (NEW.verification_id, NEW.item, NEW.choices, NEW.non_answer, NEW.reason, NEW.judged_at)
     IS DISTINCT FROM
     (OLD.verification_id, OLD.item, OLD.choices, OLD.non_answer, OLD.reason, OLD.judged_at) THEN
    RAISE EXCEPTION 'a judgement is never changed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER judgement_stays BEFORE UPDATE ON assessments_judgement
  FOR EACH ROW EXECUTE FUNCTION ieum_judgement_stays();
CREATE FUNCTION ieum_verification_moves() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
     ('asked', 'assigned'), ('assigned', 'open'), ('open', 'finished'),
     ('asked', 'ended'), ('assigned', 'ended'), ('open', 'ended')) THEN
    RAISE EXCEPTION 'a verification does not go from % to %', OLD.state, NEW.state
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER verification_moves BEFORE UPDATE ON assessments_verification
  FOR EACH ROW EXECUTE FUNCTION ieum_verification_moves();
"""
BACK = """
DROP TRIGGER verification_moves ON assessments_verification;
DROP FUNCTION ieum_verification_moves();
DROP TRIGGER judgement_stays ON assessments_judgement;
DROP FUNCTION ieum_judgement_stays();
DROP TRIGGER verified_result_append_only ON assessments_verifiedresult;
DROP POLICY evidence_file_assessor ON assessments_evidencefile;
DROP POLICY evidence_assessor ON assessments_evidence;
DROP POLICY verified_result_scope ON assessments_verifiedresult;
ALTER TABLE assessments_verifiedresult DISABLE ROW LEVEL SECURITY;
DROP POLICY judgement_scope ON assessments_judgement;
ALTER TABLE assessments_judgement DISABLE ROW LEVEL SECURITY;
DROP POLICY verification_scope ON assessments_verification;
ALTER TABLE assessments_verification DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', "0015_delegations"),
        ('core', '0009_choice_is_by_mail'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Verification',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('plant_name', models.CharField(blank=True, default='', max_length=80, verbose_name='plant')),
                ('sigungu', models.CharField(max_length=5, verbose_name='district')),
                ('state', models.CharField(choices=[('asked', 'Asked for'), ('assigned', "Waits for the company's consent"), ('open', 'With the assessor'), ('finished', 'Verified'), ('ended', 'Ended')], default='asked', max_length=10, verbose_name='state')),
                ('asked_at', models.DateTimeField(verbose_name='asked at')),
                ('assigned_at', models.DateTimeField(blank=True, null=True, verbose_name='assigned at')),
                ('opened_at', models.DateTimeField(blank=True, null=True, verbose_name='opened at')),
                ('finished_at', models.DateTimeField(blank=True, null=True, verbose_name='finished at')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
                ('asked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('assessor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='verifications_given', to='core.organisation')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='verifications', to='core.organisation')),
                ('result', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='verifications', to='assessments.result')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='verifications', to='assessments.session')),
                ('share', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='verifications', to='assessments.share')),
            ],
            options={
                'verbose_name': 'verification',
            },
        ),
        migrations.CreateModel(
            name='Judgement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.CharField(max_length=40)),
                ('choices', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=40), blank=True, default=list, size=None)),
                ('non_answer', models.CharField(blank=True, default='', max_length=14)),
                ('reason', models.CharField(blank=True, default='', max_length=1000, verbose_name='reason')),
                ('judged_at', models.DateTimeField()),
                ('judged_by', models.ForeignKey(blank=True, db_index=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('verification', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='judgements', to='assessments.verification')),
            ],
            options={
                'verbose_name': 'judgement',
            },
        ),
        migrations.CreateModel(
            name='VerifiedResult',
            fields=[
                ('result', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='verified', serialize=False, to='assessments.result')),
                ('body_name', models.CharField(max_length=120, verbose_name='assessor body')),
                ('score', models.DecimalField(decimal_places=4, max_digits=12, null=True, verbose_name='score')),
                ('low', models.DecimalField(decimal_places=4, max_digits=12, verbose_name='lowest')),
                ('high', models.DecimalField(decimal_places=4, max_digits=12, verbose_name='highest')),
                ('coverage', models.DecimalField(decimal_places=4, max_digits=6, verbose_name='coverage')),
                ('level', models.PositiveSmallIntegerField(null=True, verbose_name='level')),
                ('tier', models.CharField(blank=True, default='', max_length=20, verbose_name='tier')),
                ('outcome', models.JSONField()),
                ('answers', models.JSONField()),
                ('changes', models.JSONField(default=list)),
                ('confirmed', models.PositiveIntegerField(default=0)),
                ('engine', models.CharField(max_length=20)),
                ('verified_at', models.DateTimeField(verbose_name='verified at')),
                ('verification', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='verified', to='assessments.verification')),
            ],
            options={
                'verbose_name': 'verified result',
            },
        ),
        migrations.AddIndex(
            model_name='verification',
            index=models.Index(fields=['assessor', 'state'], name='verification_assessor'),
        ),
        migrations.AddConstraint(
            model_name='verification',
            constraint=models.UniqueConstraint(models.F('result'), condition=models.Q(('state__in', ['asked', 'assigned', 'finished', 'open'])), name='verification_live_once'),
        ),
        migrations.AddConstraint(
            model_name='verification',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['asked', 'ended']), models.Q(('assigned_at__isnull', False), ('body__isnull', False)), _connector='OR'), name='verification_assigned_has_body'),
        ),
        migrations.AddIndex(
            model_name='judgement',
            index=models.Index(fields=['verification', 'item', 'id'], name='judgement_last_of_item'),
        ),
        migrations.AddConstraint(
            model_name='judgement',
            constraint=models.CheckConstraint(condition=models.Q(('non_answer__in', ['', 'not_applicable', 'dont_know'])), name='judgement_non_answer_known'),
        ),
        migrations.RunSQL(WALLS, BACK),
    ]
