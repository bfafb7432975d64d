"""Why an entry is on the record: what proposed it, how sure that is, and what each of its fields rests on.

An explanation says nothing of its own: words are quoted from the text, shares and weights are those that decided.
"""

from typing import Literal

from pydantic import model_validator

from legation.nouns import Noun


class Words(Noun):
    """Words of the text: `document.text[start:end] == quote`, and whom or what they mean where that is not plain."""

    start: int
    end: int
    quote: str
    meaning: str | None = None


class Proposer(Noun):
    """What proposed an entry, by which word; `chance` where it has one."""

    by: Literal["rule", "tagger"]
    what: str
    chance: float | None = None


class Weight(Noun):
    """A piece of evidence in plain words; for what it speaks when positive, in log-odds."""

    what: str
    log_odds: float


class Share(Noun):
    """A value that a model had to choose from, with its chance."""

    value: str
    share: float


class Ground(Noun):
    """What one value of a field rests on: words of the text, the shares of a model, or both."""

    field: str
    value: str
    why: str
    words: tuple[Words, ...] = ()
    shares: tuple[Share, ...] = ()  # the best two
    cues: tuple[Weight, ...] = ()  # what weighed most in a model

    @model_validator(mode="after")
    def _rests_on_something(self) -> "Ground":
        if not (self.words or self.shares):
            raise ValueError(f"nothing is told that {self.field} rests on")
        return self


class Gap(Noun):
    """A field that is empty, or filled in without words for it, and why."""

    field: str
    value: str | None
    why: str


class Doubt(Noun):
    """A value that a model would rather not have given, with the best two of its own."""

    field: str
    value: str
    why: str
    shares: tuple[Share, ...]


Reason = Ground | Gap | Doubt


class Explanation(Noun):
    """What an entry rests on."""

    proposed: tuple[Proposer, ...]
    confidence: float | None
    weighed: tuple[Weight, ...]  # all that was weighed, the heaviest first; together the log-odds of `confidence`
    grounds: tuple[Ground, ...]  # in the order of the entry's fields
    doubts: tuple[Doubt, ...]
    gaps: tuple[Gap, ...]


def quoted(text: str, start: int, end: int, meaning: str | None = None) -> Words:
    """Words of a text by their place."""
    return Words(start=start, end=end, quote=text[start:end], meaning=meaning)
