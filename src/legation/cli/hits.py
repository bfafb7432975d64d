"""What a search found, as it is shown: each hit with its words, and what was looked for marked in them."""

from collections.abc import Sequence

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from legation.amounts import how_many
from legation.briefing.hits import Piece, pieces_of_document, pieces_of_entry
from legation.briefing.visible import one_line
from legation.briefing.wording import called
from legation.cli.entry_table import told as told_entry
from legation.ledger.search.searching import DocumentHit, EntryHit, Found


def hits_view(found: Found) -> RenderableType:
    """Lay out what was found: entries, then documents."""
    parts: list[RenderableType] = []
    if found.entries:
        table = _table("Kind", "On the record", "In the words")
        for hit in found.entries:
            table.add_row(hit.mention.entry.kind, _on_record(hit), _Marked(pieces_of_entry(hit)))
        parts += [Text(_heading("Entries", len(found.entries), found.of.entries), style="bold"), Text(), table]
    if found.documents:
        table = _table("Document", "In the words")
        for one in found.documents:
            table.add_row(_document(one), _Marked(pieces_of_document(one), around=True))
        parts += [Text()] * bool(parts)
        parts += [Text(_heading("Documents", len(found.documents), found.of.documents), style="bold"), Text(), table]
    return Group(*parts) if parts else Text("nothing found", style="dim")


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 1, 0), header_style="bold")
    for place, column in enumerate(columns):
        table.add_column(
            column, no_wrap=column == "Kind", ratio=None if column == "Kind" else 2 + place, overflow="fold"
        )
    return table


def _heading(what: str, shown: int, of: int | None) -> str:
    if of is None:
        return f"{what}: the latest {shown:,} of very many; more words or --since narrow it down"
    return f"{what}: {shown:,}" if shown == of else f"{what}: the best {shown:,} of {of:,}"


def _on_record(hit: EntryHit) -> Text:
    mention = hit.mention
    where = " · ".join(one_line(part) for part in (called(mention), mention.reported, mention.source) if part)
    return Text.assemble(told_entry(mention.entry), "\n", (where, "dim"))


def _document(hit: DocumentHit) -> Text:
    one = hit.document
    where = "".join(f"\n{one_line(part)}" for part in (one.date, one.source, one.dateline) if part)
    entries = f"\n{how_many(one.entries, 'entry')}"
    return Text.assemble((called(one), "bold"), (f"{where}{entries}", "dim"))


class _Marked:
    """Words with marks in them: by style, or between ‹ › where there is none."""

    def __init__(self, pieces: Sequence[Piece], *, around: bool = False) -> None:
        self._pieces = pieces
        self._around = around

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        del options
        yield self._written(console)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement.get(console, options, self._written(console))

    def _written(self, console: Console) -> Text:
        plain = console.color_system is None
        written = Text("…" if self._around else "“")
        for piece in self._pieces:
            if piece.marked:
                written.append(f"‹{piece.text}›" if plain else piece.text, style="bold underline")
            else:
                written.append(piece.text)
        return written.append("…" if self._around else "”")
