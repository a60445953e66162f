"""What a route says about who may open it; the access table and its test read this."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Access:
    """A route's declaration: `public`, or signed in, or only members of these kinds and roles."""

    method: str
    public: bool = False
    kinds: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()

    def allows(self, *, signed_in: bool, kind: str, role: str) -> bool:
        """Whether somebody with this state may pass the door (what they see inside is scoped apart)."""
        if self.public:
            return True
        if not signed_in:
            return False
        if self.kinds and kind not in self.kinds:
            return False
        return not self.roles or role in self.roles
