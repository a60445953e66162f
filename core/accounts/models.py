"""People, organisations, memberships, consents."""

import uuid
from datetime import datetime
from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from core.accounts import policies
from core.accounts.actor import Actor
from core.accounts.roles import Kind, Role


class UserManager(BaseUserManager["User"]):
    """Makes users; an address is stored with its domain in lower case."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A saved user; without a password it cannot sign in by password."""
        user = self.model(email=self.normalize_email(email), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A saved user who may open the admin."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, username: str | None) -> "User":
        """The account that verified the address, else the oldest that claims it. Raises User.DoesNotExist."""
        claims = self.filter(email__iexact=username or "").order_by(
            models.F("emailaddress__verified").desc(nulls_last=True), "joined_at"
        )
        found = claims.first()
        if found is None:
            raise self.model.DoesNotExist
        return found


class User(AbstractBaseUser, PermissionsMixin):
    """A person who signs in with an e-mail address.

    Two accounts may claim one address until one of them verifies it (allauth's `unique_verified_email`):
    signing up never tells whether an address is known. A new `session_stamp` ends all sessions.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=80, blank=True)
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    language = models.CharField(_("language"), max_length=5, default="ko")
    is_active = models.BooleanField(_("active"), default=True)
    is_staff = models.BooleanField(_("staff"), default=False)
    joined_at = models.DateTimeField(_("joined at"), auto_now_add=True)
    session_stamp = models.CharField(max_length=12, blank=True, default="", editable=False)

    objects: ClassVar[UserManager] = UserManager()
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("user")
        indexes = [models.Index(Lower("email"), name="user_email_lower")]

    def __str__(self) -> str:
        return self.name or self.email

    def get_full_name(self) -> str:
        """The name, or the address when no name was given."""
        return str(self)

    def _get_session_auth_hash(self, secret: str | None = None) -> str:
        return salted_hmac(
            "core.User.session", self.password + self.session_stamp, secret=secret, algorithm="sha256"
        ).hexdigest()


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    """Doors to organisations."""

    def visible_to(self, by: Actor) -> Self:
        """The organisations this actor belongs to; everything for the system."""
        if by.is_system:
            return self
        return self.filter(id__in=by.organisation_ids)


class Organisation(models.Model):
    """A company, supplier, technopark, local government, ministry or assessor body."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    code = models.CharField(_("code"), max_length=20, blank=True, default="")
    name = models.CharField(_("name"), max_length=120)
    name_en = models.CharField(_("English name"), max_length=120, blank=True, default="")
    business_number = models.CharField(_("business number"), max_length=10, blank=True, default="")
    sigungu = models.CharField(_("district"), max_length=5, blank=True, default="")
    industry = models.CharField(_("industry"), max_length=5, blank=True, default="")
    size = models.CharField(_("size class"), max_length=10, blank=True, default="")
    employees = models.PositiveIntegerField(_("employees"), null=True, blank=True)
    average_sales_won = models.BigIntegerField(_("average sales"), null=True, blank=True)
    homepage = models.URLField(_("homepage"), blank=True, default="")
    is_demo = models.BooleanField(_("demonstration data"), default=False)
    verified_at = models.DateTimeField(_("business number checked at"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        verbose_name = _("organisation")
        constraints = [
            models.UniqueConstraint(
                "kind",
                "business_number",
                condition=~Q(business_number=""),
                name="organisation_business_number_once_per_kind",
                violation_error_message=_("This business number is already registered."),
            ),
            models.UniqueConstraint(
                "kind", "code", condition=~Q(code=""), name="organisation_code_once_per_kind"
            ),
            models.CheckConstraint(
                condition=Q(business_number="") | Q(business_number__regex=r"^[0-9]{10}$"),
                name="organisation_business_number_ten_digits",
            ),
            models.CheckConstraint(condition=Q(kind__in=Kind.values), name="organisation_kind_known"),
        ]
        indexes = [models.Index(fields=["kind", "sigungu"], name="organisation_kind_sigungu")]

    def __str__(self) -> str:
        return self.name


class MembershipState(models.TextChoices):
    """Where a membership stands."""

    REQUESTED = "requested", _("Requested")
    INVITED = "invited", _("Invited")
    ACTIVE = "active", _("Active")
    ENDED = "ended", _("Ended")


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Doors to memberships."""

    def active(self) -> Self:
        """Memberships in force."""
        return self.filter(state=MembershipState.ACTIVE.value)

    def visible_to(self, by: Actor) -> Self:
        """One's own memberships and all those of organisations one administers."""
        if by.is_system:
            return self
        if by.user_id is None:
            return self.none()
        return self.filter(Q(user_id=by.user_id) | Q(organisation_id__in=by.administered_ids))

    def visible_to_manage(self, by: Actor) -> Self:
        """Memberships the actor may decide about: of the organisation one administers; of public
        institutions for a programme administrator."""
        mine = Q(organisation_id__in=by.administered_ids)
        if policies.is_programme_administrator(by):
            mine |= Q(organisation__kind__in=policies.APPOINTED_KINDS)
        return self.filter(mine)


class Membership(models.Model):
    """A person's place in an organisation, from request or invitation to its end."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(User, models.CASCADE, related_name="memberships", null=True, blank=True)
    role = models.CharField(_("role"), max_length=30, choices=Role.choices)
    state = models.CharField(_("state"), max_length=10, choices=MembershipState.choices)
    invited_email = models.EmailField(_("invited address"), blank=True, default="")
    token_hash = models.CharField(max_length=64, blank=True, default="")
    expires_at = models.DateTimeField(_("expires at"), null=True, blank=True)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    started_at = models.DateTimeField(_("started at"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended at"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        constraints = [
            models.UniqueConstraint(
                "organisation",
                "user",
                condition=Q(state__in=["requested", "active"]),
                name="membership_once_per_organisation",
                violation_error_message=_("This person already belongs to the organisation."),
            ),
            models.CheckConstraint(
                condition=Q(state="invited") | Q(user__isnull=False), name="membership_has_a_person"
            ),
        ]
        indexes = [models.Index(fields=["user", "state"], name="membership_user_state")]

    def __str__(self) -> str:
        return f"{self.organisation_id}:{self.role}"


class ConsentQuerySet(models.QuerySet["Consent"]):
    """Doors to consents."""

    def visible_to(self, by: Actor) -> Self:
        """What somebody allowed for themselves, and what the organisation they work in now allowed.

        What they once allowed for another organisation is that one's: only from there it is withdrawn, behind
        the wall where the shares stand that end with it, and never by who left.
        """
        if by.is_system:
            return self
        if by.user_id is None:
            return self.none()
        own = Q(user_id=by.user_id, organisation__isnull=True)
        return self.filter(own | Q(organisation_id__in=by.organisation_ids))

    def in_force(self) -> Self:
        """Given and not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class Consent(models.Model):
    """One line of the consent ledger: who allowed what to whom, when, and when it was taken back.

    The wording that was agreed to is kept whole (purpose, items, period, version); a line is never
    rewritten, only withdrawn.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.CharField(_("document"), max_length=40)
    version = models.CharField(_("version"), max_length=20)
    wording = models.JSONField(_("wording"))
    user = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="consents")
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="consents"
    )
    recipient = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="consents_received"
    )
    subject_kind = models.CharField(max_length=20, blank=True, default="")
    subject_id = models.UUIDField(null=True, blank=True)
    given_at = models.DateTimeField(_("given at"))
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)
    withdrawn_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ConsentQuerySet.as_manager()

    class Meta:
        verbose_name = _("consent")
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("given_at")),
                name="consent_withdrawn_after_given",
            )
        ]
        indexes = [
            models.Index(fields=["organisation", "document"], name="consent_organisation_document"),
            models.Index(fields=["recipient", "document"], name="consent_recipient_document"),
        ]

    def __str__(self) -> str:
        return f"{self.document} {self.version}"


class ApiKeyQuerySet(models.QuerySet["ApiKey"]):
    """Doors to API keys."""

    def visible_to(self, by: Actor) -> Self:
        """One's own keys."""
        return self.filter(user_id=by.user_id) if by.user_id else self.none()

    def usable(self, at: datetime) -> Self:
        """Keys neither revoked nor expired at this instant."""
        return self.filter(revoked_at__isnull=True, expires_at__gt=at)


class ApiKey(models.Model):
    """A key for the API: it acts for one person in one organisation; only its hash is stored."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="api_keys")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="api_keys")
    name = models.CharField(_("name"), max_length=60)
    prefix = models.CharField(max_length=12, unique=True)
    secret_hash = models.CharField(max_length=64)
    scopes = models.JSONField(default=list)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)
    expires_at = models.DateTimeField(_("expires at"))
    last_used_on = models.DateField(_("last used on"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)

    objects = ApiKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("API key")

    def __str__(self) -> str:
        return self.prefix


class ResetState(models.TextChoices):
    """Where a request to forget a second factor stands."""

    REQUESTED = "requested", _("Requested")
    APPROVED = "approved", _("Approved")
    DECLINED = "declined", _("Declined")


class SecondFactorResetQuerySet(models.QuerySet["SecondFactorReset"]):
    """Doors to these requests."""

    def visible_to(self, by: Actor) -> Self:
        """All for programme administrators, else those of the organisation one administers and one's own."""
        if by.is_system or policies.is_programme_administrator(by):
            return self
        if by.user_id is None:
            return self.none()
        return self.filter(Q(user_id=by.user_id) | Q(organisation_id__in=by.administered_ids))

    def to_decide(self) -> Self:
        """Requests nobody has decided."""
        return self.filter(state=ResetState.REQUESTED.value)


class SecondFactorReset(models.Model):
    """A request to forget a member's lost device, asked by one person and decided by another."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(User, models.CASCADE, related_name="+")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    requested_by = models.ForeignKey(User, models.SET_NULL, null=True, related_name="+")
    reason = models.CharField(_("reason"), max_length=500)
    state = models.CharField(_("state"), max_length=10, choices=ResetState.choices)
    requested_at = models.DateTimeField(_("requested at"))
    decided_by = models.ForeignKey(User, models.SET_NULL, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = SecondFactorResetQuerySet.as_manager()

    class Meta:
        verbose_name = _("reset of two-step sign-in")
        constraints = [
            models.UniqueConstraint("user", condition=Q(state="requested"), name="reset_open_once"),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("requested_by")),
                name="reset_decided_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.state}"
