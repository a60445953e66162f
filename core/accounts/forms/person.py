"""A person's own data, keys and roles."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from core.accounts.actions.keys import LIFETIMES
from core.accounts.forms.organisation import role_choices
from core.accounts.models import User
from core.web.fields import PhoneField


class ProfileForm(forms.ModelForm):  # type: ignore[type-arg]
    """Name, phone and language of the person."""

    class Meta:
        model = User
        fields = ["name", "phone", "language"]
        help_texts = {"name": _("Colleagues and reviewers see this name.")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["language"] = forms.ChoiceField(
            label=_("Language of mails"), choices=settings.LANGUAGES, initial="ko"
        )
        self.fields["name"].widget.attrs["autocomplete"] = "name"
        self.fields["phone"] = PhoneField(required=False)


class CloseForm(forms.Form):
    """The password once more, before an account is closed."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        max_length=128,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        help_text=_("So that nobody else closes your account."),
    )


class KeyForm(forms.Form):
    """A new API key."""

    name = forms.CharField(
        label=_("What is it for?"), max_length=60, help_text=_("For example: ERP of the head office.")
    )
    scopes = forms.MultipleChoiceField(
        label=_("What may it do?"),
        choices=[("read", _("Read data")), ("write", _("Change data"))],
        widget=forms.CheckboxSelectMultiple,
        initial=["read"],
    )
    days = forms.TypedChoiceField(
        label=_("Valid for"),
        coerce=int,
        initial=90,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["days"].choices = [  # type: ignore[attr-defined]
            (days, _("%(days)d days") % {"days": days}) for days in LIFETIMES
        ]


class RoleForm(forms.Form):
    """Another role for a member."""

    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, kind: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = role_choices(kind)  # type: ignore[attr-defined]


class ResetForm(forms.Form):
    """Why a member's two-step sign-in should be reset."""

    reason = forms.CharField(
        label=_("What happened?"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One sentence, and how you made sure that it is really this person who asks."),
    )
