"""A matter: one undertaking from the first word of it to today, merged with others and split where linking erred."""

from collections.abc import Mapping

from fastapi import APIRouter, Request
from fastapi.responses import Response

from legation.amounts import how_many
from legation.briefing.topics import series
from legation.errors import DecisionRefused
from legation.ledger import Ledger
from legation.nouns import Matter, Noun
from legation.web.access import Editor, Form, Reader
from legation.web.answers import as_json, go_to
from legation.web.charts.chart import Chart
from legation.web.charts.csv import csv_of
from legation.web.charts.figures import figures
from legation.web.charts.slips import slips
from legation.web.deciding import told
from legation.web.filter import Filtered
from legation.web.links import Links
from legation.web.office import Office
from legation.web.rendering import page

_OTHERS = 60  # matters of the same parties, the latest, that one can be merged with by choosing
_FEW = 6  # lines that changed nothing, which are shown all the same


class Beside(Noun):
    """A matter that another may be merged with."""

    id: str
    title: str
    stage: str


def routes(office: Office) -> APIRouter:
    """Build the routes of matters."""
    router = APIRouter()
    ledger = office.ledger

    @router.get("/matter/{key}/{chart}.csv")
    def chart_csv(key: str, chart: str, asked: Filtered, _: Reader) -> Response:
        return csv_of(charts_of(ledger.matter(key, as_of=asked.as_of), Links(asked)), chart)

    @router.get("/matter/{key}.json")
    def matter_json(key: str, asked: Filtered, _: Reader) -> Response:
        return as_json(ledger.matter(key, as_of=asked.as_of))

    @router.get("/matter/{key}")
    def matter(
        request: Request, key: str, asked: Filtered, person: Reader, *, done: str = "", took: int = 0
    ) -> Response:
        links, found = Links(asked), ledger.matter(key, as_of=asked.as_of)
        now = asked.as_of is None  # what is decided is decided of today's record
        return page(
            request,
            "matter.html",
            links,
            Links().matter(found.id),
            matter=found,
            told_less=told_less(found),
            reported=ledger.reported(found.parties, as_of=asked.as_of),
            charts=charts_of(found, links),
            near=ledger.near(found.id) if now else (),
            beside=_beside(ledger, found) if now and person.may("editor") else (),
            decides=now and person.may("analyst"),
            edits=now and person.may("editor"),
            told=told(ledger, done, person.name) if done else None,
            took=how_many(took, "decision") if took > 1 else None,
        )

    @router.post("/matter/{key}/merge")
    def merge(key: str, asked: Filtered, person: Editor, form: Form) -> Response:
        others = [other for other in form.all("with") if other.strip()]
        if not others:
            raise DecisionRefused("no matter was named to merge it with")
        ids = [ledger.matter(each).id for each in (key, *others)]
        made = ledger.merge(ids, by=person.name, why=form.get("why") or None)
        return _back(Links(asked), ledger.matter(key).id, made[0].id, len(made))

    @router.post("/matter/{key}/split")
    def split(key: str, asked: Filtered, person: Editor, form: Form) -> Response:
        entries = form.all("entry")
        if not entries:
            raise DecisionRefused("no line was chosen to split off")
        made = ledger.split(key, entries, by=person.name, why=form.get("why") or None)
        return _back(Links(asked), ledger.matter(entries[0]).id, made[0].id, len(made))

    return router


def charts_of(found: Matter, links: Links) -> Mapping[str, Chart]:
    """Draw what there is of a matter to be drawn, by names that its addresses can have."""
    due = slips(found, links.sentence)
    measured = figures(series(found.figures), links.sentence)
    return ({"slips": due} if due else {}) | {f"figure-{number}": one for number, one in enumerate(measured, 1)}


def told_less(found: Matter) -> frozenset[str]:
    """Entries whose lines a long history leaves out at first: neither first nor last, they moved it nowhere."""
    telling = {due.mention.entry.id for due in found.slipped}
    between = (step for step in found.history[1:-1] if not step.moved)
    less = frozenset(step.mention.entry.id for step in between) - telling
    return less if len(less) > _FEW else frozenset()


def _beside(ledger: Ledger, found: Matter) -> tuple[Beside, ...]:
    others = ledger.matters(found.parties, latest=_OTHERS)
    return tuple(Beside(id=one.id, title=one.title, stage=one.stage) for one in others if one.id != found.id)


def _back(links: Links, matter: str, decision: str, took: int) -> Response:
    return go_to(links.to(f"/matter/{matter}", done=decision, took=took))
