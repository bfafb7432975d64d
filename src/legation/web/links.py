"""Addresses of the pages. Each carries the filter, so that a view is a link."""

from collections.abc import Mapping, Sequence
from urllib.parse import quote, unquote, urlencode

from legation.nouns import Mention
from legation.web.filter import Filter


class Links:
    """Builds the addresses of one view: the ledger through a filter."""

    def __init__(self, through: Filter | None = None) -> None:
        self.filter = through or Filter()

    @property
    def as_of(self) -> str | None:
        """Date that the view is as of; None where it is of all that is known."""
        return self.filter.as_of

    def to(self, path: str, ending: str = "", **fields: str | int | None) -> str:
        """Address of a page by its path; `fields` are of that page alone, and left out where they are None."""
        return self._address(
            f"{path}{ending}", {name: str(value) for name, value in fields.items() if value is not None}
        )

    def changed(self, path: str, **changes: object) -> str:
        """Address of a page through another filter: this one, but for the changes."""
        return Links(self.filter.model_copy(update=changes)).to(path)

    def home(self, ending: str = "") -> str:
        """Address of the first page."""
        return self.to(f"/index{ending}" if ending else "/")

    def documents(self, ending: str = "") -> str:
        """Address of the list of documents."""
        return self.to(f"/documents{ending}")

    def dossier(self, parties: Sequence[str], ending: str = "") -> str:
        """Address of the dossier of one party or more."""
        return self.to(f"/dossier/{joined(parties)}{ending}")

    def matter(self, key: str, ending: str = "") -> str:
        """Address of a matter; the id of any of its entries leads there too."""
        return self.to(f"/matter/{segment(key)}{ending}")

    def matter_of(self, entry: str) -> str:
        """Address of the matter that a commitment entry belongs to."""
        return self.matter(f"m{entry.removeprefix('e')}")

    def document(self, key: str, ending: str = "") -> str:
        """Address of a document."""
        return self.to(f"/document/{segment(key)}{ending}")

    def log(self, key: str, ending: str = "") -> str:
        """Address of how a line of the ledger came to be what it is."""
        return self.to(f"/log/{segment(key)}{ending}")

    def sentence(self, mention: Mention) -> str:
        """Address of the words that an entry rests on, highlighted in their document."""
        return f"{self.document(mention.document)}#{mention.entry.id}"

    def _address(self, path: str, fields: Mapping[str, str]) -> str:
        query = "&".join(part for part in (self.filter.query(), urlencode(fields)) if part)
        return f"{path}?{query}" if query else path


def joined(parties: Sequence[str]) -> str:
    """Parties as one piece of a path: `RUS+PAK`. A plus within a name is escaped once more than the rest."""
    return "+".join(segment(party.replace("%", "%25").replace("+", "%2B")) for party in parties)


def parted(piece: str) -> tuple[str, ...]:
    """Undo `joined` on a piece of a path that the server has decoded once."""
    return tuple(dict.fromkeys(unquote(party) for party in piece.split("+") if party.strip()))


def segment(piece: str) -> str:
    """Escape one piece of a path."""
    return quote(piece, safe=":")


def local(address: str | None, otherwise: str = "/") -> str:
    """Give an address to go on to if it is one of ours: a path, that no browser takes for another host's."""
    if address and address.startswith("/") and address[1:2] not in {"/", "\\"} and address.isprintable():
        return address
    return otherwise
