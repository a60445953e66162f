"""What was typed about a plant, and what is known of it, as the forms write it."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from assessments.forms import PlantForm
from assessments.forms.plant import AUTOMATIC
from assessments.views.wording import size_text
from core.web.request import now
from core.web.wording import SEOUL, won


def today() -> date:
    """The day in Seoul, on which districts are looked up."""
    return now().astimezone(SEOUL).date()


def man(amount: int | None) -> str:
    """Won in units of 10,000 won, as the form asks for sales; empty for None."""
    return "" if amount is None else f"{amount // 10_000:,}"


def read_back(form: PlantForm) -> str:
    """ "연평균 매출 8억 4,000만 원, 직원 42명 → 소기업" as far as it is known; empty when nothing is."""
    if form.is_bound:
        data = getattr(form, "cleaned_data", {})
        sales, employees, size = data.get("sales"), data.get("employees"), data.get("size", "")
    else:
        sales = _won(form.initial.get("sales"))
        employees, size = form.initial.get("employees"), form.initial.get("size", "")
    parts = []
    if sales is not None:
        parts.append(_("Average yearly sales %(won)s") % {"won": won(sales)})
    if employees is not None:
        parts.append(_("%(n)s employees") % {"n": f"{employees:,}"})
    if not parts:
        return ""
    said = ", ".join(parts)
    if size and size != AUTOMATIC:
        return f"{said} → {size_text(size)}"
    return said


def _won(text: Any) -> int | None:
    digits = str(text or "").replace(",", "")
    return int(digits) * 10_000 if digits.isdigit() else None
