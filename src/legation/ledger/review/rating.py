"""Verdicts: what a person signs of whether that which an entry says is true."""

from datetime import datetime
from typing import get_args

from sqlalchemy import Connection

from legation.errors import DecisionRefused
from legation.ledger.keeping import store
from legation.ledger.keeping.schema import decisions
from legation.ledger.review.deciding import keep, named, on_topic, whoever
from legation.ledger.review.decisions import Decision, Rating, made, newest, verdicts


def rate(connection: Connection, entry: str, rating: Rating, *, by: str, at: datetime, why: str) -> Decision:
    """Put a verdict on the truth of what an entry in force says on record.

    Raises QueryError for an unknown entry, DecisionRefused for one that is not in force, or a verdict without grounds.
    """
    by = whoever(by)
    if rating not in get_args(Rating):
        raise DecisionRefused(f"{rating!r} is no rating: there are {', '.join(get_args(Rating))}")
    if not why.strip():
        raise DecisionRefused("a verdict needs its grounds: say why")
    known = named(connection, entry)
    if not known.in_force:
        raise DecisionRefused(f"{entry} is not in force: a verdict is on what an entry says")
    topic = known.subject.model_copy(update={"truth": True}), None
    before = newest(on_topic(connection, topic))
    decision = made("rate", *topic, by=by, at=at, rating=rating, why=why.strip(), supersedes=before)
    keep(connection, [decision])
    return decision


def verdict_on(connection: Connection, entry: str) -> Decision | None:
    """Give the verdict in force on an entry, by its id; None where there is none, or people differ."""
    return verdicts(store.decisions_of(connection, decisions.c.entry == entry)).get(entry)
