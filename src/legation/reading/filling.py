"""From a proposal to an entry: each kind fills in its own fields."""

from legation.nouns import Entry
from legation.reading.commitments import commitment
from legation.reading.figures import figure_in
from legation.reading.meetings import meeting
from legation.reading.objects import Objects
from legation.reading.page import Page
from legation.reading.positions import position
from legation.reading.proposal import Proposal


def fill(page: Page, objects: Objects, made: Proposal) -> Entry | None:
    """The entry that a proposal makes; None where nobody can be named, or nothing crosses a border."""
    if made.kind == "commitment":
        return commitment(page, objects, made)
    if made.kind == "meeting":
        return meeting(page, objects, made)
    if made.kind == "figure":
        return figure_in(page, objects, made)
    return position(page, objects, made)
