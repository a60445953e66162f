"""A version part by part: the list of its questions and areas, and a form for each of them."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from assessments import actions
from assessments.authoring import Part, part_at, part_of, parts_of
from assessments.authoring.former import taken_back
from assessments.documents import framework_of
from assessments.forms.part import PartForm
from assessments.models import FrameworkState, FrameworkVersion
from assessments.queries.sums import sums_of
from assessments.queries.versions import before, last_drafted, version_of
from assessments.scoring import DocumentFaults, Fault, difference
from assessments.views.frameworks.advising import advice_of, listed, sum_words
from assessments.views.frameworks.door import AUTHORS, MINISTRY, frozen, name_of, part_title, trail
from assessments.views.wording import text
from core.hangul import settled
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.components import Crumb, Problem
from core.web.request import now


@dataclass(frozen=True, slots=True)
class Row:
    """A part in the list. `mark` says how it stands to the version before: "new", "changed" or neither.

    `weighed` is what the weights beside its own, or those below an area, come to; `is_off` that they should
    come to something else.
    """

    part: Part
    title: str
    about: str
    number: int | None
    url: str
    mark: str
    weight: str
    weighed: str = ""
    is_off: bool = False
    weights_url: str = ""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A fault that the change would make in another part, with the way there."""

    message: str
    title: str
    url: str


@page(kinds=MINISTRY, roles=AUTHORS)
def framework_parts(request: HttpRequest, version_id: uuid.UUID) -> HttpResponse:
    """The parts in the order of the document; `?q=` finds words, `?changed=1` what differs from before."""
    version = version_of(version_id)
    wanted = " ".join(request.GET.get("q", "").split())
    only_changed = request.GET.get("changed") == "1"
    rows = list(_rows(version))
    found = [
        row
        for row in rows
        if (not only_changed or row.mark)
        and all(
            word.casefold() in f"{row.part.code} {row.title} {row.about}".casefold()
            for word in wanted.split()
        )
    ]
    groups = [
        {"code": code, "title": title, "rows": held}
        for code, title, kinds in (
            ("questions", _("Questions"), {"item"}),
            ("areas", _("Areas and modules"), {"node"}),
            ("rest", _("What holds for all"), {"head", "bounds"}),
            ("hints", _("Answers that do not go together"), {"hint"}),
        )
        if (held := [row for row in found if row.part.kind in kinds])
    ]
    context = {
        "version": version,
        "name": name_of(version),
        "is_draft": version.state == FrameworkState.DRAFT.value,
        "groups": groups,
        "wanted": wanted,
        "only_changed": only_changed,
        "changed": sum(bool(row.mark) for row in rows),
        "total": len(rows),
        "found": len(found),
        "before": before(version),
        **listed(version),
        "begin_url": f"{reverse('assessments:framework_begin')}?from={version.pk}",
        "crumbs": trail(version, Crumb(_("Questions and texts"))),
    }
    return render(request, "assessments/frameworks/parts.html", context)


def _rows(version: FrameworkVersion) -> Iterator[Row]:
    framework = framework_of(version)
    is_draft = version.state == FrameworkState.DRAFT.value
    numbers = {code: number for number, code in enumerate(framework.items, start=1)}
    old = before(version)
    changed, added = set[str](), set[str]()
    if old is not None:
        found = difference(framework_of(old), framework)
        changed = {part.code for part in found.parts}
        added = {*found.items_added, *found.nodes_added}
    preview = reverse("assessments:framework_preview", args=[version.pk])
    sums = sums_of(version)
    for part in parts_of(version.source):
        code = part.code
        url = reverse("assessments:framework_part", args=[version.pk, part.kind, code])
        if not is_draft:
            url = f"{preview}?page={framework.parents[code].code}" if part.kind == "item" else ""
        held = sums.get(framework.parents[code].code if part.kind == "item" else code)
        yield Row(
            part,
            part_title(part, framework),
            part_title(part, framework, is_long=True),
            numbers.get(code) if part.kind == "item" else None,
            url,
            "new" if code in added else "changed" if code in changed else "",
            str(part.data.get("weight", "1")) if part.kind in ("item", "node") else "",
            sum_words(held) if held else "",
            held is not None and held.is_off,
            reverse("assessments:framework_weights", args=[version.pk, code])
            if is_draft and part.kind == "node" and code in sums
            else "",
        )


@page(kinds=MINISTRY, roles=AUTHORS)
def _open(request: HttpRequest, version_id: uuid.UUID, kind: str, code: str) -> HttpResponse:
    """The form of a part, as the draft says it now."""
    version, part = _found(version_id, kind, code)
    return _page(request, version, part, PartForm(part))


@change(kinds=MINISTRY, roles=AUTHORS)
def _save(request: HttpRequest, version_id: uuid.UUID, kind: str, code: str) -> HttpResponse:
    """The draft with this part changed, or the form with everything typed and what is wrong at its field."""
    version, part = _found(version_id, kind, code)
    form = PartForm(part, request.POST)
    if not form.is_valid():
        return _page(request, version, part, form, 422)
    try:
        drafted = actions.change_part(
            version_id=version.pk,
            kind=kind,
            code=code,
            seen=form.cleaned_data["seen"],
            data=form.document,
            by=actor_of(request),
            at=now(),
        )
    except DocumentFaults as faults:
        elsewhere = _say(form, faults.faults, version, part)
        return _page(request, version, part, form, 422, elsewhere)
    except Refused as refused:
        if refused.code == "stale":
            return _conflict(request, version, part, refused)
        form.add_error(None, refused.message)
        return _page(request, version, part, form, refused.status)
    if drafted.checksum == version.checksum:
        messages.info(request, _("Nothing was changed."))
    else:
        said = _("“%(title)s” was saved in the draft.")
        messages.success(request, said % {"title": part_title(part, framework_of(drafted))})
    if request.POST.get("go") == "next" and (following := _beside(version, part)[1]):
        for each in advice_of(drafted):
            if code in each.codes:
                messages.warning(request, f"{each.title}: {each.message}")
        return redirect("assessments:framework_part", version.pk, following.kind, following.code)
    return redirect("assessments:framework_part", version.pk, kind, code)


