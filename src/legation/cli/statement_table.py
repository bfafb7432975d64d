"""Who says what in a document, as JSON and as a table."""

from collections.abc import Iterator, Sequence
from typing import TypedDict

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from legation.briefing.visible import one_line
from legation.briefing.wording import named
from legation.nouns import Document
from legation.reading.statements import Spans, Told


class Written(TypedDict):
    """A statement in JSON; spans are [start, end] in code points of the text."""

    content: list[list[int]]
    source: list[list[int]]
    cue: list[list[int]]
    speaker: str | None
    nested: list["Written"]


def as_json(told: Told) -> Written:
    """Write a statement, and those nested in it, as plain lists."""
    return {
        "content": [list(span) for span in told.content],
        "source": [list(span) for span in told.source],
        "cue": [list(span) for span in told.cue],
        "speaker": told.speaker,
        "nested": [as_json(inner) for inner in told.nested],
    }


def statement_table(document: Document, told: Sequence[Told]) -> RenderableType:
    """Lay out the statements of a document in the order of its text, nested ones below the one that holds them."""
    heading = Text(named(document), style="bold")
    if not told:
        return Group(heading, Text("nobody is quoted or reported", style="dim"), Text())
    table = Table(box=None, pad_edge=False, padding=(0, 2, 1, 0), header_style="bold")
    table.add_column("Who", ratio=2, overflow="fold")
    table.add_column("In the words", ratio=1, overflow="fold")
    table.add_column("What", ratio=6, overflow="fold")
    for statement, depth in _each(told):
        who = one_line(statement.speaker or _words(document, statement.source)) or "nobody named"
        cue = one_line(_words(document, statement.cue))
        what = one_line(_words(document, statement.content))
        table.add_row(Text(f"{'› ' * depth}{who}"), Text(cue, style="italic"), Text(what))
    return Group(heading, table)


def _each(told: Sequence[Told], depth: int = 0) -> Iterator[tuple[Told, int]]:
    for statement in told:
        yield statement, depth
        yield from _each(statement.nested, depth + 1)


def _words(document: Document, spans: Spans) -> str:
    return " … ".join(document.text[start:end] for start, end in spans)
