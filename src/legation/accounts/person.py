"""Who asks, and what they may do."""

from typing import Literal, NamedTuple, get_args

Role = Literal["reader", "analyst", "editor", "admin"]
ROLES: tuple[Role, ...] = get_args(Role)  # each may do what those before it may


class Person(NamedTuple):
    """Somebody who uses a ledger, under the name that their decisions bear."""

    name: str
    role: Role

    def may(self, role: Role) -> bool:
        """Whether this person may do what needs a role."""
        return ROLES.index(self.role) >= ROLES.index(role)
