"""Everyone's accounts: who may use the ledger, and as what."""

from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from legation.accounts import ROLES, Role
from legation.errors import AccountRefused
from legation.web.access import Admin, Form, Posted
from legation.web.answers import go_to
from legation.web.links import Links
from legation.web.office import Office
from legation.web.rendering import page


def routes(office: Office) -> APIRouter:
    """Build the routes of the accounts, which are for admins."""
    router = APIRouter()
    accounts = office.ledger.accounts

    def shown(request: Request, trouble: str | None = None, name: str = "") -> Response:
        status = HTTPStatus.CONFLICT if trouble else HTTPStatus.OK
        everyone = accounts.everyone()
        values = {"everyone": everyone, "roles": ROLES, "trouble": trouble, "name": name}
        return page(request, "accounts.html", Links(), "/accounts", filtered=False, status=status, **values)

    @router.get("/accounts.json")
    def every_json(_: Admin) -> Response:
        found = [
            {
                "name": one.name,
                "role": one.role,
                "disabled": one.disabled,
                "added": one.added.isoformat(timespec="seconds"),
            }
            for one in accounts.everyone()
        ]
        return JSONResponse({"accounts": found})

    @router.get("/accounts")
    def every(request: Request, _: Admin) -> Response:
        return shown(request)

    @router.post("/accounts")
    def add(request: Request, _: Admin, form: Form) -> Response:
        name = form.get("name")
        try:
            accounts.add(name, form.verbatim("password"), _role(form))
        except AccountRefused as refused:
            return shown(request, str(refused), name)
        return go_to("/accounts")

    @router.post("/accounts/change")
    def change(request: Request, _: Admin, form: Form) -> Response:
        name = form.get("name")
        try:
            match form.get("do"):
                case "role":
                    accounts.change_role(name, _role(form))
                case "disable":
                    accounts.disable(name)
                case "enable":
                    accounts.enable(name)
                case "sign out":
                    accounts.sign_out_everywhere(name)
        except AccountRefused as refused:
            return shown(request, str(refused))
        return go_to("/accounts")

    return router


def _role(form: Posted) -> Role:
    """Role that was chosen; the least where the form names none."""
    return next((role for role in ROLES if role == form.get("role")), "reader")
