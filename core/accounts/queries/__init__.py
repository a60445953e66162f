"""What the pages about people and organisations read."""

from core.accounts.queries.members import Members, members_of
from core.accounts.queries.mine import Mine, mine

__all__ = ["Members", "Mine", "members_of", "mine"]
