"""Where decisions arrive, whatever page they come from: kept, refused with what was sent, or told who was quicker."""

from http import HTTPStatus
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import Response

from legation.errors import DecisionRefused, Overtaken, QueryError
from legation.ledger.review.correcting import fields_of
from legation.ledger.review.decisions import Decision
from legation.web.access import Analyst, Form, Posted, Reader
from legation.web.answers import go_to
from legation.web.asking import asked as asked_of
from legation.web.correction import Sent, to_correct
from legation.web.deciding import decide, kind_of, now_alone, span_of
from legation.web.filter import Filter, Filtered, filter_of
from legation.web.links import Links, local, onward
from legation.web.office import Office
from legation.web.rendering import page
from legation.web.rooms.document import Addition, adding


class _Wish(NamedTuple):
    """A correction that somebody wants to make: as it was sent, where it was, and why it could not be kept."""

    entry: str
    back: str  # address to go on to
    sent: Posted | None = None
    why_not: DecisionRefused | None = None


def routes(office: Office) -> APIRouter:
    """Build the routes on which decisions arrive."""
    router = APIRouter()

    @router.post("/review/decide")
    def decided(request: Request, person: Analyst, form: Form) -> Response:
        try:
            decision = decide(office.ledger, form, person.name)
        except DecisionRefused as why_not:
            if not isinstance(why_not, Overtaken) and form.get("verb") not in {"correct", "add"}:
                raise
            return _again(office, request, form, why_not)
        return go_to(_next(office, form, decision))

    @router.post("/review/undo")
    def undone(person: Analyst, form: Form) -> Response:
        back = office.ledger.undo(form.get("decision"), by=person.name)
        return go_to(_back(form.get("next"), back))

    @router.get("/review/correct/{entry}")
    def correct(request: Request, entry: str, asked: Filtered, _: Analyst) -> Response:
        now_alone(asked)
        return _correcting(office, request, _Wish(entry, request.query_params.get("next", "")))

    @router.get("/review/next")
    def following(request: Request, asked: Filtered, _: Reader) -> Response:
        document, entry = (request.query_params.get(name, "") for name in ("document", "entry"))
        if (found := _undecided(office, asked, (document, entry) if document else None)) is None:
            return go_to(Links(asked).to("/review"))
        return go_to(f"{Links(asked).document(found[0])}#about-{found[1]}")

    return router


def _undecided(office: Office, asked: Filter, after: tuple[str, str] | None) -> tuple[str, str] | None:
    """Ids of the document and entry that nobody decided on which comes next."""
    found = office.ledger.next_undecided(after, parties=asked.parties, kinds=asked.kinds, areas=asked.areas)
    return None if found is None else (found.document, found.entry.id)


def _next(office: Office, form: Posted, decision: Decision) -> str:
    """Where one goes on after a decision: the next undecided entry of a document, or the page that one came from.

    With `then` (keys send it) the next is looked for in further documents, too.
    """
    here = local(form.get("next"), "/review")
    subject = decision.subject
    if not urlsplit(here).path.startswith("/document/"):
        return onward(here, decided=decision.id)
    if decision.verb != "add":
        asked = _filter(here)
        found = _undecided(office, asked, (subject.document, subject.entry))
        if found is not None and found[0] == subject.document:
            return onward(here, f"about-{found[1]}", decided=decision.id)
        if found is not None and form.get("then") == "next":
            return onward(Links(asked).document(found[0]), f"about-{found[1]}", decided=decision.id)
    return onward(here, f"about-{subject.entry}", decided=decision.id)


def _back(here: str, back: Decision) -> str:
    """Where one goes on after an undo: to what is undecided again."""
    here, subject, other = local(here, "/review"), back.subject, back.other
    path = urlsplit(here).path
    if path == "/review":
        return onward(here, decided=back.id, after=None, entry=subject.entry, other=other.entry if other else None)
    if path.startswith("/document/"):
        asked = _filter(here)
        return onward(Links(asked).document(subject.document), f"about-{subject.entry}", decided=back.id)
    return onward(here, decided=back.id)


def _again(office: Office, request: Request, form: Posted, why_not: Overtaken | DecisionRefused) -> Response:
    """Show again what was sent, with what somebody decided meanwhile or why it cannot stand: nothing of it is lost."""
    back = local(form.get("next"), "/review")
    if form.get("verb") == "add":
        document, span = office.ledger.document(form.get("document")).document, (form.get("start"), form.get("end"))
        to_be = Addition(document, kind_of(form.get("kind")), *span_of(*span))
        return adding(request, _filter(back), to_be, sent=form, trouble=str(why_not))
    if form.get("verb") == "correct":
        return _correcting(office, request, _Wish(form.get("entry"), back, form, why_not))
    question = office.ledger.question(form.get("entry"), form.get("other") or None)
    return page(
        request,
        "overtaken.html",
        Links(_filter(back)),
        "/review",
        filtered=False,
        status=HTTPStatus.CONFLICT,
        asked=asked_of(office.ledger, question),
        meanwhile=_meanwhile(why_not),
        sent=form.get("verb"),
        why=form.get("why"),
        back=back,
    )


def _correcting(office: Office, request: Request, wish: _Wish) -> Response:
    question, sent, meanwhile = office.ledger.question(wish.entry), wish.sent, _meanwhile(wish.why_not)
    mention, links = question.mentions[0], Links(_filter(wish.back))
    fields = None if sent is None else Sent.of(sent.all, fields_of(mention.entry))
    status = HTTPStatus.OK
    if wish.why_not is not None:
        status = HTTPStatus.CONFLICT if meanwhile else HTTPStatus.UNPROCESSABLE_ENTITY
    return page(
        request,
        "correct.html",
        links,
        "/review",
        filtered=False,
        status=status,
        asked=asked_of(office.ledger, question),
        controls=to_correct(mention.entry, fields),
        # No more is known than before, unless somebody was quicker and this page tells of it.
        knew=" ".join(question.knew) if sent is None or meanwhile else sent.get("knew"),
        why=sent.get("why") if sent else "",
        meanwhile=meanwhile,
        trouble="" if meanwhile or wish.why_not is None else str(wish.why_not),
        back=local(wish.back, f"{links.document(mention.document)}#about-{mention.entry.id}"),
    )


def _meanwhile(why_not: DecisionRefused | None) -> tuple[Decision, ...]:
    return why_not.decisions if isinstance(why_not, Overtaken) else ()


def _filter(address: str) -> Filter:
    """Filter of the page that one came from, or is said to have come from."""
    try:
        return filter_of(parse_qsl(urlsplit(address).query))
    except QueryError:
        return Filter()
