"""The noun `Chart`: rows, and how they are to be drawn. Drawing, table and CSV are made from the same rows."""

from collections.abc import Iterator
from typing import Any, Literal, Self

from pydantic import field_validator, model_validator

from legation.amounts import number
from legation.briefing.visible import one_line
from legation.briefing.wording import when
from legation.nouns import Noun
from legation.web.links import local

Cell = int | float | str | None  # a date is EDTF
_SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"  # a name, which nothing fetches


class Column(Noun):
    """One field of every row."""

    name: str  # by which the spec knows it
    label: str = ""  # what stands over it in the table
    kind: Literal["text", "number", "date"] = "text"
    shown: bool = True  # False: for the drawing alone


class Row(Noun):
    """One thing that is drawn, and where it leads."""

    cells: tuple[Cell, ...]
    href: str | None = None  # a path of ours, to the sentence or the page that it comes from

    @field_validator("cells")
    @classmethod
    def _seen_whole(cls, cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
        """Make every text visible, here once: neither drawing, table nor CSV can hold a character that hides."""
        return tuple(one_line(cell) if isinstance(cell, str) else cell for cell in cells)

    @field_validator("href")
    @classmethod
    def _ours(cls, href: str | None) -> str | None:
        if href is not None and local(href, "") != href:
            raise ValueError("a row leads to a path of our own, beginning with /")
        return href


class Chart(Noun):
    """What a figure on a page shows. The first column that is shown names the row, and carries its link."""

    title: str
    description: str  # one sentence: what is drawn, and how
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    spec: dict[str, Any]  # of Vega-Lite, without its data: fields are the names of columns
    zoom: str | None = None  # name of the column of time that one can zoom into

    @field_validator("title")
    @classmethod
    def _plain(cls, title: str) -> str:
        return one_line(title)

    @model_validator(mode="after")
    def _even(self) -> Self:
        if any(len(row.cells) != len(self.columns) for row in self.rows):
            raise ValueError("every row has a cell for each column")
        return self

    def shown(self) -> tuple[Column, ...]:
        """Columns of the table."""
        return tuple(column for column in self.columns if column.shown)

    def table(self) -> tuple[tuple[Row, tuple[Cell, ...]], ...]:
        """Rows with their cells in the columns of the table."""
        places = [place for place, column in enumerate(self.columns) if column.shown]
        return tuple((row, tuple(row.cells[place] for place in places)) for row in self.rows)

    def in_words(self) -> Iterator[tuple[str | None, str, list[tuple[Column, str]]]]:
        """Rows of the table for a person: where each leads, its name, and its other columns with what they say."""
        columns = self.shown()
        for row, cells in self.table():
            first, *others = (_told(cell, column) for cell, column in zip(cells, columns, strict=True))
            yield row.href, first, list(zip(columns[1:], others, strict=True))

    def drawn(self) -> dict[str, Any]:
        """Give the whole specification of Vega-Lite, data and all: what `charts.js` draws."""
        names = [column.name for column in self.columns]
        values = [dict(zip(names, row.cells, strict=True)) | {"href": row.href} for row in self.rows]
        return {"$schema": _SCHEMA, "usermeta": {"zoom": self.zoom}, "data": {"values": values}} | self.spec


def _told(cell: Cell, column: Column) -> str:
    if cell is None:
        return "–"
    if isinstance(cell, str):
        return when(cell) if column.kind == "date" else cell
    return number(cell)
