"""A document: the text as received, its entries marked in place."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from legation.nouns import Document, Entry, Noun
from legation.web.access import Reader
from legation.web.answers import as_json
from legation.web.filter import Filtered
from legation.web.highlighting import highlight
from legation.web.links import Links
from legation.web.office import Office
from legation.web.rendering import page


class Reading(Noun):
    """A document with what it puts on the record."""

    document: Document
    reader: str
    entries: tuple[Entry, ...]


def routes(office: Office) -> APIRouter:
    """Build the routes of documents."""
    router = APIRouter()

    @router.get("/document/{key:path}.json")
    def document_json(key: str, asked: Filtered, _: Reader) -> Response:
        kept = office.ledger.document(key, as_of=asked.as_of)
        return as_json(Reading(document=kept.document, reader=kept.reader, entries=kept.entries))

    @router.get("/document/{key:path}")
    def document(request: Request, key: str, asked: Filtered, _: Reader) -> Response:
        kept = office.ledger.document(key, as_of=asked.as_of)
        return page(
            request,
            "document.html",
            Links(asked),
            Links().document(kept.document.id),
            document=kept.document,
            reader=kept.reader,
            mentions=kept.mentions(),
            paragraphs=highlight(kept.document.text, kept.entries),
        )

    return router
