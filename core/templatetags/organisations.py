"""Filters that name the codes of an organisation's data."""

from django import template
from django.utils.translation import gettext as _

from core.consents.document import active_language
from core.consents.queries import Look
from core.industries import INDUSTRIES, SUPPLIER_INDUSTRIES, SizeClass
from core.regions import REGIONS
from core.web.wording import NOTHING

register = template.Library()


@register.filter
def region_name(code: str) -> str:
    """`48121` as "경남 창원시 의창구"; an unknown code as it is, nothing as a dash."""
    if not code or code not in REGIONS:
        return code or NOTHING
    region = REGIONS.get(code)
    return region.label_ko if active_language() == "ko" else region.label_en


@register.filter
def industry_name(code: str) -> str:
    """The industry's name; an unknown code as it is, nothing as a dash."""
    table = SUPPLIER_INDUSTRIES if code in SUPPLIER_INDUSTRIES else INDUSTRIES
    if not code or code not in table:
        return code or NOTHING
    industry = table.get(code)
    return industry.name_ko if active_language() == "ko" else industry.name_en


@register.filter
def size_name(code: str) -> str:
    """The size class's name; nothing as a dash."""
    try:
        size = SizeClass(code)
    except ValueError:
        return code or NOTHING
    return size.name_ko if active_language() == "ko" else size.name_en


@register.filter
def look_text(look: Look) -> str:
    """What somebody did with the data: "내보내기: 진단 결과"."""
    acts = {
        "view": _("Looked at"),
        "export": _("Exported"),
        "list": _("Saw in a list"),
        "download": _("Downloaded"),
        "report.downloaded": _("Downloaded"),
    }
    subjects = {
        "result": _("result"),
        "results": _("results"),
        "report": _("report"),
        "recommendation": _("recommended suppliers"),
        "organisation": _("company data"),
        "session": _("answers"),
    }
    return f"{acts.get(look.act, look.act)}: {subjects.get(look.subject, look.subject)}"
