"""A supplier's own desk: its profile section by section, how complete it is, and whether it is public."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.accounts.roles import Kind
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb
from core.web.forms import answer_refusal
from core.web.request import now
from core.web.wording import date_text
from matching import actions, forms, policies
from matching.models import Supplier
from matching.queries.completeness import completeness
from matching.queries.freshness import freshness, profile_days
from matching.queries.helps import helps
from matching.queries.standing import standing
from matching.queries.supplier_page import page_of

SUPPLIER = {Kind.SUPPLIER.value}


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the profile: its title, form and action."""

    title: str | Promise
    lead: str | Promise
    form: type[forms.SectionForm]
    save: Callable[..., Supplier]


SECTIONS = {
    "basics": Section(
        gettext_lazy("Introduction and contact"),
        gettext_lazy("What companies read first."),
        forms.BasicsForm,
        actions.save_basics,
    ),
    "domains": Section(
        gettext_lazy("Technologies"),
        gettext_lazy(
            "New technologies count as self-declared. A technology taken off and put back starts anew."
        ),
        forms.DomainsForm,
        actions.set_domains,
    ),
    "regions": Section(
        gettext_lazy("Regions served"),
        gettext_lazy("You are recommended only to plants in these regions."),
        forms.RegionsForm,
        actions.set_regions,
    ),
    "industries": Section(
        gettext_lazy("Industries and customer sizes"),
        gettext_lazy("Confirmed projects count in full, what you tick here counts 60 percent."),
        forms.IndustriesForm,
        actions.set_industries,
    ),
    "capacity": Section(
        gettext_lazy("Room for new projects"),
        gettext_lazy("Keep it current. Without a free place you are not recommended."),
        forms.CapacityForm,
        actions.set_capacity,
    ),
}


def own(request: HttpRequest) -> Supplier:
    """The supplier of the organisation one works in. Raises Http404 before a profile was started."""
    row = Supplier.objects.editable_by(actor_of(request)).first()
    if row is None:
        raise Http404
    return row


def desk_crumbs(title: str | Promise) -> list[Crumb]:
    """The way to a page of the desk."""
    return [Crumb(_("Our profile"), reverse("matching:mine")), Crumb(title)]


@page(kinds=SUPPLIER)
def mine(request: HttpRequest) -> HttpResponse:
    """State of the profile, what is missing and why it matters, its sections, products and projects."""
    by = actor_of(request)
    row = Supplier.objects.editable_by(by).first()
    if row is None:
        return render(request, "matching/start.html", {"place": by.place})
    shown = page_of(row, by)
    products = list(row.solutions.order_by("domain", "name", "id"))
    records = [*shown.confirmed, *shown.unconfirmed]
    return render(
        request,
        "matching/mine.html",
        {
            "row": row,
            "supplier": shown,
            "completeness": completeness(row, {each.domain for each in products}, len(records)),
            "products": products,
            "sections": [
                (name, section.title, reverse("matching:section", args=[name]))
                for name, section in SECTIONS.items()
            ],
            "why_not_publish": policies.may_publish(row),
            "why_not_ask": policies.may_ask_for_verification(row),
            "freshness": freshness(row.profile_confirmed_on, now(), profile_days(now())),
        },
    )


@page(kinds=SUPPLIER)
def preview(request: HttpRequest) -> HttpResponse:
    """The public page as others will see it."""
    shown = page_of(own(request), actor_of(request))
    return render(
        request,
        "matching/profile.html",
        {"supplier": shown, "is_preview": True, "crumbs": desk_crumbs(_("Preview"))},
    )


@page(kinds=SUPPLIER)
def shown(request: HttpRequest) -> HttpResponse:
    """Why the supplier is recommended or not: what stands in the way, where it was listed, for what."""
    row = own(request)
    context = {
        "row": row,
        "standing": standing(row, actor_of(request), now()),
        "helps": helps(row, actor_of(request), now()),
        "crumbs": desk_crumbs(_("Why recommended, why not")),
    }
    return render(request, "matching/shown.html", context)


@change(kinds=SUPPLIER)
def start(request: HttpRequest) -> HttpResponse:
    """Begins the profile, then leads to its first section."""
    _row, is_new = actions.start_profile(by=actor_of(request), at=now())
    return redirect("matching:section", "basics") if is_new else redirect("matching:mine")


def _section_page(
    request: HttpRequest, name: str, form: forms.SectionForm, status: int = 200, **more: Any
) -> HttpResponse:
    section = SECTIONS[name]
    names = list(SECTIONS)
    following = names[names.index(name) + 1] if name != names[-1] else ""
    context = {
        "name": name,
        "section": section,
        "form": form,
        "following": following,
        "crumbs": desk_crumbs(section.title),
        **more,
    }
    return render(request, "matching/section.html", context, status=status)


@page(kinds=SUPPLIER)
def _section_form(request: HttpRequest, name: str) -> HttpResponse:
    if name not in SECTIONS:
        raise Http404
    row = own(request)
    form_class = SECTIONS[name].form
    form = form_class(initial={**form_class.initial_of(row), "version": row.version})
    return _section_page(request, name, form, row=row)


@change(kinds=SUPPLIER)
def _section_save(request: HttpRequest, name: str) -> HttpResponse:
    if name not in SECTIONS:
        raise Http404
    section, row = SECTIONS[name], own(request)
    form = section.form(request.POST)
    if not form.is_valid():
        return _section_page(request, name, form, 422, row=row)
    try:
        section.save(by=actor_of(request), at=now(), version=form.cleaned_data["version"], **form.values())
    except Refused as refused:
        return _refused(request, name, form, refused)
    messages.success(request, _("Saved. Companies find it from now on."))
    following = str(request.POST.get("following", ""))
    return redirect("matching:section", following) if following in SECTIONS else redirect("matching:mine")


def _refused(request: HttpRequest, name: str, form: forms.SectionForm, refused: Refused) -> HttpResponse:
    """The form again; after somebody else's change with what is stored now beside what was typed."""
    row = own(request)
    stored = None
    if refused.code == "stale":
        stored = SECTIONS[name].form(initial=SECTIONS[name].form.initial_of(row))
        data = form.data.copy()  # type: ignore[attr-defined]
        data["version"] = str(row.version)
        form.data = data
    answer_refusal(form, refused)
    return _section_page(request, name, form, refused.status, row=row, stored=stored)


section = page_or_change(_section_form, _section_save)


@change(kinds=SUPPLIER)
def confirm(request: HttpRequest) -> HttpResponse:
    """Says that the profile is right today, then leads back to where it was said."""
    row = actions.confirm_profile(by=actor_of(request), at=now())
    last = freshness(row.profile_confirmed_on, now(), profile_days(now())).last_day
    messages.success(
        request,
        _("Thank you. The profile counts as confirmed today, until %(day)s.") % {"day": date_text(last)},
    )
    return redirect("home" if request.POST.get("back") == "home" else "matching:mine")


@change(kinds=SUPPLIER)
def publish(request: HttpRequest) -> HttpResponse:
    """Shows the profile in public, or hides it."""
    wanted = request.POST.get("publish") == "1"
    actions.set_published(by=actor_of(request), at=now(), is_published=wanted)
    told = _("The profile is public now.") if wanted else _("The profile is hidden now.")
    messages.success(request, told)
    return redirect("matching:mine")


@change(kinds=SUPPLIER)
def ask(request: HttpRequest) -> HttpResponse:
    """Asks the ministry to verify the company."""
    actions.ask_for_verification(by=actor_of(request), at=now())
    messages.success(request, _("We sent your request. You get a mail once it is decided."))
    return redirect("matching:mine")
