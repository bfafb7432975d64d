"""What of a document, and of its entries, goes into the index of words."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, select

from legation.ledger.keeping import store
from legation.ledger.keeping.facts import parties_in
from legation.ledger.keeping.order import day_of, ground
from legation.ledger.keeping.packing import pack_derived, unpack_derived
from legation.ledger.keeping.schema import documents, lines, shown
from legation.ledger.search import fulltext
from legation.ledger.search.fts5 import Fts5
from legation.ledger.search.fulltext import DOCUMENTS, GAP, LINES, TABLES, Index, Row
from legation.ledger.search.gin import Gin
from legation.ledger.search.stems import stems
from legation.nouns import Commitment, Entry, Meeting, Position

_FILED = (
    select(shown.c.ord, shown.c.facts, shown.c.said, documents.c.raw, documents.c.text)
    .join(documents, documents.c.id == shown.c.document_id)
    .where(shown.c.number == bindparam("of"))
)
_LINES = (
    select(lines.c.id, lines.c.kind, lines.c.stage, lines.c.areas)
    .where(lines.c.number == bindparam("of"))
    .order_by(lines.c.id)
)


class Line(NamedTuple):
    """An entry's line, as it is kept."""

    id: int
    kind: int
    stage: int | None
    areas: int  # a bit for each


Said = Sequence[Sequence[str]]  # words under which each line is found, see `said_by`


class Filed(NamedTuple):
    """A document as it is filed."""

    number: int
    ord: int
    text: str
    parties: Sequence[Sequence[str]]  # of each line
    said: Said
    lines: Sequence[Line]


class Words(NamedTuple):
    """A document's rows in the index: its passages and its lines."""

    passages: tuple[Row, ...]
    lines: tuple[Row, ...]


def said_by(entry: Entry) -> tuple[str, ...]:
    """Words under which an entry is found: its quotes, and what its fields say that these do not."""
    fields: list[str | None] = [entry.speaker, *entry.objects]
    match entry:
        case Commitment():
            fields.append(entry.what)
        case Position():
            fields.append(entry.toward)
        case Meeting():
            fields += [*entry.people, entry.place]
    said = dict.fromkeys(evidence.quote for evidence in entry.evidence)
    for field in fields:
        if field and not any(field in other for other in said):
            said[field] = None
    return tuple(said)


def index(connection: Connection) -> Index:
    """Give the index of the database that is at the other end."""
    return Fts5() if connection.dialect.name == "sqlite" else Gin()


def create(connection: Connection) -> None:
    """Make the indexes."""
    for table in TABLES:
        index(connection).create(connection, table)


def clear(connection: Connection) -> None:
    """Take everything away."""
    for table in TABLES:
        index(connection).clear(connection, table)


def vocabulary(connection: Connection) -> dict[str, Mapping[str, int]]:
    """Tell what the indexes come to, for `legation check`: how many rows have each stem and mark, by table."""
    return {table: index(connection).vocabulary(connection, table) for table in TABLES}


def packed(said: Said, text: str) -> bytes:
    """Pack what the lines of a document with this text say."""
    return pack_derived(said, text)


def words_of(filed: Filed) -> Words:
    """Rows of a document and of its lines as they go into the index."""
    return Words(tuple(_passages(filed)), tuple(_lines(filed)))


def enter(connection: Connection, entered: Iterable[tuple[Words, int, Sequence[int]]]) -> None:
    """Enter documents, each with the number that it has and those that its lines have."""
    of_documents: list[Row] = []
    of_lines: list[Row] = []
    for words, number, ids in entered:
        of_documents += fulltext.numbered(words.passages, number)
        of_lines += [row._replace(id=id_) for row, id_ in zip(words.lines, ids, strict=True)]
    index(connection).enter(connection, DOCUMENTS, of_documents)
    index(connection).enter(connection, LINES, of_lines)


def withdraw(connection: Connection, number: int) -> None:
    """Take away a document and its lines; these must be there yet."""
    filed = _filed(connection, number)
    index(connection).withdraw(connection, DOCUMENTS, _passages(filed))
    index(connection).withdraw(connection, LINES, _lines(filed))


def enter_all(connection: Connection) -> None:
    """Enter every document that is filed: for an index that is empty."""
    for number in connection.execute(select(shown.c.number).order_by(shown.c.number)).scalars().all():
        filed = _filed(connection, number)
        enter(connection, [(words_of(filed), number, [line.id for line in filed.lines])])


def _filed(connection: Connection, number: int) -> Filed:
    row = connection.execute(_FILED, {"of": number}).one()
    text = store.text_of(row.raw, row.text)
    found = [Line(*line) for line in connection.execute(_LINES, {"of": number})]
    parties, said = parties_in(row.facts), unpack_derived(row.said, text)
    return Filed(number, row.ord, text, parties, said, found)


def _passages(filed: Filed) -> list[Row]:
    involved = sorted({party for of_line in filed.parties for party in of_line})
    marks = [year_mark(filed.ord), *map(party_mark, involved)]
    return fulltext.passages(filed.number, stems(filed.text), marks)


def _lines(filed: Filed) -> list[Row]:
    return [
        Row(
            line.id,
            fulltext.spaced(_spoken(said)),
            [year_mark(filed.ord), *_marks(line), *map(party_mark, sorted(set(parties)))],
        )
        for line, said, parties in zip(filed.lines, filed.said, filed.parties, strict=True)
    ]


def _spoken(said: Sequence[str]) -> list[str]:
    words: list[str] = []
    for one in said:
        words += [GAP] * bool(words) + stems(one)
    return words


def _marks(line: Line) -> list[str]:
    areas = [area for area in range(line.areas.bit_length()) if line.areas >> area & 1]
    stage = [] if line.stage is None else [stage_mark(line.stage)]
    return [kind_mark(line.kind), *stage, *map(area_mark, areas)]


def year_mark(ord_: int) -> str:
    """Mark of the year in which a document became known."""
    return f"y{day_of(ord_).year}"


def party_mark(party: str) -> str:
    """Mark of a party that is involved."""
    return f"p{ground((party,)) & (1 << 48) - 1:x}"


def kind_mark(kind: int) -> str:
    """Mark of a kind, by its number."""
    return f"k{kind}"


def stage_mark(stage: int) -> str:
    """Mark of a stage, by its number."""
    return f"s{stage}"


def area_mark(area: int) -> str:
    """Mark of an area, by its number."""
    return f"a{area}"
