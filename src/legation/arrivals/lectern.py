"""The process in which a server has its documents read: `python -m legation.arrivals.lectern`, for `apart`.

It says the name of its reader in a line of JSON, and then a line for each line with a document that it is given: the
entries, or the fault that kept it from reading. It ends when nobody speaks to it any more.
"""

import json
import os
import signal
import sys
import traceback
from typing import IO

from legation import __version__
from legation.nouns import Document
from legation.reading.reader import Reader, open_reader

_NICE = 5  # pages come first, and yet it goes on beside a busy neighbour


def main(reader: Reader | None = None) -> None:
    """Read until there is nothing more to read."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends this process
    if hasattr(os, "nice"):
        os.nice(_NICE)
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as says:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # whatever a library prints is no answer
        attend(reader or open_reader(), sys.stdin.buffer, says)


def attend(reader: Reader, hears: IO[bytes], says: IO[bytes]) -> None:
    """Answer every line."""
    _say(says, {"reader": reader.name})
    for line in hears:
        _say(says, _answer(reader, line))


def _answer(reader: Reader, line: bytes) -> object:
    try:
        return {"entries": [entry.model_dump() for entry in reader.read(Document.model_validate_json(line))]}
    except Exception as error:  # noqa: BLE001 - a bug that one document brings out must not cost the others
        traceback.print_exc()  # where a server runs with LEGATION_DEBUG, it is seen
        return {"fault": f"a bug in Legation {__version__} ({type(error).__name__}: {error}); please report it"}


def _say(says: IO[bytes], told: object) -> None:
    says.write(json.dumps(told).encode() + b"\n")
    says.flush()


if __name__ == "__main__":
    main()
