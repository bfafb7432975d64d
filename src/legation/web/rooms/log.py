"""The log: what was decided of late, and how any line of the ledger came to be what it is."""

from collections.abc import Mapping
from typing import NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from legation.briefing.history import Row, as_json, rows
from legation.briefing.rulings import DONE, minute, ruling
from legation.errors import QueryError
from legation.ledger import Ledger
from legation.ledger.review.decisions import Subject
from legation.ledger.review.history import Decided, Event, History, Laid, Merged
from legation.web.access import Reader
from legation.web.filter import Filtered
from legation.web.links import Links
from legation.web.office import Office
from legation.web.rendering import page

_AT_ONCE = 50


class Line(NamedTuple):
    """A decision as the log lists it."""

    id: str
    when: str
    who: str
    what: str
    state: str
    why: str
    words: tuple[tuple[str, str], ...]  # of the entries that it is about, with their addresses


class Happened(NamedTuple):
    """An event of a history, and what it leads to, with its address."""

    row: Row
    leads: tuple[str, str] | None


def routes(office: Office) -> APIRouter:
    """Build the routes of the log."""
    router = APIRouter()
    ledger = office.ledger

    @router.get("/log.json")
    def log_json(_: Reader, by: str = "", before: str | None = None) -> Response:
        found = ledger.log(by=by.strip() or None, before=before, most=_AT_ONCE)
        return JSONResponse({"decisions": [as_json(one) for one in found.decided], "more": found.more})

    @router.get("/log")
    def log(request: Request, asked: Filtered, _: Reader, by: str = "", before: str | None = None) -> Response:
        links, who = Links(asked), by.strip()
        found = ledger.log(by=who or None, before=before, most=_AT_ONCE)
        lines = [_line(links, one, found.words) for one in found.decided]
        last = found.decided[-1].decision.id if found.more else None
        return page(request, "log.html", links, "/log", filtered=False, lines=lines, by=who, before=before, last=last)

    @router.get("/log/{key:path}.json")
    def history_json(key: str, _: Reader) -> Response:
        found = ledger.history(key)
        return JSONResponse({"of": found.of, "id": found.id, "events": [as_json(one) for one in found.events]})

    @router.get("/log/{key:path}")
    def history(request: Request, key: str, asked: Filtered, _: Reader) -> Response:
        links, found = Links(asked), ledger.history(key)
        events = [Happened(row, _leads(links, event)) for row, event in zip(rows(found), found.events, strict=True)]
        return page(
            request,
            "history.html",
            links,
            Links().log(found.id),
            filtered=False,
            history=found,
            events=events,
            thing=_thing(links, ledger, found),
        )

    return router


def _line(links: Links, one: Decided, words: Mapping[Subject, str]) -> Line:
    decision = one.decision
    about = (each for each in (decision.subject, decision.other) if each is not None and each in words)
    return Line(
        decision.id,
        minute(decision.made),
        decision.by,
        # Two entries are told by their words, not by their ids.
        DONE[decision.verb] if decision.other is not None and decision.verb != "undo" else ruling(decision),
        one.state,
        decision.why or "",
        tuple((words[each], f"{links.document(each.document)}#{each.entry}") for each in about),
    )


def _leads(links: Links, event: Event) -> tuple[str, str] | None:
    match event:
        case Decided(decision, _) if decision.other is not None:
            return "the other entry", links.log(decision.other.entry)
        case Laid():
            return "its history", links.log(event.entry)
        case Merged():
            return "the matter", links.matter(event.into)
        case _:
            return None


def _thing(links: Links, ledger: Ledger, found: History) -> str | None:
    """Address of what the history is of; none for an entry that no document has any more."""
    match found.of:
        case "document":
            return links.document(found.id)
        case "matter":
            return links.matter(found.id)
    try:
        return links.sentence(ledger.question(found.id).mentions[0])
    except QueryError:
        return None
