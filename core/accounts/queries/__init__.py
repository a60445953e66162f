"""What the pages about people and organisations read."""

from core.accounts.queries.admissions import admissions
from core.accounts.queries.members import Members, members_of
from core.accounts.queries.mine import Mine, mine
from core.accounts.queries.organisations import managed_institutions, organisation_of
from core.accounts.queries.people import me, name_of, names_of

__all__ = [
    "Members",
    "Mine",
    "admissions",
    "managed_institutions",
    "me",
    "members_of",
    "mine",
    "name_of",
    "names_of",
    "organisation_of",
]
