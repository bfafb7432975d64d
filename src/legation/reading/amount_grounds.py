"""The numbers that the value of a figure and the quantities of an undertaking were read from."""

from collections.abc import Iterator

from legation.nouns import Commitment, Entry, Figure
from legation.reading.explanation import Gap, Ground, quoted
from legation.reading.page import Page
from legation.reading.quantities import FoundQuantity


def amount_grounds(page: Page, entry: Entry) -> Iterator[Ground | Gap]:
    """What the numbers of an entry rest on."""
    if isinstance(entry, Figure):
        yield _read(page, "value", entry.value, entry.unit, number_of(page, entry))
    if isinstance(entry, Commitment):
        numbers = [q for e in entry.evidence for q in page.numbers(e.start, e.end)]
        for quantity in entry.quantities:
            same = (q for q in numbers if (q.value, q.unit) == (quantity.value, quantity.unit))
            yield _read(page, "quantities", quantity.value, quantity.unit, next(same, None))


def _read(page: Page, field: str, value: float, unit: str, number: FoundQuantity | None) -> Ground | Gap:
    told = f"{value} {unit}"
    if number is None:
        return Gap(field=field, value=told, why="its number is not found again")
    words = quoted(page.document.text, number.start, number.end)
    return Ground(field=field, value=told, why="the number read", words=(words,))


def number_of(page: Page, entry: Figure) -> FoundQuantity | None:
    """The quantity in the words of a figure that has its value."""
    place = entry.evidence[0]
    numbers = page.numbers(place.start, place.end)
    return next((q for q in numbers if (q.value, q.unit) == (entry.value, entry.unit)), None)
