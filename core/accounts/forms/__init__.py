"""Forms about people and organisations: they only clean; the actions decide."""

from core.accounts.forms.organisation import (
    EditOrganisationForm,
    InstitutionForm,
    InviteForm,
    JoinForm,
    RegisterForm,
)
from core.accounts.forms.person import CloseForm, KeyForm, ProfileForm, ResetForm, RoleForm
from core.accounts.forms.sign_in import (
    ChangeAddressForm,
    CodeAgainForm,
    CodeForm,
    FirstCodeForm,
    ForgottenPasswordForm,
    SignInForm,
    SignUpForm,
)

__all__ = [
    "ChangeAddressForm",
    "CloseForm",
    "CodeAgainForm",
    "CodeForm",
    "EditOrganisationForm",
    "FirstCodeForm",
    "ForgottenPasswordForm",
    "InstitutionForm",
    "InviteForm",
    "JoinForm",
    "KeyForm",
    "ProfileForm",
    "RegisterForm",
    "ResetForm",
    "RoleForm",
    "SignInForm",
    "SignUpForm",
]
