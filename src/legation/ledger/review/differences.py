"""What differs between two readings of one document: by kind and span, as everywhere. Pure."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Literal, NamedTuple

from legation.nouns import Entry


class FieldChange(NamedTuple):
    """A field that is read otherwise; values as in JSON."""

    field: str
    before: Any
    after: Any


class Difference(NamedTuple):
    """An entry that one reading proposes and the other does not, or has otherwise."""

    what: Literal["new", "gone", "changed"]
    entry: Entry  # as it is read now; as it was read where it is gone
    fields: tuple[FieldChange, ...] = ()


def differences(before: Iterable[Entry], after: Iterable[Entry]) -> tuple[Difference, ...]:
    """Differences in order of the text. How sure a reader is of an entry makes none."""
    were: dict[tuple[str, int, int], list[Entry]] = defaultdict(list)
    for entry in before:
        were[_place(entry)].append(entry)
    found: list[Difference] = []
    for entry in after:
        if were[_place(entry)]:
            if fields := changes(were[_place(entry)].pop(0), entry):
                found.append(Difference("changed", entry, fields))
        else:
            found.append(Difference("new", entry))
    found += [Difference("gone", entry) for left in were.values() for entry in left]
    return tuple(sorted(found, key=lambda one: (one.entry.evidence[0].start, one.entry.id, one.what)))


def changes(before: Entry, after: Entry) -> tuple[FieldChange, ...]:
    """Fields in which an entry differs from what it was; the order of what is in a row makes no difference."""
    was, now = (entry.model_dump(mode="json", exclude={"id", "kind", "confidence"}) for entry in (before, after))
    return tuple(
        FieldChange(field, was.get(field), now.get(field))
        for field in dict.fromkeys((*was, *now))
        if _unordered(was.get(field)) != _unordered(now.get(field))
    )


def _unordered(value: Any) -> Any:
    return sorted(value) if isinstance(value, list) and all(isinstance(one, str) for one in value) else value


def _place(entry: Entry) -> tuple[str, int, int]:
    return entry.kind, entry.evidence[0].start, entry.evidence[0].end
