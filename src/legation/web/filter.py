"""The one filter that every view carries, and its way from and into an address."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Annotated, TypeVar, get_args
from urllib.parse import urlencode

from fastapi import Depends, Request
from starlette.exceptions import HTTPException

from legation.days import end_of, start_of
from legation.errors import QueryError
from legation.ledger.folding.stages import STAGES
from legation.ledger.narrow import Narrow
from legation.nouns import Area, Kind, Noun, Stage
from legation.reference.parties import party_meant

AREAS: tuple[Area, ...] = get_args(Area)
KINDS: tuple[Kind, ...] = get_args(Kind)
_LONGEST = 400  # code points of a field: no name, and no search that a person types, is longer
_MOST = 20  # values of one field
Choice = TypeVar("Choice", bound=str)


class Filter(Noun):
    """What a view is narrowed to; what is empty narrows nothing. Parties all have to be involved."""

    parties: tuple[str, ...] = ()  # codes
    areas: tuple[Area, ...] = ()
    stages: tuple[Stage, ...] = ()
    kinds: tuple[Kind, ...] = ()
    since: str | None = None  # EDTF day, month or year
    until: str | None = None
    text: str = ""
    as_of: str | None = None  # EDTF day, month or year: what was known by its end

    @property
    def narrow(self) -> Narrow:
        """What of it the ledger takes as narrowing, beside parties and the as-of date."""
        return Narrow(self.areas, self.stages, self.kinds, self.since, self.until, self.text)

    @property
    def narrows(self) -> bool:
        """Whether it leaves anything out, besides what was not known yet."""
        return self.model_copy(update={"as_of": None}) != Filter()

    def query(self) -> str:
        """Give it as the query of an address, without the question mark; equal filters give equal queries."""
        fields: list[tuple[str, str]] = [("party", party) for party in self.parties]
        fields += [("area", area) for area in self.areas]
        fields += [("stage", stage) for stage in self.stages]
        fields += [("kind", kind) for kind in self.kinds]
        single = {"since": self.since, "until": self.until, "q": self.text, "as_of": self.as_of}
        fields += [(name, value) for name, value in single.items() if value]
        return urlencode(fields)


def filter_of(items: Iterable[tuple[str, str]]) -> Filter:
    """Read a filter out of the fields of a query; other fields are ignored, and so are empty ones.

    Raises QueryError, with a sentence, for what is no area, stage, kind or date.
    """
    fields: dict[str, list[str]] = {}
    for name, value in items:
        if value := value.strip():
            fields.setdefault(name, []).append(value[:_LONGEST])
    return Filter(
        parties=_each(party_meant(name) for name in fields.get("party", ())[:_MOST]),
        areas=_chosen("area", fields.get("area", ()), AREAS),
        stages=_chosen("stage", fields.get("stage", ()), STAGES),
        kinds=_chosen("kind", fields.get("kind", ()), KINDS),
        since=_dated(fields.get("since", ()), start=True),
        until=_dated(fields.get("until", ())),
        text=" ".join(fields.get("q", ("",))[-1].split()),
        as_of=_dated(fields.get("as_of", ())),
    )


def _asked(request: Request) -> Filter:
    try:
        return filter_of(request.query_params.multi_items())
    except QueryError as error:
        raise HTTPException(HTTPStatus.BAD_REQUEST, str(error)) from None


Filtered = Annotated[Filter, Depends(_asked)]


def _each(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))


def _chosen(field: str, written: Iterable[str], choices: tuple[Choice, ...]) -> tuple[Choice, ...]:
    """Choices in their own order, so that the same filter has the same address."""
    wanted = {value.casefold() for value in written}
    if unknown := sorted(wanted - set(choices)):
        raise QueryError(f"{field} {unknown[0]!r}: there is none; there are {', '.join(choices)}")
    return tuple(choice for choice in choices if choice in wanted)


def _dated(written: Iterable[str], *, start: bool = False) -> str | None:
    for value in written:
        if start:
            start_of(value)
        else:
            end_of(value)
        return value
    return None
