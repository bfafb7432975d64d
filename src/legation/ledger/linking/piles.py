"""A matter so far, as the clerk knows it who files the next mention: a small summary, never the mentions themselves."""

from legation.ledger.linking.traits import Order, Traits
from legation.nouns import Noun


class Pile(Noun):
    """Summary of a matter so far. Its size does not grow with the matter."""

    id: str  # id of the entry of its first mention
    order: Order  # of that mention
    size: int  # mentions
    parties: tuple[str, ...]
    ruled: tuple[str, ...] = ()  # members that a reviewer held apart from some other mention
    apart: tuple[str, ...] = ()  # mentions that a reviewer held apart from a member

    @classmethod
    def begun(cls, member: Traits, apart: frozenset[str] = frozenset()) -> "Pile":
        """Give the pile of a first mention; `apart` are those mentions that are ruled to be of other matters."""
        return cls(
            id=member.key,
            order=member.order,
            size=1,
            parties=member.parties,
            ruled=(member.key,) if apart else (),
            apart=tuple(sorted(apart)),
        )

    def grown(self, member: Traits, apart: frozenset[str] = frozenset()) -> "Pile":
        """Give the pile with one mention more; `apart` as in `begun`."""
        return self.merged(Pile.begun(member, apart))

    def merged(self, other: "Pile") -> "Pile":
        """Give the pile of both, known by the earlier of their first mentions."""
        first, second = (self, other) if self.order <= other.order else (other, self)
        return Pile(
            id=first.id,
            order=first.order,
            size=first.size + second.size,
            parties=tuple(sorted({*first.parties, *second.parties})),
            ruled=tuple(sorted({*first.ruled, *second.ruled})),
            apart=tuple(sorted({*first.apart, *second.apart})),
        )

    def held_apart(self, other: "Pile") -> bool:
        """Whether a reviewer ruled that some mention of one is not of the matter of some mention of the other."""
        return not frozenset(self.apart).isdisjoint(other.ruled)
