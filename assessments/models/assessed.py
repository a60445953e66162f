"""What is given to an assessor: who may know of it."""

from typing import Self, TypeVar

from django.db import models

from core.accounts.actor import Actor
from core.accounts.roles import Kind, Role

Row = TypeVar("Row", bound=models.Model)


class AssessedQuerySet(models.QuerySet[Row]):
    """Doors to rows of a company (`organisation`) that an `assessor` of a `body` works on."""

    def visible_to(self, by: Actor) -> Self:
        """The company's own; an assessor's own; to a programme administrator all, without the results."""
        if by.is_system:
            return self
        if by.kind == Kind.COMPANY.value:
            return self.filter(organisation_id__in=by.organisation_ids)
        if by.kind == Kind.ASSESSOR_BODY.value and by.user_id is not None:
            return self.filter(assessor_id=by.user_id, body_id__in=by.organisation_ids)
        if by.kind == Kind.MINISTRY.value and by.role == Role.PROGRAMME_ADMINISTRATOR.value:
            return self
        return self.none()

    def with_names(self) -> Self:
        """Each with company, assessor and the assessor's body."""
        return self.select_related("organisation", "assessor", "body")
