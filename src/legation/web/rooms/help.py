"""Help: what an entry is, how a stage is derived, which keys there are."""

from fastapi import APIRouter, Request
from fastapi.responses import Response

from legation.nouns import Noun
from legation.web.access import Reader
from legation.web.answers import as_json
from legation.web.filter import Filtered
from legation.web.guide import COMMON_FIELDS, KINDS_OF_ENTRY, STAGES_ASKED, KindOfEntry, StageAsked
from legation.web.keys import KEYS
from legation.web.links import Links
from legation.web.office import Office
from legation.web.rendering import page


class KeyTold(Noun):
    """A key, as JSON has it."""

    key: str
    does: str
    where: tuple[str, ...]


class Help(Noun):
    """What the help knows as values; the rest of it is prose."""

    kinds: tuple[KindOfEntry, ...]
    common: tuple[tuple[str, str], ...]
    stages: tuple[StageAsked, ...]
    keys: tuple[KeyTold, ...]


_HELP = Help(
    kinds=KINDS_OF_ENTRY,
    common=COMMON_FIELDS,
    stages=STAGES_ASKED,
    keys=tuple(KeyTold(key=key.key, does=key.does, where=key.where) for key in KEYS),
)


def routes(office: Office) -> APIRouter:
    """Build the routes of the help."""
    router = APIRouter()

    @router.get("/help.json")
    def help_json(_: Reader) -> Response:
        return as_json(_HELP)

    @router.get("/help")
    def help_page(request: Request, asked: Filtered, person: Reader) -> Response:
        # Where on its machine a shared ledger lies is for those who run it.
        place = office.ledger.place if person.may("admin") else None
        return page(request, "help.html", Links(asked), "/help", filtered=False, help=_HELP, place=place)

    return router
