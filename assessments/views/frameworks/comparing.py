"""Two versions beside each other."""

import uuid
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from assessments.documents import framework_of
from assessments.models import FrameworkState, FrameworkVersion
from assessments.queries.versions import before, version_of
from assessments.scoring import Detail, Difference, Framework, difference, succession
from assessments.views.frameworks.door import AUTHORS, MINISTRY, name_of, trail
from assessments.views.wording import text
from core.web import page
from core.web.components import Crumb


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A part that differs: its name, what sort of change, and every value before and after."""

    code: str
    title: str
    marks: tuple[str, ...]
    is_asked_anew: bool
    details: tuple[Detail, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """What the page shows of two versions. `carried` of `questions` answers carry over from old to new."""

    old: FrameworkVersion
    found: Difference
    added: tuple[tuple[str, str], ...]
    removed: tuple[tuple[str, str], ...]
    changed: tuple[ChangeView, ...]
    asked: tuple[tuple[str, str], ...]
    carried: int
    questions: int


def compared(old: FrameworkVersion, new: FrameworkVersion) -> Compared:
    """The difference of two versions in the reader's language."""
    first, last = framework_of(old), framework_of(new)
    found, plan = difference(first, last), succession(first, last)
    return Compared(
        old=old,
        found=found,
        added=_titles(last, (*found.nodes_added, *found.items_added)),
        removed=_titles(first, (*found.nodes_removed, *found.items_removed)),
        changed=tuple(
            ChangeView(
                part.code,
                _title(last, part.code),
                (*(_sort(sort) for sort in sorted(part.sorts)), *([_("moved")] if part.is_moved else [])),
                part.is_item and part.code not in plan.sources,
                part.details,
            )
            for part in found.parts
        ),
        asked=_titles(last, tuple(code for code in last.items if code not in plan.sources)),
        carried=len(plan.sources),
        questions=len(last.items),
    )


@page(kinds=MINISTRY, roles=AUTHORS)
def framework_difference(request: HttpRequest, version_id: uuid.UUID) -> HttpResponse:
    """What differs from the version before, or from the one that `?with=` names."""
    version = version_of(version_id)
    old = _other(version, request.GET.get("with", ""))
    others = (
        FrameworkVersion.objects.filter(code=version.code)
        .exclude(pk=version.pk)
        .exclude(state=FrameworkState.DRAFT.value)
        .defer("document", "source")
        .order_by("-published_at", "-version")
    )
    return render(
        request,
        "assessments/frameworks/difference.html",
        {
            "version": version,
            "name": name_of(version),
            "shown": compared(old, version) if old else None,
            "others": others,
            "crumbs": trail(version, Crumb(_("Difference"))),
        },
    )


def _other(version: FrameworkVersion, given: str) -> FrameworkVersion | None:
    if not given:
        return before(version)
    try:
        found = version_of(uuid.UUID(given))
    except ValueError:
        raise Http404 from None
    if found.code != version.code:
        raise Http404
    return found


def _titles(framework: Framework, codes: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    return tuple((code, _title(framework, code)) for code in codes)


def _title(framework: Framework, code: str) -> str:
    return text((framework.items.get(code) or framework.nodes[code]).title)


def _sort(sort: str) -> str:
    return {
        "words": _("words"),
        "scoring": _("scoring"),
        "asking": _("what is asked"),
        "other": _("other"),
    }[sort]
