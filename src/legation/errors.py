"""The errors of Legation. Each says what was wrong, where, and what to do, in one sentence for a person.

LegationError
├── InputError         a document cannot be taken in; the other documents of the run still are
│   ├── UnreadablePath   no such file, or it may not be read
│   ├── EmptyDocument    no text in it
│   ├── NotText          binary, or in an encoding that cannot be told
│   ├── BrokenFile       of a format that is read, but damaged, locked or without text
│   ├── LimitReached     opening it took more memory, time or room than one document may
│   ├── TooLarge         over the limit
│   ├── ForeignLanguage  a language that no reader here reads
│   ├── AddressRefused   a URL from which nothing may be fetched
│   ├── FetchFailed      a URL from which nothing came
│   └── SeriesError      a line of a reference series that cannot be taken in
├── ReaderLost         the process that reads for a server ended, or took too long
├── ReaderFault        a bug that a document brought out in it
├── EngineLost         what spreads a bulk run over cores is not installed, not reached, or gave up
├── ResultRefused      a bulk result cannot be written, or not be gone on with as asked
├── LedgerError        the ledger cannot be opened or written
│   ├── NotALedger       the file is something else, or there is none
│   ├── NewerLedger      made by a newer version
│   └── LedgerFull       the disk is full or the file may not be written
├── DecisionRefused    what a reviewer decided, or brought along, cannot stand
│   └── Overtaken        somebody decided on it meanwhile
├── AccountRefused     an account, a password or a token cannot be as asked
├── PlanRefused        a file that says what is to be watched has mistakes
├── SignInRefused      nobody is let in: wrong name or password, or too many of them
└── QueryError         what was asked for cannot be answered: an unknown party, matter, document or date
"""

from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from legation.ledger.review.decisions import Decision


class LegationError(Exception):
    """Base of all. `str(error)` is the sentence that a person reads."""

    exit_code = 1


class InputError(LegationError):
    """A document cannot be taken in."""


class UnreadablePath(InputError):
    """No such file, or it may not be read."""


class EmptyDocument(InputError):
    """There is no text in it."""


class NotText(InputError):
    """Binary, or in an encoding that cannot be told."""


class BrokenFile(InputError):
    """Of a format that is read, but damaged, locked with a password, or without any text."""


class LimitReached(InputError):
    """Opening it took more memory, time or room than one document may."""


class TooLarge(InputError):
    """Over the limit on size."""


class ForeignLanguage(InputError):
    """In a language that no reader here reads."""


class AddressRefused(InputError):
    """A URL from which nothing may be fetched."""


class FetchFailed(InputError):
    """A URL from which nothing came; with what the server answered, and its Retry-After, where it did."""

    def __init__(self, sentence: str, *, status: int | None = None, wait: str | None = None) -> None:
        super().__init__(sentence)
        self.status = status
        self.wait = wait


class SeriesError(InputError):
    """A line of a reference series that cannot be taken in."""


class ReaderLost(LegationError):
    """The process that reads for a server ended, or took too long."""


class ReaderFault(LegationError):
    """A bug that a document brought out in the reader."""


class EngineLost(LegationError):
    """What spreads a bulk run over cores or machines is not installed, cannot be reached, or gave up."""


class ResultRefused(LegationError):
    """A bulk result cannot be written, or a run cannot go on with it as asked."""


class LedgerError(LegationError):
    """The ledger cannot be opened or written."""


class NotALedger(LedgerError):
    """The file is something else, or there is none."""


class NewerLedger(LedgerError):
    """Made by a newer version of Legation."""


class LedgerFull(LedgerError):
    """The disk is full, or the file may not be written."""


class DecisionRefused(LegationError):
    """What a reviewer decided, or brought along, cannot stand."""


class Overtaken(DecisionRefused):
    """Somebody decided on it meanwhile; `decisions` are those, in order of time."""

    def __init__(self, sentence: str, decisions: "tuple[Decision, ...]") -> None:
        super().__init__(sentence)
        self.decisions = decisions


class AccountRefused(LegationError):
    """An account, a password or a token cannot be as asked."""


class PlanRefused(LegationError):
    """A file that says what is to be watched has mistakes; `sentences` tells each."""

    exit_code = 2

    def __init__(self, *sentences: str) -> None:
        super().__init__("; ".join(sentences))
        self.sentences = sentences


class SignInRefused(LegationError):
    """Nobody is let in; `until`, in UTC, where one has to wait before trying again."""

    def __init__(self, sentence: str, *, until: datetime | None = None) -> None:
        super().__init__(sentence)
        self.until = until


class QueryError(LegationError):
    """What was asked for cannot be answered."""

    exit_code = 2
