"""The bytes of documents as few bytes: zlib with a preset dictionary (RFC 1950) of prose such as reports are made of.

A report is short, and zlib finds little to go by in it: with 30 KB of reports before it, of our own (`prose.txt`), the
reports of the gold take 0.42 of their length in place of 0.51. What was pressed can only be read with the same prose,
so that file stays as it is for good; what was compressed without it is read as well.
"""

import zlib
from functools import cache
from importlib.resources import files


def press(raw: bytes) -> bytes:
    """Press bytes."""
    pressing = zlib.compressobj(zdict=_prose())
    return pressing.compress(raw) + pressing.flush()


def loosen(pressed: bytes) -> bytes:
    """Give back what was pressed. Raises zlib.error where it is not what it was."""
    loosening = zlib.decompressobj(zdict=_prose())
    raw = loosening.decompress(pressed) + loosening.flush()
    if not loosening.eof:
        raise zlib.error("what was pressed is cut short")
    return raw


@cache
def _prose() -> bytes:
    return files(__package__).joinpath("prose.txt").read_bytes()
