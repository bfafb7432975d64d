"""What a view of the ledger is narrowed to, besides its parties and its as-of date."""

from typing import NamedTuple

from legation.nouns import Area, Kind, Stage


class Narrow(NamedTuple):
    """Each that is not empty leaves out what does not fit; of areas, stages and kinds one has to.

    Areas and stages are of commitments, so either of them leaves out all other entries. An entry says the words by
    itself, as search finds it; a matter does where one of its commitments does, and a document where its text does.
    `since` and `until` bound the day on which something became known, as in search: a matter has to have been told of
    in between.
    """

    areas: tuple[Area, ...] = ()
    stages: tuple[Stage, ...] = ()
    kinds: tuple[Kind, ...] = ()
    since: str | None = None  # EDTF day, month or year
    until: str | None = None
    words: str = ""  # as one types them to search


WHOLE = Narrow()  # leaves nothing out
