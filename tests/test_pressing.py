"""Bytes of documents pressed, and given back."""

import hashlib
import zlib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from legation.ledger.keeping.pressing import loosen, press


@given(st.binary(max_size=3000) | st.text(max_size=3000).map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_what_was_pressed_comes_back_whether_it_was_with_the_prose_or_without(raw: bytes) -> None:
    assert loosen(press(raw)) == raw
    assert loosen(zlib.compress(raw)) == raw


def test_the_prose_stays_as_it_is_for_good() -> None:
    """Ledgers cannot be read without it: a new one would have to stand beside it."""
    prose = files("legation.ledger.keeping").joinpath("prose.txt").read_bytes()
    assert hashlib.sha256(prose).hexdigest() == "b441fbeecfb66cd50c5f3bebbe3ead831b4605f96a577dbb239b90b19a7da15f"
    assert len(prose) < 1 << 15


@pytest.mark.parametrize("spoil", [lambda kept: kept[:-3], lambda kept: kept[:20] + b"?" + kept[21:]])
def test_what_is_not_what_it_was_is_told(spoil: object) -> None:
    kept = press(b"The two ministers signed a protocol on the ferry line in Tallinn on Monday.")
    assert callable(spoil)
    with pytest.raises(zlib.error):
        loosen(spoil(kept))
