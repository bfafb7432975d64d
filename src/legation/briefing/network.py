"""The network of parties in a period: who meets whom, and who undertakes something with or for whom."""

from collections import Counter

from legation.ledger import Ledger
from legation.ledger.narrow import WHOLE, Narrow
from legation.ledger.record import Between, Dealt
from legation.nouns import Noun


class Network(Noun):
    """The parties with the most dealings of a period, and what is between them.

    Counts are of reports: one for each document that tells of a meeting, or of each undertaking that a document tells
    of. The period is that in which they became known, so that a view as of a day is of what was known by then.
    A party's own counts take in what it does alone or with parties that are not here; what has more than sixteen
    parties counts for each of them, and joins no two.
    """

    as_of: str | None
    since: str | None  # EDTF, of the days on which it became known
    until: str | None
    parties: tuple[Dealt, ...]  # those with the most dealings with others first
    links: tuple[Between, ...]  # in order of their parties
    of: int  # parties with dealings in the period, here or not


def network(
    ledger: Ledger,
    *,
    parties: tuple[str, ...] = (),
    narrow: Narrow = WHOLE,
    as_of: str | None = None,
    most: int = 40,
) -> Network:
    """Draw the network of the parties with the most dealings; of some parties (codes), of these and those around them.

    `narrow` tells the period; of the rest of it kinds and areas count, stages and words do not. Raises QueryError, from
    the ledger, for a date that is none.
    """
    found = ledger.between(as_of=as_of, narrow=narrow)
    told = [one for one in found if not parties or not set(parties).isdisjoint(one.parties)]
    dealings: Counter[str] = Counter()
    for one in told:
        for party in one.parties:
            dealings[party] += one.meetings + one.undertakings
    ranked = sorted(dealings, key=lambda party: (party not in parties, -dealings[party], party))
    here = ranked[:most]
    return Network(
        as_of=as_of,
        since=narrow.since,
        until=narrow.until,
        parties=ledger.dealt(here, as_of=as_of, narrow=narrow),
        links=tuple(one for one in found if set(one.parties) <= set(here)),
        of=len(ranked),
    )
