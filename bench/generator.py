"""A synthetic ledger's documents, made with their entries from a seed: no reader runs, and every quote is verbatim.

What the ledger's cost depends on is made as it is in life: documents of some 2.9 KB; words, states and pairs of states
by Zipf's law (a few are in most documents, most in few); undertakings that are followed over months and years in
several documents, each under a name of its own; ten entries a document, half of them commitments; dates over decades.
The prose means nothing. Its commonest words are English; the long tail is put together from syllables.
"""

from __future__ import annotations

import hashlib
import tomllib
from bisect import bisect
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import accumulate, count
from pathlib import Path
from random import Random
from typing import NamedTuple

from pydantic import TypeAdapter

from legation.nouns import Document, Entry, Evidence, Quantity, Stage
from legation.reference.parties import party_name

READER = "bench/1"
FIRST = date(1990, 1, 1)
PER_DAY = 8  # documents: a hundred thousand are those of 34 years
LENGTH = 2700  # characters of a document, about
_VOCABULARY = 30_000  # words in all
_AFOOT = 3  # undertakings of a pair that are followed at a time
_TABLES = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
STATES: Sequence[str] = _TABLES["states"]
_PATH: tuple[Stage, ...] = ("sought", "offered", "discussed", "pledged", "agreed", "signed", "underway", "done")
_TOGETHER = frozenset({"discussed", "agreed", "signed"})
_FORMS = ("visit", "talks", "call", "session")
_STANDS = (("welcomed", "positive"), ("criticised", "negative"), ("called for", "urges"))
_ENTRY: TypeAdapter[Entry] = TypeAdapter(Entry)
Pair = tuple[str, str]
Told = tuple[str, dict[str, object]]  # a sentence, and the fields of the entry that it is


class Made(NamedTuple):
    """A document with its bytes and what is on the record of it."""

    document: Document
    entries: tuple[Entry, ...]
    raw: bytes


class _Undertaking:
    """One undertaking while it is followed."""

    def __init__(self, parties: Pair, thing: dict[str, str], name: str, random: Random) -> None:
        self.parties = parties
        self.name = f"{name} {thing['name']}"
        self.thing = thing
        self.amount = random.randrange(200, 90_000) * int(thing["least"])
        self.left = min(5 + int(random.expovariate(1 / 7)), 30)  # mentions to come
        self._place = 0  # on the path

    def step(self, random: Random) -> Stage:
        """Tell of it once more."""
        self.left -= 1
        if random.random() < 0.04:
            return random.choice(("stalled", "dropped"))
        if random.random() < 0.35:
            self._place = min(self._place + 1, len(_PATH) - 1)
        return _PATH[self._place]


class _Zipf:
    """Values drawn with chances in proportion to 1 over their rank."""

    def __init__(self, values: Sequence[str]) -> None:
        self._values = values
        self._sums = list(accumulate(1 / rank for rank in range(2, len(values) + 2)))

    def draw(self, random: Random) -> str:
        return self._values[bisect(self._sums, random.random() * self._sums[-1])]


