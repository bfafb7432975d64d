"""A feed: the items that were not seen there yet, by their own text or by the pages that they lead to."""

import re
from pathlib import PurePath

from legation.errors import BrokenFile, InputError
from legation.intake import is_url, received_of, unpack_fetched
from legation.intake.fetching import Fetched, Known
from legation.intake.formats import HEAD, format_of
from legation.intake.piece import Damaged, Piece
from legation.ledger.keeping.failures import digest
from legation.ledger.keeping.watched import Watch, key_of
from legation.watching.hands import Found, Hands
from legation.watching.manners import LeftAlone
from legation.watching.plan import Spot


def look(spot: Spot, watch: Watch, hands: Hands) -> Found:
    """Take in what is new in a feed. Raises InputError where the feed itself cannot be had."""
    fetched = hands.manners.fetch(spot.place, Known(watch.etag, watch.modified))
    if fetched is None:
        return Found(unchanged=True, known=Known(watch.etag, watch.modified))
    found, pending = Found(), False
    seen = hands.ledger.watched.items(watch.number)
    for piece in reversed(_items(spot, fetched, hands)):  # a feed begins with the latest
        item = _key(piece, fetched)
        if item in seen and not seen[item].tries:
            continue
        if not (spot.pages and piece.url) and not piece.raw:
            found = found._replace(textless=found.textless + 1)  # not noted, so that `pages = true` finds it later
            continue
        try:
            found = _taken(spot, piece, hands, found)
        except LeftAlone as busy:
            return found._replace(until=busy.until)
        except InputError as error:
            hands.refused(error, piece.url or piece.name, piece.url or spot.place)
            pending |= hands.tried(watch.number, item, seen.get(item), error)
            found = found.plus(failed=1)
        else:
            hands.ledger.watched.note(watch.number, item, hands.clock.now())
    # Where something is to be tried again, the feed has to come anew, changed or not.
    return found if pending else found._replace(known=fetched.known)


def _items(spot: Spot, fetched: Fetched, hands: Hands) -> list[Piece]:
    name = f"{_stem(fetched)}.rss"
    form = format_of(fetched.raw[:HEAD], name)
    if form is None or form.module != "feed":
        raise BrokenFile(f"{spot.place}: not a feed but {form.name if form else 'a text'}; [[page]] watches a page")
    pieces = hands.settling.quarantine.pieces(fetched.raw, name=name, media=fetched.content_type, url=fetched.url)
    return [piece for piece in pieces if not isinstance(piece, Damaged)]


def _key(piece: Piece, fetched: Fetched) -> str:
    """What an item is known by. One with neither id nor link may share its title, and has another place each time."""
    counted = re.fullmatch(rf"{re.escape(_stem(fetched))}-[0-9]+", piece.name)
    if piece.url is None and (piece.name == piece.title or counted):
        return key_of(f"{piece.title} {digest(piece.raw)}")
    return key_of(piece.name)


def _stem(fetched: Fetched) -> str:
    return PurePath(fetched.name).stem


def _taken(spot: Spot, piece: Piece, hands: Hands, found: Found) -> Found:
    """Take in one item. Raises InputError where its page cannot be had."""
    if not (spot.pages and piece.url and is_url(piece.url)):
        named = piece._replace(origin=spot.place, source=spot.source or piece.source)  # that is the title of the feed
        return hands.keep(received_of(named), found)
    page = hands.manners.fetch(piece.url)
    if page is None:  # nobody asked whether it had changed
        return found
    told = {"title": piece.title, "date": piece.date, "source": spot.source or piece.source}
    for one in unpack_fetched(page, piece.url, hands.settling.quarantine, **told):
        found = hands.keep(one, found)
    return found
