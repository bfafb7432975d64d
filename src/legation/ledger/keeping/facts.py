"""What the ledger derives from one document's entries alone: whom each line involves, and by what it is found."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from types import MappingProxyType
from typing import NamedTuple

from legation.ledger.keeping.order import of_entry
from legation.ledger.keeping.packing import pack_derived, unpack_derived
from legation.ledger.keeping.schema import KINDS
from legation.ledger.linking.names import names_of
from legation.ledger.linking.traits import Traits, traits_of
from legation.ledger.parties import parties_of
from legation.nouns import Entry, Figure, Mention

_AT_HAND = 8192  # documents whose traits are remembered
_LATELY: dict[bytes, Mapping[int, Traits]] = {}


class Facts(NamedTuple):
    """Facts of a document's lines, in order of their numbers: of place in the text, then of id."""

    kinds: tuple[int, ...]  # as in `schema.KINDS`
    parties: tuple[tuple[str, ...], ...]
    keys: tuple[tuple[str, ...], ...]
    traits: tuple[Traits, ...]  # of the commitments

    def packed(self) -> bytes:
        """Facts as they are kept."""
        traits = [each.model_dump(mode="json", exclude_defaults=True) for each in self.traits]
        return pack_derived([self.kinds, self.parties, self.keys, traits])

    @classmethod
    def kept(cls, packed: bytes) -> "Facts":
        """Facts as they were kept."""
        kinds, parties, keys, traits = unpack_derived(packed)
        return cls(kinds, parties, keys, tuple(Traits.model_validate(each) for each in traits))


def facts_of(mentions: Sequence[Mention], known: str) -> Facts:
    """Facts of the mentions of one document, which became known on a day (YYYY-MM-DD)."""
    traits = traits_of(mentions, known)
    keys_of = {each.key: each.keys for each in traits}
    return Facts(
        kinds=tuple(KINDS.index(mention.entry.kind) for mention in mentions),
        parties=tuple(parties_of(mention.entry) for mention in mentions),
        keys=tuple(keys_of.get(mention.entry.id) or _figure_keys(mention.entry) for mention in mentions),
        traits=traits,
    )


def traits_in(packed: bytes) -> Mapping[int, Traits]:
    """Traits out of the facts of a document, by the number of the entry."""
    found = _LATELY.get(packed)
    return remember(packed, Facts.kept(packed).traits) if found is None else found


def remember(packed: bytes, traits: Sequence[Traits]) -> Mapping[int, Traits]:
    """Have the traits at hand that some packed facts hold: documents follow each other on the same matters."""
    found = MappingProxyType({of_entry(each.key): each for each in traits})
    while len(_LATELY) >= _AT_HAND:
        with suppress(KeyError, StopIteration, RuntimeError):  # another thread was quicker
            del _LATELY[next(iter(_LATELY))]
    _LATELY[packed] = found
    return found


def parties_in(packed: bytes) -> Sequence[Sequence[str]]:
    """Parties of each line out of the facts of a document."""
    found: Sequence[Sequence[str]] = unpack_derived(packed)[1]
    return found


def name_keys(objects: Sequence[str]) -> tuple[str, ...]:
    """Keys by which the figures of a thing of these names are found: one for each proper name."""
    return tuple(sorted({f"figure {' '.join(sorted(n.distinguishing))}" for n in names_of(objects) if n.proper}))


def _figure_keys(entry: Entry) -> tuple[str, ...]:
    return name_keys(entry.objects) if isinstance(entry, Figure) else ()
