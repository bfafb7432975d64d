"""What a document puts on the record, as a table: each entry with the words that it rests on."""

from collections.abc import Sequence

from rich import box
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.measure import Measurement
from rich.table import Table
from rich.text import Text

from legation.cli.terminal import visible
from legation.nouns import Commitment, Document, Entry, Figure, Meeting, Position


def document_table(document: Document, entries: Sequence[Entry]) -> RenderableType:
    """Table of a document's entries, in the order of the text."""
    heading = Text(visible(document.name), style="bold")
    for known in (document.date, document.source, document.dateline):
        if known:
            heading.append(f" · {visible(known)}", style="not bold")
    if not entries:
        return Group(heading, Text("nothing on the record", style="dim"), Text(""))
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False, show_lines=False)
    table.add_column("kind", no_wrap=True)
    table.add_column("on the record", ratio=5, overflow="fold")
    table.add_column("on whose word", ratio=2, overflow="fold")
    table.add_column("in the words", ratio=6, overflow="fold")
    for entry in entries:
        speaker = Text(visible(entry.speaker)) if entry.speaker else Text("the document", style="dim")
        table.add_row(entry.kind, Text(visible(summary(entry))), speaker, _Quotes(entry))
    return Group(heading, table)


def summary(entry: Entry) -> str:
    """Entry in one line: `RUS → PAK  offered  delivery of gas · energy · due 2023`."""
    match entry:
        case Commitment():
            parties = _list(entry.by) + (f" → {_list(entry.to)}" if entry.to else "")
            parts = [f"{parties}  {entry.stage}  {entry.what}", _list(entry.area)]
            parts += [f"{quantity.value:,} {quantity.unit}" for quantity in entry.quantities]
            parts += [f"due {entry.due}"] if entry.due else []
            parts += [f"awaits {_list(entry.awaits)}"] if entry.awaits else []
        case Meeting():
            parts = [f"{_list(entry.actors)}  {entry.form} {entry.status}", _list(entry.people), entry.place or ""]
        case Figure():
            change = "" if entry.change == "level" else f"{entry.change} "
            parts = [f"{_list(entry.actors)}  {entry.what}: {change}{entry.value:,} {entry.unit}"]
        case Position():
            parts = [f"{_list(entry.by)}  {entry.polarity}  {entry.toward}"]
            parts += [f"to {_list(entry.to)}"] if entry.to else []
    return " · ".join(part for part in (*parts, entry.date) if part)


def _list(names: Sequence[str]) -> str:
    return ", ".join(names)


class _Quotes:
    """Quotes of an entry; the trigger stands out by style on a terminal, between ‹ and › where there are no styles."""

    def __init__(self, entry: Entry) -> None:
        self._entry = entry

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        del options
        yield self._text(console)

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement.get(console, options, self._text(console))

    def _text(self, console: Console) -> Text:
        styled = console.color_system is not None
        main, *further = self._entry.evidence
        before, trigger, after = main.quote.partition(self._entry.trigger)
        text = Text(f"“{visible(before)}")
        if trigger:
            text.append(visible(trigger) if styled else f"‹{visible(trigger)}›", style="bold underline")
        text.append(f"{visible(after)}”")
        for evidence in further:
            text.append(f"\n“{visible(evidence.quote)}”")
        return text
