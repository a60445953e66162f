"""Applications for confirmed levels, votes and certificates, behind the two walls; a look by number for all."""

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
ALTER TABLE assessments_levelapplication ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessments_levelapplication FORCE ROW LEVEL SECURITY;
CREATE POLICY level_application_scope ON assessments_levelapplication USING (
  {SYSTEM} OR ({KIND} = 'ministry' AND state <> 'draft' AND submitted_at IS NOT NULL)
  OR ({KIND} = 'company' AND organisation_id = ANY {HERE})
  OR ({KIND} = 'committee' AND reported_at IS NOT NULL)
  OR ({KIND} = 'assessor_body' AND EXISTS (
    SELECT FROM assessments_verification v JOIN assessments_share s ON s.id = v.share_id
    WHERE v.id = verification_id AND v.assessor_id::text = {ME} AND s.withdrawn_at IS NULL)));
ALTER TABLE assessments_applicationdocument ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessments_applicationdocument FORCE ROW LEVEL SECURITY;
CREATE POLICY application_document_scope ON assessments_applicationdocument USING (
  {SYSTEM} OR ({KIND} IN ('company', 'ministry', 'assessor_body')
    AND EXISTS (SELECT FROM assessments_levelapplication a WHERE a.id = application_id)));
CREATE POLICY evidence_file_application ON assessments_evidencefile FOR SELECT USING (
  {KIND} IN ('ministry', 'assessor_body') AND EXISTS (
    SELECT FROM assessments_applicationdocument d WHERE d.file_id = assessments_evidencefile.id));
ALTER TABLE assessments_committeevote ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessments_committeevote FORCE ROW LEVEL SECURITY;
CREATE POLICY committee_vote_scope ON assessments_committeevote USING (
  {SYSTEM} OR ({KIND} IN ('ministry', 'committee')
    AND EXISTS (SELECT FROM assessments_levelapplication a WHERE a.id = application_id)));
ALTER TABLE assessments_levelcertificate ENABLE ROW LEVEL SECURITY;
ALTER TABLE assessments_levelcertificate FORCE ROW LEVEL SECURITY;
CREATE POLICY level_certificate_scope ON assessments_levelcertificate USING (
  {SYSTEM} OR {KIND} = 'ministry'
  OR ({KIND} = 'company' AND organisation_id = ANY {HERE})
  OR ({KIND} IN ('assessor_body', 'committee')
    AND EXISTS (SELECT FROM assessments_levelapplication a WHERE a.id = application_id)));

CREATE FUNCTION ieum_application_moves() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF OLD.state <> NEW.state AND (OLD.state, NEW.state) NOT IN (
     ('accepted', 'assigned'), ('accepted', 'withdrawn'), ('assessing', 'reported'), ('assessing',
     'withdrawn'), ('assigned', 'assessing'), ('assigned', 'withdrawn'), ('confirmed', 'revoked'),
     ('draft', 'submitted'), ('draft', 'withdrawn'), ('reported', 'confirmed'), ('reported',
     'rejected'), ('reported', 'withdrawn'), ('submitted', 'accepted'), ('submitted', 'rejected'),
     ('submitted', 'supplement'), ('submitted', 'withdrawn'), ('supplement', 'lapsed'),
     ('supplement', 'submitted'), ('supplement', 'withdrawn')) THEN
    RAISE EXCEPTION 'an application does not go from % to %', OLD.state, NEW.state
      USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER application_moves BEFORE UPDATE ON assessments_levelapplication
  FOR EACH ROW EXECUTE FUNCTION ieum_application_moves();
CREATE FUNCTION ieum_vote_stays() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF (NEW.application_id, NEW.is_for, NEW.reason, NEW.voted_at)
     IS DISTINCT FROM (OLD.application_id, OLD.is_for, OLD.reason, OLD.voted_at)
     OR (NEW.member_id IS NOT NULL AND NEW.member_id IS DISTINCT FROM OLD.member_id) THEN
    RAISE EXCEPTION 'a vote is never changed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER vote_stays BEFORE UPDATE ON assessments_committeevote
  FOR EACH ROW EXECUTE FUNCTION ieum_vote_stays();
CREATE FUNCTION ieum_certificate_stays() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN
  IF (NEW.year, NEW.serial, NEW.number, NEW.framework_id, NEW.level, NEW.issued_on, NEW.last_day_on)
     IS DISTINCT FROM
     (OLD.year, OLD.serial, OLD.number, OLD.framework_id, OLD.level, OLD.issued_on, OLD.last_day_on)
     OR (OLD.revoked_at IS NOT NULL AND
         (NEW.revoked_at, NEW.revoked_reason) IS DISTINCT FROM (OLD.revoked_at, OLD.revoked_reason)) THEN
    RAISE EXCEPTION 'a certificate is never changed' USING ERRCODE = 'restrict_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER certificate_stays BEFORE UPDATE ON assessments_levelcertificate
  FOR EACH ROW EXECUTE FUNCTION ieum_certificate_stays();

