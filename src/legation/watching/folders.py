"""A folder: the files that were not there yet, or are not what they were. Folders in it are not entered."""

import hashlib
import stat
from datetime import timedelta
from pathlib import Path

from legation.intake import Place, take_in
from legation.intake.files import documents_in
from legation.ledger.keeping.watched import Watch
from legation.watching.hands import Found, Hands
from legation.watching.plan import Spot

STILL = timedelta(seconds=5)
"""How long a file must not have been changed: one that is still being written would be kept by half."""


def look(spot: Spot, watch: Watch, hands: Hands) -> Found:
    """Take in what is new in a folder. Raises UnreadablePath where it cannot be looked into."""
    found = Found()
    seen = hands.ledger.watched.items(watch.number)
    for place in documents_in(Path(spot.place)):
        item, before = place.file_name, seen.get(place.file_name)
        try:
            told = Path(place.path or "").stat()
        except OSError:  # gone meanwhile
            continue
        if not stat.S_ISREG(told.st_mode):
            continue
        state = f"{told.st_size}:{told.st_mtime_ns}:"
        if before is not None and (before.mark or "").startswith(state):
            continue
        if timedelta() <= timedelta(seconds=hands.clock.now().timestamp() - told.st_mtime) < STILL:
            found = found._replace(fresh=found.fresh + 1)
            continue
        digest = _digest(place)
        if before is None or digest is None or (before.mark or "").rpartition(":")[2] != digest:
            for one in take_in([place], source=spot.source, quarantine=hands.settling.quarantine):
                found = hands.keep(one, found)
        if digest is not None:  # else it may be readable the next time, and no change will show
            hands.ledger.watched.note(watch.number, item, hands.clock.now(), mark=f"{state}{digest}")
    return found


def _digest(place: Place) -> str | None:
    """SHA-256 of a file; None where it cannot be read."""
    try:
        with Path(place.path or "").open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None
