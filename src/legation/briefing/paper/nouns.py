"""The nouns of a brief on paper: lines of runs, tables, sections and footnotes, in no format yet.

All text in them is for a person to read: on one line, with no control, bidi or zero-width character left
(`briefing.visible`). What else it may hold, such as `<b>`, `*` or `#`, is for each format to write as itself.
"""

from collections.abc import Callable
from typing import Literal

from legation.nouns import Noun


class Citation(Noun):
    """That a footnote stands behind a stretch of text."""

    note: int  # its number
    place: int  # 1 where a reader meets it first, 2 where it is cited again, and so on


class Run(Noun):
    """A stretch of text in one weight, with the footnotes that stand behind it."""

    text: str
    strong: bool = False
    soft: bool = False  # an aside: what is inferred, counted, or said already
    notes: tuple[Citation, ...] = ()


class Line(Noun):
    """A sentence or paragraph."""

    kind: Literal["line"] = "line"
    runs: tuple[Run, ...]


class Points(Noun):
    """Lines in a list."""

    kind: Literal["points"] = "points"
    lines: tuple[Line, ...]


class Column(Noun):
    """A column of a table."""

    heading: str
    share: int  # of the width, in hundredths


class Group(Noun):
    """Rows of a table under a heading of their own, or under none; a cell is some lines, one below the other."""

    heading: str = ""
    rows: tuple[tuple[tuple[Line, ...], ...], ...]


class Table(Noun):
    """Rows of cells, in groups."""

    kind: Literal["table"] = "table"
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]


class Heading(Noun):
    """A heading within a section."""

    kind: Literal["heading"] = "heading"
    text: str


Block = Line | Points | Table | Heading


class Section(Noun):
    """A part of the brief under its heading."""

    heading: str
    blocks: tuple[Block, ...]


class Footnote(Noun):
    """The words that a statement rests on, and on whose word."""

    number: int  # from 1, in the order in which a reader meets them
    quotes: tuple[str, ...]  # verbatim; of a very long one the middle is left out, at `[…]`
    testimony: str  # speaker and whom they speak for, source, day
    source: int  # number in the list of sources
    places: int  # how many places cite it


class Source(Noun):
    """A document that a footnote quotes."""

    number: int  # from 1, by date
    date: str
    agency: str  # agency or paper; empty where the document names none
    name: str


class Fact(Noun):
    """A line of the title block: `As of`, `31 December 2021`."""

    name: str
    value: str


class Brief(Noun):
    """The state of play between some parties, ready to be written in any format."""

    kicker: str  # what kind of paper it is
    title: str  # the parties
    day: str  # YYYY-MM-DD, as of which it speaks
    facts: tuple[Fact, ...]
    sections: tuple[Section, ...]
    footnotes: tuple[Footnote, ...]
    sources: tuple[Source, ...]
    colophon: str


def section(heading: str, *blocks: Block) -> Section:
    """Make a section of blocks."""
    return Section(heading=heading, blocks=blocks)


def with_lines(of: Section, change: Callable[[Line], Line]) -> Section:
    """Copy a section with each of its lines changed, in the order in which one reads it: tables row by row."""

    def changed_group(group: Group) -> Group:
        rows = (tuple(tuple(change(line) for line in cell) for cell in row) for row in group.rows)
        return Group(heading=group.heading, rows=tuple(rows))

    def changed(block: Block) -> Block:
        match block:
            case Line():
                return change(block)
            case Points():
                return Points(lines=tuple(change(line) for line in block.lines))
            case Table():
                return Table(columns=block.columns, groups=tuple(changed_group(group) for group in block.groups))
            case _:
                return block

    return section(of.heading, *(changed(block) for block in of.blocks))
