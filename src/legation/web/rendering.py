"""Values into pages: the Jinja environment with autoescape on, and the words that templates use."""

from functools import lru_cache, partial
from pathlib import Path
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from legation import __version__
from legation.amounts import how_many, number
from legation.briefing import editions, wording
from legation.briefing.grounds import balance_grounds, move_ground, stage_ground
from legation.briefing.reasons import reason
from legation.briefing.rulings import DONE, agreeing, ruling, who_and_when
from legation.briefing.today import freshness, last_report
from legation.briefing.visible import one_line, visible
from legation.intake.addresses import host_of
from legation.ledger.folding.stages import PATH, STAGES
from legation.web.access import form_token, person_of
from legation.web.charts import bundle
from legation.web.filter import AREAS, KINDS
from legation.web.links import Links, local
from legation.web.office import office_of

_TEMPLATES = Path(__file__).parent / "templates"
# The rooms of pages whose address begins otherwise than their room's.
_ROOMS = {"dossier": "/dossiers", "matter": "/dossiers", "document": "/documents", "api": "/help"}
# Where a page tells what a command would, that an error names for whoever is at a terminal.
_TOLD = {
    "matters": ("/dossiers", "Dossiers lead to every matter"),
    "documents": ("/documents", "All documents"),
    "log": ("/log", "The log of decisions"),
    "read": ("/documents", "Documents lead to every entry"),
}


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        visible=visible,
        line=one_line,
        when=wording.when,
        party=wording.party,
        parties=wording.parties,
        number=number,
        how_many=how_many,
        quantities=wording.quantities,
        measured=wording.measured,
        balanced=wording.balanced,
        slip=wording.slip,
        of_what=wording.of_what,
        counted=wording.counted,
        silence=wording.silence,
        headline=wording.headline,
        state=wording.state,
        sentence=_sentence,
        speaker=wording.speaker,
        whence=wording.whence,
        testimony=wording.testimony,
        called=wording.called,
        filed_as=wording.filed_as,
        published=editions.published,
        relation=editions.relation,
        corrected_by=partial(editions.corrections, later=True),
        corrects=partial(editions.corrections, later=False),
        host=host_of,
        stage_ground=stage_ground,
        last_report=last_report,
        freshness=freshness,
        move_ground=move_ground,
        reason=reason,
        ruling=ruling,
        who_and_when=who_and_when,
        agreeing=agreeing,
    )
    environment.globals.update(
        version=__version__,
        dated=r"\d{4}(-\d{2}){0,2}",  # a day, month or year, as fields of forms take it
        chart_bundle=bundle.ADDRESS,
        balance_grounds=balance_grounds,
        done=DONE,
        forms=wording.FORMS,
        standings=wording.STANDINGS,
        path=PATH,
        stages=STAGES,
        areas=AREAS,
        kinds=KINDS,
        letters={kind: kind[0].upper() for kind in KINDS},
    )
    return environment


def page(
    request: Request,
    template: str,
    links: Links,
    here: str,
    *,
    status: int = 200,
    filtered: bool = True,
    **values: object,
) -> Response:
    """Render a template, for whoever asks. Everything from a document passes a filter that makes it visible.

    `here` is the path of the page, to which its filter returns; `filtered` whether it is one that a filter narrows.
    """
    text = (
        _environment()
        .get_template(template)
        .render(
            link=links,
            here=here,
            filtered=filtered,
            rooms=request.app.state.nav,
            at=request.url.path,
            room=room_of(request.url.path),
            person=getattr(request.state, "person", None),
            shared=office_of(request).shared,
            token=form_token(request),
            **values,
        )
    )
    return HTMLResponse(text, status_code=status)


def room_of(path: str) -> str:
    """Path of the room that a page belongs to, by the page's: `/calendar/2021-04` is in `/calendar`."""
    first = path.lstrip("/").partition("/")[0]
    return _ROOMS.get(first, f"/{first}")


def error(request: Request, status: int, sentence: str, *, links: Links | None = None) -> Response:
    """Render an error in one sentence, in the shape of what was asked for."""
    if request.url.path.endswith(".json"):
        return JSONResponse({"error": sentence}, status_code=status)
    if request.url.path.endswith(".atom"):
        return PlainTextResponse(f"{one_line(_sentence(sentence))}\n", status_code=status)
    if not office_of(request).shared:  # whoever asks is at home here, also where there is no page to ask for
        person_of(request)
    here = quote(local(request.url.path)) if request.method == "GET" else "/"
    said, told = _lists(sentence)
    return page(request, "error.html", links or Links(), here, status=status, filtered=False, sentence=said, told=told)


def _lists(sentence: str) -> tuple[str, tuple[str, str] | None]:
    """Part a sentence from the command that it names for a terminal; with it the page that tells the same, if any."""
    said, _, command = sentence.partition(": `legation ")
    if command and (page := _TOLD.get(command.partition("`")[0].split()[0])):
        return said, page
    return sentence, None


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}{'' if words.endswith('.') else '.'}"
