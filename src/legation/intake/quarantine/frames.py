"""How the two sides of a quarantine speak: frames of a line of JSON and the bytes that it announces.

The side outside trusts none of it: a line is at most so long, and so are the bytes.
"""

import json
from typing import IO, Any

LONGEST_LINE = 1_000_000
"""Bytes of the line of a frame."""


class Garbled(Exception):
    """What came is no frame, or there is none any more."""


def send(to: IO[bytes], told: dict[str, Any], *parts: bytes) -> None:
    """Write a frame: what is told, and parts of bytes."""
    line = json.dumps(told | {"parts": [len(part) for part in parts]}).encode("ascii")
    to.write(line + b"\n" + b"".join(parts))
    to.flush()


def receive(stream: IO[bytes], most: int) -> tuple[dict[str, Any], list[bytes]]:
    """Read a frame with at most so many bytes of parts. Raises Garbled."""
    line = stream.readline(LONGEST_LINE)
    if not line.endswith(b"\n"):
        raise Garbled
    try:
        told = json.loads(line)
        lengths = [int(length) for length in told.pop("parts")]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise Garbled from error
    if any(length < 0 for length in lengths) or sum(lengths) > most:
        raise Garbled
    parts = [stream.read(length) for length in lengths]
    if [len(part) for part in parts] != lengths:
        raise Garbled
    return told, parts
