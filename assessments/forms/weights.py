"""The weights right below an area in one table."""

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from assessments.authoring import Part
from assessments.authoring.weights import total_of, weight_of, weights_seen
from assessments.scoring import number
from core.lines import one_line


class WeightsForm(forms.Form):
    """A field for each part, "weight-<code>"; `weights` is what they say by code, also what is no number."""

    hide_optional = True
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, parts: Sequence[Part], titles: dict[str, str], data: Any = None) -> None:
        super().__init__(data, initial={"seen": weights_seen(list(parts))})
        self.parts = tuple(parts)
        for part in self.parts:
            name = f"weight-{part.code}"
            self.fields[name] = forms.CharField(
                label=titles[part.code],
                max_length=30,
                error_messages={
                    "required": _("Write a weight, such as 25 or 0.25. With 0 it does not count."),
                    "max_length": _("This is too long: at most %(limit_value)s characters."),
                },
                widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
            )
            self.initial[name] = weight_of(part)

    def clean(self) -> dict[str, Any]:
        """Each a number of 0 or more; all that are not are said at once."""
        data = super().clean() or {}
        for part in self.parts:
            name = f"weight-{part.code}"
            typed = one_line(data.get(name, ""))
            if not typed:
                continue
            value = number.parse(typed)
            if value is None:
                self.add_error(name, _("Write a number, such as 25 or 0.25."))
            elif value < 0:
                self.add_error(name, _("A weight is 0 or more."))
        return data

    @property
    def rows(self) -> Iterator[tuple[Part, forms.BoundField]]:
        """Each part with its field."""
        return ((part, self[f"weight-{part.code}"]) for part in self.parts)

    @property
    def weights(self) -> dict[str, str]:
        """What stands in the fields, sent or not."""
        return {part.code: one_line(str(field.value() or "")) for part, field in self.rows}

    @property
    def total(self) -> Fraction | None:
        """What they come to; None while one is no number."""
        return total_of(self.weights)

    def differing(self) -> Iterator[tuple[str, str]]:
        """Fields in which something else was typed than stands there now, each with what stands there."""
        for part, field in self.rows:
            if self.weights[part.code] != weight_of(part):
                yield field.html_name, weight_of(part)
