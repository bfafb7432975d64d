"""Matters, and dossiers of those whom they concern."""

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response

from legation.briefing.dossier import Dossier, dossier
from legation.briefing.wording import parties as names
from legation.errors import QueryError
from legation.nouns import Matter
from legation.web.api.asking import AsOf, Listed, Narrowed
from legation.web.api.conditions import Answer
from legation.web.api.paging import following
from legation.web.api.shapes import Matters
from legation.web.links import parted
from legation.web.office import Office

_LATEST = 100  # matters, meetings and documents of a dossier


def routes(office: Office) -> APIRouter:
    """Build the routes of matters and dossiers."""
    router = APIRouter(tags=["Matters"])

    @router.get("/matters", response_model=Matters)
    def list_matters(request: Request, asked: Annotated[Listed, Query()], answer: Answer) -> Response:
        """List matters, those last reported on first.

        A walk is of what was known when it began. Where much is left out by what they are narrowed to, a page may hold
        few matters, or none, and yet go on.
        """
        items, place = asked.walk(office.ledger).matters(asked.limit, asked.place)
        after = following(request, place)
        return answer(Matters(items=items, next=after), link=after)

    @router.get("/matters/{id}", response_model=Matter)
    def read_matter(id: str, asked: Annotated[AsOf, Query()], answer: Answer) -> Response:  # noqa: A002
        """Give a matter, by its id or that of any of its commitments."""
        return answer(office.ledger.matter(id, as_of=asked.as_of))

    @router.get("/dossiers/{parties:path}", response_model=Dossier)
    def read_dossier(
        parties: Annotated[str, Path(description="one or more, with a plus between them", examples=["NOR+EST"])],
        asked: Annotated[Narrowed, Query()],
        answer: Answer,
    ) -> Response:
        """Give the dossier of one party or more: the latest 100 of each kind, and how many there are."""
        codes = parted(parties)
        narrow = asked.filter.narrow
        found = dossier(office.ledger, codes, asked.as_of, latest=_LATEST, narrow=narrow) if codes else None
        if found is None or not found.of.documents:
            raise QueryError(f"the ledger holds nothing on {names(codes) or 'nobody'}: /parties lists whom it names")
        return answer(found)

    return router
