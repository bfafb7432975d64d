"""A dossier: the view on a pair or group of parties, or on one."""

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from legation.briefing.dossier import Dossier, dossier
from legation.briefing.wording import parties as names
from legation.errors import QueryError
from legation.ledger import Ledger
from legation.web.access import Reader
from legation.web.answers import as_json
from legation.web.charts.chart import Chart
from legation.web.charts.csv import csv_of
from legation.web.charts.figures import figures
from legation.web.charts.promised import promised
from legation.web.charts.timeline import timeline
from legation.web.filter import Filter, Filtered
from legation.web.links import Links, parted
from legation.web.office import Office
from legation.web.rendering import page

LATEST = 40  # matters, meetings and documents on a dossier; more where they are asked for
Latest = Annotated[int, Query(ge=1, le=1000)]


def routes(office: Office) -> APIRouter:
    """Build the routes of dossiers."""
    router = APIRouter()

    @router.get("/dossier/{parties:path}/{chart}.csv")
    def chart_csv(parties: str, chart: str, asked: Filtered, _: Reader, *, latest: Latest = LATEST) -> Response:
        return csv_of(charts_of(_dossier(office.ledger, parties, asked, latest), Links(asked)), chart)

    @router.get("/dossier/{parties:path}.json")
    def dossier_json(parties: str, asked: Filtered, _: Reader, *, latest: Latest = LATEST) -> Response:
        return as_json(_dossier(office.ledger, parties, asked, latest))

    @router.get("/dossier/{parties:path}")
    def dossier_page(
        request: Request, parties: str, asked: Filtered, _: Reader, *, latest: Latest = LATEST
    ) -> Response:
        links, found = Links(asked), _dossier(office.ledger, parties, asked, latest)
        return page(
            request,
            "dossier.html",
            links,
            Links().dossier(found.parties),
            dossier=found,
            shown_matters=sum(len(rung.matters) for rung in found.matters),
            latest=latest,
            usual=LATEST,
            reported=office.ledger.reported(found.parties, as_of=asked.as_of),
            charts=charts_of(found, links),
        )

    return router


def charts_of(found: Dossier, links: Links) -> Mapping[str, Chart]:
    """Draw what there is of a dossier to be drawn, by names that its addresses can have."""
    matters = [matter for rung in found.matters for matter in rung.matters]
    meetings = (*found.meetings, *found.planned)
    drawn = {"timeline": timeline(matters, meetings, links.sentence), "promised": promised(matters, links.sentence)}
    over_time = figures(found.figures, links.sentence)
    return {name: chart for name, chart in drawn.items() if chart is not None} | {
        f"figure-{number}": chart for number, chart in enumerate(over_time, 1)
    }


def _dossier(ledger: Ledger, piece: str, asked: Filter, latest: int) -> Dossier:
    parties = parted(piece)
    if not parties:
        raise QueryError("a dossier needs at least one party: name a state or a body")
    # Who else has to be involved, by the filter, makes it a dossier of them too.
    parties = tuple(dict.fromkeys((*parties, *asked.parties)))
    found = dossier(ledger, parties, asked.as_of, latest=latest, narrow=asked.narrow)
    if not found.of.documents:
        by_then = f" as of {asked.as_of}" if asked.as_of else ""
        raise QueryError(f"the ledger holds nothing on {names(parties)}{by_then}")
    return found
