"""Which PLOVER event an entry is: loading of `plover.toml`, whose head says what a rule is, and choosing by it."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from pydantic import Field

from legation.nouns import Area, Commitment, Entry, Form, Kind, Meeting, Noun, Polarity, Position, Stage, Status

_WORD = re.compile(r"\w+(?:['’]\w+)?")
_NEGATED = frozenset({"not", "never", "no", "cannot"})


class Rule(Noun):
    """Of which entries it holds, and what it makes of them."""

    kind: Kind
    why: str
    stage: tuple[Stage, ...] = ()
    status: tuple[Status, ...] = ()
    form: tuple[Form, ...] = ()
    polarity: tuple[Polarity, ...] = ()
    area: tuple[Area, ...] = ()
    only: bool = False  # whether these must be all its areas
    trigger: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    to: bool = False  # whether there must be a counterpart
    event: str | None = None
    mode: str | None = None
    context: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    recipient: tuple[str, ...] = ()

    def holds_for(self, entry: Entry) -> bool:
        """Whether all that it asks for is so of an entry."""
        if entry.kind != self.kind:
            return False
        told = _words(entry.trigger)
        if self.trigger and (not _begins(told, self.trigger) or not _NEGATED.isdisjoint(told)):
            return False
        told += _words(entry.what) if isinstance(entry, Commitment) else []
        if self.words and (not _begins(told, self.words) or _begins(told, self.unless)):
            return False
        match entry:
            case Commitment():
                areas = set(entry.area)
                return (
                    (not self.stage or entry.stage in self.stage)
                    and (not self.area or (areas == set(self.area) if self.only else bool(areas & set(self.area))))
                    and (bool(entry.to) or not self.to)
                )
            case Meeting():
                return (not self.status or entry.status in self.status) and (not self.form or entry.form in self.form)
            case Position():
                return not self.polarity or entry.polarity in self.polarity
            case _:
                return True


def _words(text: str) -> list[str]:
    return _WORD.findall(text.casefold())


def _begins(words: Iterable[str], beginnings: tuple[str, ...]) -> bool:
    return any(word.startswith(beginnings) for word in words)


class Codebook(Noun):
    """All of the table."""

    quad: Mapping[str, int]
    needs: Mapping[str, tuple[str, ...]]
    context: Mapping[Area, tuple[str, ...]]
    rule: tuple[Rule, ...] = Field(min_length=1)

    def rule_for(self, entry: Entry) -> Rule:
        """Give the rule that decides on an entry; there is one for each kind of them."""
        return next(rule for rule in self.rule if rule.holds_for(entry))

    def contexts(self, entry: Entry, rule: Rule) -> tuple[str, ...]:
        """Contexts of an entry, each once: those of the rule, of its areas, and whether it is yet to be."""
        found: list[str] = list(rule.context)
        if isinstance(entry, Commitment):
            found += [context for area in entry.area for context in self.context[area]]
        if isinstance(entry, Meeting):
            found += ["diplomatic", *["future"] * (entry.status == "planned")]
        return tuple(dict.fromkeys(found))


@cache
def codebook() -> Codebook:
    """Give the table."""
    table: dict[str, Any] = tomllib.loads(files(__package__).joinpath("plover.toml").read_text("utf-8"))
    return Codebook.model_validate(table)


def parties_by(entry: Entry, fields: tuple[str, ...]) -> tuple[str, ...]:
    """Parties in the first of these fields that has any, and in those with a plus; each once."""
    found: list[str] = []
    for field in fields:
        if field.startswith("+") or not found:
            found += getattr(entry, field.removeprefix("+"))
    return tuple(dict.fromkeys(found))
