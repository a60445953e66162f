"""A supplier's own desk: how complete its profile is, whether it is public, and what it may ask for."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from core.accounts.addresses import is_verified
from core.web import Refused, actor_of, change, page
from core.web.request import now
from core.web.wording import date_text
from matching import actions, policies
from matching.models import Supplier
from matching.queries.completeness import completeness
from matching.queries.confirmations import refused_projects, with_requests
from matching.queries.freshness import freshness, profile_days
from matching.queries.helps import helps
from matching.queries.standing import standing
from matching.queries.supplier_page import page_of
from matching.queries.undo import deleted_item, dropped_technologies
from matching.views.own import SUPPLIER, desk_crumbs, own
from matching.views.sections import SECTIONS
from matching.views.state import way_to_public


@page(kinds=SUPPLIER)
def mine(request: HttpRequest) -> HttpResponse:
    """State of the profile, what is missing and why it matters, its sections, products and projects."""
    by = actor_of(request)
    row = Supplier.objects.editable_by(by).first()
    if row is None:
        return render(request, "matching/start.html", {"place": by.place})
    at = now()
    shown = with_requests(page_of(row, by), row, at)
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
            "is_address_confirmed": row.verified_at is not None or is_verified(by.user_id),
            "freshness": freshness(row.profile_confirmed_on, at, profile_days(at)),
            "dropped": dropped_technologies(row, at),
            "deleted": deleted_item(row, at),
            "way": way_to_public(row),
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
        "refused": refused_projects(row),
        "crumbs": desk_crumbs(_("Why recommended, why not")),
    }
    return render(request, "matching/shown.html", context)


@change(kinds=SUPPLIER)
def start(request: HttpRequest) -> HttpResponse:
    """Begins the profile, then leads to its first section."""
    _row, is_new = actions.start_profile(by=actor_of(request), at=now())
    return redirect("matching:section", "basics") if is_new else redirect("matching:mine")


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
    messages.success(request, _("We sent your request. The receipt is in your inbox and in a mail."))
    return redirect("matching:mine")


@change(kinds=SUPPLIER)
def withdraw(request: HttpRequest) -> HttpResponse:
    """Takes the request back, to change something before somebody looks at it."""
    try:
        actions.withdraw_request(by=actor_of(request), at=now())
    except Refused as refused:
        messages.error(request, refused.message)
    else:
        messages.success(request, _("The request is taken back. You can ask again at any time."))
    return redirect("matching:mine")
