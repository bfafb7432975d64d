"""Who asks, and whether they may: every route names the role that it needs.

On a ledger that serves this machine alone, whoever asks is its user, and may do everything. On a shared one, a browser
signs in and holds a cookie, and a program sends a token (`Authorization: Bearer`, or as the password of Basic).

What is written comes from a form of our own pages: besides what the guard sees to, it carries a token that no other
site can know, that of the run or, on a shared ledger, of the session.
"""

import base64
import binascii
import getpass
import hashlib
import hmac
import logging
from collections.abc import AsyncIterator, Iterator
from http import HTTPStatus
from typing import Annotated, NamedTuple

from fastapi import Depends, Request, Response
from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException

from legation.accounts import Person, Role
from legation.errors import LedgerError
from legation.web.office import Office, office_of

COOKIE = "legation"
_MOST_FILES = 100
_MOST_FIELDS = 500
_LOG = logging.getLogger("legation.web")


class SignInNeeded(Exception):
    """Nobody has signed in, and the page is for those who have."""


class Needs:
    """A dependency that gives the person who asks. Answers 403 to whom lacks the role; a page of its own to nobody.

    `present`: not a program in their name, as who has found a token shall not make themselves another.
    """

    def __init__(self, role: Role, *, present: bool = False) -> None:
        self.role = role
        self._present = present

    def __call__(self, request: Request) -> Person:
        """Find out who asks. Runs beside the event loop, as it may look into the ledger."""
        person = person_of(request)
        if person is None:
            raise SignInNeeded
        if self._present and "authorization" in request.headers:
            raise HTTPException(HTTPStatus.FORBIDDEN, "this is for people who sign in, not for tokens")
        if not person.may(self.role):
            raise HTTPException(
                HTTPStatus.FORBIDDEN, f"this takes the role {self.role}; {person.name} is {person.role} here"
            )
        return person


Reader = Annotated[Person, Depends(Needs("reader"))]
Present = Annotated[Person, Depends(Needs("reader", present=True))]
Analyst = Annotated[Person, Depends(Needs("analyst"))]
Editor = Annotated[Person, Depends(Needs("editor"))]
Admin = Annotated[Person, Depends(Needs("admin"))]


class Posted(NamedTuple):
    """What a form sent."""

    form: FormData

    def get(self, name: str) -> str:
        """Give the text of a field without white space around it; empty where there is none."""
        value = self.form.get(name)
        return value.strip() if isinstance(value, str) else ""

    def verbatim(self, name: str) -> str:
        """Give the text of a field as it is, as a password has to be."""
        value = self.form.get(name)
        return value if isinstance(value, str) else ""

    def all(self, name: str) -> tuple[str, ...]:
        """Texts of every field of this name."""
        return tuple(value for value in self.form.getlist(name) if isinstance(value, str))

    def files(self, name: str) -> tuple[UploadFile, ...]:
        """Give the files of a field; a field left empty has none."""
        return tuple(f for f in self.form.getlist(name) if isinstance(f, UploadFile) and f.filename)


async def _posted(request: Request) -> AsyncIterator[Posted]:
    async with request.form(max_files=_MOST_FILES, max_fields=_MOST_FIELDS) as form:  # closes the files that came
        if not all(map(_is_text, _texts(form))):
            raise HTTPException(HTTPStatus.BAD_REQUEST, "this form has half a character in it: type it anew")
        sent = form.get("token")
        if not isinstance(sent, str) or not _same(sent, form_token(request)):
            raise HTTPException(
                HTTPStatus.FORBIDDEN, "this form is of an earlier run or session: load its page anew and send it again"
            )
        yield Posted(form)


Form = Annotated[Posted, Depends(_posted)]


def _texts(form: FormData) -> Iterator[str]:
    for name, value in form.multi_items():
        yield name
        yield value if isinstance(value, str) else value.filename or ""


def _is_text(text: str) -> bool:
    """Whether it has no half of a surrogate pair, as a form may that calls itself written in an escaping code."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _same(sent: str, secret: str) -> bool:
    return hmac.compare_digest(sent.encode(), secret.encode())


def form_token(request: Request) -> str:
    """Token that forms of this run carry, on a shared ledger of this session."""
    office = office_of(request)
    secret = request.cookies.get(COOKIE, "") if office.shared else ""
    return hmac.new(office.token.encode(), secret.encode(), hashlib.sha256).hexdigest()


def person_of(request: Request) -> Person | None:
    """Whoever asks, by token or session; None where that is nobody. Remembered with the request, for its page."""
    if not hasattr(request.state, "person"):
        request.state.person = _person(request, office_of(request))
    person: Person | None = request.state.person
    return person


def _person(request: Request, office: Office) -> Person | None:
    token = token_of(request.headers.get("authorization", ""))
    if not office.shared:
        return None if token is not None and not _same(token, office.token) else _user()
    if token is not None:
        return office.ledger.accounts.person_of_token(token)
    secret = request.cookies.get(COOKIE)
    return office.ledger.accounts.person_of_session(secret) if secret else None


def keep_session(answer: Response, request: Request, secret: str) -> Response:
    """Have the browser hold a session: out of reach of scripts and of other sites, and over TLS where there is TLS."""
    answer.set_cookie(COOKIE, secret, httponly=True, samesite="lax", secure=request.url.scheme == "https")
    return answer


def told_of_ledger(request: Request, trouble: LedgerError) -> str:
    """Say what is wrong with a ledger. Where on its machine a shared one lies is for those who run it, and the log."""
    person: Person | None = getattr(request.state, "person", None)
    if not office_of(request).shared or (person is not None and person.may("admin")):
        return str(trouble)
    _LOG.error("%s", trouble)
    return "the ledger cannot be used at this moment: try again, and else tell whoever runs it, whose log says why"


def token_of(authorization: str) -> str | None:
    """Token that an Authorization header carries: as Bearer, or as the password of Basic; None where it has none."""
    scheme, _, rest = authorization.partition(" ")
    if scheme.lower() == "bearer":
        return rest.strip()
    if scheme.lower() == "basic":
        try:
            return base64.b64decode(rest, validate=True).decode().partition(":")[2]
        except (binascii.Error, UnicodeDecodeError):
            return ""
    return None


def _user() -> Person:
    try:
        name = getpass.getuser().strip()
    except (OSError, KeyError):  # a machine that knows its user by number alone
        name = ""
    return Person(name or "user", "admin")
