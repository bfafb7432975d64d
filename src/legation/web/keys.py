"""The keys that pages know: what each does, and where. Pages list them, and so does the help."""

from typing import Literal, NamedTuple

Where = Literal["document", "entry", "link", "conflict", "everywhere"]


class Key(NamedTuple):
    """A single key, and what it does."""

    key: str
    does: str
    where: tuple[Where, ...]


KEYS: tuple[Key, ...] = (
    Key("j", "next entry", ("document",)),
    Key("k", "entry before", ("document",)),
    Key("n", "next that nobody decided on, beyond this document when none is left; decides nothing", ("document",)),
    Key("n", "skip: the next question; decides nothing", ("entry", "link", "conflict")),
    Key("a", "accept, and on to the next undecided", ("document", "entry")),
    Key("c", "correct", ("document", "entry")),
    Key("r", "reject, and on to the next undecided", ("document", "entry")),
    Key("s", "same: the two are of one matter", ("link",)),
    Key("d", "different: they are of two matters", ("link",)),
    Key("x", "unsure: it cannot be told", ("link",)),
    Key("1 2 …", "decide as this person did", ("conflict",)),
    Key("u", "undo my last decision", ("document", "entry", "link", "conflict")),
    Key("/", "search", ("everywhere",)),
    Key("?", "show these keys", ("document", "entry", "link", "conflict")),
)


def keys_of(where: Where) -> tuple[Key, ...]:
    """Keys of one kind of page."""
    return tuple(key for key in KEYS if where in key.where)
