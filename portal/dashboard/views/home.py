"""The home page: what this person would do next."""

from collections.abc import Callable, Collection
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from assessments.clock import decision_days
from assessments.documents import framework_of
from assessments.plea_words import plea_line
from assessments.queries import Offer, SessionLine, held_parts, my_sessions, offers
from assessments.queries.pleas import pleas
from assessments.workflow import VOTES_NEEDED
from core.accounts.actor import Actor
from core.accounts.queries.mine import mine
from core.accounts.roles import Kind
from core.web import actor_of, page
from core.web.components import BadgeKind, Task
from core.web.naming import place_name
from core.web.request import now
from core.web.scale import score_scale
from core.web.wording import SEOUL, date_text
from matching.models import Supplier
from portal.dashboard import queries
from portal.dashboard.ballots import ballots
from portal.dashboard.cases import cases, consents_that_wait, levels
from portal.dashboard.duties import duties
from portal.reports import sample
from portal.reports.build.wording import language, said
from portal.results.drawings import total_scale
from portal.results.onward import onward_of

View = Callable[[HttpRequest], HttpResponse]


@page(public=True)
def home(request: HttpRequest) -> HttpResponse:
    """The landing page of a visitor, or the home of the kind of organisation one works in now."""
    by = actor_of(request)
    if by.user_id is None:
        return _visitor(request)
    return _HOMES.get(by.kind, _nowhere)(request)


def _visitor(request: HttpRequest) -> HttpResponse:
    """What the portal is, in five seconds, and the first step."""
    found = offers()
    example = sample.sample_content(language())
    scale = total_scale(example)
    context = {
        "drafts": _drafts(actor_of(request)),
        "parts": _parts(actor_of(request)),
        "full": _offer(found[0]) if found else None,
        "quick": _offer(found[-1]) if len(found) > 1 else None,
        "example": example,
        "scale": SafeString(score_scale(scale)) if scale else "",
        "suppliers": Supplier.objects.listed().count(),
        "search_url": queries.address("matching:search"),
    }
    return render(request, "dashboard/visitor.html", context)


def _offer(offer: Offer) -> dict[str, object]:
    return {
        "title": said(offer.framework.title),
        "minutes": offer.framework.minutes,
        "questions": offer.questions,
        "url": f"{reverse('assessments:start')}?framework={offer.code}",
    }


def _company(request: HttpRequest) -> HttpResponse:
    view = queries.company_home(actor_of(request), now())
    open_ones = [line for line in view.drafts if line.carried_to is None]
    asked = pleas([(line.session, line.framework) for line in view.drafts], now())
    waited_for = {each.link.session_id for each in asked}
    context = {
        "view": view,
        "pleas": [plea_line(each) for each in asked],
        "drafts": [_draft(line, waited_for) for line in open_ones if not line.progress.is_complete],
        "finished": [_draft(line, waited_for) for line in open_ones if line.progress.is_complete],
        "search_url": queries.address("matching:search"),
        "to_agree": consents_that_wait(actor_of(request)),
        "levels": levels(actor_of(request)),
        "onward": onward_of(view.latest.result) if view.latest else None,
    }
    return render(request, "dashboard/company.html", context)


def _is_ready(line: SessionLine) -> bool:
    """Whether nothing is left but to submit; not so for one whose answers went on into another."""
    return line.progress.is_complete and line.carried_to is None


def _draft(line: SessionLine, asked: Collection[UUID] = ()) -> Task:
    """A draft as a line; that a colleague asks to be let in, for those in `asked`, comes before its state."""
    session, counts = line.session, line.progress
    where = session.plant_name or (place_name(session.sigungu) if session.sigungu else "")
    is_complete = _is_ready(line)
    state, kind = _state(line)
    if session.pk in asked:
        state, kind = _("A colleague asks"), "warning"
    return Task(
        label=" · ".join(word for word in (said(line.framework.title), where) if word),
        url=reverse("assessments:check" if is_complete else "assessments:overview", args=[session.pk]),
        hint=_("Last changed %(day)s") % {"day": date_text(session.changed_at)},
        state=state,
        state_kind=kind,
        done=counts.answered_applicable,
        total=counts.applicable,
    )


def _state(line: SessionLine) -> tuple[str, BadgeKind]:
    if line.carried_to:
        return _("Carried over into %(title)s") % {"title": said(line.carried_to.title)}, "quiet"
    return (_("Ready to submit"), "success") if _is_ready(line) else (_("Draft"), "info")


def _supplier(request: HttpRequest) -> HttpResponse:
    view = queries.supplier_home(actor_of(request), now())
    return render(request, "dashboard/supplier.html", {"view": view})


def _technopark(request: HttpRequest) -> HttpResponse:
    view = queries.park_home(actor_of(request), now())
    return render(request, "dashboard/technopark.html", {"view": view, "days": queries.NEW_DAYS})


def _ministry(request: HttpRequest) -> HttpResponse:
    view = queries.ministry_home(actor_of(request), now())
    title = view.policy.title[language()] if view.policy else ""
    context = {
        "view": view,
        "policy_title": title,
        "frameworks": [(row, said(framework_of(row).title)) for row in view.frameworks],
    }
    return render(request, "dashboard/ministry.html", context)


def _body(request: HttpRequest) -> HttpResponse:
    """A local government, an assessor body or a committee."""
    by = actor_of(request)
    is_government = by.kind == Kind.LOCAL_GOVERNMENT.value
    context = {
        "is_government": is_government,
        "ballots": ballots(by) if by.kind == Kind.COMMITTEE.value else None,
        "votes_needed": VOTES_NEEDED,
        "decision_days": decision_days(now().astimezone(SEOUL).date()),
        "cases": cases(by),
        "is_assessor": by.kind == Kind.ASSESSOR_BODY.value,
        "duties": duties(by, now().astimezone(SEOUL).date()),
        "view": queries.government_home(by) if is_government else None,
        "may_invite": bool(by.administered_ids),
    }
    return render(request, "dashboard/body.html", context)


def _nowhere(request: HttpRequest) -> HttpResponse:
    """A person who works in no organisation yet."""
    by = actor_of(request)
    return render(
        request, "dashboard/nowhere.html", {"mine": mine(by), "drafts": _drafts(by), "parts": _parts(by)}
    )


def _parts(by: Actor) -> list[Task]:
    """What somebody else asked to be answered in this browser, by a link."""
    return [
        Task(
            label=_("Carry on with the part you were given"),
            url=reverse("assessments:part", args=[each.pk]),
            hint=_("Wanted by %(day)s.") % {"day": date_text(each.due_on)}
            if each.due_on
            else _("The link works until %(day)s.") % {"day": date_text(each.ends_at)},
            state=_("Said to be done") if each.reported_at else _("In progress"),
            state_kind="success" if each.reported_at else "info",
        )
        for each in held_parts(by, now())
    ]


def _drafts(by: Actor) -> list[Task]:
    """What was begun in this browser without an account."""
    if not by.draft_key:
        return []
    return [_draft(line) for line in my_sessions(by, now()) if line.result_id is None]


_HOMES: dict[str, View] = {
    Kind.COMPANY.value: _company,
    Kind.SUPPLIER.value: _supplier,
    Kind.TECHNOPARK.value: _technopark,
    Kind.MINISTRY.value: _ministry,
    Kind.LOCAL_GOVERNMENT.value: _body,
    Kind.ASSESSOR_BODY.value: _body,
    Kind.COMMITTEE.value: _body,
}
