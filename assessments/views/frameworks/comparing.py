"""Two versions beside each other."""

import uuid
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from assessments.documents import framework_of
from assessments.models import FrameworkVersion
from assessments.queries.versions import other_version, published_others, version_of
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
    old = other_version(version, request.GET.get("with", ""))
    return render(
        request,
        "assessments/frameworks/difference.html",
        {
            "version": version,
            "name": name_of(version),
            "shown": compared(old, version) if old else None,
            "others": published_others(version),
            "crumbs": trail(version, Crumb(_("Difference"))),
        },
    )


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
