"""Somebody's own account: their password, their tokens, and where they are signed in."""

from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from legation.accounts import ROLES, Person, Role
from legation.accounts.tokens import Token
from legation.errors import AccountRefused, SignInRefused
from legation.web.access import COOKIE, Form, Posted, Present, keep_session
from legation.web.answers import go_to
from legation.web.links import Links
from legation.web.office import Office
from legation.web.rendering import page

_DAYS = (7, 30, 90, 365)


def routes(office: Office) -> APIRouter:
    """Build the routes of one's own account."""
    router = APIRouter()
    accounts = office.ledger.accounts

    def shown(
        request: Request,
        person: Person,
        *,
        trouble: str | None = None,
        secret: str | None = None,
    ) -> Response:
        return page(
            request,
            "account.html",
            Links(),
            "/account",
            filtered=False,
            status=HTTPStatus.CONFLICT if trouble else HTTPStatus.OK,
            account=accounts.account(person.name),
            tokens=accounts.tokens_of(person.name),
            scopes=[role for role in ROLES if person.may(role)],
            days=_DAYS,
            trouble=trouble,
            secret=secret,
        )

    @router.get("/account.json")
    def account_json(person: Present) -> Response:
        own = accounts.account(person.name)
        told = {"name": own.name, "role": own.role, "tokens": [_told(one) for one in accounts.tokens_of(own.name)]}
        return JSONResponse(told)

    @router.get("/account")
    def account(request: Request, person: Present) -> Response:
        return shown(request, person)

    @router.post("/account/password")
    def change_password(request: Request, person: Present, form: Form) -> Response:
        new = form.verbatim("new")
        if new != form.verbatim("again"):
            return shown(request, person, trouble="the two new passwords are not the same: write them again")
        try:
            accounts.sign_out(accounts.sign_in(person.name, form.verbatim("old")))  # whoever asks knows the old one
            accounts.change_password(person.name, new)
            secret = accounts.sign_in(person.name, new)
        except (AccountRefused, SignInRefused) as refused:
            return shown(request, person, trouble=str(refused))
        return keep_session(go_to("/account"), request, secret)

    @router.post("/account/sign-out-everywhere")
    def sign_out_everywhere(person: Present, form: Form) -> Response:  # noqa: ARG001 - it is a form of ours
        accounts.sign_out_everywhere(person.name)
        answer = go_to("/sign-in")
        answer.delete_cookie(COOKIE)
        return answer

    @router.post("/account/tokens")
    def issue(request: Request, person: Present, form: Form) -> Response:
        days = form.get("days")
        try:
            secret = accounts.issue(
                person.name,
                form.get("name"),
                _scope(person, form),
                int(days) if days.isdecimal() and len(days) < 10 else _DAYS[0],
            )
        except AccountRefused as refused:
            return shown(request, person, trouble=str(refused))
        return shown(request, person, secret=secret)

    @router.post("/account/tokens/{number}/revoke")
    def revoke(number: int, person: Present, form: Form) -> Response:  # noqa: ARG001 - it is a form of ours
        accounts.revoke(number, person)
        return go_to("/account")

    return router


def _scope(person: Person, form: Posted) -> Role:
    return next((role for role in ROLES if role == form.get("scope") and person.may(role)), "reader")


def _told(token: Token) -> dict[str, str | int]:
    until = token.until.isoformat(timespec="seconds")
    return {"number": token.number, "name": token.name, "scope": token.scope, "until": until, "state": token.state}
