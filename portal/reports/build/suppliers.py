"""The recommendation as the report says it: the listed suppliers, then the newcomer's slot."""

from django.utils.translation import gettext as _

from core.web.wording import date_text
from matching.queries.recommendations import RecommendationView, SupplierView
from portal.reports.content import Part, SupplierLine

FEW = 5


def suppliers_of(view: RecommendationView | None) -> tuple[SupplierLine, ...]:
    """The suppliers in their places; the newcomer, who takes none, comes last and is marked."""
    if view is None:
        return ()
    lines = [_line(each, is_newcomer=False) for each in view.suppliers]
    if view.newcomer is not None:
        lines.append(_line(view.newcomer, is_newcomer=True))
    return tuple(lines)


def _line(view: SupplierView, *, is_newcomer: bool) -> SupplierLine:
    return SupplierLine(
        place=view.place,
        name=view.name,
        home=view.home,
        score=view.score,
        reasons=(*view.strengths, *view.preferences),
        domains=tuple(domain.name for domain in view.domains),
        weakness=view.weakness,
        unknown=view.unknown,
        parts=tuple(Part(title=part.title, points=part.points) for part in view.parts),
        slug=view.slug,
        is_newcomer=is_newcomer,
    )


def suppliers_note(view: RecommendationView | None, *, has_gaps: bool) -> str:
    """On which policy the order stands, from how many; why there are few or none."""
    if view is None and not has_gaps:
        return _("Nothing is left to improve, so no supplier is needed.")
    if view is None:
        return _("No suppliers have been recommended for this result yet.")
    if not view.suppliers:
        return _("No supplier fits this plant's needs and region at present.")
    facts = {
        "eligible": f"{view.eligible:,}",
        "policy": view.policy.title,
        "day": date_text(view.policy.effective_from),
    }
    if len(view.suppliers) < FEW:
        return _("Only %(eligible)s suppliers fit this plant. Order by: %(policy)s (since %(day)s).") % facts
    best = _("The best of %(eligible)s suppliers that fit this plant. Order by: %(policy)s (since %(day)s).")
    near = _("Of those within half a point of each other, the one shown less often of late comes first.")
    return f"{best % facts} {near}"
