"""Passwords: which may be chosen, and how they are kept.

Chosen as NIST SP 800-63B would have it (section 5.1.1.2; 3.1.1.2 in its fourth revision): long, none of the common
ones, none made of the person's or the service's name; no rules on which characters. The fourth revision asks for 15
where nothing else is asked for; here it is 12, and guesses are few (see `lockout`). Kept as Argon2id hashes them, by
the second recommended option of RFC 9106 (section 4), well above the least that OWASP asks for (19 MiB, 2 passes).
"""

import unicodedata
from collections.abc import Collection
from threading import Semaphore

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

from legation.accounts.names import folded
from legation.errors import AccountRefused, SignInRefused

SHORTEST = 12  # characters
LONGEST = 1024  # bytes of UTF-8
PASSES = 3
MEMORY = 65_536  # KiB
LANES = 4
_AT_ONCE = 2  # passwords that are hashed at one time: 128 MiB, and the processors are left to those who read pages
_IN_LINE = 8  # that are hashed or wait for it: more are sent away, so that guessing cannot keep every thread waiting
_FEWEST_DIFFERENT = 5  # characters

# What passwords in use are made of, by any published list of them; digits and punctuation around it help little.
_COMMON = frozenset({
    "password", "passwort", "passphrase", "secret", "letmein", "welcome", "changeme", "default", "admin",
    "administrator", "root", "login", "user", "guest", "test", "testing", "qwerty", "qwertz", "azerty", "qwertyuiop",
    "asdf", "asdfgh", "asdfghjkl", "zxcvbn", "zxcvbnm", "qazwsx", "qazwsxedc", "abc", "abcd", "abcde", "abcdef",
    "abcdefg", "abcdefgh", "abcdefghi", "abcdefghij", "abcdefghijkl", "iloveyou", "love", "sunshine", "princess",
    "monkey", "dragon", "football", "baseball", "superman", "batman", "master", "shadow", "trustno", "whatever",
    "hello", "freedom", "starwars", "computer", "internet", "summer", "winter", "spring", "autumn",
    "correcthorsebatterystaple", "this", "is", "my", "a", "the", "one", "two", "three", "four", "legation", "ledger",
    "diplomacy", "diplomat", "embassy",
})  # fmt: skip
_UP = ("0123456789" * LONGEST, "abcdefghijklmnopqrstuvwxyz" * 2)
_IN_A_ROW = (*_UP, *(row[::-1] for row in _UP))


def check_new(password: str, name: str) -> None:
    """Raise AccountRefused for a password that nobody should have, or not the person of this name."""
    raw = _as_hashed(password)
    if raw is None:
        raise AccountRefused(f"the password is no text of up to {LONGEST:,} bytes: choose a shorter one")
    if len(raw.decode()) < SHORTEST:
        raise AccountRefused(f"the password is too short: choose {SHORTEST} characters or more, such as a few words")
    compared = raw.decode().casefold()
    own = {"".join(filter(str.isalpha, part)) for part in (folded(name), *folded(name).split())} - {""}
    letters = "".join(filter(str.isalpha, compared))
    if compared == folded(name) or (letters and _made_of(letters, own)):
        raise AccountRefused("the password is made of the name: choose another, such as a few words")
    if (
        (letters and _made_of(letters, _COMMON | own))
        or len(set(compared)) < _FEWEST_DIFFERENT
        or any(compared in row for row in _IN_A_ROW)
    ):
        raise AccountRefused("the password is among the first that are tried: choose another, such as a few words")


def _made_of(letters: str, words: Collection[str]) -> bool:
    """Whether letters are nothing but words, one after the other."""
    reached = {0}
    for place in range(len(letters)):
        if place in reached:
            reached.update(place + len(word) for word in words if letters.startswith(word, place))
    return len(letters) in reached


def _as_hashed(password: str) -> bytes | None:
    """Password as it is hashed: the same however a keyboard composes its characters; None for what can be none."""
    try:
        if len(password) > LONGEST or len(password.encode()) > LONGEST:
            return None
        raw = unicodedata.normalize("NFKC", password).encode()
    except UnicodeEncodeError:  # half of a surrogate pair: bytes that were no text
        return None
    return raw if len(raw) <= LONGEST else None


class Hasher:
    """Hashes passwords at a cost: passes over so many KiB of memory, in lanes. May be used from several threads."""

    def __init__(self, *, passes: int = PASSES, memory: int = MEMORY, lanes: int = LANES) -> None:
        self._argon = PasswordHasher(
            time_cost=passes, memory_cost=memory, parallelism=lanes, hash_len=32, salt_len=16, type=Type.ID
        )
        # Nobody's: to find that a password does not fit it costs what it costs with somebody's.
        self._nobody = f"$argon2id$v=19$m={memory},t={passes},p={lanes}${'A' * 22}${'A' * 43}"
        self._turn = Semaphore(_AT_ONCE)
        self._line = Semaphore(_IN_LINE)

    def hashed(self, password: str) -> str:
        """Hash a password with a salt of its own; the parameters are in what is given. Raises AccountRefused."""
        raw = _as_hashed(password)
        if raw is None:
            raise AccountRefused(f"the password is no text of up to {LONGEST:,} bytes: choose a shorter one")
        with self._turn:
            return self._argon.hash(raw)

    def fits(self, password: str, kept: str | None) -> bool:
        """Whether a password is the one kept as this hash; of nobody's, None, it costs as much to say no.

        Raises SignInRefused where too many ask at once.
        """
        raw = _as_hashed(password)
        if raw is None:
            return False
        if not self._line.acquire(blocking=False):
            raise SignInRefused("too many are signing in at this moment: try again in a minute")
        try:
            with self._turn:
                return self._argon.verify(kept or self._nobody, raw) and kept is not None
        except (VerificationError, InvalidHashError):
            return False
        finally:
            self._line.release()

    def is_outdated(self, kept: str) -> bool:
        """Whether a hash was made at another cost than this."""
        return self._argon.check_needs_rehash(kept)


STANDARD = Hasher()  # one for all of a process, so that the line is one
