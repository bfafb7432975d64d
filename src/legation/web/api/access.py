"""Who may do what in the API: reading as on the pages, writing with a token alone."""

from typing import Annotated

from fastapi import Depends, Request

from legation.accounts import Person
from legation.web.access import Needs, SignInNeeded, token_of


class NeedsToken(Needs):
    """A dependency that gives the person whose token was sent; what a browser sends by itself signs nobody in."""

    def __call__(self, request: Request) -> Person:
        """Find out who asks."""
        if token_of(request.headers.get("authorization", "")) is None:
            raise SignInNeeded
        return super().__call__(request)


Analyst = Annotated[Person, Depends(NeedsToken("analyst"))]
Editor = Annotated[Person, Depends(NeedsToken("editor"))]
