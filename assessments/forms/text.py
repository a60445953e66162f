"""Typed names in one spelling."""

from typing import Any

from django import forms
from rest_framework import serializers

from core.lines import one_line


class LineField(forms.CharField):
    """A name on one line; how long it may be is asked of its one spelling, which can be the longer one. No
    browser fills it in by itself.
    """

    widget = forms.TextInput(attrs={"autocomplete": "off"})

    def to_python(self, value: Any) -> str:
        """As `one_line`."""
        return one_line(str(super().to_python(value) or ""))


class LineData(serializers.CharField):
    """The same in the data of the API."""

    def to_internal_value(self, data: Any) -> str:
        """As `one_line`."""
        return one_line(super().to_internal_value(data))
