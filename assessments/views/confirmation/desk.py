"""The list of applications of each side, one of them, and the programme administrator's acts."""

import uuid

from django.core.paginator import Paginator
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from assessments.actions import confirmation
from assessments.actions.confirmation.moving import party_of
from assessments.clock import decision_days
from assessments.forms.confirmation import RejectForm, SupplementForm
from assessments.models import LevelApplication
from assessments.models.application import ApplicationState
from assessments.queries.benches import short_of_members
from assessments.queries.confirmation import (
    stepped_back_from,
    waiting_for_vote,
    with_votes,
    without_assessor,
)
from assessments.views.confirmation.case import ALL_KINDS, ALL_ROLES, KEEPERS, MINISTRY, act, case_page, found
from assessments.views.confirmation.holding import held
from assessments.workflow import MOVES, VOTES_NEEDED, Act, Party, Step
from core.web import actor_of, change, page
from core.web.components import Problem, Tab
from core.web.request import now
from core.web.wording import SEOUL

ROWS = 50
_ROWS: dict[Party | None, str] = {
    Party.COMMITTEE: "assessments/confirmation/_rows_committee.html",
    Party.ADMINISTRATOR: "assessments/confirmation/_rows_administrator.html",
}
_DECIDES = {Party.COMMITTEE, Party.ADMINISTRATOR}
_NO_TURN = {Act.WITHDRAW, Act.REVOKE}
"""What can be done at leisure makes nobody's turn."""
_REPLACES = {(Step.ASSIGNED, Act.ASSIGN), (Step.ASSESSING, Act.ASSIGN)}
"""The company's or the assessor's turn, unless the assessor cannot go on, which the list finds by itself."""


@page(kinds=ALL_KINDS, roles=ALL_ROLES)
def applications(request: HttpRequest) -> HttpResponse:
    """Those in which it is this side's turn, the oldest first; below them all others, the newest first."""
    by = actor_of(request)
    party = party_of(by)
    short = {row.pk for row in short_of_members(by)} if party in _DECIDES else set()
    mine = [
        step.value
        for (step, does), (who, _to) in MOVES.items()
        if who is party and does not in _NO_TURN and (step, does) not in _REPLACES
    ]
    rows: QuerySet[LevelApplication] = LevelApplication.objects.visible_to(by).with_names()
    turn = rows.filter(state__in=mine)
    left: set[uuid.UUID] = set()
    if party is Party.ADMINISTRATOR:
        rows = rows.select_related("verification__assessor")
        left = set(without_assessor().values_list("pk", flat=True))
        turn = rows.filter(Q(state__in=mine) | Q(pk__in=left | short))
    if party is Party.COMMITTEE:
        rows = with_votes(rows, by)
        turn = with_votes(turn.filter(pk__in=waiting_for_vote(by).values("pk")), by)
    others = rows.exclude(pk__in=turn.values("pk"))
    counted = LevelApplication.objects.visible_to(by).exclude(pk__in=turn.values("pk"))
    tabs, state = _states(counted, request.GET.get("state", ""))
    others = others.filter(state=state) if state else others
    listed = Paginator(others.order_by("-started_at", "pk"), ROWS).get_page(request.GET.get("page"))
    first = "reported_at" if party is Party.COMMITTEE else "started_at"
    turns, wanted = _turns(turn, left, short, request) if party is Party.ADMINISTRATOR else ([], Q())
    waiting = list(turn.filter(wanted).order_by(first, "pk")[:ROWS])
    today = now().astimezone(SEOUL).date()
    is_held = party is Party.ADMINISTRATOR
    context = {
        "party": party.value if party else "",
        "votes_needed": VOTES_NEEDED,
        "decision_days": decision_days(today),
        "waiting": held(waiting, left | short, today) if is_held else waiting,
        "listed": held(listed.object_list, left | short, today) if is_held else listed,
        "turns": turns,
        "left": left,
        "short": short,
        "stepped_back": stepped_back_from(by) if party is Party.COMMITTEE else set(),
        "page": listed,
        "tabs": tabs,
        "has_plants": any(each.plant_name for each in (*waiting, *listed.object_list)),
        "is_company": party is Party.OWNER,
        "rows_template": _ROWS.get(party, "assessments/confirmation/_rows.html"),
    }
    return render(request, "assessments/confirmation/list.html", context)


