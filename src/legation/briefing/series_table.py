"""Reference figures as a table for a terminal."""

from collections.abc import Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from legation.amounts import digits
from legation.briefing.visible import one_line
from legation.nouns import Datum


def series_table(data: Sequence[Datum]) -> RenderableType:
    """One line a figure: place, what is measured and how, year, value with unit, source."""
    if not data:
        return Text("No figures.")
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for heading in ("Code", "Place", "What", "Measure", "Year"):
        table.add_column(heading, overflow="fold")
    table.add_column("Value", justify="right", overflow="fold")
    table.add_column("Unit", overflow="fold")
    table.add_column("Source", overflow="fold", ratio=1)
    for datum in data:
        told = (datum.code, datum.place, datum.what, datum.measure, str(datum.year), digits(datum.value), datum.unit)
        table.add_row(*(Text(one_line(each)) for each in (*told, datum.source)))
    return table
