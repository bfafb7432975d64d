"""Whether an answer is still what a program has (ETag, If-None-Match), told before any work is done for it."""

import hashlib
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Request, Response

from legation import __version__
from legation.nouns import Noun
from legation.web.access import Reader
from legation.web.office import office_of


class Unchanged(Exception):
    """The program has what would be answered."""

    def __init__(self, tag: str) -> None:
        super().__init__(tag)
        self.tag = tag


class Answering:
    """Answers a reader in JSON, with the tag by which the same answer is known again.

    The tag is of the moment of the ledger, taken before it is read: what changes meanwhile is at worst told twice.
    """

    def __init__(self, tag: str, *, any_will_do: bool) -> None:
        self.tag = tag
        self._any_will_do = any_will_do

    def __call__(self, noun: Noun, *, link: str | None = None) -> Response:
        """Give a noun, with the address of what comes after it."""
        headers = {"ETag": self.tag} | ({} if link is None else {"Link": f'<{link}>; rel="next"'})
        if self._any_will_do:  # whatever there is, is had; had there been nothing, it would have been told by now
            return Response(status_code=HTTPStatus.NOT_MODIFIED, headers=headers)
        return Response(noun.model_dump_json(), headers=headers, media_type="application/json")


def _answering(request: Request, _: Reader) -> Answering:
    ledger = office_of(request).ledger
    of = (__version__, ledger.moment(), request.url.path, request.url.query)
    tag = f'W/"{hashlib.sha256(repr(of).encode("utf-8", "surrogatepass")).hexdigest()[:24]}"'
    had = [one.strip() for one in ",".join(request.headers.getlist("if-none-match")).split(",")]
    if any(one.removeprefix("W/") == tag.removeprefix("W/") for one in had):
        raise Unchanged(tag)
    return Answering(tag, any_will_do="*" in had)


Answer = Annotated[Answering, Depends(_answering)]


async def unchanged(_: Request, trouble: Exception) -> Response:
    """Answer that nothing has changed."""
    tag = trouble.tag if isinstance(trouble, Unchanged) else ""
    return Response(status_code=HTTPStatus.NOT_MODIFIED, headers={"ETag": tag})