framework_part = page_or_change(_open, _save)


def _found(version_id: uuid.UUID, kind: str, code: str) -> tuple[FrameworkVersion, Part]:
    version = version_of(version_id)
    if version.state != FrameworkState.DRAFT.value:
        raise frozen(version)
    part = part_of(version.source, kind, code)
    if part is None:
        raise Http404
    return version, part


def _conflict(request: HttpRequest, version: FrameworkVersion, part: Part, refused: Refused) -> HttpResponse:
    """Both values at every field that differs; saving again is then meant."""
    sent: QueryDict = request.POST.copy()
    sent["seen"] = part.fingerprint
    form = PartForm(part, sent)
    form.is_valid()
    form.add_error(None, refused.message)
    for name, stands in list(form.differing()):
        form.add_error(name, _("Saved meanwhile: %(value)s") % {"value": stands})
    return _page(request, version, part, form, 409, last=last_drafted(version))


def _say(form: PartForm, faults: tuple[Fault, ...], version: FrameworkVersion, part: Part) -> list[Elsewhere]:
    """Every fault at its field; what lies in another part comes back with the way there."""
    korean = (get_language() or "ko").startswith("ko")
    elsewhere = []
    for fault in faults:
        message = settled(fault.message_ko) if korean else fault.message
        is_here = fault.path == part.path or fault.path.startswith((f"{part.path}.", f"{part.path}["))
        other = None if is_here or part.kind == "head" else part_at(version.source, fault.path)
        if other is not None and (other.kind, other.code) != (part.kind, part.code):
            url = reverse("assessments:framework_part", args=[version.pk, other.kind, other.code])
            elsewhere.append(Elsewhere(message, part_title(other, framework_of(version)), url))
            continue
        inside = fault.path[len(part.path) :] if is_here else fault.path
        form.add_error(form.name_of(inside) or None, message)
    if elsewhere:
        form.add_error(None, _("With this change another part no longer fits. It stands below."))
    return elsewhere


def _beside(version: FrameworkVersion, part: Part) -> tuple[Part | None, Part | None]:
    """The parts of the same kind before and after."""
    same = [each for each in parts_of(version.source) if each.kind == part.kind]
    place = next(place for place, each in enumerate(same) if each.code == part.code)
    return same[place - 1] if place else None, same[place + 1] if place + 1 < len(same) else None


def _page(
    request: HttpRequest,
    version: FrameworkVersion,
    part: Part,
    form: PartForm,
    status: int = 200,
    elsewhere: list[Elsewhere] | None = None,
    last: tuple[str, object] | None = None,
) -> HttpResponse:
    framework = framework_of(version)
    previous, following = _beside(version, part)
    sums = sums_of(version)
    above = framework.parents.get(part.code)
    advice = [] if form.is_bound else [each for each in advice_of(version) if part.code in each.codes]
    noted = form.note({each.field_of(part.code): each.message for each in advice})
    if "weight" in form.fields and "weight" not in noted and above is not None and above.code in sums:
        form.fields["weight"].help_text += " " + _("All weights in “%(name)s” come to %(sum)s now.") % {
            "name": text(above.title),
            "sum": sum_words(sums[above.code]),
        }
    title, change = part_title(part, framework), f"{part.kind} {part.code}"
    context = {
        "version": version,
        "part": part,
        "title": title,
        "form": form,
        "problems": _problems(form),
        "advice": [(each.message, _way(form, each.field_of(part.code)) or each.url) for each in advice],
        "elsewhere": elsewhere or [],
        "last": last,
        "undo": change if (back := taken_back(version.former, change, version.source)) else "",
        "undone": list(form.coming_back(back[0][1])) if back else [],
        "is_asked_sometimes": "ask_when" in part.data,
        "previous": previous and (part_title(previous, framework), previous),
        "following": following and (part_title(following, framework), following),
        "parts_url": reverse("assessments:framework_parts", args=[version.pk]),
        "crumbs": trail(
            version,
            Crumb(_("Questions and texts"), reverse("assessments:framework_parts", args=[version.pk])),
            Crumb(title),
        ),
    }
    if part.kind == "item":
        module = framework.parents[part.code].code
        context["preview_url"] = (
            f"{reverse('assessments:framework_preview', args=[version.pk])}?page={module}"
        )
    return render(request, "assessments/frameworks/part.html", context, status=status)


def _way(form: PartForm, name: str) -> str:
    return f"#{form[name].id_for_label}" if name in form.fields else ""


def _problems(form: PartForm) -> list[Problem]:
    """Everything that is wrong, each with the way to its field."""
    if not form.is_bound:
        return []
    found = [Problem(str(said), "") for said in form.non_field_errors()]
    return found + [
        Problem(f"{form.title_of(name)}: {said}", f"#{form[name].id_for_label}")
        for name in form.fields
        for said in form.errors.get(name, ())
    ]
