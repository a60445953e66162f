"""Starting: what the diagnostic is about."""

import uuid
from collections.abc import Sequence
from dataclasses import replace
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
from assessments.queries import CarrySource, Offer, carry_sources, my_sessions, of_plant, offer_of, session_of
from assessments.views.landing import draft_task
from assessments.views.plants.choosing import Choice, choice_of, known_of
from assessments.views.plants.wording import man, read_back, today
from assessments.views.wording import text
from core import scope
from core.accounts.actor import Actor
from core.accounts.middleware import new_draft_key
from core.accounts.models import Organisation
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb, Task
from core.web.forms import answer_refusal
from core.web.idempotency import once
from core.web.request import now
from core.web.wording import date_text


def _known(by: Actor, choice: Choice, source: CarrySource | None) -> dict[str, Any]:
    """What need not be typed again: from the plant, the company, or the diagnostic done before."""
    if choice.plant is not None:
        return known_of(choice.plant)
    if choice.is_new:
        return {"size": AUTOMATIC}
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
        "sales": man(known.average_sales_won),
        "plant_name": known.plant_name if isinstance(known, Session) else "",
    }


def _sources(offer: Offer, by: Actor, choice: Choice) -> list[CarrySource]:
    """Diagnostics of the plant whose answers the framework takes over, the one with the most first."""
    if choice.is_open or not (by.draft_key or by.place):
        return []
    return carry_sources(offer, by, now(), of_plant(choice.plant.pk if choice.plant else None))


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
    choice = choice_of(request, by)
    sources = _sources(offer, by, choice)
    source = next(iter(sources), None)
    initial = _known(by, choice, source)
    if source is not None:
        initial["carry_from"] = source.session.pk
    initial |= {name: request.GET[name] for name in ("sigungu", "industry") if name in request.GET}
    form = PlantForm(initial=initial, day=today())
    return _form_page(request, form, offer, choice, sources)


@change(public=True)
def _begin(request: HttpRequest) -> HttpResponse:
    """A new draft, or the form again with everything typed; sent twice, it is one draft."""
    return once(request, lambda: _begun(request))


def _begun(request: HttpRequest) -> HttpResponse:
    by, offer = actor_of(request), _offered(request)
    choice = choice_of(request, by)
    sources = _sources(offer, by, choice)
    form = PlantForm(request.POST, day=today())
    if not form.is_valid():
        return _form_page(request, form, offer, choice, sources, status=422)
    if by.kind != "company":
        by = replace(by, draft_key=new_draft_key(request))
        scope.enter(by)  # a new cookie owns what this transaction makes
    carry = form.cleaned_data["carry_from"] if "carry" in request.POST else None
    source = next((each for each in sources if each.session.pk == carry), None)
    wanted = source.session.pk if source is not None else None
    try:
        session = actions.start(
            framework_id=offer.id,
            plant=form.plant(),
            by=by,
            at=now(),
            carry_from=wanted,
            plant_id=choice.wanted,
            is_new=choice.is_new,
        )
    except Refused as refused:
        answer_refusal(form, refused)
        return _form_page(request, form, offer, choice, sources, status=422)
    if session.answers_version and source is not None:
        said = _("%(n)s answers were carried over. You can change them.")
        if source.is_older_version and source.left:
            said = _("%(n)s answers were carried over. %(left)s questions are new or changed: answer these.")
        messages.success(request, said % {"n": session.answers_version, "left": source.left})
    return redirect("assessments:overview", session.pk)


def _form_page(
    request: HttpRequest,
    form: PlantForm,
    offer: Offer,
    choice: Choice,
    sources: Sequence[CarrySource],
    status: int = 200,
) -> HttpResponse:
    query = {"framework": offer.code}
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
            "drafts": _begun_before(request, offer, choice),
            "choice": choice,
            "plants": choice.options(query),
            "new_url": choice.new_url(query),
            "sources": [_carried(each, chosen) for each in sources],
            "carries": not form.is_bound or "carry" in request.POST,
            "size_read": read_back(form),
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


def _begun_before(request: HttpRequest, offer: Offer, choice: Choice) -> list[Task]:
    """Drafts of the same diagnostic, so that nobody begins a second one because the first looks lost.

    Where a plant was chosen, those of this plant, or of none yet.
    """
    by = actor_of(request)
    lines = my_sessions(by, now()) if by.draft_key or by.place else []
    of = {None, choice.plant.pk if choice.plant else None}
    return [
        draft_task(line)
        for line in lines
        if line.result_id is None
        and line.framework.code == offer.code
        and (not choice.plants or choice.is_open or line.session.plant_id in of)
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
        "sales": man(session.average_sales_won),
        "plant_name": session.plant_name,
    }
    return _plant_page(request, PlantForm(initial=initial, day=today()), session)


@change(public=True)
def _mend_plant(request: HttpRequest, session_id: uuid.UUID) -> HttpResponse:
    """Store it and go back to the overview, or the form again."""
    by = actor_of(request)
    form = PlantForm(request.POST, day=today())
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
            "size_read": read_back(form),
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
    return render(request, "assessments/_districts.html", {"districts": districts(today(), sido)})


@page(public=True)
def size_read(request: HttpRequest) -> HttpResponse:
    """What was typed about the size, read back in words."""
    form = PlantForm(request.GET, day=today())
    form.full_clean()
    return render(request, "assessments/_size_read.html", {"size_read": read_back(form)})
