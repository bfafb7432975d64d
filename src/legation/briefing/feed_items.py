"""What a feed says of an entry, and of a step in the history of a matter."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import NamedTuple

from legation.briefing.brief_wording import STAGE_WORDS
from legation.briefing.feed import Item
from legation.briefing.visible import one_line
from legation.briefing.wording import called, headline, of_what, quantities, slip, state, testimony, when
from legation.nouns import Due, Entry, Matter, Mention, Step

Key = tuple[str, str]


class Turn(NamedTuple):
    """A step of a matter, with what it changed."""

    matter: Matter
    step: Step
    was: str | None  # stage of the matter before; None for its first word
    due: Due | None  # the due date that it gave


def key_of(mention: Mention) -> Key:
    """What an entry of a document is known by."""
    return (mention.document, mention.entry.id)


def turns(matter: Matter) -> Iterator[Turn]:
    """Every step of the history of a matter, in its order."""
    given = {key_of(due.mention): due for due in matter.slipped}
    was: str | None = None
    for step in matter.history:
        yield Turn(matter, step, was, given.get(key_of(step.mention)))
        was = STAGE_WORDS[step.matter_stage]


def entry_item(mention: Mention, at: datetime, address: str) -> Item:
    """Tell of an entry that came on record."""
    return _item(mention, _told(mention.entry), (), at, address)


def turn_item(turn: Turn, at: datetime, address: str) -> Item:
    """Tell of a step, by what it changed of its matter: its stage, its due date, or neither."""
    mention, changes = turn.step.mention, tuple(_changes(turn))
    what = "; ".join(changes) or f"{STAGE_WORDS[turn.step.stage]}, and {_now(turn)} as before"
    said = (_told(mention.entry), f"The matter is {_now(turn)}.")
    return _item(mention, f"{one_line(turn.matter.title)}: {what}", said, at, address)


def _changes(turn: Turn) -> Iterator[str]:
    if turn.was is None:
        yield f"first word of it, {_now(turn)}"
    elif turn.step.moved:
        yield f"{turn.was} → {_now(turn)}"
    if turn.due is not None:
        moved = f" ({slip(turn.due)})" if turn.due.slip_days else ""
        yield f"{of_what(turn.due) or 'completion'} due {when(turn.due.due)}{moved}"


def _now(turn: Turn) -> str:
    return STAGE_WORDS[turn.step.matter_stage]


def _told(entry: Entry) -> str:
    stands = "" if entry.kind == "figure" else f" ({state(entry)})"
    return f"{headline(entry)}{stands}"


def _item(mention: Mention, title: str, said: Iterable[str], at: datetime, address: str) -> Item:
    entry = mention.entry
    lines = [*said]
    if entry.kind == "commitment" and entry.quantities:
        lines.append(f"Amount: {quantities(entry.quantities)}.")
    if entry.date:
        lines.append(f"Date: {when(entry.date)}.")
    lines += [f"“{one_line(place.quote)}”" for place in entry.evidence[:1]]
    lines += [f"— {testimony(mention)}", f"Document: {called(mention)}"]
    return Item(
        of=" ".join(("entry", *key_of(mention))),
        title=title,
        text="\n".join(lines),
        author=entry.speaker or mention.source or called(mention),
        kind=entry.kind,
        published=mention.reported,
        updated=at,
        address=address,
    )