def _turns(
    turn: QuerySet[LevelApplication], left: set[uuid.UUID], short: set[uuid.UUID], request: HttpRequest
) -> tuple[list[Tab], Q]:
    """What the administrator has to do, each with its count, after one for all; none for a single kind. The
    condition of the kind that `?turn=` asks for (one query)."""
    kinds = {
        "submitted": (_("Check the documents"), Q(state=Step.SUBMITTED.value)),
        "accepted": (_("Assign an assessor"), Q(state=Step.ACCEPTED.value)),
        "left": (_("The assessor left"), Q(pk__in=left)),
        "short": (_("Too few members"), Q(pk__in=short)),
    }
    counts = turn.order_by().aggregate(
        **{name: Count("pk", filter=condition) for name, (_title, condition) in kinds.items()}
    )
    asked = request.GET.get("turn", "")
    known = asked if counts.get(asked) else ""
    if sum(map(bool, counts.values())) < 2:
        return [], Q()
    return [
        Tab(_("All"), "?#waiting", current=not known, count=sum(counts.values())),
        *(
            Tab(title, f"?turn={name}#waiting", name == known, counts[name])
            for name, (title, _condition) in kinds.items()
            if counts[name]
        ),
    ], kinds[known][1] if known else Q()


def _states(rows: QuerySet[LevelApplication], asked: str) -> tuple[list[Tab], str]:
    """One tab for each state that there is, with its count, after one for all; none for a single state. The
    state that was asked for, empty for all (one query)."""
    counts = dict(rows.order_by().values_list("state").annotate(n=Count("pk")))
    state = asked if asked in counts else ""
    if len(counts) < 2:
        return [], ""
    known = [(value, label) for value, label in ApplicationState.choices if value in counts]
    return [
        Tab(_("All"), "?#others", current=not state, count=sum(counts.values())),
        *(Tab(label, f"?state={value}#others", state == value, counts[value]) for value, label in known),
    ], state


@page(kinds=ALL_KINDS, roles=ALL_ROLES)
def application(request: HttpRequest, application_id: uuid.UUID) -> HttpResponse:
    """One application, with what this side can do."""
    return case_page(request, found(request, application_id))


@change(kinds=MINISTRY, roles=KEEPERS)
def application_accept(request: HttpRequest, application_id: uuid.UUID) -> HttpResponse:
    """The documents are complete, once what that leads to was read."""
    asks = "assessments/confirmation/accept_check.html"
    return act(
        request, application_id, confirmation.accept, _("Complete. Assign an assessor now."), asks=asks
    )


@change(kinds=MINISTRY, roles=KEEPERS)
def application_supplement(request: HttpRequest, application_id: uuid.UUID) -> HttpResponse:
    """Something is missing."""
    said = _("The company is told what is missing, and by when.")
    return act(request, application_id, confirmation.ask_for_more, said, SupplementForm(request.POST))


@change(kinds=MINISTRY, roles=KEEPERS)
def application_reject(request: HttpRequest, application_id: uuid.UUID) -> HttpResponse:
    """Rejected, with the reason, once what that leads to was read."""
    said = _("Rejected. The company reads the reason and may apply anew.")
    asks = "assessments/confirmation/reject_check.html"
    return act(request, application_id, confirmation.reject, said, RejectForm(request.POST), asks=asks)


@change(kinds=MINISTRY, roles=KEEPERS)
def application_assign(request: HttpRequest, application_id: uuid.UUID) -> HttpResponse:
    """Assign an assessor; a tie is refused with its reason."""
    try:
        assessor_id = uuid.UUID(request.POST.get("assessor", ""))
    except ValueError:
        problem = Problem(_("Choose an assessor of the list."), "#assessor")
        return case_page(request, found(request, application_id), problems=[problem])
    said = _("Assigned. The company is asked for its consent now.")
    return act(request, application_id, confirmation.assign, said, assessor_id=assessor_id)
