"""Who acts: the one argument that scopes, policies and actions ask."""

import uuid
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied


@dataclass(frozen=True, slots=True)
class Place:
    """One active membership: the organisation, its kind and the role held there."""

    organisation_id: uuid.UUID
    kind: str
    role: str
    name: str = ""
    code: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """A visitor, a person in one of their organisations, or the system itself.

    `places` are all active memberships, `place` the one the person works in now (None for a visitor or a
    person without organisation). `draft_key` is the hash of the signed cookie that owns a visitor's drafts.
    `has_second_factor` says whether this session passed one.
    """

    user_id: uuid.UUID | None = None
    places: tuple[Place, ...] = ()
    place: Place | None = None
    draft_key: str = ""
    has_second_factor: bool = False
    is_system: bool = False
    is_staff: bool = False
    scopes: frozenset[str] | None = field(default=None)

    @property
    def person_id(self) -> uuid.UUID:
        """The id of the signed-in person. Raises PermissionDenied for a visitor and the system."""
        if self.user_id is None:
            raise PermissionDenied
        return self.user_id

    @property
    def organisation_ids(self) -> tuple[uuid.UUID, ...]:
        """The organisation the person works in now, alone: a second hat is put on by switching."""
        return (self.place.organisation_id,) if self.place else ()

    @property
    def administered_ids(self) -> tuple[uuid.UUID, ...]:
        """The current organisation when the person is its administrator."""
        return (self.place.organisation_id,) if self.place and self.place.role == "administrator" else ()

    @property
    def kind(self) -> str:
        """The kind of the current organisation, or an empty text."""
        return self.place.kind if self.place else ""

    @property
    def role(self) -> str:
        """The role in the current organisation, or an empty text."""
        return self.place.role if self.place else ""


SYSTEM = Actor(is_system=True)
VISITOR = Actor()
