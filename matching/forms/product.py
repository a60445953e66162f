"""A product or service of a supplier."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from matching.actions.products import Product
from matching.forms import choices
from matching.forms.text import Line, Paragraph
from matching.models import Solution


class ProductForm(forms.Form):
    """The product, in which technology it belongs, and what it does."""

    domain = forms.ChoiceField(
        label=_("Technology"),
        choices=lambda: choices.with_nothing(choices.domains_by_area()),
        error_messages={"required": _("Choose the technology.")},
    )
    name = Line(
        label=_("Name of the product or service"),
        max_length=80,
        error_messages={"required": _("Type the name.")},
    )
    description_ko = Paragraph(
        label=_("What it does"),
        help_text=_("For which plants, what changes, how long it takes to build."),
        max_length=600,
        required=False,
    )
    description_en = Paragraph(label=_("What it does, in English"), max_length=600, required=False)

    @classmethod
    def initial_of(cls, row: Solution) -> dict[str, Any]:
        """What the product says now."""
        return {name: getattr(row, name) for name in cls.base_fields}

    def product(self) -> Product:
        """The product; only of a valid form."""
        return Product(**self.cleaned_data)