CREATE FUNCTION assessments_public_certificate(wanted text)
RETURNS TABLE (
  number text, framework_id uuid, level smallint, issued_on date, last_day_on date, revoked_on date, company text
) LANGUAGE plpgsql AS $$
DECLARE
  before text := coalesce(current_setting('ieum.system', true), '');
BEGIN
  PERFORM set_config('ieum.system', 'on', true);
  RETURN QUERY
    SELECT c.number::text, c.framework_id, c.level, c.issued_on, c.last_day_on,
      (c.revoked_at AT TIME ZONE 'Asia/Seoul')::date,
      (SELECT o.name::text FROM core_organisation o WHERE o.id = c.organisation_id AND EXISTS (
        SELECT FROM core_consent k WHERE k.organisation_id = c.organisation_id
          AND k.document = 'publish_certificate' AND k.subject_kind = 'level_application'
          AND k.subject_id = c.application_id AND k.withdrawn_at IS NULL))
    FROM assessments_levelcertificate c WHERE c.number = wanted;
  PERFORM set_config('ieum.system', before, true);
END $$;
"""
BACK = """
DROP FUNCTION assessments_public_certificate(text);
DROP TRIGGER certificate_stays ON assessments_levelcertificate;
DROP FUNCTION ieum_certificate_stays();
DROP TRIGGER vote_stays ON assessments_committeevote;
DROP FUNCTION ieum_vote_stays();
DROP TRIGGER application_moves ON assessments_levelapplication;
DROP FUNCTION ieum_application_moves();
DROP POLICY level_certificate_scope ON assessments_levelcertificate;
DROP POLICY committee_vote_scope ON assessments_committeevote;
DROP POLICY evidence_file_application ON assessments_evidencefile;
DROP POLICY application_document_scope ON assessments_applicationdocument;
DROP POLICY level_application_scope ON assessments_levelapplication;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('assessments', '0017_appeals'),
        ('core', '0010_committees'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='CertificateYear',
            fields=[
                ('year', models.PositiveSmallIntegerField(primary_key=True, serialize=False)),
                ('last', models.PositiveIntegerField()),
            ],
            options={
                'verbose_name': 'year of certificates',
            },
        ),
        migrations.CreateModel(
            name='LevelApplication',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('plant_name', models.CharField(blank=True, default='', max_length=80, verbose_name='plant')),
                ('sigungu', models.CharField(max_length=5, verbose_name='district')),
                ('claimed_level', models.PositiveSmallIntegerField(null=True, verbose_name='claimed level')),
                ('state', models.CharField(choices=[('draft', 'Being prepared'), ('submitted', 'Documents are being checked'), ('supplement', 'Something is missing'), ('accepted', 'Waits for an assessor'), ('assigned', "Waits for the company's consent"), ('assessing', 'Being assessed'), ('reported', 'With the committee'), ('confirmed', 'Confirmed'), ('rejected', 'Rejected'), ('withdrawn', 'Application withdrawn'), ('lapsed', 'Ended, the time was over'), ('revoked', 'Revoked')], default='draft', max_length=10, verbose_name='state')),
                ('started_at', models.DateTimeField(verbose_name='begun at')),
                ('submitted_at', models.DateTimeField(blank=True, null=True, verbose_name='submitted at')),
                ('missing', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), blank=True, default=list, size=None)),
                ('missing_since_at', models.DateTimeField(blank=True, null=True)),
                ('due_on', models.DateField(blank=True, null=True, verbose_name='due on')),
                ('accepted_at', models.DateTimeField(blank=True, null=True, verbose_name='documents complete at')),
                ('visit_on', models.DateField(blank=True, null=True, verbose_name='visit on')),
                ('summary', models.TextField(blank=True, default='', max_length=4000, verbose_name='summary')),
                ('report', models.JSONField(blank=True, default=dict)),
                ('reported_at', models.DateTimeField(blank=True, null=True, verbose_name='reported at')),
                ('reason', models.TextField(blank=True, default='', max_length=2000, verbose_name='reason')),
                ('ended_at', models.DateTimeField(blank=True, null=True, verbose_name='ended at')),
                ('body', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='level_reports', to='core.organisation')),
                ('framework', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.frameworkversion')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='level_applications', to='core.organisation')),
                ('reported_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('result', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='level_applications', to='assessments.result')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='level_applications', to='assessments.session')),
                ('started_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('verification', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='level_applications', to='assessments.verification')),
            ],
            options={
                'verbose_name': 'application for a confirmed level',
            },
        ),
        migrations.CreateModel(
            name='CommitteeVote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('is_for', models.BooleanField(verbose_name='for it')),
                ('reason', models.CharField(blank=True, default='', max_length=1000, verbose_name='reason')),
                ('voted_at', models.DateTimeField(verbose_name='voted at')),
                ('member', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='votes', to='assessments.levelapplication')),
            ],
            options={
                'verbose_name': 'vote of the committee',
            },
        ),
        migrations.CreateModel(
            name='ApplicationDocument',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('form', 'Application form (annex 4)'), ('self_assessment', 'Self-assessment sheet'), ('business', 'Certificate of business registration'), ('taxes', 'Certificates of paid national and local taxes')], max_length=20, verbose_name='document')),
                ('attached_at', models.DateTimeField(verbose_name='attached at')),
                ('attached_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('file', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='assessments.evidencefile')),
                ('application', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='documents', to='assessments.levelapplication')),
            ],
            options={
                'verbose_name': 'document of an application',
            },
        ),
        migrations.CreateModel(
            name='LevelCertificate',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('year', models.PositiveSmallIntegerField(verbose_name='year')),
                ('serial', models.PositiveIntegerField(verbose_name='serial number')),
                ('number', models.CharField(max_length=20, unique=True, verbose_name='number')),
                ('level', models.PositiveSmallIntegerField(verbose_name='level')),
                ('issued_on', models.DateField(verbose_name='issued on')),
                ('last_day_on', models.DateField(verbose_name='valid until')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='revoked at')),
                ('revoked_reason', models.TextField(blank=True, default='', max_length=2000, verbose_name='reason')),
                ('application', models.OneToOneField(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='certificate', to='assessments.levelapplication')),
                ('framework', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='assessments.frameworkversion')),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='level_certificates', to='core.organisation')),
            ],
            options={
                'verbose_name': 'certificate of a level',
            },
        ),
        migrations.AddIndex(
            model_name='levelapplication',
            index=models.Index(fields=['state', 'submitted_at'], name='level_application_state'),
        ),
        migrations.AddIndex(
            model_name='levelapplication',
            index=models.Index(fields=['organisation', 'started_at'], name='level_application_company'),
        ),
        migrations.AddConstraint(
            model_name='levelapplication',
            constraint=models.UniqueConstraint(models.F('result'), condition=models.Q(('state__in', ['accepted', 'assessing', 'assigned', 'confirmed', 'draft', 'reported', 'submitted', 'supplement'])), name='level_application_live_once'),
        ),
        migrations.AddConstraint(
            model_name='levelapplication',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['reported', 'confirmed', 'revoked']), _negated=True), models.Q(('reported_at__isnull', False), models.Q(('summary', ''), _negated=True)), _connector='OR'), name='level_application_reported_has_summary'),
        ),
        migrations.AddConstraint(
            model_name='levelapplication',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'supplement'), _negated=True), ('due_on__isnull', False), _connector='OR'), name='level_application_missing_has_day'),
        ),
        migrations.AddConstraint(
            model_name='committeevote',
            constraint=models.UniqueConstraint(models.F('application'), models.F('member'), name='committee_vote_once'),
        ),
        migrations.AddConstraint(
            model_name='committeevote',
            constraint=models.CheckConstraint(condition=models.Q(('is_for', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='committee_vote_against_has_reason'),
        ),
        migrations.AddConstraint(
            model_name='applicationdocument',
            constraint=models.UniqueConstraint(models.F('application'), models.F('kind'), models.F('file'), name='application_document_once'),
        ),
        migrations.AddConstraint(
            model_name='applicationdocument',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['form', 'self_assessment', 'business', 'taxes'])), name='application_document_kind_known'),
        ),
        migrations.AddIndex(
            model_name='levelcertificate',
            index=models.Index(fields=['last_day_on'], name='level_certificate_last_day'),
        ),
        migrations.AddConstraint(
            model_name='levelcertificate',
            constraint=models.UniqueConstraint(models.F('year'), models.F('serial'), name='level_certificate_number_once'),
        ),
        migrations.AddConstraint(
            model_name='levelcertificate',
            constraint=models.CheckConstraint(condition=models.Q(('last_day_on__gt', models.F('issued_on'))), name='level_certificate_lasts'),
        ),
        migrations.AddConstraint(
            model_name='levelcertificate',
            constraint=models.CheckConstraint(condition=models.Q(('revoked_at__isnull', True), models.Q(('revoked_reason', ''), _negated=True), _connector='OR'), name='level_certificate_revoked_has_reason'),
        ),
        migrations.RunSQL(WALLS, BACK),
    ]
