"""An export as an answer: written whole to a file that nobody else sees, then sent.

So what goes wrong is told before anything is sent, and nobody who reads slowly holds the ledger open. Some at a time
are written: each keeps a core busy.
"""

import tempfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from http import HTTPStatus
from threading import BoundedSemaphore
from typing import BinaryIO

from fastapi.responses import Response, StreamingResponse
from starlette.exceptions import HTTPException

from legation.exports import Format, writer
from legation.exports.placing import write_zip
from legation.exports.selection import Selection, Settings
from legation.ledger import Ledger
from legation.web.filter import Filter

MEDIA_OF_ZIP = "application/zip"
_TURNS = BoundedSemaphore(2)
_WAIT = 60  # seconds after which to ask again
_PIECE = 1 << 18


def exported(
    ledger: Ledger,
    asked: Filter,
    of: Format,
    *,
    matter: str | None = None,
    whole: bool = False,
    settings: Settings = Settings(),  # noqa: B008 - a value
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Answer with a file of what is left by a filter, or of one matter; `whole`, with all tables of a format, as a ZIP.

    Raises QueryError for what cannot be answered. Answers 503 where others are being written, or there is no room.
    """
    if not _TURNS.acquire(blocking=False):
        raise HTTPException(
            HTTPStatus.SERVICE_UNAVAILABLE,
            "other exports are being written: ask again in a minute",
            {"Retry-After": str(_WAIT)},
        )
    at = datetime.now(UTC)
    file = tempfile.TemporaryFile()  # noqa: SIM115 - it is closed once it has been sent
    try:
        _write(ledger, asked, of, matter, whole=whole, settings=settings, at=at, to=file)
    except OSError as error:
        file.close()
        why = (error.strerror or str(error)).lower()
        raise HTTPException(HTTPStatus.SERVICE_UNAVAILABLE, f"the export cannot be written ({why})") from error
    except BaseException:
        file.close()
        raise
    finally:
        _TURNS.release()
    ending = ".zip" if whole and of.tables else of.ending
    named = {
        "Content-Disposition": f'attachment; filename="legation-{of.name}-{at:%Y-%m-%d}{ending}"',
        "Content-Length": str(file.tell()),
    }
    media = MEDIA_OF_ZIP if whole and of.tables else of.media
    return StreamingResponse(_pieces(file), media_type=media, headers={**(headers or {}), **named})


def _write(
    ledger: Ledger,
    asked: Filter,
    of: Format,
    matter: str | None,
    *,
    whole: bool,
    settings: Settings,
    at: datetime,
    to: BinaryIO,
) -> None:
    if matter is not None:
        with ledger.excerpt_of(matter, as_of=asked.as_of) as source:
            _into(Selection(source, at, as_of=asked.as_of, matter=matter, settings=settings), of, whole=whole, to=to)
        return
    with ledger.excerpt(asked.parties, as_of=asked.as_of, narrow=asked.narrow) as excerpt:
        selection = Selection(excerpt, at, asked.parties, asked.narrow, asked.as_of, settings=settings)
        _into(selection, of, whole=whole, to=to)


def _into(selection: Selection, of: Format, *, whole: bool, to: BinaryIO) -> None:
    if whole and of.tables:
        write_zip(selection, of, to)
    else:
        writer(of)(selection, to)


def _pieces(file: BinaryIO) -> Iterator[bytes]:
    with file:
        file.seek(0)
        while piece := file.read(_PIECE):
            yield piece
