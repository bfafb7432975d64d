"""Decisions that contradict each other, for a person to see."""

from collections.abc import Iterator

from legation.briefing.rulings import ruling, who_and_when
from legation.ledger.review.deciding import Conflict


def conflict_lines(conflict: Conflict) -> Iterator[str]:
    """Name a conflict and each of its decisions, a line each."""
    subject, other = conflict.topic
    about = subject.entry if other is None else f"{subject.entry} and {other.entry}"
    yield f"conflict on {about}: neither has effect until somebody decides anew"
    for decision in conflict.decisions:
        yield f"  {decision.id} {ruling(decision)} — {who_and_when(decision)}"
