"""Reference series: figures known beforehand, against which reported ones are held.

`series.csv` is shipped (made by `scripts/series_table.py`; each line with its year and source); whoever keeps a ledger
may add lines of the same form to it. A line is a `Datum`.
"""

import csv
import io
import math
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import files

from legation.errors import SeriesError
from legation.nouns import Datum
from legation.reference.parties import party_code

WORLD = "WLD"  # the World Bank's code for the world as a whole
COLUMNS = ("place", "code", "what", "measure", "year", "value", "unit", "source", "through")
FLOWS = ("production", "domestic supply", "exports", "imports")  # measures of what there is of a thing in a year
_NEEDED = ("place", "what", "measure", "year", "value", "unit", "source")
_LONGEST = 300  # characters of a field: a figure has a name, not an essay
_FIRST_YEAR, _LAST_YEAR = 1000, 2999


class Series:
    """Data by party, thing and measure."""

    def __init__(self, data: Iterable[Datum]) -> None:
        self.data: tuple[Datum, ...] = tuple(data)
        self._of: dict[tuple[str, str, str], list[Datum]] = {}
        for datum in self.data:
            self._of.setdefault((datum.code, datum.what, datum.measure), []).append(datum)
        self._goods = frozenset(datum.what for datum in self.data if datum.measure in FLOWS)

    def nearest(self, code: str, what: str, measure: str, year: int) -> Datum | None:
        """Give the datum nearest to a year; of two equally near the larger, which rules out less."""
        known = self._of.get((code, what, measure), ())
        return min(known, key=lambda datum: (abs(datum.year - year), -datum.value, datum.source), default=None)

    def goods(self) -> frozenset[str]:
        """Give the names of what is produced, used or traded."""
        return self._goods

    def with_more(self, data: Iterable[Datum]) -> "Series":
        """Give the series with further data."""
        more = tuple(data)
        return Series((*self.data, *more)) if more else self


@cache
def shipped() -> Series:
    """Give the series that come with Legation."""
    return Series(data_in(files(__package__).joinpath("series.csv").read_text("utf-8")))


def data_in(text: str) -> tuple[Datum, ...]:
    """Read CSV with the columns `COLUMNS` as data. Raises SeriesError for the first line that is none."""
    data = []
    for _, read in read_lines(text):
        if isinstance(read, SeriesError):
            raise read
        data.append(read)
    return tuple(data)


def decoded(raw: bytes, name: str = "the table") -> str:
    """Text of a table. Raises SeriesError where it is not UTF-8; `name` is what a person calls it."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise SeriesError(f"{name}, line {line}: not UTF-8; save the table as CSV in UTF-8") from error


def read_lines(text: str, name: str = "the table") -> Iterator[tuple[int, Datum | SeriesError]]:
    """Read CSV with the columns `COLUMNS`, line by line: the number of each line with its datum or what is wrong.

    `code` and `through` may be empty or left out; `name` is what a person calls the table. Raises SeriesError where the
    columns themselves are missing, or from some line on it is no CSV.
    """
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")), strict=True)
    heading = [name.strip() for name in next(_rows(rows, name), (0, []))[1]]
    if missing := [name for name in _NEEDED if name not in heading]:
        raise SeriesError(f"{name}, line 1: no column {' or '.join(missing)}; the columns are {', '.join(COLUMNS)}")
    for number, row in _rows(rows, name):
        if any(field.strip() for field in row):
            yield (
                number,
                _read(f"{name}, line {number}", dict(zip(heading, (field.strip() for field in row), strict=False))),
            )


def _rows(rows: Iterator[list[str]], name: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with the number of the line on which each ends. Raises SeriesError for what is no CSV."""
    number = 0
    while True:
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            raise SeriesError(
                f"{name}, after line {number}: no CSV ({error}); quote each field that holds a comma"
            ) from error
        number = getattr(rows, "line_num", number + 1)
        yield number, row


def _read(where: str, row: dict[str, str]) -> Datum | SeriesError:
    for name in _NEEDED:
        if not row.get(name):
            return SeriesError(f"{where}: {name} is empty; every line needs {', '.join(_NEEDED)}")
    if name := next((name for name in COLUMNS if len(row.get(name, "")) > _LONGEST), ""):
        return SeriesError(f"{where}: {name} has more than {_LONGEST} characters; shorten it")
    year, value = _number(row["year"]), _number(row["value"])
    if year is None or not float(year).is_integer() or not _FIRST_YEAR <= year <= _LAST_YEAR:
        return SeriesError(f"{where}: year {row['year']!r} is no year; write it as 2019")
    if value is None or value < 0:
        return SeriesError(f"{where}: value {row['value']!r} is no number; write digits alone, such as 74453000")
    code = row.get("code") or code_of(row["place"])
    if code is None:
        return SeriesError(f"{where}: {row['place']!r} is no party that is known; give its code, such as RUS")
    return Datum(
        place=row["place"],
        code=code,
        what=row["what"].casefold(),
        measure=row["measure"].casefold(),
        year=int(year),
        value=value,
        unit=row["unit"],
        source=row["source"],
        through=row.get("through", ""),
    )


def code_of(place: str) -> str | None:
    """Find the code of a place; None for one that is no party."""
    return WORLD if place.casefold() == "world" else party_code(place)


def _number(written: str) -> int | float | None:
    try:
        value = float(written)
    except ValueError:
        return None
    if not math.isfinite(value):
        return None
    return int(value) if value.is_integer() else value
