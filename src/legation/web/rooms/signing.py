"""Signing in to a shared ledger, and out of it."""

from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import Response

from legation.errors import SignInRefused
from legation.web.access import COOKIE, Form, Reader, keep_session
from legation.web.answers import go_to
from legation.web.links import Links, local
from legation.web.office import Office
from legation.web.rendering import page


def routes(office: Office) -> APIRouter:
    """Build the routes of signing in and out. Those of signing in are open to all."""
    router = APIRouter()

    @router.get("/sign-in")
    def sign_in_page(request: Request, next: str = "/") -> Response:  # noqa: A002 - the field's name
        return page(
            request, "sign-in.html", Links(), "/sign-in", filtered=False, next=local(next), name="", trouble=None
        )

    @router.post("/sign-in")
    def sign_in(request: Request, form: Form) -> Response:
        name, going_to = form.get("name"), local(form.get("next"))
        try:
            secret = office.ledger.accounts.sign_in(name, form.verbatim("password"))
        except SignInRefused as refused:
            return page(
                request,
                "sign-in.html",
                Links(),
                "/sign-in",
                filtered=False,
                status=HTTPStatus.UNAUTHORIZED,
                next=going_to,
                name=name,
                trouble=str(refused),
            )
        return keep_session(go_to(going_to), request, secret)

    @router.post("/sign-out")
    def sign_out(request: Request, _: Reader, form: Form) -> Response:  # noqa: ARG001 - it is a form of ours
        office.ledger.accounts.sign_out(request.cookies.get(COOKIE, ""))
        answer = go_to("/sign-in")
        answer.delete_cookie(COOKIE)
        return answer

    return router
