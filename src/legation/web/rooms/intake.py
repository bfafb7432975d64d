"""Take in: documents are handed in as files, as text or by a URL; how far each has come, what failed, and why."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from http import HTTPStatus
from typing import NamedTuple

from fastapi import APIRouter, Request
from fastapi.responses import Response

from legation.errors import AddressRefused, InputError
from legation.intake import LIMIT
from legation.intake.fetching import LONGEST, target_of
from legation.intake.formats import ENDINGS
from legation.intake.media import media_of
from legation.ledger.keeping.arrival import Arrival
from legation.ledger.keeping.arrivals import MOST_BYTES, MOST_FILES
from legation.nouns import Noun
from legation.web.access import Editor, Form, Posted, Reader
from legation.web.answers import as_json, go_to
from legation.web.links import Links
from legation.web.office import Office
from legation.web.rendering import page

PLACE = "/take-in"
_SHOWN = 50
_LONGEST_NAME = 200
_LONGEST_MEDIA = 100
_FETCHING_OFF = "fetching is switched off; whoever is admin can switch it on in the settings"


class Intake(Noun):
    """What was handed in of late, and how far it has come; the latest first."""

    fetching: bool  # whether documents may be fetched from a URL
    waiting: int  # how many are yet to be read, those that are being read included
    failed: tuple[Arrival, ...]
    others: tuple[Arrival, ...]


class Typed(NamedTuple):
    """What somebody typed into the forms, shown again where it could not be taken in."""

    title: str = ""
    text: str = ""
    url: str = ""
    date: str = ""
    source: str = ""


_NOTHING = Typed()


class Document(NamedTuple):
    """A document as it is handed in."""

    name: str
    raw: Callable[[], bytes] | None  # no more of it than shows that it is too large
    url: str | None
    size: int | None = None  # bytes
    media: str | None = None  # type, by the ending of its name or as the browser declares it


def routes(office: Office) -> APIRouter:
    """Build the routes of taking in. Everyone sees how far things have come; editors hand in and try again."""
    router = APIRouter()
    arrivals, worker = office.ledger.arrivals, office.worker

    def shown(request: Request, typed: Typed = _NOTHING, trouble: str | None = None) -> Response:
        return page(
            request,
            "intake.html",
            Links(),
            PLACE,
            status=HTTPStatus.OK if trouble is None else HTTPStatus.BAD_REQUEST,
            filtered=False,
            intake=_intake(office),
            typed=typed,
            trouble=trouble,
            accept=",".join(ENDINGS),
            limits={"each": LIMIT, "all": MOST_BYTES, "files": MOST_FILES, "url": LONGEST},
        )

    @router.get(f"{PLACE}.json")
    def intake_json(_: Reader) -> Response:
        return as_json(_intake(office))

    @router.get(PLACE)
    def intake(request: Request, _: Reader) -> Response:
        return shown(request)

    @router.post(PLACE)
    def hand_in(request: Request, person: Editor, form: Form) -> Response:
        typed = _typed(form)
        try:
            day = _day(typed.date)
            documents = list(_documents(form, typed, fetching=office.ledger.preferences.fetching))
        except InputError as trouble:
            return shown(request, typed, str(trouble))
        for document in documents:
            raw = document.raw() if document.raw else None
            source = typed.source[:_LONGEST_NAME] or None
            arrivals.hand_in(
                document.name,
                raw,
                url=document.url,
                date=day,
                source=source,
                who=person.name,
                size=document.size,
                media=document.media,
            )
        worker.wake()
        return go_to(f"{PLACE}#progress")

    @router.post(f"{PLACE}/retry")
    def retry(_: Editor, form: Form) -> Response:
        if form.get("number"):
            arrivals.retry(_number(form))
        else:
            arrivals.retry_all()
        worker.wake()
        return go_to(f"{PLACE}#progress")

    @router.post(f"{PLACE}/forget")
    def forget(_: Editor, form: Form) -> Response:
        arrivals.forget(_number(form))
        return go_to(f"{PLACE}#progress")

    return router


def _intake(office: Office) -> Intake:
    latest = office.ledger.arrivals.recent(_SHOWN)
    return Intake(
        fetching=office.ledger.preferences.fetching,
        waiting=office.ledger.arrivals.waiting(),
        failed=office.ledger.arrivals.recent(_SHOWN, "failed"),
        others=tuple(each for each in latest if each.state != "failed"),
    )


def _typed(form: Posted) -> Typed:
    fields = {name: form.get(name) for name in ("title", "url", "date", "source")}
    return Typed(text=form.verbatim("text"), **fields)


def _documents(form: Posted, typed: Typed, *, fetching: bool) -> Iterator[Document]:
    """What a form brings, nothing of it read yet. Raises InputError where that is nothing, or may not be fetched."""
    files = form.files("files")
    for sent in files:
        name = sent.filename or ""
        media = media_of(name) or (sent.content_type or "")[:_LONGEST_MEDIA] or None
        yield Document(_name(name), partial(sent.file.read, LIMIT + 1), None, sent.size, media)
    if typed.text.strip():
        raw = typed.text.encode("utf-8", "replace")
        yield Document(_title(typed), lambda: raw, None)
    if typed.url:
        if not fetching:
            raise AddressRefused(_FETCHING_OFF)
        target_of(typed.url)
        yield Document(typed.url, None, typed.url)
    if not files and not typed.text.strip() and not typed.url:
        raise InputError("nothing was handed in: choose files, paste a text, or give an address")


def _name(filename: str) -> str:
    """Name of a file without its folders and its ending."""
    last = filename.replace("\\", "/").rstrip("/").rpartition("/")[2]
    return (last.rpartition(".")[0] or last or "unnamed")[:_LONGEST_NAME]


def _title(typed: Typed) -> str:
    first = typed.text.strip().partition("\n")[0].strip()
    return (typed.title or first)[:_LONGEST_NAME]


def _day(typed: str) -> str | None:
    if not typed:
        return None
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        raise InputError(f"{typed[:40]!r} is no day of the calendar: write it as 2021-04-08") from None
    return day.isoformat()


def _number(form: Posted) -> int:
    number = form.get("number")
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else 0
