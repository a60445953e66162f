"""What the pages of a supplier's desk share: whose profile it is, what a save told, what comes next."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from core.accounts.roles import Kind
from core.web import actor_of
from core.web.components import Crumb
from core.web.refusal import Missing
from matching.models import Supplier
from matching.queries.completeness import Part, completeness_of

SUPPLIER = {Kind.SUPPLIER.value}


def own(request: HttpRequest) -> Supplier:
    """The supplier of the organisation one works in. Before a profile was started: a 404 that leads to it."""
    row = Supplier.objects.editable_by(actor_of(request)).first()
    if row is None:
        raise Missing("matching/not_begun.html")
    return row


def desk_crumbs(title: str | Promise) -> list[Crumb]:
    """The way to a page of the desk."""
    return [Crumb(_("Our profile"), reverse("matching:mine")), Crumb(title)]


def next_missing(row: Supplier, here: str = "", but: str = "") -> Part | None:
    """What to fill next, not at this address and not this part; None when nothing else is missing."""
    missing = completeness_of(row).missing
    return next((part for part in missing if part.url.partition("#")[0] != here and part.code != but), None)


def saved(row: Supplier, what: str, *, is_new: bool = True) -> str:
    """What a save did, and who sees it now."""
    if not is_new:
        return _("%(what)s: nothing was different, so all stands as before.") % {"what": what}
    done = _("%(what)s: saved.") % {"what": what}
    return f"{done} {_who_sees(row)}"


def _who_sees(row: Supplier) -> str:
    if row.is_published:
        if Supplier.objects.listed().filter(pk=row.pk).exists():
            return _("Companies see it from now on.")
        return _("Companies do not see it as long as you are barred from support programmes.")
    if row.verified_at:
        return _("Your profile is hidden. Companies see it once you publish it.")
    if row.verification_asked_at:
        return _("Your request is being looked at. Companies see it once your company is verified.")
    return _("Only you see it so far. Companies see it once your company is verified.")
