"""Proposals: only the two sides of the enquiry see one, and what was sent never changes."""

import uuid

import django.db.models.deletion
from django.db import migrations, models

WALL = """
ALTER TABLE matching_proposal ENABLE ROW LEVEL SECURITY;
ALTER TABLE matching_proposal FORCE ROW LEVEL SECURITY;
CREATE POLICY proposal_scope ON matching_proposal USING (
  (SELECT ieum_is_system()) OR EXISTS (SELECT FROM matching_consultation c WHERE c.id = consultation_id));
CREATE FUNCTION ieum_proposal_moves() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.state <> OLD.state AND (OLD.state, NEW.state) NOT IN (
    ('sent', 'replaced'), ('sent', 'chosen'), ('sent', 'not_chosen')) THEN
    RAISE EXCEPTION 'a proposal does not go from % to %', OLD.state, NEW.state USING ERRCODE = 'check_violation';
  END IF;
  IF (NEW.id, NEW.consultation_id, NEW.version, NEW.what, NEW.least_won, NEW.most_won, NEW.months, NEW.begin_on,
      NEW.after_care, NEW.assumptions, NEW.valid_to, NEW.sent_at, NEW.sent_by_id) IS DISTINCT FROM
     (OLD.id, OLD.consultation_id, OLD.version, OLD.what, OLD.least_won, OLD.most_won, OLD.months, OLD.begin_on,
      OLD.after_care, OLD.assumptions, OLD.valid_to, OLD.sent_at, OLD.sent_by_id) THEN
    RAISE EXCEPTION 'what a proposal says does not change' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER proposal_moves BEFORE UPDATE ON matching_proposal
  FOR EACH ROW EXECUTE FUNCTION ieum_proposal_moves();
"""
BACK = """
DROP TRIGGER proposal_moves ON matching_proposal;
DROP FUNCTION ieum_proposal_moves();
DROP POLICY proposal_scope ON matching_proposal;
ALTER TABLE matching_proposal NO FORCE ROW LEVEL SECURITY;
ALTER TABLE matching_proposal DISABLE ROW LEVEL SECURITY;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('matching', '0015_rounds_of_enquiries'),
    ]

    operations = [
        migrations.CreateModel(
            name='Proposal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveSmallIntegerField(verbose_name='version')),
                ('state', models.CharField(default='sent', max_length=10, verbose_name='state')),
                ('what', models.CharField(max_length=1000, verbose_name='what is built')),
                ('least_won', models.BigIntegerField(verbose_name='price from')),
                ('most_won', models.BigIntegerField(verbose_name='price to')),
                ('months', models.PositiveSmallIntegerField(verbose_name='months')),
                ('begin_on', models.DateField(verbose_name='begins on')),
                ('after_care', models.CharField(max_length=500, verbose_name='after-care')),
                ('assumptions', models.CharField(blank=True, max_length=500, verbose_name='assumptions')),
                ('valid_to', models.DateField(verbose_name='valid until')),
                ('sent_at', models.DateTimeField(verbose_name='sent at')),
                ('sent_by_id', models.UUIDField(blank=True, null=True)),
                ('decided_at', models.DateTimeField(blank=True, null=True, verbose_name='decided at')),
                ('decided_by_id', models.UUIDField(blank=True, null=True)),
                ('reason', models.CharField(blank=True, max_length=500, verbose_name='reason')),
                ('consultation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='proposals', to='matching.consultation')),
            ],
            options={
                'verbose_name': 'proposal',
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['sent', 'replaced', 'chosen', 'not_chosen'])), name='proposal_state_is_known'), models.CheckConstraint(condition=models.Q(('least_won__gt', 0), ('most_won__gte', models.F('least_won'))), name='proposal_price_is_a_range'), models.CheckConstraint(condition=models.Q(('months__gte', 1)), name='proposal_takes_time'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('state__in', ['sent', 'replaced'])), models.Q(('decided_at__isnull', False), ('state__in', ['chosen', 'not_chosen'])), _connector='OR'), name='proposal_decided_when_chosen_or_not'), models.UniqueConstraint(models.F('consultation'), models.F('version'), name='proposal_one_of_a_version'), models.UniqueConstraint(models.F('consultation'), condition=models.Q(('state', 'sent')), name='proposal_one_open_per_consultation'), models.UniqueConstraint(models.F('consultation'), condition=models.Q(('state', 'chosen')), name='proposal_one_chosen_per_consultation')],
            },
        ),
        migrations.RunSQL(WALL, BACK),
    ]
