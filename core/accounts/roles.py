"""Kinds of organisation and the roles a member can hold in each."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What an organisation is on the portal."""

    COMPANY = "company", _("Company")
    SUPPLIER = "supplier", _("Supplier")
    TECHNOPARK = "technopark", _("Technopark")
    LOCAL_GOVERNMENT = "local_government", _("Local government")
    MINISTRY = "ministry", _("Ministry")
    ASSESSOR_BODY = "assessor_body", _("Assessor body")
    COMMITTEE = "committee", _("Committee")


class Role(models.TextChoices):
    """What a member may do in an organisation."""

    ADMINISTRATOR = "administrator", _("Administrator")
    MEMBER = "member", _("Member")
    OFFICER = "officer", _("Officer")
    ASSESSOR = "assessor", _("Assessor")
    PROGRAMME_ADMINISTRATOR = "programme_administrator", _("Programme administrator")
    INTEGRITY_OFFICER = "integrity_officer", _("Integrity officer")
    AUDITOR = "auditor", _("Auditor")
    COMMITTEE_MEMBER = "committee_member", _("Committee member")


ROLES_OF_KIND: dict[str, frozenset[str]] = {
    Kind.COMPANY.value: frozenset({Role.ADMINISTRATOR.value, Role.MEMBER.value}),
    Kind.SUPPLIER.value: frozenset({Role.ADMINISTRATOR.value, Role.MEMBER.value}),
    Kind.TECHNOPARK.value: frozenset({Role.ADMINISTRATOR.value, Role.OFFICER.value}),
    Kind.LOCAL_GOVERNMENT.value: frozenset({Role.ADMINISTRATOR.value, Role.OFFICER.value}),
    Kind.MINISTRY.value: frozenset(
        {
            Role.ADMINISTRATOR.value,
            Role.PROGRAMME_ADMINISTRATOR.value,
            Role.INTEGRITY_OFFICER.value,
            Role.AUDITOR.value,
        }
    ),
    Kind.ASSESSOR_BODY.value: frozenset({Role.ADMINISTRATOR.value, Role.ASSESSOR.value}),
    Kind.COMMITTEE.value: frozenset({Role.ADMINISTRATOR.value, Role.COMMITTEE_MEMBER.value}),
}

SECOND_FACTOR_KINDS: frozenset[str] = frozenset(
    {Kind.TECHNOPARK.value, Kind.LOCAL_GOVERNMENT.value, Kind.MINISTRY.value}
    | {Kind.ASSESSOR_BODY.value, Kind.COMMITTEE.value}
)

ORDINARY_ROLE: dict[str, str] = {
    Kind.COMPANY.value: Role.MEMBER.value,
    Kind.SUPPLIER.value: Role.MEMBER.value,
    Kind.TECHNOPARK.value: Role.OFFICER.value,
    Kind.LOCAL_GOVERNMENT.value: Role.OFFICER.value,
    Kind.MINISTRY.value: Role.PROGRAMME_ADMINISTRATOR.value,
    Kind.ASSESSOR_BODY.value: Role.ASSESSOR.value,
    Kind.COMMITTEE.value: Role.COMMITTEE_MEMBER.value,
}
"""The role a new member gets, and an administrator keeps after handing over."""
