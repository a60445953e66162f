"""What a company spent between diagnostics: noted, corrected, taken out."""

import uuid
from dataclasses import asdict, dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from assessments.actions.locked import locked_row
from assessments.models import AmountBand, Investment, Plant
from assessments.policies import may_note_investments
from core import audit
from core.accounts.actor import Actor
from core.domains import DOMAINS
from core.web import Refused
from core.web.wording import SEOUL

MOST = 300
"""Rows of one company."""
MOST_WON = 1_000_000_000_000_000
UNIT = 10_000
"""Amounts are typed in units of 10,000 won (만원); nothing smaller would survive being corrected."""
FIRST = date(1990, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class InvestmentFacts:
    """What is noted of one, cleaned by the form; see the model."""

    plant_id: uuid.UUID | None
    spent_on: date
    domain: str = ""
    words: str = ""
    supplier_name: str = ""
    amount_won: int | None = None
    amount_band: str = ""
    grant_pct: int | None = None
    programme: str = ""


@transaction.atomic
def add_investment(
    *, facts: InvestmentFacts, by: Actor, at: datetime, is_another: bool = False
) -> Investment:
    """Note an investment of the current company.

    Refused for anybody else ("not-a-company"), beyond 300 of them ("too-many"), and for facts that cannot be:
    "future", "long-ago", "what", "domain", "amount", "band", "grant", "plant". 409 "twin" where the same
    is noted already for that month and place, with its id as `investment`; `is_another` says that it is not.
    """
    if (reason := may_note_investments(by)) or by.place is None:
        raise Refused(reason, code="not-a-company")
    _check(facts, by, at)
    if Investment.objects.visible_to(by).count() >= MOST:
        raise Refused(
            _("You have noted %(count)d investments, the most there is room for. Take an old one out first.")
            % {"count": MOST},
            code="too-many",
        )
    if not is_another and (twin := _twin(facts, by)):
        raise Refused(
            _("The same is noted already for %(month)s. If this is another one, tick it and save again.")
            % {"month": date_format(twin.spent_on, "YEAR_MONTH_FORMAT")},
            code="twin",
            field="another",
            status=409,
            data={"investment": str(twin.pk)},
        )
    row = Investment.objects.create(
        organisation_id=by.place.organisation_id,
        created_at=at,
        changed_at=at,
        created_by_id=by.user_id,
        **asdict(facts),
    )
    _record("investment.added", row, by, at)
    return row


@transaction.atomic
def change_investment(
    *, investment_id: uuid.UUID, seen: int, facts: InvestmentFacts, by: Actor, at: datetime
) -> Investment:
    """Correct what was noted; `seen` is the version the person saw.

    Http404 for one of another company; 409 "stale" where somebody changed it meanwhile, with the version
    that is stored now as `version`; refused as in adding.
    """
    row = locked_row(Investment.objects.visible_to(by), investment_id)
    if row.version != seen:
        raise Refused(
            _("Somebody changed this meanwhile. Compare both and save again to keep yours."),
            code="stale",
            status=409,
            data={"version": row.version},
        )
    _check(facts, by, at)
    changed = [name for name, value in asdict(facts).items() if getattr(row, name) != value]
    if not changed:
        return row
    for name in changed:
        setattr(row, name, getattr(facts, name))
    row.version += 1
    row.changed_at = at
    row.save(update_fields=[*changed, "version", "changed_at"])
    _record("investment.changed", row, by, at, fields=sorted(changed))
    return row


@transaction.atomic
def remove_investment(*, investment_id: uuid.UUID, by: Actor, at: datetime) -> None:
    """Take it out for good. Http404 for one that is not the company's own."""
    row = locked_row(Investment.objects.visible_to(by), investment_id)
    _record("investment.removed", row, by, at)
    row.delete()


def _twin(facts: InvestmentFacts, by: Actor) -> Investment | None:
    """What is noted already of the same thing, month and place, however much it was."""
    same = Investment.objects.visible_to(by).filter(
        spent_on=facts.spent_on, domain=facts.domain, words__iexact=facts.words
    )
    same = same.filter(plant_id=facts.plant_id) if facts.plant_id else same.filter(plant__isnull=True)
    return same.order_by("created_at", "pk").first()


def _check(facts: InvestmentFacts, by: Actor, at: datetime) -> None:
    if facts.spent_on > at.astimezone(SEOUL).date():
        raise Refused(
            _("Note it once it was spent. This month is still to come."), code="future", field="month"
        )
    if facts.spent_on < FIRST or facts.spent_on.day != 1:
        raise Refused(_("Give a month since 1990."), code="long-ago", field="month")
    if not facts.domain and not facts.words:
        raise Refused(
            _("Choose the technology, or say in your own words what it was."), code="what", field="words"
        )
    if facts.domain and facts.domain not in DOMAINS:
        raise Refused(_("Choose the technology from the list."), code="domain", field="domain")
    if facts.amount_won is not None and not 0 < facts.amount_won <= MOST_WON:
        raise Refused(_("Give an amount above 0 won, or leave it empty."), code="amount", field="amount_won")
    if facts.amount_won is not None and facts.amount_won % UNIT:
        raise Refused(_("Give the amount in whole units of 10,000 won."), code="amount", field="amount_won")
    if facts.amount_won is not None and facts.amount_band:
        raise Refused(_("Give the amount or the range, not both."), code="amount", field="amount_band")
    if facts.amount_band and facts.amount_band not in AmountBand.values:
        raise Refused(_("Choose the range from the list."), code="band", field="amount_band")
    if facts.grant_pct is not None and not 0 <= facts.grant_pct <= 100:
        raise Refused(_("Give the share in percent, from 0 to 100."), code="grant", field="grant_pct")
    if facts.plant_id and not Plant.objects.visible_to(by).filter(pk=facts.plant_id).exists():
        raise Refused(_("Choose one of your plants."), code="plant", field="plant")


def _record(verb: str, row: Investment, by: Actor, at: datetime, **more: object) -> None:
    """The event; amounts and names stay with the row."""
    data = {"organisation": str(row.organisation_id), "month": f"{row.spent_on:%Y-%m}", "domain": row.domain}
    audit.record(by=by, at=at, verb=verb, subject_kind="investment", subject_id=row.pk, data=data | more)
