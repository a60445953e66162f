"""Fit the weights of the policy in force to whom companies asked; what comes out is a draft for people."""

import json
from datetime import date, datetime, time, timedelta
from typing import Any

import yaml
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from core import scope
from core.web import Refused
from core.web.wording import SEOUL
from matching.actions.policies import draft_policy
from matching.queries.choices import choices_under
from matching.queries.policies import NoPolicy, live_policy
from matching.ranking import Policy
from matching.ranking.fitting import Fitted, fit
from matching.ranking.provenance import Provenance

LEAST = 300
"""Fewer choices say more about chance than about suppliers."""

_DAYS = 365


class Command(BaseCommand):
    """`manage.py fit_policy CODE --from DAY`: prints the draft; `--store` keeps it, as a draft."""

    help = "Fits weights to a year of consultations and prints the policy they would make: a draft."

    def add_arguments(self, parser: CommandParser) -> None:
        """The draft's code and first day, the choices it learns from, and whether it is kept."""
        parser.add_argument("code", help="code of the draft, like 2027-03")
        parser.add_argument(
            "--from", dest="first", type=date.fromisoformat, required=True, help="first day of force"
        )
        parser.add_argument(
            "--since", type=date.fromisoformat, help="first day of the choices (default: a year ago)"
        )
        parser.add_argument("--least", type=int, default=LEAST, help=f"fewest choices (default {LEAST})")
        parser.add_argument("--store", action="store_true", help="keep the draft in the database")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the draft as YAML. CommandError without a policy in force or with too few choices."""
        now = timezone.now()
        today = now.astimezone(SEOUL).date()
        since = options["since"] or today - timedelta(days=_DAYS)
        with scope.acting_as_system() as by:
            try:
                row, policy = live_policy(now)
            except NoPolicy:
                raise CommandError("no policy is in force") from None
            start = datetime.combine(since, time(), SEOUL)
            found = choices_under(row, policy, by=by, since=start, until=now)
            if len(found) < options["least"]:
                raise CommandError(
                    f"{len(found)} choices since {since}; at least {options['least']} are needed"
                )
            try:
                fitted = fit(found, policy.criteria)
            except ValueError as fault:
                raise CommandError(str(fault)) from None
            draft = drafted(policy, fitted, options["code"], options["first"], since, today)
            if options["store"]:
                try:
                    draft_policy(policy=draft, by=by, at=now)
                except Refused as refused:
                    raise CommandError(str(refused.message)) from None
        self.stdout.write(
            yaml.safe_dump(json.loads(draft.to_json()), allow_unicode=True, sort_keys=False, width=110)
        )


def drafted(policy: Policy, fitted: Fitted, code: str, first: date, since: date, today: date) -> Policy:
    """The policy with fitted weights, saying of itself that it is a draft and what it was learnt from."""
    provenance = Provenance(
        source="consultations of this portal",
        under=policy.code,
        choices=fitted.choices,
        first_on=since,
        last_on=today,
        likelihood=round(fitted.likelihood * 1_000),
        chance=round(fitted.chance * 1_000),
    )
    return Policy.from_document(
        policy.document()
        | {
            "code": code,
            "title": {
                "ko": f"공급기업 추천 기준 {code} (초안)",
                "en": f"Supplier recommendation policy {code} (draft)",
            },
            "reason": {
                "ko": (
                    f"이 포털의 상담 {fitted.choices}건({since}부터 {today}까지)에서 계산한 가중치입니다. "
                    "사람이 검토하고 승인하기 전에는 쓰이지 않습니다."
                ),
                "en": (
                    f"Weights fitted to {fitted.choices} consultations of this portal ({since} to {today}). "
                    "They take effect only when people have looked at them and approved."
                ),
            },
            "weights": dict(fitted.weights),
            "effective_from": first.isoformat(),
            "effective_until": None,
            "fitted": provenance.document(),
        }
    )
