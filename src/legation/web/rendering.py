"""Values into pages: the Jinja environment with autoescape on, and the words that templates use."""

from pathlib import Path
from typing import get_args

from fastapi import Request
from fastapi.responses import HTMLResponse, JSONResponse, Response
from jinja2 import Environment, FileSystemLoader, StrictUndefined

from legation import __version__
from legation.amounts import number
from legation.briefing import wording
from legation.briefing.dossier import STAGES
from legation.briefing.grounds import balance_grounds, move_ground, stage_ground
from legation.briefing.visible import one_line, visible
from legation.nouns import Kind
from legation.web.links import Links

_TEMPLATES = Path(__file__).parent / "templates"
_KINDS: tuple[Kind, ...] = get_args(Kind)


class Rendering:
    """Renders templates. Everything from a document passes a filter that makes it visible, then autoescape."""

    def __init__(self) -> None:
        self._environment = Environment(
            loader=FileSystemLoader(_TEMPLATES),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.filters.update(
            visible=visible,
            line=one_line,
            when=wording.when,
            party=wording.party,
            parties=wording.parties,
            number=number,
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
            stage_ground=stage_ground,
            move_ground=move_ground,
        )
        self._environment.globals.update(
            version=__version__,
            balance_grounds=balance_grounds,
            forms=wording.FORMS,
            standings=wording.STANDINGS,
            # Stalled and dropped are off the path.
            path=STAGES[:-2],
            letters={kind: kind[0].upper() for kind in _KINDS},
        )

    def page(self, template: str, links: Links, here: str, *, status: int = 200, **values: object) -> Response:
        """Render a template. `here` is the path of the page, to which its as-of form returns."""
        text = self._environment.get_template(template).render(link=links, here=here, **values)
        return HTMLResponse(text, status_code=status)

    def error(self, request: Request, status: int, sentence: str, *, as_of: str | None = None) -> Response:
        """Render an error in one sentence, in the shape of what was asked for."""
        if request.url.path.endswith(".json"):
            return JSONResponse({"error": sentence}, status_code=status)
        return self.page("error.html", Links(as_of), "/", status=status, sentence=sentence)


def _sentence(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}{'' if words.endswith('.') else '.'}"
