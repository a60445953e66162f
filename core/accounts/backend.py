"""Checks e-mail address and password in the same time whether or not anybody uses the address."""

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import F

from core.accounts.models import User

CHECKS = 2


class PasswordBackend(AuthenticationBackend):
    """allauth's backend, for addresses that two accounts may claim until one verifies it.

    Tried are the account that verified the address (else the oldest claim) and the newest other claim. Always
    two passwords are hashed, so that neither an unknown nor a twice claimed address shows in the time.
    """

    def _authenticate_by_email(self, email: str, password: str) -> AbstractBaseUser | None:
        claims = list(
            User.objects.filter(emailaddress__email=email.lower())
            .order_by(F("emailaddress__verified").desc(), "joined_at")
            .distinct()
        )
        tried = claims if len(claims) <= CHECKS else [claims[0], claims[-1]]
        found: AbstractBaseUser | None = None
        for user in tried:
            if self._check_password(user, password) and found is None:
                found = user
        for _missing in range(CHECKS - len(tried)):
            self._mitigate_timing_attack(password)
        self._did_check_password = True
        return found
