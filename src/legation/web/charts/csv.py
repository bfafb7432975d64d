"""A chart's rows as CSV (RFC 4180), for spreadsheets.

It begins with a byte order mark: without it, Excel reads UTF-8 as the code page of its machine, and whoever clicks on
the link has Excel. Programs that would stumble over it are better served by the JSON of the page.
"""

import csv
from collections.abc import Mapping
from http import HTTPStatus
from io import StringIO

from fastapi.responses import Response
from starlette.exceptions import HTTPException

from legation.exports.cells import safe_text
from legation.web.charts.chart import Cell, Chart

_MARK = "\ufeff"


def written(chart: Chart) -> str:
    """Write the columns of the table, and last where each row leads to.

    Numbers and dates stay as they are. A text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    into = StringIO()
    rows = csv.writer(into, lineterminator="\r\n")
    rows.writerow([_cell(column.label) for column in chart.shown()] + ["Link"])
    for row, cells in chart.table():
        rows.writerow([*(_cell(cell) for cell in cells), row.href or ""])
    return into.getvalue()


def as_csv(chart: Chart, name: str) -> Response:
    """Answer with the CSV of a chart, to be kept as a file; `name`, of letters, digits and hyphens, is ours."""
    return Response(
        (_MARK + written(chart)).encode(),
        media_type="text/csv; charset=utf-8; header=present",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )


def csv_of(charts: Mapping[str, Chart], name: str) -> Response:
    """Answer with the CSV of one of a page's charts; 404 where it has none of that name."""
    if name not in charts:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return as_csv(charts[name], name)


def _cell(cell: Cell) -> str | int | float:
    if isinstance(cell, str):
        return safe_text(cell)
    return "" if cell is None else cell
