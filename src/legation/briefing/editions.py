"""What documents of one story are of each other, in plain words."""

from collections.abc import Sequence

from legation.briefing.visible import one_line
from legation.briefing.wording import RELATIONS, called, when, whence
from legation.ledger.record import Edition, Listing, Publication, Story
from legation.nouns import Mention, Relation, Step

_IT_IS: dict[Relation | None, str] = {
    "copy": "has the same words",
    "shortened": "is a shortened copy of this",
    "updated": "is an update of this",
    "corrected": "is a correction of this",
    None: "tells the same story",
}
_THIS_IS: dict[Relation | None, str] = {
    "copy": "had the same words before",
    "shortened": "is what this was shortened from",
    "updated": "is updated by this",
    "corrected": "is corrected by this",
    None: "tells the same story",
}


def relation(edition: Edition) -> str:
    """Say what another document is of this one."""
    return (_IT_IS if edition.later else _THIS_IS)[edition.relation]


def published(one: Listing | Publication) -> str:
    """Where and when something was published: `Baltic Wire, 5 October 2021`."""
    return ", ".join(part for part in (one_line(one.source or ""), when(one.date)) if part)


def corrections(story: Story, *, later: bool) -> tuple[Listing, ...]:
    """Documents by which this one was put right, or, earlier ones, which it puts right."""
    return tuple(one.document for one in story.editions if one.relation == "corrected" and one.later is later)


def first_of(story: Story) -> str | None:
    """Say of which earlier document this is a copy, by the last of them; None where it is of none."""
    before = [one for one in story.editions if not one.later and one.relation is not None]
    if not before:
        return None
    one = before[-1]
    said = RELATIONS[one.relation] if one.relation is not None else "of the story of"
    return f"{said} {called(one.document)} ({published(one.document)})"


def also_in(step: Step) -> Sequence[str]:
    """Where else a line of a matter stands, and what it puts right, a sentence each; nothing for most lines."""
    said = [f"also in {'; '.join(map(_cited, step.also))}"] if step.also else []
    return said + ([f"puts right {'; '.join(map(_cited, step.supersedes))}"] if step.supersedes else [])


def _cited(mention: Mention) -> str:
    return f"{called(mention)} ({whence(mention)})"
