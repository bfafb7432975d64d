"""Addresses of the pages. Each carries the as-of date, so that a view is a link."""

from collections.abc import Sequence
from urllib.parse import quote, unquote, urlencode

from legation.nouns import Mention


class Links:
    """Builds the addresses of one view: the ledger as of a date, or of all that it holds (None)."""

    def __init__(self, as_of: str | None = None) -> None:
        self.as_of = as_of

    def home(self, ending: str = "") -> str:
        """Address of the first page."""
        return self._address(f"/index{ending}" if ending else "/")

    def documents(self, ending: str = "") -> str:
        """Address of the list of documents."""
        return self._address(f"/documents{ending}")

    def dossier(self, parties: Sequence[str], ending: str = "") -> str:
        """Address of the dossier of one party or more."""
        return self._address(f"/dossier/{joined(parties)}{ending}")

    def matter(self, key: str, ending: str = "") -> str:
        """Address of a matter; the id of any of its entries leads there too."""
        return self._address(f"/matter/{_segment(key)}{ending}")

    def matter_of(self, entry: str) -> str:
        """Address of the matter that a commitment entry belongs to."""
        return self.matter(f"m{entry.removeprefix('e')}")

    def document(self, key: str, ending: str = "") -> str:
        """Address of a document."""
        return self._address(f"/document/{_segment(key)}{ending}")

    def sentence(self, mention: Mention) -> str:
        """Address of the words that an entry rests on, highlighted in their document."""
        return f"{self.document(mention.document)}#{mention.entry.id}"

    def _address(self, path: str) -> str:
        return f"{path}?{urlencode({'as_of': self.as_of})}" if self.as_of else path


def joined(parties: Sequence[str]) -> str:
    """Parties as one piece of a path: `RUS+PAK`. A plus within a name is escaped once more than the rest."""
    return "+".join(_segment(party.replace("%", "%25").replace("+", "%2B")) for party in parties)


def parted(piece: str) -> tuple[str, ...]:
    """Undo `joined` on a piece of a path that the server has decoded once."""
    return tuple(dict.fromkeys(unquote(party) for party in piece.split("+") if party.strip()))


def _segment(piece: str) -> str:
    return quote(piece, safe=":")
