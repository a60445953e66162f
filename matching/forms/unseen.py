"""Hidden inputs without `aria-*`: HTML allows none on them, and Django adds some to hidden initial values."""

from typing import Any

from django import forms


class _Unspoken(forms.HiddenInput):
    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        kept = {key: each for key, each in (attrs or {}).items() if not key.startswith("aria-")}
        return super().get_context(name, value, kept)


class UnseenValue(_Unspoken):
    """One hidden value."""


class UnseenValues(_Unspoken, forms.MultipleHiddenInput):
    """A hidden value for each entry of a list."""


def unseen(field: forms.Field) -> type[forms.HiddenInput]:
    """The widget for the hidden initial value of this field."""
    return UnseenValues if issubclass(field.hidden_widget, forms.MultipleHiddenInput) else UnseenValue
