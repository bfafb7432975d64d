"""Who may use a ledger that several people share, and in which role."""

from legation.accounts.person import ROLES, Person, Role

__all__ = ["ROLES", "Person", "Role"]
