"""Rows of a table, or objects in JSON, to stories."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress

from legation.errors import BrokenFile, EmptyDocument
from legation.intake.calendar import published_day
from legation.intake.columns import Columns
from legation.intake.formats.parts import damaged
from legation.intake.piece import Damaged, Given, Piece
from legation.intake.text import is_blank, legible

_KNOWN = 1000  # sets of fields of which it is remembered what they hold
_SHOWN = 30  # columns that a message names


def story(row: Mapping[str, object], columns: Columns, given: Given, number: int, unit: str) -> Piece | Damaged:
    """Document of a row; `columns` are those that it has. What is kept of it is its text, in UTF-8.

    So the same story is the same document, whether it comes in a table or as a text by itself.
    """
    label, called = f"{given.name}, {unit} {number:,}", f"{given.stem}-{number}"
    told = {role: row.get(column) for role, column in columns._asdict().items() if column is not None}
    text = _prose(told.get("text"))
    called = _words(told.get("id")) or called
    if is_blank(text):
        said = f"{label}: no text in it" if columns.text else f"{label}: {no_text(row, given)}"
        return damaged(EmptyDocument(said), label, called)
    return Piece(
        text.encode(),
        called,
        title=_words(told.get("title")),
        date=published_day(told.get("date")),
        source=_words(told.get("source")),
        author=_words(told.get("author")),
        url=_words(told.get("url")),
        media="text/plain",
        origin=label,
    )


def telling(given: Given, unit: str) -> Callable[[Mapping[str, object], int], Piece | Damaged]:
    """Make what gives the story of an object in JSON, by its number; each object may have fields of its own."""
    known: dict[tuple[str, ...], Columns] = {}

    def told(row: Mapping[str, object], number: int) -> Piece | Damaged:
        names = tuple(row)
        columns = known.get(names) or given.columns.among(names)
        if len(known) < _KNOWN:
            known[names] = columns
        return story(row, columns, given, number, unit)

    return told


def no_text(columns: Iterable[str], given: Given) -> str:
    """What to say where no column is known to hold the text."""
    names = list(columns)
    shown = ", ".join(name[:60] for name in names[:_SHOWN]) + (", ..." if len(names) > _SHOWN else "")
    named = given.columns.text
    missing = "no column with the text is known" if named is None else f"no column is called {named}"
    return f"{missing} among {shown or 'none'}; name the one with the text with --columns text=NAME"


def in_columns(names: Iterable[str], given: Given) -> Columns:
    """Columns of a table with a head. Raises BrokenFile where none is known to hold the text."""
    names = list(names)
    found = given.columns.among(names)
    if found.text is None:
        raise BrokenFile(f"{given.name}: {no_text(names, given)}")
    return found


def _prose(told: object) -> str:
    """Text as it stands; a list of paragraphs with an empty line between them."""
    if isinstance(told, list | tuple):
        return "\n\n".join(_prose(part) for part in told)
    if isinstance(told, bytes):  # as some programs write text to Parquet
        with suppress(UnicodeDecodeError):
            return told.decode()
    return legible(told) if isinstance(told, str) else ""


def _words(told: object) -> str | None:
    """Short text of a cell: of a list its members, of an object its name."""
    if isinstance(told, list | tuple):
        return ", ".join(filter(None, map(_words, told[:20]))) or None
    if isinstance(told, Mapping):
        return _words(told.get("name"))
    return str(told).strip() or None if isinstance(told, str | int) and not isinstance(told, bool) else None
