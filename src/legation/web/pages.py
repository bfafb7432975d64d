"""The pages: each route asks the ledger, and gives the answer as a page or, ending in `.json`, as it is."""

from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Query
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException

from legation.briefing.dossier import Dossier, dossier, pairs
from legation.briefing.wording import parties as names
from legation.days import end_of
from legation.errors import QueryError
from legation.ledger import Ledger, Listing
from legation.nouns import Document, Entry, Matter, Noun
from legation.reference.parties import party_code
from legation.web.highlighting import highlight
from legation.web.links import Links, parted
from legation.web.rendering import Rendering

_MOST_PAIRS = 12
_LATEST = 8
LATEST = 100  # matters, meetings and documents on a dossier


class Pair(Noun):
    """Two parties with the number of matters between them."""

    parties: tuple[str, str]
    matters: int


class Home(Noun):
    """What the ledger holds, at a glance."""

    as_of: str | None
    matters: int
    documents: int
    entries: int
    parties: tuple[str, ...]
    pairs: tuple[Pair, ...]
    latest: tuple[Listing, ...]


class Library(Noun):
    """Every document of the ledger, the latest first."""

    as_of: str | None
    documents: tuple[Listing, ...]


class Reading(Noun):
    """A document with what it puts on the record."""

    document: Document
    reader: str
    entries: tuple[Entry, ...]


def as_of_date(as_of: Annotated[str, Query(max_length=40)] = "") -> str | None:
    """Read the as-of date of a request; the empty field of a form is none. Answers 400 to what is no date."""
    if not (as_of := as_of.strip()):
        return None
    try:
        end_of(as_of)
    except QueryError as error:
        raise HTTPException(HTTPStatus.BAD_REQUEST, str(error)) from None
    return as_of


AsOf = Annotated[str | None, Depends(as_of_date)]


def pages(ledger: Ledger, rendering: Rendering) -> APIRouter:
    """Build the routes over a ledger."""
    router = APIRouter()

    @router.get("/index.json")
    def home_json(as_of: AsOf) -> Response:
        return _json(_home(ledger, as_of))

    @router.get("/")
    def home(as_of: AsOf) -> Response:
        return rendering.page("home.html", Links(as_of), "/", home=_home(ledger, as_of))

    @router.get("/documents.json")
    def documents_json(as_of: AsOf) -> Response:
        return _json(_library(ledger, as_of))

    @router.get("/documents")
    def documents(as_of: AsOf) -> Response:
        return rendering.page("documents.html", Links(as_of), "/documents", library=_library(ledger, as_of))

    @router.get("/dossier")
    def ask(as_of: AsOf, party: Annotated[list[str] | None, Query()] = None) -> Response:
        codes = [party_code(name) or name for name in (name.strip() for name in party or ()) if name]
        return RedirectResponse(Links(as_of).dossier(codes), HTTPStatus.SEE_OTHER)

    @router.get("/dossier/{parties:path}.json")
    def dossier_json(parties: str, as_of: AsOf) -> Response:
        return _json(_dossier(ledger, parties, as_of))

    @router.get("/dossier/{parties:path}")
    def dossier_page(parties: str, as_of: AsOf) -> Response:
        links, found = Links(as_of), _dossier(ledger, parties, as_of)
        shown = sum(len(rung.matters) for rung in found.matters)
        own = Links().dossier(found.parties)
        return rendering.page("dossier.html", links, own, dossier=found, shown_matters=shown, latest=LATEST)

    @router.get("/matter/{key}.json")
    def matter_json(key: str, as_of: AsOf) -> Response:
        return _json(ledger.matter(key, as_of=as_of))

    @router.get("/matter/{key}")
    def matter(key: str, as_of: AsOf) -> Response:
        found: Matter = ledger.matter(key, as_of=as_of)
        return rendering.page("matter.html", Links(as_of), Links().matter(found.id), matter=found)

    @router.get("/document/{key:path}.json")
    def document_json(key: str, as_of: AsOf) -> Response:
        kept = ledger.document(key, as_of=as_of)
        return _json(Reading(document=kept.document, reader=kept.reader, entries=kept.entries))

    @router.get("/document/{key:path}")
    def document(key: str, as_of: AsOf) -> Response:
        kept = ledger.document(key, as_of=as_of)
        return rendering.page(
            "document.html",
            Links(as_of),
            Links().document(kept.document.id),
            document=kept.document,
            reader=kept.reader,
            mentions=kept.mentions(),
            paragraphs=highlight(kept.document.text, kept.entries),
        )

    return router


def _json(noun: Noun) -> Response:
    return Response(noun.model_dump_json(), media_type="application/json")


def _dossier(ledger: Ledger, piece: str, as_of: str | None) -> Dossier:
    parties = parted(piece)
    if not parties:
        raise QueryError("a dossier needs at least one party: name a state or a body")
    found = dossier(ledger, parties, as_of, latest=LATEST)
    if not found.documents:
        raise QueryError(f"the ledger holds nothing on {names(parties)}{f' as of {as_of}' if as_of else ''}")
    return found


def _home(ledger: Ledger, as_of: str | None) -> Home:
    matters = ledger.matters(as_of=as_of)
    listed = _library(ledger, as_of).documents
    return Home(
        as_of=as_of,
        matters=len(matters),
        documents=len(listed),
        entries=sum(one.entries for one in listed),
        parties=tuple(sorted({party for matter in matters for party in matter.parties})),
        pairs=tuple(Pair(parties=pair, matters=number) for pair, number in pairs(matters)[:_MOST_PAIRS]),
        latest=listed[:_LATEST],
    )


def _library(ledger: Ledger, as_of: str | None) -> Library:
    listed = ledger.catalogue(as_of=as_of)
    return Library(as_of=as_of, documents=tuple(sorted(listed, key=lambda one: one.date or "", reverse=True)))
