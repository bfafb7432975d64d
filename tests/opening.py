"""Bytes of a format, opened here and not in quarantine, and what was found in them."""

import io
from typing import Any

from legation.intake.formats import pieces
from legation.intake.piece import Damaged, Given, Piece


def opened(raw: bytes, name: str, **given: Any) -> list[Piece | Damaged]:
    """All that is found in some bytes."""
    return list(pieces(Given(io.BytesIO(raw), name, **given)))


def documents(raw: bytes, name: str, **given: Any) -> list[Piece]:
    """Documents in some bytes of which nothing is damaged."""
    found = opened(raw, name, **given)
    assert not [each for each in found if isinstance(each, Damaged)]
    return [each for each in found if isinstance(each, Piece)]


def only(raw: bytes, name: str, **given: Any) -> Piece:
    """Give the one document in some bytes."""
    (found,) = documents(raw, name, **given)
    return found


def damage(raw: bytes, name: str, **given: Any) -> list[str]:
    """Sentences on what is damaged in some bytes."""
    return [each.reason for each in opened(raw, name, **given) if isinstance(each, Damaged)]
