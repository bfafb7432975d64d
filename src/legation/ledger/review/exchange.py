"""Decisions as JSON lines, in which two people who work apart exchange them. Pure."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple, NoReturn

from pydantic import ValidationError

from legation.errors import DecisionRefused
from legation.ledger.review.decisions import Decision, canonical, identity


def written(decisions: Iterable[Decision]) -> Iterator[str]:
    """Lines, without their ends: the same for the same decisions, by time and then id. ASCII only."""
    for decision in sorted(decisions, key=lambda d: (d.made, d.id)):
        yield canonical(decision.model_dump(mode="json", exclude_defaults=True))


class Line(NamedTuple):
    """A decision and the number of its line, from 1."""

    number: int
    decision: Decision


def read(lines: Iterable[bytes]) -> Iterator[Line | DecisionRefused]:
    """Decisions that lines hold; for each that holds none a sentence that says why. Blank lines are passed over."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                yield Line(number, _decision(line))
            except DecisionRefused as refused:
                yield DecisionRefused(f"line {number:,}: {refused}")


def _decision(line: bytes) -> Decision:
    try:
        said = json.loads(line, object_pairs_hook=_once)
    except (ValueError, RecursionError) as error:
        raise DecisionRefused("this is no JSON: export decisions with `legation decisions export`") from error
    try:
        decision = Decision.model_validate(said)
        again = json.loads(canonical(decision.model_dump(mode="json", exclude_defaults=True)))
    except (ValidationError, RecursionError) as error:
        raise DecisionRefused(f"this is no decision ({_first(error)})") from error
    if identity(decision) != decision.id or again != said:
        raise DecisionRefused(f"this is not what {decision.id} said: the line was changed after it was written")
    return decision


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    return found if len(found) == len(pairs) else _refuse("a name is given twice")


def _refuse(why: str) -> NoReturn:
    raise ValueError(why)


def _first(error: Exception) -> str:
    if not isinstance(error, ValidationError):
        return "it is nested too deep"
    first = error.errors()[0]
    where = " ".join(str(part) for part in first["loc"])
    said = first["msg"].removeprefix("Value error, ")
    return f"{where}: {said[:1].lower()}{said[1:]}" if where else said
