"""A dossier: the view on a pair or group of parties, or on one."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from legation.briefing.dossier import Dossier, dossier
from legation.briefing.wording import parties as names
from legation.errors import QueryError
from legation.ledger import Ledger
from legation.web.access import Reader
from legation.web.answers import as_json
from legation.web.filter import Filter, Filtered
from legation.web.links import Links, parted
from legation.web.office import Office
from legation.web.rendering import page

LATEST = 100  # matters, meetings and documents on a dossier


def routes(office: Office) -> APIRouter:
    """Build the routes of dossiers."""
    router = APIRouter()

    @router.get("/dossier/{parties:path}.json")
    def dossier_json(parties: str, asked: Filtered, _: Reader) -> Response:
        return as_json(_dossier(office.ledger, parties, asked))

    @router.get("/dossier/{parties:path}")
    def dossier_page(request: Request, parties: str, asked: Filtered, _: Reader) -> Response:
        links, found = Links(asked), _dossier(office.ledger, parties, asked)
        shown = sum(len(rung.matters) for rung in found.matters)
        own = Links().dossier(found.parties)
        return page(
            request,
            "dossier.html",
            links,
            own,
            dossier=found,
            shown_matters=shown,
            latest=LATEST,
            reported=office.ledger.reported(found.parties, as_of=asked.as_of),
        )

    return router


def _dossier(ledger: Ledger, piece: str, asked: Filter) -> Dossier:
    parties = parted(piece)
    if not parties:
        raise QueryError("a dossier needs at least one party: name a state or a body")
    found = dossier(ledger, parties, asked.as_of, latest=LATEST)
    if not found.documents:
        raise QueryError(
            f"the ledger holds nothing on {names(parties)}{f' as of {asked.as_of}' if asked.as_of else ''}"
        )
    return found
