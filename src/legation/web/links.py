"""Addresses of the pages. Each carries the filter, so that a view is a link."""

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

from legation.errors import QueryError
from legation.nouns import Mention
from legation.web.filter import Filter

MOST_PARTIES = 200  # of an address: no matter involves as many


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

    def feed(self, path: str) -> str:
        """Address of the feed that follows a page, by its path: of what becomes known, whatever day is looked at."""
        return Links(self.filter.model_copy(update={"as_of": None})).to(f"/feed{path}.atom")

    def sentence(self, mention: Mention) -> str:
        """Address of the words that an entry rests on, highlighted in their document."""
        return f"{self.document(mention.document)}#{mention.entry.id}"

    def passage(self, key: str, before: str, words: str) -> str:
        """Address of some words in a document, by a text directive: the first after others on their line, or at all.

        See https://wicg.github.io/scroll-to-text-fragment/; a browser that does not know it opens the document.
        """
        after = [f"text={_directed(before)}-,{_directed(words)}"] if before else []
        return f"{self.document(key)}#:~:{'&'.join([*after, f'text={_directed(words)}'])}"

    def _address(self, path: str, fields: Mapping[str, str]) -> str:
        query = "&".join(part for part in (self.filter.query(), urlencode(fields)) if part)
        return f"{path}?{query}" if query else path


def joined(parties: Sequence[str]) -> str:
    """Parties as one piece of a path: `RUS+PAK`. A plus within a name is escaped once more than the rest."""
    return "+".join(segment(party.replace("%", "%25").replace("+", "%2B")) for party in parties)


def parted(piece: str) -> tuple[str, ...]:
    """Undo `joined` on a piece of a path that the server has decoded once. Raises QueryError for too many of them."""
    found = tuple(dict.fromkeys(unquote(party) for party in piece.split("+") if party.strip()))
    if len(found) > MOST_PARTIES:
        raise QueryError(f"{len(found):,} parties are too many at once: name {MOST_PARTIES} at most")
    return found


def segment(piece: str) -> str:
    """Escape one piece of a path."""
    return quote(piece, safe=":")


def _directed(words: str) -> str:
    """Escape words for a text directive, in which dashes are signs."""
    return quote(words, safe="").replace("-", "%2D")


def local(address: str | None, otherwise: str = "/") -> str:
    """Give an address to go on to if it is one of ours: a path, that no browser takes for another host's."""
    if address and address.startswith("/") and address[1:2] not in {"/", "\\"} and address.isprintable():
        return address
    return otherwise


def onward(address: str, fragment: str = "", **fields: str | None) -> str:
    """Give an address of ours with fields of its query set, or taken away where they are None, and another fragment."""
    parts = urlsplit(local(address))
    kept = [(name, value) for name, value in parse_qsl(parts.query, keep_blank_values=True) if name not in fields]
    query = urlencode([*kept, *((name, value) for name, value in fields.items() if value is not None)])
    return urlunsplit(("", "", parts.path, query, fragment or parts.fragment))
