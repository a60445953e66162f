"""Who may open these pages, and the way to them."""

from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.authoring import Part
from assessments.documents import framework_of
from assessments.models import FrameworkState, FrameworkVersion
from assessments.scoring import Framework, items_of
from assessments.views.wording import text
from core.accounts.roles import Kind, Role
from core.hangul import settled
from core.web import Refused
from core.web.components import BadgeKind, Crumb

MINISTRY = {Kind.MINISTRY.value}
AUTHORS = {Role.PROGRAMME_ADMINISTRATOR.value}


def name_of(version: FrameworkVersion) -> str:
    """ "스마트공장 수준 진단 2026.2"."""
    return f"{text(framework_of(version).title)} {version.version}"


def trail(version: FrameworkVersion | None, *more: Crumb) -> list[Crumb]:
    """The way to a version and what belongs to it."""
    crumbs = [Crumb(_("Diagnostic versions"), reverse("assessments:frameworks"))]
    if version is not None:
        crumbs.append(
            Crumb(name_of(version), reverse("assessments:framework", args=[version.pk]) if more else "")
        )
    return [*crumbs, *more]


def frozen(version: FrameworkVersion) -> Refused:
    """For a form of a version that is published by now, with the way to the next one."""
    return Refused(
        _("This version was published and can no longer be changed. Your changes belong in the next one."),
        code="frozen",
        status=409,
        data={
            "title": settled(_("%(name)s is published") % {"name": name_of(version)}),
            "go": _("Begin the next version"),
            "url": f"{reverse('assessments:framework_begin')}?from={version.pk}",
        },
    )


def state_badge(version: FrameworkVersion, *, is_offered: bool) -> tuple[str, BadgeKind]:
    """The state in words, and how it looks."""
    if version.state == FrameworkState.DRAFT.value:
        return _("Draft"), "warning"
    if version.state == FrameworkState.RETIRED.value:
        return _("Retired"), "quiet"
    return (_("On offer"), "success") if is_offered else (_("Replaced by a newer version"), "quiet")


def part_title(part: Part, framework: Framework, *, is_long: bool = False) -> str:
    """A part in a few words; `is_long` gives what it says: the question, what a hint asks."""
    if part.kind == "item":
        item = framework.items[part.code]
        return text(item.question if is_long else item.title)
    if part.kind == "node":
        node = framework.nodes[part.code]
        return text(node.summary) if is_long else text(node.title)
    if part.kind == "hint":
        hint = next(each for each in framework.hints if each.code == part.code)
        return (
            text(hint.ask) if is_long else " · ".join(_title(framework, code) for code in items_of(hint.when))
        )
    if part.kind == "bounds":
        return _("From which score each level begins") if is_long else _("Levels and their bounds")
    return text(framework.summary) if is_long else _("Name, summary and what to have at hand")


def _title(framework: Framework, code: str) -> str:
    return text(framework.items[code].title)
