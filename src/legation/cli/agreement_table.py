"""How far reviewers agree, as a table and as plain values."""

from typing import Any

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from legation.amounts import how_many
from legation.briefing.visible import one_line
from legation.ledger.review.agreement import IN_COMMON, Agreement, Measured

_OF = {"entries": "on entries", "links": "on what is one matter"}


def agreement_table(found: Agreement) -> RenderableType:
    """Lay out what is agreed on entries, then on links, with the pairs of people who share enough topics."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("Who", overflow="fold")
    for told in ("Decided by both", "Agree", "Kappa"):
        table.add_column(told, justify="right")
    for name, measured in zip(found._fields, found, strict=True):
        for pair in measured.pairs:
            who = f"{one_line(pair.one)} and {one_line(pair.other)}, {_OF[name]}"
            table.add_row(Text(who), f"{pair.topics:,}", f"{pair.agreeing:,}", _measure(pair.kappa))
    said = [Text(f"{_OF[name]}: {_told(measured)}") for name, measured in zip(found._fields, found, strict=True)]
    return Group(*said, table) if table.row_count else Group(*said)


def as_json(found: Agreement) -> dict[str, Any]:
    """Agreement as JSON has it."""
    return {
        name: measured._asdict() | {"share": measured.share, "pairs": [pair._asdict() for pair in measured.pairs]}
        for name, measured in zip(found._fields, found, strict=True)
    }


def _told(measured: Measured) -> str:
    if measured.share is None:
        return "nothing was decided by two people"
    agreed = f"{how_many(measured.topics, 'topic')} decided by two or more, {measured.share:.0%} with one voice"
    few = "" if measured.pairs else f"; no two people share {IN_COMMON} topics"
    return f"{agreed}; alpha {_measure(measured.alpha)}{few}"


def _measure(value: float | None) -> str:
    return "cannot be told" if value is None else f"{value:.2f}"
