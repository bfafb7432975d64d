"""Where bodies and companies are named, so that "the bank" or "the bloc" can be led back to the last of its kind."""

from bisect import bisect_left

from spacy.tokens import Doc

from legation.reading.names import PartyAt
from legation.reference.descriptions import BODIES, COMPANIES, KINDS_OF_BODY, MOVEMENTS
from legation.reference.parties import party_name

_NAMED = ("body", "organ", "company", "party")
_KINDS = {"company": COMPANIES, "party": MOVEMENTS}
_REACH = 250  # tokens looked back through


class Places:
    """Bodies and companies of a text by the words in their names."""

    def __init__(self, doc: Doc, parties: PartyAt) -> None:
        """Reads the names once; the kinds are words of the tables."""
        self._named: dict[str, list[int]] = {}  # by the word in their names
        self._at: dict[str, list[int]] = {}  # by what any of them may be called
        self._codes: dict[int, str] = {}
        seen: set[int] = set()
        text = doc.text
        for i, name in parties.items():
            if name.start in seen or name.form not in _NAMED:
                continue
            seen.add(name.start)
            self._codes[i] = name.code
            words = set(text[name.start : name.end].lower().split())
            if name.form != "company":
                words |= set(party_name(name.code).lower().split())
            for kind in KINDS_OF_BODY & words:
                self._named.setdefault(kind, []).append(i)
            for kind in _KINDS.get(name.form, BODIES):
                self._at.setdefault(kind, []).append(i)
        for places in (*self._at.values(), *self._named.values()):
            places.sort()

    def last(self, i: int, kind: str) -> tuple[str, ...]:
        """Code of the last body or company of a kind named before token `i`, one with that word in its name first."""
        for places in (self._named.get(kind, ()), self._at.get(kind, ())):
            n = bisect_left(places, i)
            if n and places[n - 1] > i - _REACH:
                return (self._codes[places[n - 1]],)
        return ()
