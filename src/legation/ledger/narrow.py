"""What a view of the ledger is narrowed to, besides its parties and its as-of date."""

from typing import NamedTuple

from legation.nouns import Area, Kind, Stage


class Narrow(NamedTuple):
    """Each that is not empty leaves out what does not fit; of areas, stages and kinds one has to."""

    areas: tuple[Area, ...] = ()
    stages: tuple[Stage, ...] = ()
    kinds: tuple[Kind, ...] = ()
    since: str | None = None  # EDTF day, month or year
    until: str | None = None
    words: str = ""  # as one types them to search
