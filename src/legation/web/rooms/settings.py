"""Settings: who we are, and what the office allows."""

from fastapi import APIRouter, Request
from fastapi.responses import JSONResponse, Response

from legation.ledger.keeping.preferences import OFFICE
from legation.reference.parties import party_meant
from legation.web.access import Admin, Form, Reader
from legation.web.answers import go_to
from legation.web.links import Links, joined, local, parted
from legation.web.office import Office
from legation.web.rendering import page


def routes(office: Office) -> APIRouter:
    """Build the routes of the settings: everyone's own, and those of the office for admins."""
    router = APIRouter()
    preferences = office.ledger.preferences

    @router.get("/settings.json")
    def settings_json(person: Reader) -> Response:
        return JSONResponse({"us": ours(office, person.name), "fetching": preferences.fetching})

    @router.get("/settings")
    def settings(request: Request, person: Reader) -> Response:
        return page(
            request,
            "settings.html",
            Links(),
            "/settings",
            filtered=False,
            us=ours(office, person.name),
            parties=office.ledger.parties(),
            fetching=preferences.fetching,
        )

    @router.post("/settings/us")
    def choose_us(person: Reader, form: Form) -> Response:
        names = [name.strip() for written in form.all("us") for name in written.split(",")]
        codes = tuple(dict.fromkeys(party_meant(name) for name in names if name))
        chosen = joined(codes)
        parted(chosen)  # so that no more are kept than can be read again
        preferences.set(person.name, "us", chosen or None)
        return go_to(local(form.get("next"), "/settings"))

    @router.post("/settings/fetching")
    def choose_fetching(_: Admin, form: Form) -> Response:
        preferences.set(OFFICE, "fetching", "on" if form.get("fetching") == "on" else "off")
        return go_to("/settings")

    return router


def ours(office: Office, who: str) -> tuple[str, ...]:
    """Parties that a person said are theirs: "we are PAK"."""
    return parted(office.ledger.preferences.get(who, "us") or "")
