"""Starting: what the diagnostic is about."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments import actions
from assessments.forms import PlantForm
from assessments.forms.plant import AUTOMATIC, districts, provinces
from assessments.models import Session
from assessments.policies import may_change
from assessments.queries import CarrySource, Offer, carry_sources, my_sessions, offer_of, session_of
from assessments.views.landing import draft_task
from assessments.views.wording import size_text, text
from core import scope
from core.accounts.actor import Actor
from core.accounts.middleware import new_draft_key
from core.accounts.models import Organisation
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb, Task
from core.web.idempotency import once
from core.web.request import now
from core.web.wording import SEOUL, date_text, won


def _today() -> date:
    return now().astimezone(SEOUL).date()


def _known(by: Actor, source: CarrySource | None) -> dict[str, Any]:
    """What need not be typed again: from the company, or from the diagnostic done before."""
    known: Organisation | Session | None = None
    if by.kind == "company" and by.place:
        known = Organisation.objects.visible_to(by).filter(pk=by.place.organisation_id).first()
    if source is not None and (known is None or not known.sigungu):
        known = source.session
    if known is None:
        return {"size": AUTOMATIC}
    return {
        "sigungu": known.sigungu,
        "industry": known.industry,
        "size": known.size or AUTOMATIC,
        "employees": known.employees,
        "sales": _man(known.average_sales_won),
        "plant_name": known.plant_name if isinstance(known, Session) else "",
    }


def _man(amount: int | None) -> str:
    return "" if amount is None else f"{amount // 10_000:,}"


def _sources(offer: Offer, by: Actor) -> list[CarrySource]:
    """The diagnostics whose answers the offered framework takes over, the one with the most first."""
    return carry_sources(offer, by, now()) if by.draft_key or by.place else []


def _offered(request: HttpRequest) -> Offer:
    offer = offer_of(request.GET.get("framework", ""))
    if offer is None:
        raise Refused(_("This diagnostic is not offered. Choose another one."), code="framework", status=404)
    return offer


@page(public=True)
def _ask(request: HttpRequest) -> HttpResponse:
    """The form."""
    by, offer = actor_of(request), _offered(request)
    if by.kind != "company":
        new_draft_key(request)  # now, so that a form sent twice comes from one owner
    sources = _sources(offer, by)
    source = next(iter(sources), None)
    initial = _known(by, source)
    if source is not None:
        initial["carry_from"] = source.session.pk
    initial |= {name: request.GET[name] for name in ("sigungu", "industry") if name in request.GET}
    form = PlantForm(initial=initial, day=_today())
    return _form_page(request, form, offer, sources)


@change(public=True)
def _begin(request: HttpRequest) -> HttpResponse:
    """A new draft, or the form again with everything typed; sent twice, it is one draft."""
    return once(request, lambda: _begun(request))


def _begun(request: HttpRequest) -> HttpResponse:
    by, offer = actor_of(request), _offered(request)
    sources = _sources(offer, by)
    form = PlantForm(request.POST, day=_today())
    if not form.is_valid():
        return _form_page(request, form, offer, sources, status=422)
    if by.kind != "company":
        by = replace(by, draft_key=new_draft_key(request))
        scope.enter(by)  # a new cookie owns what this transaction makes
    carry = form.cleaned_data["carry_from"] if "carry" in request.POST else None
    source = next((each for each in sources if each.session.pk == carry), None)
    wanted = source.session.pk if source is not None else None
    try:
        session = actions.start(framework_id=offer.id, plant=form.plant(), by=by, at=now(), carry_from=wanted)
    except Refused as refused:
        form.add_error(refused.field if refused.field in form.fields else None, refused.message)
        return _form_page(request, form, offer, sources, status=422)
    if session.answers_version and source is not None:
        said = _("%(n)s answers were carried over. You can change them.")
        if source.is_older_version and source.left:
            said = _("%(n)s answers were carried over. %(left)s questions are new or changed: answer these.")
        messages.success(request, said % {"n": session.answers_version, "left": source.left})
    return redirect("assessments:overview", session.pk)


def _form_page(
    request: HttpRequest, form: PlantForm, offer: Offer, sources: Sequence[CarrySource], status: int = 200
) -> HttpResponse:
    chosen = str(form["carry_from"].value() or "")
    return render(
        request,
        "assessments/start.html",
        {
            "form": form,
            "title": text(offer.framework.title),
            "minutes": offer.framework.minutes,
            "questions": offer.questions,
            "provinces": provinces(form.day),
            "drafts": _begun_before(request, offer),
            "sources": [_carried(each, chosen) for each in sources],
            "carries": not form.is_bound or "carry" in request.POST,
            "size_read": _read_back(form),
            "crumbs": [
                Crumb(_("Diagnostics"), reverse("assessments:landing")),
                Crumb(text(offer.framework.title)),
            ],
            "is_new": True,
        },
        status=status,
    )


def _carried(source: CarrySource, chosen: str) -> dict[str, object]:
    """A diagnostic done before as the form offers it."""
    session = source.session
    words = [text(source.framework.title), session.plant_name]
    words.append(
        _("submitted on %(day)s") % {"day": date_text(session.submitted_at)}
        if session.submitted_at
        else _("draft, last changed %(day)s") % {"day": date_text(session.changed_at)}
    )
    return {
        "id": str(session.pk),
        "label": " · ".join(word for word in words if word),
        "carried": source.carried,
        "left": source.left,
        "is_older_version": source.is_older_version,
        "is_chosen": str(session.pk) == chosen,
    }


def _begun_before(request: HttpRequest, offer: Offer) -> list[Task]:
    """Drafts of the same diagnostic, so that nobody begins a second one because the first looks lost."""
    by = actor_of(request)
    lines = my_sessions(by, now()) if by.draft_key or by.place else []
    return [
        draft_task(line) for line in lines if line.result_id is None and line.framework.code == offer.code
    ]


start = page_or_change(_ask, _begin)


@page(public=True)
def _ask_plant(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """The same form, to mend what was said."""
    session = session_of(session_id, actor_of(request), now())
    if reason := may_change(session, now()):
        raise Refused(reason, code="closed", status=409)
    initial = {
        "sigungu": session.sigungu,
        "industry": session.industry,
        "size": session.size or AUTOMATIC,
        "employees": session.employees,
        "sales": _man(session.average_sales_won),
        "plant_name": session.plant_name,
    }
    return _plant_page(request, PlantForm(initial=initial, day=_today()), session)


@change(public=True)
def _mend_plant(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Store it and go back to the overview, or the form again."""
    by = actor_of(request)
    form = PlantForm(request.POST, day=_today())
    if not form.is_valid():
        return _plant_page(request, form, session_of(session_id, by, now()), status=422)
    actions.change_details(session_id=session_id, plant=form.plant(), by=by, at=now())
    messages.success(request, _("Saved."))
    return redirect("assessments:overview", session_id)


