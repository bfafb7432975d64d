"""From a proposal to an entry: each kind fills in its own fields."""

from legation.nouns import Entry
from legation.reading.agency import agency
from legation.reading.cast import Codes
from legation.reading.commitments import commitment
from legation.reading.figures import about
from legation.reading.meetings import meeting, taking_part
from legation.reading.objects import Objects
from legation.reading.page import Page
from legation.reading.positions import position, stance
from legation.reading.proposal import Proposal

Roles = tuple[Codes, Codes]
"""Who acts, holds the stance, takes part or is measured; whom it is for, or whom the stance is about."""


def ruled_roles(page: Page, made: Proposal) -> Roles:
    """Who acts and towards whom by rule; empty where no rule can tell."""
    if made.kind == "commitment":
        return agency(page, made)
    if made.kind == "meeting":
        return taking_part(page, made), ()
    if made.kind == "figure":
        return about(page, made), ()
    return stance(page, made)


def fill(page: Page, objects: Objects, made: Proposal, roles: Roles | None = None) -> Entry | None:
    """The commitment, meeting or position that a proposal makes; None without parties or a border crossed.

    `roles`: who acts and towards whom, where it is known better than by rule.
    """
    by, to = ruled_roles(page, made) if roles is None else roles
    if made.kind == "commitment":
        return commitment(page, objects, made, (by, to))
    if made.kind == "meeting":
        return meeting(page, objects, made, by)
    return position(page, objects, made, (by, to))
