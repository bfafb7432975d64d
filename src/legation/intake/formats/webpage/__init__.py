"""A web page: its article, with title, date, author and publisher as the page declares and shows them."""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import PurePath

from legation.errors import BrokenFile, NotText
from legation.intake.addresses import host_of, web_address
from legation.intake.formats.webpage.blocks import Block, blocks_of, joined
from legation.intake.formats.webpage.body import article
from legation.intake.formats.webpage.cluster import is_prose
from legation.intake.formats.webpage.dating import date_of
from legation.intake.formats.webpage.declared import Declared, declared
from legation.intake.formats.webpage.listing import is_listing
from legation.intake.formats.webpage.naming import address_of, authors_of, publisher_of, title_of
from legation.intake.formats.webpage.sight import keep_what_shows
from legation.intake.formats.webpage.source import decoded, is_binary, tree_of
from legation.intake.formats.webpage.votes import vote
from legation.intake.piece import Given, Piece


def pieces(given: Given) -> Iterator[Piece]:
    """Give the article of a page. Raises BrokenFile where there is none in it, such as an index of links."""
    raw = given.stream.read()
    yield page(raw, name=given.name, media=given.media, url=given.url)


def page(raw: bytes, *, name: str, media: str | None = None, url: str | None = None) -> Piece:
    """Article of a page; `media` is what a server declared, `url` where it was fetched.

    Raises BrokenFile where it has none, NotText for what is no page.
    """
    markup = decoded(raw, media)
    if is_binary(markup):
        raise NotText(f"{name}: binary data, though it is called a web page; save the page itself as HTML")
    tree = tree_of(markup)
    if tree is None:
        raise BrokenFile(f"{name}: a web page with nothing in it; save its text and take that in")
    told = declared(tree)
    whole = deepcopy(tree)  # for dates: they may stand in what is no text
    keep_what_shows(tree)
    blocks = blocks_of(tree)
    title = title_of(told, blocks)
    places = article(blocks, vote(tree), told.body, _titles(told, title))
    found = [blocks[at] for at in places]
    text = joined(found) or _only_declared(told, blocks)
    if not text:
        raise BrokenFile(f"{name}: a web page in which no article is to be found; save its text and take that in")
    if is_listing(blocks, places, told):
        raise BrokenFile(
            f"{name}: a web page that lists others and has no article of its own; take in the pages it lists"
        )
    address = (web_address(url) if host_of(url) else None) or address_of(told)
    authors = authors_of(told)
    start = places[0] if places else 0
    return Piece(
        raw,
        PurePath(name).stem,
        text,
        title,
        date_of(told, whole, before=blocks[:start], body=found, url=address, title=title),
        publisher_of(told, address, title=title, authors=authors),
        "; ".join(authors) or None,
        address,
        media="text/html",
    )


def _titles(told: Declared, title: str | None) -> list[str]:
    return [said for said in (title, told.title, told.meta.get("og:title")) if said]


def _only_declared(told: Declared, blocks: list[Block]) -> str | None:
    """The body that a page declares, where it shows none: its script would have put it there."""
    said = told.body
    if said is None or len(said.split()) < 80 or sum(block.words for block in blocks if is_prose(block)) > 100:
        return None
    return said
