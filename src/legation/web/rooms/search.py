"""Search: words in entries and documents, what was found narrowed by its facets, and the searches that people keep."""

from typing import Annotated, NamedTuple
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Request
from fastapi.responses import JSONResponse, Response
from starlette.exceptions import HTTPException

from legation.briefing.hits import Piece, pieces_of_document, pieces_of_entry, told
from legation.briefing.visible import one_line
from legation.briefing.wording import party, when
from legation.errors import QueryError
from legation.ledger import Ledger
from legation.ledger.keeping.saved import Search
from legation.ledger.search.facets import Facets
from legation.ledger.search.searching import MOST_RANKED, DocumentHit, EntryHit, Found, Hits
from legation.web.access import Form, Reader
from legation.web.answers import go_to
from legation.web.choices import Choices, choices
from legation.web.filter import Filter, Filtered, filter_of
from legation.web.links import Links, onward
from legation.web.office import Office
from legation.web.rendering import page

_EACH = 20  # entries and documents on a page
_PATH = "/search"


def _numbered(page: str = "1") -> int:
    """Give the number of the page that is asked for. Answers 400 where there can be none."""
    if page.isascii() and page.isdecimal() and len(page) < 3 and 0 < int(page) <= MOST_RANKED // _EACH:
        return int(page)
    raise HTTPException(400, f"there is no page {page[:20]!r}: there are 1 to {MOST_RANKED // _EACH} at most")


Number = Annotated[int, Depends(_numbered)]


class Shelf(NamedTuple):
    """A search that somebody keeps, as a page lists it."""

    number: int
    title: str
    address: str
    feed: str


class Shown(NamedTuple):
    """What was found, as a page shows it."""

    of: Hits
    entries: tuple[tuple[EntryHit, tuple[Piece, ...]], ...]
    documents: tuple[tuple[DocumentHit, tuple[Piece, ...], str], ...]  # with the address of the words
    choices: tuple[Choices, ...]
    whole: bool  # whether the choices count all that was found
    more: bool  # whether there is a further page


def routes(office: Office) -> APIRouter:
    """Build the routes of the search and of what is kept of it."""
    router = APIRouter()
    ledger, saved = office.ledger, office.ledger.saved

    @router.get("/search.json")
    def search_json(asked: Filtered, _: Reader, number: Number) -> Response:
        if not asked.text:
            return JSONResponse({"query": "", "page": 1, "of": None, "hits": [], "facets": None})
        found, facets = _found(ledger, asked, number), _facets(ledger, asked)
        return JSONResponse(
            {
                "query": asked.query(),
                "page": number,
                "of": found.of._asdict(),
                "hits": list(told(found)),
                "facets": facets._asdict(),
            }
        )

    @router.get("/search")
    def search(request: Request, asked: Filtered, person: Reader, number: Number) -> Response:
        kept = saved.of(person.name)
        shown, trouble = None, None
        if asked.text:
            try:
                shown = _shown(ledger, asked, number)
            except QueryError as error:
                trouble = str(error)
        return page(
            request,
            "search.html",
            Links(asked),
            _PATH,
            number=number,
            each=_EACH,
            most=MOST_RANKED,
            title=title_of(asked),
            kept=next((one for one in kept if one.query == asked.query()), None),
            shelves=[_shelf(one) for one in kept],
            shown=shown,
            trouble=trouble,
        )

    @router.post("/search/save")
    def save(person: Reader, form: Form) -> Response:
        asked = _asked(form.get("query"))
        if not asked.text:
            raise HTTPException(400, "there is no search to save: look for a word first")
        try:
            saved.keep(person.name, form.get("title") or title_of(asked), asked.query())
        except QueryError as trouble:
            raise HTTPException(409, str(trouble)) from None
        return go_to(Links(asked).to(_PATH))

    @router.post("/search/rename")
    def rename(person: Reader, form: Form) -> Response:
        number = _number(form.get("number"))
        if title := form.get("title"):  # emptied, it keeps the one it has
            saved.rename(person.name, number, title)
        return go_to(onward(form.get("next") or _PATH, "saved"))

    @router.post("/search/remove")
    def remove(person: Reader, form: Form) -> Response:
        saved.remove(person.name, _number(form.get("number")))
        return go_to(onward(form.get("next") or _PATH, "saved"))

    return router


def title_of(asked: Filter) -> str:
    """Give a search a title out of what is asked for: `frost cable · Norway, energy, from 2019`."""
    narrowed = [*map(party, asked.parties), *asked.areas, *asked.stages, *asked.kinds]
    narrowed += [f"from {when(asked.since)}"] if asked.since else []
    narrowed += [f"until {when(asked.until)}"] if asked.until else []
    return " · ".join(part for part in (one_line(asked.text), ", ".join(narrowed)) if part)


def _shown(ledger: Ledger, asked: Filter, number: int) -> Shown:
    found, facets = _found(ledger, asked, number), _facets(ledger, asked)
    return Shown(
        found.of,
        tuple((hit, pieces_of_entry(hit)) for hit in found.entries),
        tuple((hit, pieces_of_document(hit), _address(Links(asked), hit)) for hit in found.documents),
        choices(asked, facets, _PATH),
        facets.whole,
        _more(found.of.entries, number) or _more(found.of.documents, number),
    )


def _found(ledger: Ledger, asked: Filter, number: int) -> Found:
    return ledger.search(
        asked.text,
        parties=asked.parties,
        kinds=asked.kinds,
        areas=asked.areas,
        stages=asked.stages,
        since=asked.since,
        until=asked.until,
        as_of=asked.as_of,
        limit=_EACH,
        skip=(number - 1) * _EACH,
    )


def _facets(ledger: Ledger, asked: Filter) -> Facets:
    return ledger.facets(asked.narrow, parties=asked.parties, as_of=asked.as_of)


def _more(of: int | None, number: int) -> bool:
    """Whether there is a further page; of very many there are as many as can be ranked."""
    return min(MOST_RANKED, MOST_RANKED if of is None else of) > number * _EACH


def _address(links: Links, hit: DocumentHit) -> str:
    """Address of what is marked first in a document, by its words and those before them on their line."""
    if not hit.snippet.marks:
        return links.document(hit.document.id)
    start, end = (offset - hit.snippet.start for offset in hit.snippet.marks[0])
    line = hit.text[:start].splitlines(keepends=True)[-1:]
    before = "" if not line or line[0].endswith(("\n", "\r")) else " ".join(line[0].split()[-3:])
    return links.passage(hit.document.id, before, one_line(hit.text[start:end]))


def _asked(query: str) -> Filter:
    try:
        return filter_of(parse_qsl(query))
    except QueryError as trouble:
        raise HTTPException(400, str(trouble)) from None


def _number(written: str) -> int:
    if not (written.isascii() and written.isdecimal() and len(written) < 10):
        raise HTTPException(400, "that is the number of no search that is kept")
    return int(written)


def _shelf(one: Search) -> Shelf:
    asked = filter_of(parse_qsl(one.query))
    return Shelf(one.number, one.title, Links(asked).to(_PATH), Links(asked).feed(_PATH))
