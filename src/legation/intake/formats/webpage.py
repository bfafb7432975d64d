"""A web page: its article, with title, date, author and publisher as the page declares them."""

from collections.abc import Iterator
from pathlib import PurePath

import trafilatura

from legation.errors import BrokenFile
from legation.intake.piece import Given, Piece


def pieces(given: Given) -> Iterator[Piece]:
    """Give the article of a page. Raises BrokenFile where there is none in it."""
    raw = given.stream.read()
    found = trafilatura.bare_extraction(raw, url=given.url, with_metadata=True)
    if found is None or isinstance(found, dict) or not found.text:
        raise BrokenFile(f"{given.name}: a web page in which no article is to be found; save its text and take that in")
    yield Piece(
        raw, PurePath(given.name).stem, found.text, found.title, found.date, found.sitename, found.author, found.url,
        media="text/html",
    )  # fmt: skip