def _plant_page(request: HttpRequest, form: PlantForm, session: Session, status: int = 200) -> HttpResponse:
    return render(
        request,
        "assessments/start.html",
        {
            "form": form,
            "session": session,
            "provinces": provinces(form.day),
            "size_read": _read_back(form),
            "crumbs": [
                Crumb(_("Diagnostics"), reverse("assessments:landing")),
                Crumb(_("Details of the plant")),
            ],
        },
        status=status,
    )


plant = page_or_change(_ask_plant, _mend_plant)


@page(public=True)
def district_options(request: HttpRequest) -> HttpResponse:
    """The options of the district list, narrowed to one 시도."""
    sido = request.GET.get("sido", "")
    return render(request, "assessments/_districts.html", {"districts": districts(_today(), sido)})


@page(public=True)
def size_read(request: HttpRequest) -> HttpResponse:
    """What was typed about the size, read back in words."""
    form = PlantForm(request.GET, day=_today())
    form.full_clean()
    return render(request, "assessments/_size_read.html", {"size_read": _read_back(form)})


def _read_back(form: PlantForm) -> str:
    """ "연평균 매출 8억 4,000만 원, 직원 42명 → 소기업" as far as it is known; empty when nothing is."""
    if form.is_bound:
        data = getattr(form, "cleaned_data", {})
        sales, employees, size = data.get("sales"), data.get("employees"), data.get("size", "")
    else:
        sales = _won(form.initial.get("sales"))
        employees, size = form.initial.get("employees"), form.initial.get("size", "")
    parts = []
    if sales is not None:
        parts.append(_("Average yearly sales %(won)s") % {"won": won(sales)})
    if employees is not None:
        parts.append(_("%(n)s employees") % {"n": f"{employees:,}"})
    if not parts:
        return ""
    said = ", ".join(parts)
    if size and size != AUTOMATIC:
        return f"{said} → {size_text(size)}"
    return said


def _won(text: Any) -> int | None:
    digits = str(text or "").replace(",", "")
    return int(digits) * 10_000 if digits.isdigit() else None
