"""Signing up and in: allauth's forms with the portal's words and consents."""

from typing import Any

from allauth.account.forms import (
    AddEmailForm,
    LoginForm,
    ResetPasswordForm,
    SignupForm,
    default_token_generator,
)
from allauth.account.internal.flows.password_reset import request_password_reset
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from django import forms
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from core.accounts.actor import Actor
from core.accounts.invited import invited_address
from core.accounts.models import User
from core.consents.actions import give
from core.consents.document import Document, asked_at_sign_up


class SignUpForm(SignupForm):
    """Address, password and a box for each consent; required and optional ones apart, none ticked before."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _address(self.fields["email"], _("We send a link there to confirm the address."))
        self.initial.setdefault("email", invited_address())
        password = self.fields["password1"]
        password.label = _("Password")
        password.help_text = _("At least 10 characters. Three or four words in a row are easy to remember.")
        password.widget.attrs.pop("placeholder", None)
        for document in asked_at_sign_up():
            self.fields[_box(document)] = forms.BooleanField(
                label=document.wording.title,
                required=document.required,
                error_messages={"required": _needed(document)},
            )

    @property
    def asked(self) -> list[tuple[Document, forms.BoundField]]:
        """Each consent with its box, required ones first."""
        return [(document, self[_box(document)]) for document in asked_at_sign_up()]

    @property
    def asked_required(self) -> list[tuple[Document, forms.BoundField]]:
        """Consents without which there is no account."""
        return [each for each in self.asked if each[0].required]

    @property
    def asked_optional(self) -> list[tuple[Document, forms.BoundField]]:
        """Consents that may be left out."""
        return [each for each in self.asked if not each[0].required]

    def save(self, request: HttpRequest) -> User:
        """The new account with its consents in the ledger, in one transaction."""
        with transaction.atomic():
            person: User = super().save(request)
            person.language = "en" if (get_language() or "ko").startswith("en") else "ko"
            person.save(update_fields=["language"])
            for document in asked_at_sign_up():
                if self.cleaned_data.get(_box(document)):
                    give(by=Actor(user_id=person.pk), at=timezone.now(), document=document.code)
        return person


def _needed(document: Document) -> str:
    """What is missing, by its name: several consents may be."""
    said = gettext("“%(title)s”: an account needs this consent. Read it and tick the box.")
    return said % {"title": document.wording.title}


class SignInForm(LoginForm):
    """Address and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _address(self.fields["login"])
        self.initial.setdefault("login", invited_address())
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs.pop("placeholder", None)


class ForgottenPasswordForm(ResetPasswordForm):
    """Asks for the address; an unknown one costs the same work, which is then undone."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _address(self.fields["email"])

    def save(self, request: HttpRequest, **kwargs: Any) -> str:
        """The typed address. A mail goes out only when an account uses it."""
        if self.users:
            with transaction.atomic():
                return str(super().save(request, **kwargs))
        email = str(self.cleaned_data["email"])
        nobody = User(email=email)
        nobody.set_unusable_password()
        with transaction.atomic():
            request_password_reset(request, email, [nobody], default_token_generator)
            transaction.set_rollback(True)
        return email


class ChangeAddressForm(AddEmailForm):
    """The new address, which counts once it is confirmed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _address(self.fields["email"], _("The new address counts once you open the link that we send there."))
        self.fields["email"].label = _("New e-mail address")


class CodeForm(AuthenticateForm):
    """The second step: a code of the app or a recovery code."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self.fields["code"])


class CodeAgainForm(ReauthenticateForm):
    """The second step once more, before something delicate."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self.fields["code"])


class FirstCodeForm(ActivateTOTPForm):
    """The first code of a newly set up app."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _code(self.fields["code"], numeric=True)


def _box(document: Document) -> str:
    return f"consent_{document.code}"


def _address(field: forms.Field, help_text: Any = "") -> None:
    field.label = _("E-mail address")
    field.help_text = help_text
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update({"autocomplete": "username", "inputmode": "email", "autocapitalize": "none"})


def _code(field: forms.Field, *, numeric: bool = False) -> None:
    field.label = _("Sign-in code")
    field.help_text = (
        _("Six digits from your authenticator app.")
        if numeric
        else _("Six digits from your authenticator app, or one of your recovery codes.")
    )
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(
        {"autocomplete": "one-time-code", "inputmode": "numeric", "maxlength": "20", "autofocus": True}
    )