def documents(seed: int = 1815) -> Iterator[Made]:
    """Make documents in the order of their dates, from `FIRST` on, without end."""
    random = Random(seed)
    words = _Zipf((*_TABLES["common"], *_coined(random)))
    states = _Zipf(STATES)
    afoot: dict[Pair, list[_Undertaking]] = {}
    for number in count():
        day = FIRST + timedelta(days=number // PER_DAY)
        one = other = states.draw(random)
        while other == one:
            other = states.draw(random)
        parties = (min(one, other), max(one, other))
        followed = [each for each in afoot.get(parties, ()) if each.left > 0]
        while len(followed) < _AFOOT:
            followed.append(_begun(parties, followed, random))
        afoot[parties] = followed
        yield _document(f"{day.isoformat()}-{number:07d}", day, _told(parties, followed, day, random), words, random)


def _begun(parties: Pair, beside: Sequence[_Undertaking], random: Random) -> _Undertaking:
    things = [thing for thing in _TABLES["things"] if all(thing is not each.thing for each in beside)]
    name = f"{_name(random)} {_name(random)}"
    return _Undertaking(random.choice((parties, parties[::-1])), random.choice(things), name, random)


def _coined(random: Random) -> list[str]:
    """Words of one to three syllables, with endings as English has them."""
    found: dict[str, None] = {}
    while len(found) < _VOCABULARY:
        stem = "".join(_syllable(random) for _ in range(random.choice((0, 0, 1, 1))))
        found[stem + _syllable(random) + random.choice(_TABLES["codas"]) + random.choice(_TABLES["endings"])] = None
    return list(found)


def _syllable(random: Random) -> str:
    return f"{random.choice(_TABLES['onsets'])}{random.choice(_TABLES['vowels'])}"


def _name(random: Random) -> str:
    return f"{_syllable(random)}{random.choice(_TABLES['codas'])}{random.choice('aeiou')}".capitalize()


def _told(parties: Pair, afoot: Sequence[_Undertaking], day: date, random: Random) -> list[Told]:
    """Tell of some undertakings of a pair, of its meetings and of what each thinks of the other."""
    told = [_commitment(random.choice(afoot), day, random) for _ in range(5)]
    told += [_meeting(parties, day, random) for _ in range(2)]
    told += [_figure(random.choice(afoot), random)]
    told += [_position(parties, random.choice(afoot), random) for _ in range(2)]
    random.shuffle(told)
    return told


def _document(name: str, day: date, told: Sequence[Told], words: _Zipf, random: Random) -> Made:
    """Put sentences into a document, with prose between them."""
    text = f"GENEVA, {day:%B} {day.day}, {day.year} (Bench) -- {_prose(words, random)}\n\n"
    each = (LENGTH - sum(len(sentence) for sentence, _ in told)) // len(told)
    starts = []
    for sentence, _ in told:
        starts.append(len(text))
        text += f"{sentence}. "
        while len(text) - starts[-1] - len(sentence) < each - 60:
            text += f"{_prose(words, random)} "
        text += "\n\n" * (random.random() < 0.4)
    raw = text.encode()
    document = Document(
        id=f"sha256:{hashlib.sha256(raw).hexdigest()}",
        name=name,
        text=text,
        date=day.isoformat(),
        source="Bench",
        dateline="GENEVA",
        language="en",
    )
    entries = (_entry(document.id, start, *each) for start, each in zip(starts, told, strict=True))
    return Made(document, tuple(entries), raw)


def _prose(words: _Zipf, random: Random) -> str:
    return f"{' '.join(words.draw(random) for _ in range(random.randrange(8, 24)))}.".capitalize()


def _commitment(of: _Undertaking, day: date, random: Random) -> Told:
    stage = of.step(random)
    by, to = of.parties
    says = _TABLES["says"][stage]
    sentence = says.format(a=party_name(by), b=party_name(to), n=of.name)
    fields: dict[str, object] = {
        "kind": "commitment",
        "by": (by, to) if stage in _TOGETHER else (by,),
        "to": () if stage in _TOGETHER else (to,),
        "stage": stage,
        "what": of.name,
        "area": (of.thing["area"],),
        "objects": (of.name,),
        "trigger": says.replace(" and {b}", "").split()[1],
    }
    if random.random() < 0.5:
        sentence += f", {of.amount:,} {of.thing['unit']}"
        fields["quantities"] = (Quantity(value=of.amount, unit=of.thing["unit"]),)
    if random.random() < 0.4:
        fields["due"] = f"{day.year + random.randrange(1, 6)}"
        sentence += f", by {fields['due']}"
    if random.random() < 0.5:
        fields |= {"speaker": f"{party_name(by)}'s foreign ministry", "speaker_for": (by,)}
    if stage in {"signed", "done"}:
        fields["date"] = (day - timedelta(days=random.randrange(3))).isoformat()
    return sentence, fields


def _meeting(parties: Pair, day: date, random: Random) -> Told:
    form, person = random.choice(_FORMS), f"{_name(random)} {_name(random)}"
    one, other = (party_name(party) for party in parties)
    held = random.random() < 0.7
    sentence = f"{person} of {one} {'met' if held else 'will meet'} the side of {other} for a {form}"
    return sentence, {
        "kind": "meeting",
        "actors": parties,
        "people": (person,),
        "form": form,
        "trigger": "met" if held else "meet",
        "status": "held" if held else "planned",
        "date": (day + timedelta(days=-random.randrange(3) if held else random.randrange(2, 60))).isoformat(),
    }


def _figure(of: _Undertaking, random: Random) -> Told:
    value = random.randrange(10, 90_000)
    return f"the cost of the {of.name} has reached {value:,} million dollars", {
        "kind": "figure",
        "actors": of.parties,
        "what": f"the cost of the {of.name}",
        "value": value * 1_000_000,
        "unit": "USD",
        "change": "level",
        "trigger": "reached",
        "objects": (of.name,),
    }


def _position(parties: Pair, of: _Undertaking, random: Random) -> Told:
    holder, to = random.choice((parties, parties[::-1]))
    verb, polarity = random.choice(_STANDS)
    toward = f"what {party_name(to)} does about the {of.thing['name']}"
    return f"{party_name(holder)} {verb} {toward}", {
        "kind": "position",
        "by": (holder,),
        "to": (to,),
        "trigger": verb,
        "polarity": polarity,
        "toward": toward,
        "confidence": round(random.uniform(0.4, 1), 4),
    }


def _entry(document: str, start: int, quote: str, fields: dict[str, object]) -> Entry:
    end = start + len(quote)
    digest = hashlib.sha256(f"{document} {fields['kind']} {start} {end} 1".encode()).hexdigest()  # `reading.register`
    given = {"id": f"e{digest[:12]}", "evidence": (Evidence(start=start, end=end, quote=quote),), "confidence": 0.8125}
    return _ENTRY.validate_python(given | fields)
