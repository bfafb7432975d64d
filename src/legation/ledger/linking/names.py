"""Names of the things that undertakings are about, made comparable.

A name has distinguishing words (North-South, Sputnik V) and head words that say what kind of thing it is (gas
pipeline, vaccine). Two names are of one thing when their distinguishing words are the same and their heads do not
differ altogether: "the North–South Gas Pipeline project" and "North-South pipeline" are one, "North-South highway" is
another. A name in brackets is a second name: "Pakistan Stream (North-South) gas pipeline".
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

_HEADS = frozenset({
    "accord", "accords", "agreement", "agreements", "aid", "airport", "arrangement", "base", "bridge", "cable",
    "canal", "center", "centre", "charter", "commission", "committee", "company", "complex", "construction",
    "contract", "contracts", "convention", "cooperation", "corridor", "council", "covenant", "credit", "dam",
    "deal", "deals", "deposit", "dialogue", "drill", "drills", "early", "exercise", "exercises", "facility",
    "factory", "ferry", "field", "fighter", "flagship", "forum", "framework", "frigate", "fund", "gas", "grant",
    "grants", "grid", "group", "helicopter", "highway", "hospital", "initiative", "jet", "joint", "line", "link",
    "lng", "loan", "loans", "maritime", "memorandum", "military", "mill", "mine", "missile", "mission", "motorway",
    "naval", "network", "nuclear", "oil", "package", "pact", "pacts", "pipeline", "pipelines", "plan", "plant",
    "port", "power", "process", "program", "programme", "project", "projects", "protocol", "railroad", "railway",
    "reactor", "refinery", "road", "route", "satellite", "scheme", "school", "sea", "section", "service",
    "services", "session", "smelter", "space", "statement", "station", "submarine", "summit", "supply", "system",
    "talks", "terminal", "transmission", "treaties", "treaty", "tunnel", "university", "vaccine", "vaccines",
    "venture", "visit", "wall", "zone",
})  # fmt: skip
_ARTICLES = frozenset({"the", "a", "an", "its", "their", "his", "her", "this", "that", "new", "proposed", "planned"})
# Head words that do not tell one kind of thing from another, and those that mean the same kind.
_NO_KIND = frozenset({
    "project", "projects", "gas", "oil", "nuclear", "power", "military", "naval", "maritime", "joint", "early", "of",
    "flagship", "network", "system", "scheme", "construction", "natural", "international",
})  # fmt: skip
_SAME_KIND = {
    "drill": "exercise", "drills": "exercise", "exercises": "exercise", "railroad": "railway", "motorway": "highway",
    "pipelines": "pipeline", "vaccines": "vaccine", "accord": "agreement", "pact": "agreement", "deal": "agreement",
    "treaty": "agreement",
}  # fmt: skip
# Where a name ends and the description of its course or content begins.
_TAIL = re.compile(r"\s(?:between|from|in|for|to|with|at|on|by|under|which|that)\s.*", re.DOTALL)
_BRACKETS = re.compile(r"\s*\(([^()]{1,80})\)\s*")
_WORD = re.compile(r"[^\W_]+(?:[.'’][^\W_]+)*")


class Name(NamedTuple):
    """A name made comparable."""

    distinguishing: frozenset[str]
    heads: frozenset[str]
    proper: bool  # whether it singles the thing out beyond its document

    def same_thing(self, other: "Name") -> bool:
        """Whether two names can be of one thing."""
        if self.distinguishing != other.distinguishing:
            return False
        return not self.heads or not other.heads or bool(self.heads & other.heads)


@lru_cache(maxsize=1 << 14)
def words(text: str) -> tuple[str, ...]:
    """Words of a text as written, without possessive endings; hyphens and dashes part words."""
    found = _WORD.findall(unicodedata.normalize("NFKC", text))
    return tuple(re.sub(r"['’][sS]?$", "", word).replace("’", "'") for word in found)


def names_of(objects: Iterable[str]) -> tuple[Name, ...]:
    """Make the names by which an entry knows its thing comparable, bracketed second names apart."""
    found: dict[Name, None] = {}
    for written in objects:
        for part in spelt_out(written):
            name = _name(part)
            if name.distinguishing or name.heads:
                found[name] = None
    return tuple(found)


def spelt_out(written: str) -> tuple[str, ...]:
    """Take a name with a second one in brackets apart; any other comes back as it is, on one line."""
    written = " ".join(written.split())
    bracket = _BRACKETS.search(written)
    if bracket is None:
        return (written,)
    before, after = written[: bracket.start()], written[bracket.end() :]
    # "Pakistan Stream (North-South) gas pipeline": the heads that follow belong to both names.
    return (f"{before} {after}".strip(), f"{bracket[1]} {after}".strip())


@lru_cache(maxsize=1 << 14)
def names_in(phrase: str) -> tuple[Name, ...]:
    """Find what may be proper names in a phrase: runs of marked words, with the head words that follow."""
    found: dict[Name, None] = {}
    for run in _runs(words(phrase)):
        name = _name(" ".join(run))
        if name.proper:
            found[name] = None
    return tuple(found)


def _runs(spelling: Iterable[str]) -> Iterator[list[str]]:
    run: list[str] = []
    ended = False  # whether head words have followed the marked ones
    for word in spelling:
        head = word.casefold() in _HEADS
        if run and (head or (_marks(word) and not ended)):
            run.append(word)
            ended = ended or (head and not _marks(word))
        else:
            if run:
                yield run
            run, ended = ([word] if _marks(word) else []), False
    if run:
        yield run


@lru_cache(maxsize=1 << 14)  # a thing is named in one document after another
def _name(written: str) -> Name:
    spelling = [word for word in words(_TAIL.sub("", written)) if word.casefold() not in _ARTICLES]
    marked = [word for word in spelling if _marks(word) and word.casefold() not in _HEADS]
    telling = marked or [word for word in spelling if word.casefold() not in _HEADS]
    distinguishing = frozenset(word.casefold() for word in telling)
    heads = frozenset(_head(word.casefold()) for word in spelling) - distinguishing - _NO_KIND
    return Name(distinguishing, heads, proper=bool(marked))


def _head(word: str) -> str:
    return _SAME_KIND.get(word, word)


def _marks(word: str) -> bool:
    return word[0].isupper() or word[0].isdigit()
