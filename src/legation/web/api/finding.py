"""What is there, and where: search, parties, counts."""

from itertools import islice
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from legation.briefing.wording import party as name_of
from legation.ledger.search.searching import Found
from legation.web.api.asking import Asking, AsOf, Text
from legation.web.api.asking import Parties as Involved
from legation.web.api.conditions import Answer
from legation.web.api.paging import Limit, address
from legation.web.api.shapes import DocumentFound, EntryFound, Finds, Marked, Parties, Party, Tally
from legation.web.filter import filter_of
from legation.web.office import Office


class Searching(Asking):
    """Parameters of a search."""

    q: Text = Field(description='words, "a phrase", -without, one OR other, begin*', examples=["cable"])
    limit: Limit = 20


class Naming(BaseModel):
    """Parameters of the list of parties."""

    model_config = ConfigDict(extra="forbid")

    limit: Limit = 50
    after: Text | None = Field(default=None, description="only codes that come after this one")


class Counting(AsOf):
    """Parameters of the counts."""

    party: Involved = Field(default_factory=list)


def routes(office: Office) -> APIRouter:
    """Build the routes of search, parties and counts."""
    router = APIRouter(tags=["Finding"])

    @router.get("/search", response_model=Finds)
    def search(asked: Annotated[Searching, Query()], answer: Answer) -> Response:
        """Search entries and documents, so many of each. Narrowed to a kind, area or stage, it finds no documents."""
        narrowed = asked.filter
        found = office.ledger.search(
            narrowed.text,
            parties=narrowed.parties,
            kinds=narrowed.kinds,
            areas=narrowed.areas,
            stages=narrowed.stages,
            since=narrowed.since,
            until=narrowed.until,
            as_of=narrowed.as_of,
            limit=asked.limit,
        )
        return answer(_finds(found))

    @router.get("/parties", response_model=Parties)
    def list_parties(request: Request, asked: Annotated[Naming, Query()], answer: Answer) -> Response:
        """List whom entries name."""
        left = (code for code in office.ledger.parties() if asked.after is None or code > asked.after)
        some = list(islice(left, asked.limit + 1))
        after = address(request, after=some[asked.limit - 1]) if len(some) > asked.limit else None
        items = tuple(Party(code=code, name=name_of(code)) for code in some[: asked.limit])
        return answer(Parties(items=items, next=after), link=after)

    @router.get("/counts", response_model=Tally)
    def count(asked: Annotated[Counting, Query()], answer: Answer) -> Response:
        """Count documents, entries, reports of meetings and matters."""
        moment = office.ledger.moment()
        parties = filter_of(("party", party) for party in asked.party).parties
        return answer(Tally(**office.ledger.counts(parties, as_of=asked.as_of).model_dump(), moment=moment))

    return router


def _finds(found: Found) -> Finds:
    return Finds(
        entries=tuple(
            EntryFound(mention=hit.mention, marks=tuple(Marked(start=m.start, end=m.end) for m in hit.marks))
            for hit in found.entries
        ),
        documents=tuple(
            DocumentFound(
                document=hit.document,
                piece=hit.text,
                start=hit.snippet.start,
                marks=tuple(Marked(start=m.start, end=m.end) for m in hit.snippet.marks),
            )
            for hit in found.documents
        ),
        entries_in_all=found.of.entries,
        documents_in_all=found.of.documents,
    )
