"""Reviewers' decisions in plain words. The same in terminal and browser."""

from collections.abc import Sequence
from datetime import datetime

from legation.briefing.visible import one_line
from legation.briefing.wording import headline, state
from legation.ledger.review.decisions import Decision, Verb
from legation.ledger.review.differences import Difference, FieldChange

DONE: dict[Verb, str] = {
    "accept": "accepted",
    "correct": "corrected",
    "reject": "rejected",
    "add": "added",
    "same": "ruled to be of one matter",
    "different": "ruled to be of different matters",
    "unsure": "left open whether of one matter",
    "rate": "rated",
    "undo": "undid",
}


# From where on agreement goes by which word: Landis and Koch, "The measurement of observer agreement for categorical
# data", Biometrics 33 (1977), 159-174, table on page 165; the words are theirs.
_AGREEING = ((0.8, "almost perfectly"), (0.6, "substantially"), (0.4, "moderately"), (0.2, "fairly"), (0.0, "slightly"))


def agreeing(measure: float) -> str:
    """Put a kappa or an alpha, which is 1 at most, in words: `substantially`."""
    return next((word for above, word in _AGREEING if measure > above), "no better than by chance")


def minute(made: str) -> str:
    """Write a time, ISO 8601 in UTC, to the minute: `2021-04-08 12:30 UTC`."""
    return datetime.fromisoformat(made).strftime("%Y-%m-%d %H:%M UTC")


def who_and_when(decision: Decision) -> str:
    """Say who decided, when and why: `Anna, 2021-04-08 12:30 UTC: nobody said so`."""
    why = f": {one_line(decision.why)}" if decision.why else ""
    return f"{one_line(decision.by)}, {minute(decision.made)}{why}"


def ruling(decision: Decision) -> str:
    """Put a decision in one line, without who and when: `rejected`, `corrected to signed · Russia → Pakistan: ...`."""
    if decision.verb == "undo":
        return f"undid {' and '.join(decision.supersedes)}"
    if decision.rating is not None:
        return f"{DONE[decision.verb]} {decision.rating}"
    entry = decision.stands_as
    if decision.verb in {"correct", "add"} and entry is not None:
        to = " to" if decision.verb == "correct" else ""
        return f"{DONE[decision.verb]}{to}: {state(entry)} · {headline(entry)}"
    if decision.other is not None:
        return f"{decision.subject.entry} and {decision.other.entry} {DONE[decision.verb]}"
    return DONE[decision.verb]


def field_change(change: FieldChange) -> str:
    """Put a change of a field in words: `stage offered → signed`."""
    return f"{change.field.replace('_', ' ')} {_value(change.before)} → {_value(change.after)}"


def difference(found: Difference) -> str:
    """Put what is read otherwise in one line."""
    changed = f" ({'; '.join(field_change(change) for change in found.fields)})" if found.fields else ""
    return f"{found.what}: {headline(found.entry)}{changed}"


def _value(value: object) -> str:
    match value:
        case None | [] | "":
            return "none"
        case dict() if "quote" in value:
            return f"“{one_line(str(value['quote']))}”"
        case dict() if "unit" in value:
            more = " more" if value.get("additional") else ""
            return one_line(f"{value['value']:,} {value['unit']}{more}")
        case Sequence() if not isinstance(value, str):
            return ", ".join(_value(one) for one in value)
        case _:
            return one_line(str(value))
