"""The sections of a supplier's profile: one form each, and what to do when two people saved the same one."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.regions import REGIONS, Level
from core.web import Refused, actor_of, change, page, page_or_change
from core.web.forms import answer_refusal
from core.web.naming import place_name
from core.web.request import now
from core.web.wording import date_text
from matching import actions, forms
from matching.actions.locked import locked_own
from matching.forms.merge import Merged, merge
from matching.models import Supplier
from matching.queries.undo import was_last_changed_by
from matching.queries.wording import level_title
from matching.views.own import SUPPLIER, desk_crumbs, next_missing, own, saved


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
        gettext_lazy(
            "What companies read first. Name, place, employees and homepage are your company's data as well."
        ),
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


@dataclass(frozen=True, slots=True)
class Clash:
    """A field that two people changed: what is stored now, and what was typed."""

    name: str
    label: str
    stored: str
    mine: str


def _section_page(
    request: HttpRequest, name: str, form: forms.SectionForm, row: Supplier, status: int = 200
) -> HttpResponse:
    section = SECTIONS[name]
    context = {
        "name": name,
        "section": section,
        "form": form,
        "row": row,
        "next_part": next_missing(row, reverse("matching:section", args=[name])),
        "provinces": _provinces() if "home_sigungu" in form.fields else (),
        "crumbs": desk_crumbs(section.title),
    }
    return render(request, "matching/section.html", context, status=status)


@page(kinds=SUPPLIER)
def _section_form(request: HttpRequest, name: str) -> HttpResponse:
    if name not in SECTIONS:
        raise Http404
    row = own(request)
    return _section_page(request, name, SECTIONS[name].form(row=row), row)


@change(kinds=SUPPLIER)
def _section_save(request: HttpRequest, name: str) -> HttpResponse:
    if name not in SECTIONS:
        raise Http404
    section, row = SECTIONS[name], locked_own(actor_of(request))
    before, is_own = row.version, was_last_changed_by(row, actor_of(request))
    form = section.form(_picked(request.POST, section.form, row), row=row)
    if not form.is_valid():
        return _section_page(request, name, form, row, 422)
    merged = Merged({}, (), False)
    if form.cleaned_data["version"] != row.version:
        merged = merge(form, form.initial_of(row))
        form.cleaned_data.update(merged.values)
    unanswered = [each for each in request.POST.getlist("asked") if f"pick-{each}" not in request.POST]
    if merged.clashes or unanswered:
        return _clash_page(request, name, form, merged.clashes or tuple(unanswered))
    try:
        row = section.save(by=actor_of(request), at=now(), version=row.version, **form.values())
    except Refused as refused:
        if refused.code == "loses-proof":
            return _losing_page(request, name, form, refused)
        if merged.joined:
            form = section.form(_posted(form), row=row)
            form.is_valid()
        answer_refusal(form, refused)
        return _section_page(request, name, form, row, refused.status)
    messages.success(request, saved(row, str(section.title), is_new=row.version != before))
    if merged.joined:
        messages.info(
            request,
            _("You changed other things here in another window meanwhile. Both changes are kept.")
            if is_own
            else _("A colleague changed other things here meanwhile. Both changes are kept."),
        )
    return _onwards(request, name, row)


section = page_or_change(_section_form, _section_save)


def _onwards(request: HttpRequest, name: str, row: Supplier) -> HttpResponse:
    following = str(request.POST.get("following", ""))
    if following == "missing" and (part := next_missing(row, reverse("matching:section", args=[name]))):
        return redirect(part.url)
    return redirect("matching:section", following) if following in SECTIONS else redirect("matching:mine")


def _picked(typed: QueryDict, form_class: type[forms.SectionForm], row: Supplier) -> QueryDict:
    """What was typed, with what is stored now where the page of two versions was answered so."""
    data = typed.copy()
    for name, now_ in form_class.initial_of(row).items():
        if data.get(f"pick-{name}") == "stored":
            data.setlist(name, _sent(now_))
    return data


def _clash_page(
    request: HttpRequest, name: str, form: forms.SectionForm, clashes: tuple[str, ...]
) -> HttpResponse:
    stored = form.initial_of(form.row)
    fields = [each for each in stored if each in clashes]
    context = {
        "name": name,
        "section": SECTIONS[name],
        "clashes": [
            Clash(
                each,
                str(form.fields[each].label),
                _read(form, each, stored[each]),
                _read(form, each, form.cleaned_data[each]),
            )
            for each in fields
        ],
        "is_own": was_last_changed_by(form.row, actor_of(request)),
        "is_unanswered": "asked" in request.POST,
        "carried": [(key, value) for key, values in _posted(form).lists() for value in values],
        "following": str(request.POST.get("following", "")),
        "crumbs": desk_crumbs(SECTIONS[name].title),
    }
    return render(request, "matching/clash.html", context, status=409)


def _losing_page(request: HttpRequest, name: str, form: forms.SectionForm, refused: Refused) -> HttpResponse:
    codes = refused.data["codes"]
    carried = [(key, value) for key, values in _posted(form).lists() for value in values]
    back = [("remote", code) for code in form.row.remote_domains if code in codes]
    context = {
        "name": name,
        "codes": codes,
        "losses": [(code, level_title(form.row.evidence[code])) for code in codes],
        "carried": carried,
        "kept": [*carried, *(("domains", code) for code in codes), *back],
        "following": str(request.POST.get("following", "")),
        "crumbs": desk_crumbs(SECTIONS[name].title),
    }
    return render(request, "matching/losing.html", context, status=refused.status)


@change(kinds=SUPPLIER)
def restore(request: HttpRequest) -> HttpResponse:
    """Puts proven technologies back that were taken off a few minutes ago."""
    try:
        actions.restore_domains(by=actor_of(request), at=now())
    except Refused as refused:
        messages.error(request, refused.message)
        return redirect("matching:mine")
    messages.success(request, _("Undone: the technologies stand as they stood before."))
    return redirect("matching:mine")


def _posted(form: forms.SectionForm) -> QueryDict:
    """A valid form as a page would send it now, over what is stored now."""
    data = QueryDict(mutable=True)
    data["version"] = str(form.row.version)
    for name, stored in form.initial_of(form.row).items():
        data.setlist(name, _sent(form.cleaned_data[name]))
        data.setlist(
            form.add_initial_prefix(name), _sent(stored) or ([""] if not isinstance(stored, list) else [])
        )
    return data


def _sent(value: Any) -> list[str]:
    if isinstance(value, list):
        return [str(each) for each in value]
    if isinstance(value, bool):
        return ["on"] if value else []
    return ["" if value is None else value.isoformat() if isinstance(value, date) else str(value)]


def _read(form: forms.SectionForm, name: str, value: Any) -> str:
    """A field's value in words."""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return date_text(value)
    titles = _titles(getattr(form.fields[name], "choices", ()))
    if isinstance(value, list):
        return ", ".join(titles.get(str(each), str(each)) for each in value) or "—"
    return titles.get(str(value), "" if value is None else str(value)) or "—"


def _titles(choices: Any) -> Mapping[str, str]:
    """The words of choices, with or without groups."""
    titles: dict[str, str] = {}
    for value, label in choices:
        if isinstance(label, list | tuple):
            titles.update(_titles(label))
        else:
            titles[str(value)] = str(label)
    return titles


def _provinces() -> list[tuple[str, str]]:
    return [(each.code, place_name(each.code)) for each in REGIONS.at(now().date(), Level.SIDO)]
