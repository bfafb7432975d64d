"""Documents and what they put on the record."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from legation.briefing.encounters import encounters
from legation.web.api.asking import AsOf, Listed
from legation.web.api.conditions import Answer
from legation.web.api.paging import following
from legation.web.api.shapes import Documents, Entries, Examined, Meetings, Reading
from legation.web.office import Office


def routes(office: Office) -> APIRouter:
    """Build the routes of documents, entries and meetings."""
    router = APIRouter(tags=["The record"])

    @router.get("/documents", response_model=Documents)
    def list_documents(request: Request, asked: Annotated[Listed, Query()], answer: Answer) -> Response:
        """List documents, those last known first, without their texts."""
        items, place = asked.walk(office.ledger).documents(asked.limit, asked.place)
        after = following(request, place)
        return answer(Documents(items=items, next=after), link=after)

    @router.get("/documents/{id}", response_model=Reading)
    def read_document(id: str, asked: Annotated[AsOf, Query()], answer: Answer) -> Response:  # noqa: A002
        """Give a document as received, with its entries.

        By its id, the beginning of that, or its name where it is the only one of that name.
        """
        kept = office.ledger.document(id, as_of=asked.as_of)
        return answer(Reading(document=kept.document, reader=kept.reader, added=kept.added, entries=kept.entries))

    @router.get("/entries", response_model=Entries)
    def list_entries(request: Request, asked: Annotated[Listed, Query()], answer: Answer) -> Response:
        """List entries in force, those last known first."""
        items, place = asked.walk(office.ledger).entries(asked.limit, asked.place)
        after = following(request, place)
        return answer(Entries(items=items, next=after), link=after)

    @router.get("/entries/{id}", response_model=Examined)
    def read_entry(id: str, answer: Answer) -> Response:  # noqa: A002
        """Give one entry, in force or not, with what a decision on it has to know."""
        asked = office.ledger.question(id)
        mention = asked.mentions[0]
        matter = office.ledger.matter(id).id if mention.entry.kind == "commitment" else None
        return answer(Examined(mention=mention, matter=matter, knew=asked.knew))

    @router.get("/meetings", response_model=Meetings)
    def list_meetings(request: Request, asked: Annotated[Listed, Query()], answer: Answer) -> Response:
        """List meetings by date, drawn together from so many reports of them, those last known first.

        A page draws from `limit` reports. Where reports of one meeting fall on two pages, it is on both, each time with
        the reports of that page.
        """
        items, place = asked.walk(office.ledger).entries(asked.limit, asked.place, kind="meeting")
        after = following(request, place)
        return answer(Meetings(items=encounters(items), next=after), link=after)

    return router
