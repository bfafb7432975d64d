"""Charts of the record of the cable for tests, and an application with all of them on one page."""

from collections.abc import Sequence
from typing import NamedTuple

from fastapi import APIRouter, FastAPI, Response
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles

import legation.web
from cable import BOTH, key
from legation.briefing.dossier import dossier
from legation.briefing.network import Network
from legation.ledger import Ledger
from legation.ledger.record import Between, Dealt
from legation.nouns import Mention
from legation.web.charts.axes import sized
from legation.web.charts.bundle import PLACE, Bundle
from legation.web.charts.chart import Chart, Column, Row
from legation.web.charts.csv import as_csv
from legation.web.charts.figures import figures
from legation.web.charts.network import network
from legation.web.charts.promised import promised
from legation.web.charts.slips import slips
from legation.web.charts.timeline import timeline
from legation.web.guard import Guard
from legation.web.rendering import _environment

NAME = "<script>alert(1)</script> {{ 7*7 }} ${7*7} [x](javascript:alert(1)) \u202eflipped\u202c =1+1 " + "long " * 60
PAGE = """<!DOCTYPE html>
<html lang="en">{% import "chart.html" as c %}
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Charts</title>
<link rel="stylesheet" href="/static/legation.css"><link rel="icon" href="data:,">{{ c.head() }}</head>
<body><main><h1>Charts</h1>
{% for name, chart in charts.items() %}{{ c.chart(chart, name, "/" ~ name ~ ".csv") }}{% endfor %}
</main></body></html>"""


class Asked(NamedTuple):
    """The charts by name, drawn from a ledger that holds the record of the cable."""

    timeline: Chart
    promised: Chart
    figures: Chart
    slips: Chart
    network: Chart


def sentence(mention: Mention) -> str:
    """The address of a sentence, as `Links` gives it."""
    return f"/document/{mention.doc}#{mention.entry.id}"


def dossier_of(parties: Sequence[str]) -> str:
    """The address of a dossier, as `Links` gives it for plain codes."""
    return f"/dossier/{'+'.join(parties)}"


def charts(ledger: Ledger) -> Asked:
    """Draw the record every way there is."""
    told = dossier(ledger, BOTH)
    matters = [matter for rung in told.matters for matter in rung.matters]
    cable = ledger.matter(f"m{key('signed', 1)[1:]}")
    met = (*told.meetings, *told.planned)
    drawn = (
        timeline(matters, met, sentence),
        promised(matters, sentence),
        figures(told.figures, sentence)[0],
        slips(cable, sentence),
        web(),
    )
    return Asked(*(chart for chart in drawn if chart))


def deals(*links: tuple[str, str, int, int], alone: Sequence[str] = ()) -> Network:
    """A network of parties by their links (party, party, reports of meetings, of undertakings), and of some without."""
    parties = sorted({party for link in links for party in link[:2]} | set(alone))
    dealt = [
        Dealt(
            party=party,
            meetings=sum(link[2] for link in links if party in link),
            undertakings=sum(link[3] for link in links if party in link),
        )
        for party in parties
    ]
    between = tuple(Between(parties=(a, b), meetings=met, undertakings=done) for a, b, met, done in links)
    return Network(as_of=None, since=None, until=None, parties=tuple(dealt), links=between, of=len(parties))


def web() -> Chart:
    """A network of five parties, one of which has nothing with anyone."""
    drawn = network(deals(("EST", "NOR", 3, 4), ("EST", "FIN", 0, 1), ("FIN", "SWE", 1, 0), alone=["ISL"]), dossier_of)
    assert drawn
    return drawn


def hostile() -> Chart:
    """A chart of bars named by texts that are out to be more than text."""
    columns = (Column(name="name", label="Name"), Column(name="number", label="Number", kind="number"))
    spec = {
        **sized(60),
        "layer": [
            {"mark": "bar", "encoding": {"x": {"field": "number", "type": "quantitative"}}},
            {"mark": {"type": "text", "limit": 200, "align": "left"}, "encoding": {"text": {"field": "name"}}},
        ],
        "encoding": {"y": {"field": "name", "type": "nominal"}, "tooltip": {"field": "name"}},
    }
    row = Row(cells=(NAME, -3), href="/document/hostile#e1")
    return Chart(title=NAME, description="Names.", columns=columns, rows=(row,), spec=spec)


def application(drawn: dict[str, Chart]) -> FastAPI:
    """One page with all the charts, behind the guard of the real pages."""
    app = FastAPI(openapi_url=None)
    app.add_middleware(Guard, hosts=())
    app.mount("/static", StaticFiles(packages=[(legation.web.__name__, "static")]))
    app.mount(PLACE, Bundle())
    router = APIRouter()
    page = _environment().from_string(PAGE).render(charts=drawn)

    @router.get("/")
    def charted() -> HTMLResponse:
        return HTMLResponse(page)

    @router.get("/{name}.csv")
    def data(name: str) -> Response:
        return as_csv(drawn[name], name)

    @router.get("/{path:path}")
    def arrived(path: str) -> HTMLResponse:
        return HTMLResponse(f'<!DOCTYPE html><html lang="en"><link rel="icon" href="data:,"><title>{len(path)}</title>')

    app.include_router(router)
    return app
