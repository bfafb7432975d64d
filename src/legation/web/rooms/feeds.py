"""Feeds: a search, a dossier or a matter, followed by a program that reads Atom."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime
from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import Response

from legation.briefing.feed import MOST, Feed, Item, atom
from legation.briefing.feed_items import Key, Turn, entry_item, key_of, turn_item, turns
from legation.briefing.wording import parties as names
from legation.errors import QueryError
from legation.ledger import Ledger
from legation.ledger.search.newest import Recorded
from legation.nouns import Commitment, Mention
from legation.web.access import Reader
from legation.web.filter import Filter, Filtered
from legation.web.links import Links, parted
from legation.web.office import Office
from legation.web.rooms.search import title_of


def routes(office: Office) -> APIRouter:
    """Build the routes of feeds."""
    router = APIRouter()
    ledger = office.ledger

    @router.get("/feed/search.atom")
    def search(request: Request, asked: Filtered, _: Reader) -> Response:
        found = ledger.newest(asked.narrow, parties=asked.parties, as_of=asked.as_of, most=MOST)
        items = [entry_item(mention, at, _sentence(request, mention)) for mention, at in found]
        return _answer(request, asked, "/search", f"Search: {title_of(asked) or 'everything'}", items)

    @router.get("/feed/dossier/{parties:path}.atom")
    def dossier(request: Request, parties: str, asked: Filtered, _: Reader) -> Response:
        of = parted(parties)
        if not of:
            raise QueryError("a dossier needs at least one party: name a state or a body")
        among = (*of, *asked.parties)
        found = ledger.newest(asked.narrow, parties=among, as_of=asked.as_of, most=MOST)
        turned = _turns(ledger, found, asked.as_of)
        items = [_item(turned.get(key_of(one.mention)), one, _sentence(request, one.mention)) for one in found]
        return _answer(request, asked, Links().dossier(of), f"Dossier: {names(of)}", items)

    @router.get("/feed/matter/{key}.atom")
    def matter(request: Request, key: str, asked: Filtered, _: Reader) -> Response:
        of = ledger.matter(key, as_of=asked.as_of)
        course = tuple(turns(of))
        times = ledger.recorded([turn.step.mention for turn in course])
        told = sorted(zip(times, range(len(course)), strict=True), reverse=True)[:MOST]
        items = [turn_item(course[n], at, _sentence(request, course[n].step.mention)) for at, n in told]
        return _answer(request, asked, Links().matter(key), f"Matter: {of.title}", items)

    return router


def _turns(ledger: Ledger, found: Sequence[Recorded], as_of: str | None) -> dict[Key, Turn]:
    """Find what each commitment changed of its matter."""
    turned: dict[Key, Turn] = {}
    for mention, _ in found:
        if isinstance(mention.entry, Commitment) and key_of(mention) not in turned:
            of = ledger.matter(mention.entry.id, as_of=as_of)
            turned |= {key_of(turn.step.mention): turn for turn in turns(of)}
    return turned


def _item(turn: Turn | None, one: Recorded, address: str) -> Item:
    return entry_item(one.mention, one.at, address) if turn is None else turn_item(turn, one.at, address)


def _sentence(request: Request, mention: Mention) -> str:
    return _base(request) + Links().sentence(mention)


def _base(request: Request) -> str:
    """Scheme, host and port under which the ledger was asked: the guard let no other host through."""
    return str(request.base_url).rstrip("/")


def _answer(request: Request, asked: Filter, path: str, title: str, items: Sequence[Item]) -> Response:
    """Answer with a feed, or that it is as it was when it was last asked for."""
    links, base = Links(asked), _base(request)
    own = links.to(f"/feed{path}.atom")
    feed = Feed(of=own, title=title, address=base + own, page=base + links.to(path), items=tuple(items))
    written = atom(feed)
    tag = f'"{hashlib.sha256(written).hexdigest()[:32]}"'
    headers = {"ETag": tag, "Last-Modified": format_datetime(feed.updated.replace(microsecond=0), usegmt=True)}
    if _known(request, tag, feed.updated):
        return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
    return Response(written, media_type="application/atom+xml", headers=headers)


def _known(request: Request, tag: str, updated: datetime) -> bool:
    """Whether whoever asks has it: by its tag or, where none is sent, by its time (RFC 9110, 13.2.2)."""
    if (tags := request.headers.get("if-none-match")) is not None:
        return any(one.strip().removeprefix("W/") in {tag, "*"} for one in tags.split(","))
    try:
        since = parsedate_to_datetime(request.headers.get("if-modified-since", ""))
    except (ValueError, OverflowError):  # the latter of a year of too many digits
        return False
    return updated.replace(microsecond=0) <= (since if since.tzinfo else since.replace(tzinfo=UTC))
