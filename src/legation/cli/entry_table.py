"""What a document puts on the record, as a table: each entry with the words that it rests on."""

from collections.abc import Sequence

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from legation.briefing.visible import one_line
from legation.briefing.wording import headline, named, parties, quantities, speaker, state, when
from legation.nouns import Commitment, Document, Entry, Figure, Meeting, Position


def heading(document: Document) -> Text:
    """Name a document, with its day, agency and dateline."""
    name = Text(named(document), style="bold")
    for known in (document.date, document.source, document.dateline):
        if known:
            name.append(f" · {one_line(known)}", style="not bold")
    return name


def nothing(document: Document) -> RenderableType:
    """Say of a document that it puts nothing on the record."""
    return Group(heading(document), Text("nothing on the record", style="dim"), Text())


def document_table(document: Document, entries: Sequence[Entry]) -> RenderableType:
    """Lay out the entries of a document in the order of its text."""
    if not entries:
        return nothing(document)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 1, 0), header_style="bold")
    table.add_column("Kind", no_wrap=True)
    table.add_column("On the record", ratio=4, overflow="fold")
    table.add_column("In the words, on whose word", ratio=5, overflow="fold")
    for entry in entries:
        table.add_row(entry.kind, told(entry), Quotes(entry))
    return Group(heading(document), table)


def told(entry: Entry) -> Text:
    """Tell an entry in one line: `offered · Russia → Pakistan: delivery of gas · energy · due 2023`."""
    parts: list[str] = []
    match entry:
        case Commitment():
            parts += [quantities(entry.quantities), f"due {when(entry.due)}" * bool(entry.due), ", ".join(entry.area)]
            parts.append(f"awaits {parties(entry.awaits)}" * bool(entry.awaits))
        case Meeting():
            parts.append(one_line(", ".join(entry.people)))
        case Figure():
            parts.append(parties(entry.actors))
        case Position():
            parts.append(f"to {parties(entry.to)}" * bool(entry.to))
    parts.append(when(entry.date) if entry.date else "")
    stands = "" if isinstance(entry, Figure) else f"{state(entry)} · "  # a figure's headline has its direction already
    return Text.assemble((stands, "bold"), " · ".join(part for part in (headline(entry), *parts) if part))


class Quotes:
    """Quotes of an entry and their speaker; the trigger stands out by style, or between ‹ › where there are none."""

    def __init__(self, entry: Entry) -> None:
        self._entry = entry

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        del options
        yield self._text(console)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement.get(console, options, self._text(console))

    def _text(self, console: Console) -> Text:
        main, *further = (one_line(evidence.quote) for evidence in self._entry.evidence)
        before, trigger, after = main.partition(one_line(self._entry.trigger))
        if console.color_system is None and trigger:
            trigger = f"‹{trigger}›"
        word = f" — {speaker(self._entry)}" if self._entry.speaker else ""
        also = "".join(f" “{quote}”" for quote in further)
        return Text.assemble(f"“{before}", (trigger, "bold underline"), f"{after}”{also}", (word, "italic"))
