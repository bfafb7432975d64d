"""What waits for reviewers, what they decide, and how each line came to be what it is."""

from http import HTTPStatus
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field

from legation.briefing.history import as_json
from legation.errors import QueryError
from legation.ledger.review.decisions import Decision
from legation.ledger.review.history import Decided
from legation.ledger.review.reviewing import DOUBTS, Doubt
from legation.nouns import Area, Kind, Noun
from legation.web.api.access import Analyst, Editor
from legation.web.api.asking import Parties, Text
from legation.web.api.conditions import Answer
from legation.web.api.paging import Limit, address
from legation.web.api.shapes import (
    Adding,
    Asked,
    Because,
    Deciding,
    DecisionId,
    Decisions,
    Event,
    Merging,
    Past,
    Queue,
    Ruled,
    Ruling,
    Splitting,
    Value,
)
from legation.web.filter import filter_of
from legation.web.office import Office


class Queued(BaseModel):
    """Parameters of the queue."""

    model_config = ConfigDict(extra="forbid")

    party: Parties = Field(default_factory=list)
    kind: list[Kind] = Field(default_factory=list, max_length=20, description="of entries, one of these")
    area: list[Area] = Field(default_factory=list, max_length=20, description="one of these")
    doubt: list[Doubt] = Field(default_factory=list, max_length=20, description="one of these")
    limit: Limit = 50


class Logged(BaseModel):
    """Parameters of the list of decisions."""

    model_config = ConfigDict(extra="forbid")

    by: Text | None = Field(default=None, description="of this person alone, by the name that their decisions bear")
    limit: Limit = 50
    cursor: DecisionId | None = Field(default=None, description="from `next` of the page before; none begins anew")


def routes(office: Office) -> APIRouter:
    """Build the routes of decisions."""
    router = APIRouter(tags=["Review"])

    @router.get("/queue", response_model=Queue)
    def read_queue(asked: Annotated[Queued, Query()], answer: Answer) -> Response:
        """Give what waits for reviewers: conflicts, then links, then entries; in each the most urgent first."""
        found = office.ledger.queue(
            parties=filter_of(("party", party) for party in asked.party).parties,
            kinds=asked.kind,
            areas=asked.area,
            doubts=asked.doubt or DOUBTS,
            most=asked.limit,
        )
        return answer(Queue(items=tuple(Asked(**question._asdict()) for question in found)))

    @router.get("/decisions", response_model=Decisions)
    def list_decisions(request: Request, asked: Annotated[Logged, Query()], answer: Answer) -> Response:
        """List decisions, undone ones and undos too, the latest first."""
        found = office.ledger.log(by=asked.by, before=asked.cursor, most=asked.limit)
        items = tuple(_ruling(each) for each in found.decided)
        after = address(request, cursor=items[-1].decision.id) if found.more else None
        return answer(Decisions(items=items, next=after), link=after)

    @router.get("/decisions/{id}", response_model=Ruling)
    def read_decision(id: str, answer: Answer) -> Response:  # noqa: A002
        """Give one decision, with what has become of it."""
        for event in office.ledger.history(id).events:
            if isinstance(event, Decided) and event.decision.id == id:
                return answer(_ruling(event))
        raise QueryError(f"no decision is called {id!r}")

    @router.get("/history/{key}", response_model=Past)
    def read_history(
        key: Annotated[str, Path(description="id of an entry, matter or decision; id or name of a document")],
        answer: Answer,
    ) -> Response:
        """Tell how a line of the ledger came to be what it is."""
        found = office.ledger.history(key)
        return answer(Past(of=found.of, id=found.id, events=tuple(_event(as_json(each)) for each in found.events)))

    @router.post("/decisions", response_model=Decision, status_code=HTTPStatus.CREATED)
    def decide(request: Request, sent: Deciding, person: Analyst) -> Response:
        """Decide on an entry, or on whether two are of one matter. Sets aside what was decided before.

        With `knew`, nothing is kept where somebody decided meanwhile what you had not seen: then 409 tells what.
        """
        decision = office.ledger.decide(
            sent.verb,
            sent.entry,
            sent.other,
            by=person.name,
            changes=None if sent.changes is None else _plain(sent.changes),
            why=sent.why,
            knew=sent.knew,
        )
        return _decided(request, decision)

    @router.post("/decisions/{id}/undo", response_model=Decision, status_code=HTTPStatus.CREATED)
    def undo(request: Request, id: str, person: Analyst, sent: Because | None = None) -> Response:  # noqa: A002
        """Take a decision back: all is as if it had not been made. An undo can be undone."""
        why = None if sent is None else sent.why
        return _decided(request, office.ledger.undo(id, by=person.name, why=why))

    @router.post("/entries", response_model=Decision, status_code=HTTPStatus.CREATED)
    def add_entry(request: Request, sent: Adding, person: Analyst) -> Response:
        """Add an entry that the readers missed: what a document says from one place to another."""
        decision = office.ledger.add_entry(
            sent.document, sent.kind, sent.start, sent.end, _plain(sent.fields), by=person.name, why=sent.why
        )
        return _decided(request, decision)

    @router.post("/matters/merge", response_model=Ruled, status_code=HTTPStatus.CREATED)
    def merge(request: Request, sent: Merging, person: Editor) -> Response:
        """Make two matters or more one. Undone by undoing each of the decisions that it took."""
        decisions = office.ledger.merge(sent.matters, by=person.name, why=sent.why)
        return _created(request, Ruled(decisions=decisions), f"matters/{office.ledger.matter(sent.matters[0]).id}")

    @router.post("/matters/{id}/split", response_model=Ruled, status_code=HTTPStatus.CREATED)
    def split(request: Request, id: str, sent: Splitting, person: Editor) -> Response:  # noqa: A002
        """Take commitments out of a matter, into one of their own. Undone like a merger."""
        decisions = office.ledger.split(id, sent.entries, by=person.name, why=sent.why)
        return _created(request, Ruled(decisions=decisions), f"matters/{office.ledger.matter(sent.entries[0]).id}")

    return router


def _ruling(decided: Decided) -> Ruling:
    return Ruling(decision=decided.decision, state=decided.state)


def _event(told: dict[str, Any]) -> Event:
    """Events differ in what they tell; when they happened is `at`, the time of a decision, or a day."""
    event = told.pop("event")
    at = next((str(told[name]) for name in ("at", "made", "day") if told.get(name)), None)
    return Event(event=event, at=at, told=told)


def _plain(fields: dict[str, Value]) -> dict[str, Any]:
    """Fields of an entry, as they are in JSON."""
    return {name: [_part(one) for one in value] if isinstance(value, list) else value for name, value in fields.items()}


def _part(one: Any) -> Any:
    return one.model_dump() if isinstance(one, Noun) else one


def _decided(request: Request, decision: Decision) -> Response:
    return _created(request, decision, f"decisions/{decision.id}")


def _created(request: Request, noun: Noun, path: str) -> Response:
    where = {"Location": f"{request.scope.get('root_path', '')}/v1/{path}"}
    return Response(noun.model_dump_json(), HTTPStatus.CREATED, where, media_type="application/json")
