"""Writing a version: typed or as a file, with every fault beside its line and nothing lost."""

import uuid
from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments import actions
from assessments.authoring import renamed
from assessments.examples import example_source
from assessments.forms.framework import FrameworkForm
from assessments.models import FrameworkVersion
from assessments.queries.versions import last_drafted, next_version, version_of
from assessments.scoring import DocumentFaults, Fault
from assessments.views.frameworks.door import AUTHORS, MINISTRY, frozen, trail
from assessments.views.frameworks.mending import LONGEST_LINE, differences, mended
from core.hangul import settled
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb
from core.web.request import now

NAME = "YAML"
SHOWN_FAULTS = 50
SHOWN_LETTERS = 200
"""Of a line beside a fault."""


@dataclass(frozen=True, slots=True)
class FaultView:
    """A fault in the reader's language, with the lines around it: number, text, whether it is the line.

    `mend` is the line, to be mended beside the fault; None where that was offered before or it is too long.
    """

    line: int
    path: str
    message: str
    code: str
    mend: str | None
    excerpt: tuple[tuple[int, str, bool], ...]


@page(kinds=MINISTRY, roles=AUTHORS)
def _ask(request: HttpRequest) -> HttpResponse:
    """The form: empty, or with the text of a version or an example to go on from."""
    source = example_source(request.GET.get("example", ""))
    given = request.GET.get("from", "")
    if given:
        try:
            source = _next(version_of(uuid.UUID(given)))
        except ValueError:
            source = ""
    return _form_page(request, FrameworkForm(initial={"source": source}), None)


def _next(version: FrameworkVersion) -> str:
    """The version's text under the name of the next one."""
    return renamed(version.source, next_version(version))


@change(kinds=MINISTRY, roles=AUTHORS)
def _write(request: HttpRequest) -> HttpResponse:
    """A new draft, or the form again with the faults and everything that was typed."""
    return _stored(request, None)


framework_new = page_or_change(_ask, _write)


@page(kinds=MINISTRY, roles=AUTHORS)
def _open(request: HttpRequest, version_id: uuid.UUID) -> HttpResponse:
    """The draft's text."""
    version = _draft(version_id)
    return _form_page(
        request, FrameworkForm(initial={"source": version.source, "seen": version.checksum}), version
    )


@change(kinds=MINISTRY, roles=AUTHORS)
def _rewrite(request: HttpRequest, version_id: uuid.UUID) -> HttpResponse:
    """The draft with the new text, or the form again."""
    return _stored(request, _draft(version_id))


framework_edit = page_or_change(_open, _rewrite)


def _draft(version_id: uuid.UUID) -> FrameworkVersion:
    version = version_of(version_id)
    if version.state != "draft":
        raise frozen(version)
    return version


def _stored(request: HttpRequest, version: FrameworkVersion | None) -> HttpResponse:
    form = FrameworkForm(request.POST, request.FILES)
    if not form.is_valid():
        return _form_page(request, form, version, status=422)
    source = form.cleaned_data["source"] = mended(form.cleaned_data["source"], request.POST)
    try:
        drafted = actions.draft_framework(
            source=source,
            name=NAME,
            by=actor_of(request),
            at=now(),
            version_id=version.pk if version else None,
            seen=form.cleaned_data["seen"],
        )
    except DocumentFaults as faults:
        return _form_page(request, _again(form), version, faults=faults.faults, status=422)
    except Refused as refused:
        is_stale = refused.code == "stale" and version is not None
        again = _again(form, version.checksum if version and is_stale else "")
        again.add_error("source", refused.message)
        apart = differences(version.source, source) if version and is_stale else []
        return _form_page(request, again, version, status=refused.status, apart=apart)
    messages.success(request, _("The draft was saved. Nobody but programme administrators sees it."))
    return redirect("assessments:framework", drafted.pk)


def _again(form: FrameworkForm, seen: str = "") -> FrameworkForm:
    """The form with the text that was read, also of a file; `seen`: which draft it is held against."""
    again = FrameworkForm({"source": form.cleaned_data["source"], "seen": seen or form.cleaned_data["seen"]})
    again.is_valid()
    return again


def _form_page(
    request: HttpRequest,
    form: FrameworkForm,
    version: FrameworkVersion | None,
    *,
    faults: tuple[Fault, ...] = (),
    apart: list[tuple[str, str]] | None = None,
    status: int = 200,
) -> HttpResponse:
    source = form.cleaned_data.get("source", "") if form.is_bound else ""
    return render(
        request,
        "assessments/frameworks/write.html",
        {
            "form": form,
            "version": version,
            "faults": _views(faults[:SHOWN_FAULTS], source),
            "apart": apart or [],
            "last": last_drafted(version) if version and apart else None,
            "fault_count": len(faults),
            "hidden_count": max(0, len(faults) - SHOWN_FAULTS),
            "crumbs": trail(version, Crumb(_("Write the document") if version else _("New version"))),
        },
        status=status,
    )


def _views(faults: tuple[Fault, ...], source: str) -> list[FaultView]:
    lines = source.split("\n")
    korean = (get_language() or "ko").startswith("ko")
    found: list[FaultView] = []
    for fault in faults:
        first = max(1, fault.line - 1)
        excerpt = tuple(
            (number, _cut(lines[number - 1]), number == fault.line)
            for number in range(first, min(len(lines), fault.line + 1) + 1)
        )
        message = settled(fault.message_ko) if korean else fault.message
        line = lines[fault.line - 1] if fault.line <= len(lines) else ""
        is_offered = len(line) > LONGEST_LINE or any(each.line == fault.line for each in found)
        mend = None if is_offered else line
        found.append(FaultView(fault.line, fault.path, message, fault.code, mend, excerpt))
    return found


def _cut(line: str) -> str:
    return line if len(line) <= SHOWN_LETTERS else line[:SHOWN_LETTERS] + "…"
