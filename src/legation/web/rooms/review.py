"""Review: what waits for a person, one question at a time, the most doubtful and most consequential first."""

from datetime import UTC, datetime, timedelta
from typing import get_args

from fastapi import APIRouter, Request
from fastapi.responses import Response

from legation.days import end_of, start_of
from legation.errors import QueryError
from legation.ledger import Ledger
from legation.ledger.review.agreement import Agreement
from legation.ledger.review.decisions import Verb
from legation.ledger.review.reviewing import DOUBTS, Doubt, Question
from legation.ledger.search.narrowing import fits
from legation.nouns import Mention, Noun
from legation.web.access import Reader
from legation.web.answers import as_json
from legation.web.asking import Waiting, found
from legation.web.asking import asked as asked_of
from legation.web.deciding import told
from legation.web.filter import Filter, Filtered
from legation.web.keys import keys_of
from legation.web.links import Links
from legation.web.office import Office
from legation.web.rendering import page

_LISTED = 40
_IN_JSON = 100
_FURTHEST = (
    500  # questions that are looked at: where many are skipped, or the filter asks for more than the ledger does
)
_TABS: tuple[tuple[Doubt | None, str], ...] = (
    (None, "All"),
    ("conflict", "Conflicts"),
    ("link", "Links"),
    ("entry", "Entries"),
)


class Tally(Noun):
    """What a person has decided since some time, and is in force."""

    since: str  # "today", "this week", "in all"
    verbs: dict[Verb, int]


class Account(Noun):
    """What a person has decided, and how far reviewers agree."""

    by: str
    tallies: tuple[Tally, ...]
    agreement: Agreement


class Queue(Noun):
    """What waits, the first to be asked first; at most a hundred."""

    waiting: tuple[Waiting, ...]


def routes(office: Office) -> APIRouter:
    """Build the routes of the queue."""
    router = APIRouter()

    @router.get("/review.json")
    def review_json(request: Request, asked: Filtered, _: Reader) -> Response:
        doubt = _doubt(request.query_params.get("doubt", ""))
        waiting = () if asked.as_of else _queue(office.ledger, asked, doubt, _IN_JSON)
        return as_json(Queue(waiting=tuple(map(Waiting.of, waiting))))

    @router.get("/review/agreement.json")
    def agreement_json(person: Reader) -> Response:
        return as_json(_account(office.ledger, person.name))

    @router.get("/review/agreement")
    def agreement(request: Request, asked: Filtered, person: Reader) -> Response:
        account = _account(office.ledger, person.name)
        return page(request, "agreement.html", Links(asked), "/review/agreement", filtered=False, account=account)

    @router.get("/review")
    def review(request: Request, asked: Filtered, person: Reader) -> Response:
        query, links = request.query_params, Links(asked)
        doubt, after = _doubt(query.get("doubt", "")), query.get("after", "")
        queue: tuple[Question, ...] = ()
        first: Question | None = None
        if asked.as_of is None:
            queue = _queue(office.ledger, asked, doubt, _LISTED + 1)
            if after and found(queue[:-1], after.split()) is None:  # it was among the last of these, or beyond them
                queue = _queue(office.ledger, asked, doubt, _FURTHEST)
            named = [key for name in ("entry", "other") if (key := query.get(name, ""))]
            first = _first(office.ledger, queue, named, after)
        at = found(queue, first.key) if first is not None else None
        rest = queue if at is None else (*queue[at + 1 :], *queue[:at])
        return page(
            request,
            "review.html",
            links,
            "/review",
            doubt=doubt,
            tabs=_TABS,
            asked=None if first is None else asked_of(office.ledger, first),
            rest=rest[:_LISTED],
            more=len(rest) > _LISTED,
            # A skipped question is not lost: behind the last one, the first comes again.
            again=bool(after) and at == 0,
            # The last decision is told of, and can be undone, over what is skipped after it.
            skip=links.to("/review", doubt=doubt, after=" ".join(first.key), decided=query.get("decided"))
            if first and rest
            else None,
            tallies=_tallies(office.ledger, person.name) if person.may("analyst") else (),
            decides=person.may("analyst") and asked.as_of is None,
            told=told(office.ledger, query.get("decided", ""), person.name),
            back=links.to("/review", doubt=doubt),
            keys=keys_of("entry" if first is None else first.doubt),
        )

    return router


def _tallies(ledger: Ledger, by: str) -> tuple[Tally, ...]:
    """Count what somebody has decided since the day, and the week, began in UTC, as times of decisions are."""
    day = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    begun = {"today": day, "this week": day - timedelta(days=day.weekday())}
    return tuple(Tally(since=name, verbs=dict(ledger.tally(by, since=since))) for name, since in begun.items())


def _account(ledger: Ledger, by: str) -> Account:
    """Count all, and measure: this looks at every decision there is."""
    ever = Tally(since="in all", verbs=dict(ledger.tally(by)))
    return Account(by=by, tallies=(*_tallies(ledger, by), ever), agreement=ledger.agreement())


def _queue(ledger: Ledger, asked: Filter, doubt: Doubt | None, most: int) -> tuple[Question, ...]:
    """What waits through a filter; stages, words and days of it are looked for among the first `_FURTHEST`."""
    doubts = DOUBTS if doubt is None else (doubt,)
    further = asked.stages or asked.text or asked.since or asked.until
    at_once = _FURTHEST if further else most
    waiting = ledger.queue(parties=asked.parties, kinds=asked.kinds, areas=asked.areas, doubts=doubts, most=at_once)
    if further:
        waiting = tuple(one for one in waiting if any(_takes(asked, mention) for mention in one.mentions))
    return waiting[:most]


def _takes(asked: Filter, mention: Mention) -> bool:
    day = mention.reported
    if asked.since and (day is None or day < start_of(asked.since).isoformat()):
        return False
    if asked.until and (day is None or day > end_of(asked.until).isoformat()):
        return False
    return fits(mention.entry, asked.narrow)


def _first(ledger: Ledger, queue: tuple[Question, ...], key: list[str], after: str) -> Question | None:
    """Give the question to ask now: the one that is named, the one after another, else the first of all."""
    if key:
        at = found(queue, key)
        return queue[at] if at is not None else ledger.question(*key)
    if not queue:
        return None
    at = found(queue, after.split()) if after else None
    return queue[0 if at is None else (at + 1) % len(queue)]


def _doubt(written: str) -> Doubt | None:
    for doubt in DOUBTS:
        if doubt == written:
            return doubt
    if written:
        raise QueryError(f"nothing waits as {written!r}: there are {', '.join(get_args(Doubt))}")
    return None
