"""How a list is walked: so many at a time, from a place that stays where it is while documents are added."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import Request
from pydantic import BaseModel, Field

from legation.ledger.walk import Place

_DIGITS = 16
_CURSOR = "^([0-7][0-9a-f]{15}){3}$"  # three numbers of 63 bits: whatever looks like one is one

Limit = Annotated[int, Field(ge=1, le=200, description="how many at most")]
Cursor = Annotated[str, Field(pattern=_CURSOR)]


class Paged(BaseModel):
    """Parameters of a list."""

    limit: Limit = 50
    cursor: Cursor | None = Field(default=None, description="from `next` of the page before; none begins anew")

    @property
    def place(self) -> Place | None:
        """Where the walk goes on; None where it begins."""
        if self.cursor is None:
            return None
        return Place(*(int(self.cursor[at : at + _DIGITS], 16) for at in range(0, 3 * _DIGITS, _DIGITS)))


def following(request: Request, place: Place | None) -> str | None:
    """Address of the next page of what was asked for."""
    if place is None:
        return None
    return address(request, cursor="".join(f"{number:0{_DIGITS}x}" for number in place))


def address(request: Request, **changed: str) -> str:
    """Address of what was asked for, with some parameters changed."""
    kept = [(name, value) for name, value in request.query_params.multi_items() if name not in changed]
    return f"{request.url.path}?{urlencode([*kept, *changed.items()])}"
