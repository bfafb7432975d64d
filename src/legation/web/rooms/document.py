"""A document: the text as received, its entries marked in place, and beside it what becomes of each."""

from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import parse_qsl

from fastapi import APIRouter, Request
from fastapi.responses import Response

from legation.briefing.context import Context, in_context
from legation.errors import DecisionRefused
from legation.ledger import Ledger
from legation.ledger.record import Story
from legation.ledger.review.correcting import LONGEST, fields_to_add
from legation.ledger.review.decisions import Decision
from legation.ledger.review.sheet import Judged, Sheet, State
from legation.ledger.review.weighed import Wanted, Weighed
from legation.nouns import Document, Entry, Evidence, Kind, Mention, Noun
from legation.web.access import Analyst, Posted, Reader
from legation.web.answers import as_json
from legation.web.correction import Sent, to_add
from legation.web.deciding import Told, kind_of, now_alone, span_of, tell, told
from legation.web.filter import KINDS, Filter, Filtered
from legation.web.highlighting import highlight
from legation.web.keys import keys_of
from legation.web.links import Links
from legation.web.office import Office
from legation.web.rendering import page
from legation.web.words import places

_LEFT: frozenset[State] = frozenset({"proposed", "in conflict"})


class Standing(Noun):
    """What became of an entry."""

    entry: Entry
    state: State
    decisions: tuple[Decision, ...]  # in force; of a conflict those that differ
    knew: tuple[str, ...]  # what a further decision is to know of
    verdict: Decision | None  # on the truth of what it says, where one is in force


class Reading(Noun):
    """A document with what it puts on the record."""

    document: Document
    reader: str
    entries: tuple[Entry, ...]  # in force
    judged: tuple[Standing, ...]  # each entry that is in force, or was rejected, and what became of it
    story: Story  # where it was published, and what else tells its story


class Line(NamedTuple):
    """An entry in the panel."""

    judged: Judged
    number: int | None  # as it is marked in the text; None for what is not in force
    mention: Mention
    open: bool  # nobody has decided on it, or people differ, and the filter takes it


class Addition(NamedTuple):
    """Words of a document that are to be added as an entry."""

    document: Document
    kind: Kind
    start: int = 0  # code points
    end: int = 0


def routes(office: Office) -> APIRouter:
    """Build the routes of documents."""
    router = APIRouter()

    @router.get("/document/{key:path}.json")
    def document_json(key: str, asked: Filtered, _: Reader) -> Response:
        sheet = office.ledger.on_document(key, as_of=asked.as_of)
        judged = tuple(
            Standing(entry=one.entry, state=one.state, decisions=one.decisions, knew=one.knew, verdict=one.verdict)
            for one in sheet.judged
        )
        kept = sheet.kept
        story = office.ledger.story(kept.document.id, as_of=asked.as_of)
        return as_json(
            Reading(document=kept.document, reader=kept.reader, entries=kept.entries, judged=judged, story=story)
        )

    @router.get("/document/{key:path}/add")
    def add(request: Request, key: str, asked: Filtered, _: Analyst) -> Response:
        now_alone(asked)
        query = request.query_params
        kind, words = kind_of(query.get("new", KINDS[0])), query.get("words", "")[:LONGEST]
        document = office.ledger.document(key).document
        if not words.strip():
            span = span_of(query.get("start", ""), query.get("end", ""))
            return adding(request, asked, Addition(document, kind, *span))
        said = places(document.text, words)
        if len(said) == 1:
            return adding(request, asked, Addition(document, kind, said[0].start, said[0].end))
        return _which(request, asked, Addition(document, kind), words, said)

    @router.get("/document/{key:path}")
    def document(request: Request, key: str, asked: Filtered, person: Reader) -> Response:
        sheet = office.ledger.on_document(key, as_of=asked.as_of)
        kept, lines = sheet.kept, _lines(sheet, asked)
        return page(
            request,
            "document.html",
            Links(asked),
            Links().document(kept.document.id),
            document=kept.document,
            story=office.ledger.story(kept.document.id, as_of=asked.as_of),
            reader=kept.reader,
            lines=lines,
            entries=len(kept.entries),
            left=sum(line.open for line in lines),
            paragraphs=highlight(kept.document.text, kept.entries),
            decides=person.may("analyst") and asked.as_of is None,
            told=told(office.ledger, request.query_params.get("decided", ""), person.name),
            last=_last(office.ledger, sheet, person.name),
            carried=parse_qsl(asked.query()),
            keys=keys_of("document"),
        )

    return router


def adding(
    request: Request, asked: Filter, to_be: Addition, *, sent: Posted | None = None, trouble: str = ""
) -> Response:
    """Show the form for an entry that the readers missed; with what was sent of it, and why that could not stand."""
    document, kind, start, end = to_be
    place = _place(document, start, end)
    fields = None if sent is None else Sent.of(sent.all, fields_to_add(kind))
    return page(
        request,
        "add.html",
        Links(asked),
        Links().document(document.id),
        filtered=False,
        status=HTTPStatus.UNPROCESSABLE_ENTITY if trouble else HTTPStatus.OK,
        document=document,
        kind=kind,
        place=place,
        context=in_context(document.text, place),
        controls=to_add(kind, fields),
        why=sent.get("why") if sent else "",
        trouble=trouble,
    )


def _which(request: Request, asked: Filter, to_be: Addition, words: str, said: tuple[Evidence, ...]) -> Response:
    """Ask which of several places is meant, or say that the text does not say so."""
    text = to_be.document.text
    contexts: list[tuple[Evidence, Context]] = [(place, in_context(text, place)) for place in said]
    return page(
        request,
        "which.html",
        Links(asked),
        Links().document(to_be.document.id),
        filtered=False,
        status=HTTPStatus.OK if said else HTTPStatus.NOT_FOUND,
        document=to_be.document,
        kind=to_be.kind,
        words=words,
        contexts=contexts,
        carried=parse_qsl(asked.query()),
    )


def _place(document: Document, start: int, end: int) -> Evidence:
    """Words from one offset to another, less white space around them. Raises DecisionRefused."""
    said = document.text[start:end]
    quote = said.strip()
    if not quote or len(quote) > LONGEST:
        raise DecisionRefused(f"mark some words of the text, {LONGEST:,} characters at most")
    start += len(said) - len(said.lstrip())
    return Evidence(start=start, end=start + len(quote), quote=quote)


def _lines(sheet: Sheet, asked: Filter) -> list[Line]:
    numbers = {entry.id: number for number, entry in enumerate(sheet.kept.entries, 1)}
    wanted = Wanted(asked.parties, asked.kinds, asked.areas)
    lines = []
    for one in sheet.judged:
        mention = Mention.of(sheet.kept.document, one.entry)
        is_open = one.state in _LEFT and Weighed.of(mention).is_wanted(wanted)
        lines.append(Line(one, numbers.get(one.entry.id), mention, is_open))
    return lines


def _last(ledger: Ledger, sheet: Sheet, by: str) -> Told | None:
    """Tell of a person's latest decision on a document that is in force."""
    own = [decision for one in sheet.judged for decision in one.decisions if decision.by == by]
    return tell(ledger, max(own, key=lambda decision: (decision.made, decision.id))) if own else None
