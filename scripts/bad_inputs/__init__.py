"""Bad inputs, made here and nowhere else: `python -m bad_inputs FOLDER` in `scripts/` writes them, tests take them in.

Each is a function without arguments that gives the bytes of a file, listed in its module's `INPUTS` under the name of
the file. What is to become of it stands in the name of its folder: `refused` as a whole, `kept` (the harmless part of
it, if nothing else), or `either`, where all that matters is that nothing worse happens.
"""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from bad_inputs import archives, messages, pages, pdfs, tables, texts, warcs

Maker = Callable[[], bytes]


class BadInput(NamedTuple):
    """One bad input."""

    fate: str  # refused, kept or either
    name: str  # of the file
    make: Maker


def bad_inputs() -> Iterator[BadInput]:
    """All of them, in order."""
    for module in (archives, messages, pages, pdfs, tables, texts, warcs):
        for fate, makers in module.INPUTS.items():
            for name, make in makers.items():
                yield BadInput(fate, name, make)
