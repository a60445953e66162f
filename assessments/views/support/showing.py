"""All rules, and one of them with what it would change."""

import uuid
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from assessments.actions.keepers import other_keepers
from assessments.forms.framework import SaidNameForm
from assessments.models import SupportRules, SupportState
from assessments.queries.acts import last_act
from assessments.queries.support import SAMPLE, RulesLine, preview, rules_beginning, rules_lines, rules_row
from assessments.support_words import advice, count_lines, moved
from assessments.views.support.words import MINISTRY, SETTERS, track_views, trail
from assessments.views.wording import text
from core.web import actor_of, page
from core.web.components import BadgeKind
from core.web.request import now

_ACTS = ("published", "drafted", "withdrawn")


@page(kinds=MINISTRY, roles=SETTERS)
def support_list(request: HttpRequest) -> HttpResponse:
    """Every version of the rules, with which of them hold today."""
    lines = [{"row": line.row, "badge": badge(line)} for line in rules_lines()]
    newest = next((line["row"] for line in lines), None)
    return render(request, "assessments/support/list.html", {"lines": lines, "newest": newest})


@page(kinds=MINISTRY, roles=SETTERS)
def support_rules(request: HttpRequest, rules_id: uuid.UUID) -> HttpResponse:
    """The rules, how many present results would fall where, and what can be done with them."""
    row = rules_row(rules_id)
    return shown(request, row, SaidNameForm(initial={"seen": row.revision}))


def shown(request: HttpRequest, row: SupportRules, form: SaidNameForm, status: int = 200) -> HttpResponse:
    """The page of rules, also with a form that was refused."""
    rules = row.rules()
    found, other = preview(row, actor_of(request), now())
    before = other.rules() if other else None
    is_draft = row.state == SupportState.DRAFT.value
    context: dict[str, Any] = {
        "row": row,
        "rules": rules,
        "source": text(rules.source),
        "tracks": track_views(rules),
        "is_draft": is_draft,
        "form": form,
        "shift": found,
        "sample": SAMPLE,
        "before": other,
        "lines": count_lines(found, rules, before),
        "moved": moved(found) if before else "",
        "advice": advice(found, rules, before),
        "others": other_keepers(actor_of(request)),
        "begins_today": row.valid_from <= timezone.localdate(),
        "same_day": rules_beginning(row).filter(valid_from=row.valid_from).first(),
        "follows": rules_beginning(row).filter(valid_from__gt=row.valid_from).first(),
        "acts": {verb: last_act("support_rules", row.pk, f"support-rules.{verb}") for verb in _ACTS},
        "may_withdraw": not is_draft and row.valid_from > timezone.localdate(),
        "badge": badge(next(line for line in rules_lines() if line.row.pk == row.pk)),
        "crumbs": trail(row),
    }
    return render(request, "assessments/support/rules.html", context, status=status)


def badge(line: RulesLine) -> tuple[str, BadgeKind]:
    """Where the rules stand, in words, and how it looks."""
    if line.row.state == SupportState.DRAFT.value:
        return _("Draft"), "warning"
    if line.is_in_force:
        return _("In force"), "success"
    is_past = line.row.valid_from <= timezone.localdate()
    return (_("Was in force"), "quiet") if is_past else (_("Will be in force"), "info")
