"""What could not be taken in, as a table."""

from collections.abc import Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from legation.briefing.rulings import minute
from legation.briefing.visible import one_line
from legation.ledger.keeping.arrival import Arrival


def failure_table(failed: Sequence[Arrival]) -> RenderableType:
    """One line a document: number, name, where it came from, when it failed, why, and whether it can be tried again."""
    if not failed:
        return Text("Nothing has failed.")
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for heading in ("Number", "Document", "From", "When", "Why", "Again"):
        table.add_column(heading, overflow="fold", justify="right" if heading == "Number" else "left")
    for one in failed:
        origin = one.origin or one.url or f"handed in by {one.who}"
        told = (str(one.number), one.name, origin, minute(one.since.isoformat()), one.reason or "")
        table.add_row(*(Text(one_line(each)) for each in (*told, "yes" if one.again else "no")))
    return table
