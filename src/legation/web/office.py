"""What every room of the web application works with."""

from typing import NamedTuple

from fastapi import Request

from legation.arrivals.worker import Worker
from legation.ledger import Ledger


class Office(NamedTuple):
    """One ledger, and how it is served."""

    ledger: Ledger
    shared: bool  # whether people sign in; else it serves the user of this machine alone
    token: str  # secret of this run: that forms are of it, and what programs sign in with where nobody else does
    worker: Worker  # reads what is handed in; to be woken when something was


def office_of(request: Request) -> Office:
    """Give the office that a request came to."""
    office: Office = request.app.state.office
    return office
