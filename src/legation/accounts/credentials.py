"""Secrets that are given out once and kept by their hash alone.

They have 256 random bits, so that a plain hash keeps them: there is nothing to guess, and a look-up by hash compares
in one step. Of a copy of the ledger nobody can sign in.
"""

import hashlib
import secrets

TOKEN = "lgn_"  # noqa: S105 - what a token begins with, so that scanners for leaked secrets know one when they see it
_BYTES = 32


def new(prefix: str = "") -> str:
    """Make a secret of letters, digits, `-` and `_`."""
    return prefix + secrets.token_urlsafe(_BYTES)


def digest(secret: str) -> str:
    """SHA-256 of a secret, in hexadecimal digits; of anything else that somebody sends, too."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
