"""The history of a line as a table."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from legation.briefing.history import rows
from legation.ledger.review.history import History


def log_table(history: History) -> RenderableType:
    """Lay out the events of a history, one row each."""
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    table.add_column("When", no_wrap=True)
    table.add_column("By", overflow="fold")
    table.add_column("What", overflow="fold", ratio=1)
    for row in rows(history):
        table.add_row(row.when, row.who, Text("\n  ".join((row.what, *row.more))))
    return Group(Text.assemble((f"{history.of} ", "bold"), (history.id, "cyan")), table)
