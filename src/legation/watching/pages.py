"""A page that is changed in place, such as a list of statements: taken in again when its text is another."""

import hashlib

from legation.intake import Received, Refused, unpack_fetched
from legation.intake.fetching import Known
from legation.ledger.keeping.watched import Watch, key_of
from legation.watching.hands import Found, Hands
from legation.watching.plan import Spot


def look(spot: Spot, watch: Watch, hands: Hands) -> Found:
    """Take a page in if its text is not what it was. Raises InputError where it cannot be had."""
    fetched = hands.manners.fetch(spot.place, Known(watch.etag, watch.modified))
    if fetched is None:
        return Found(unchanged=True, known=Known(watch.etag, watch.modified))
    found = Found(known=fetched.known)
    seen = hands.ledger.watched.items(watch.number)
    for one in unpack_fetched(fetched, spot.place, hands.settling.quarantine, source=spot.source):
        item, mark = key_of(one.origin or spot.place), _mark(one)
        if item in seen and seen[item].mark == mark:
            continue  # what stands around the text may change every time: a clock, what others read
        found = hands.keep(one, found)
        hands.ledger.watched.note(watch.number, item, hands.clock.now(), mark=mark)
    return found


def _mark(one: Received | Refused) -> str:
    said = one.document.text if isinstance(one, Received) else str(one.error)
    return hashlib.sha256(said.encode("utf-8", "replace")).hexdigest()
