"""A number with its sign and unit: $2.5 billion, 12 bcm, Rs 50 crore, 28,500 troops."""

import re
from typing import NamedTuple

from legation.reading.counted import counted_noun
from legation.reading.numerals import Numeral
from legation.reading.parties import find_parties
from legation.reference.counts import LEADS
from legation.reference.parties import party_code
from legation.reference.units import HOMOGRAPHS, SHARED, SYMBOLS, UNITS, Unit


class Measured(NamedTuple):
    """A number where it stands, with what it measures."""

    numeral: Numeral
    start: int  # of its sign, where it has one
    end: int  # of its unit
    unit: str | None  # None: a bare number
    factor: int = 1  # of the unit: 1_000_000_000 for bcm
    kind: str = ""  # money, measure, counted or empty
    more: bool = False  # "more", "additional" stands between number and unit


_SYMBOL = re.compile("(?:" + "|".join(re.escape(s) for s in sorted(SYMBOLS, key=lambda s: (-len(s), s))) + r")\s?$")
_LONGEST_SYMBOL = max(map(len, SYMBOLS)) + 1
_WORD_BOUNDARY = re.compile(r"[\s-]+")
_FIRST_WORD = re.compile(r"(?:[\s-]{1,3})?(%|°C|[A-Za-z][A-Za-z./]{0,20})")
_PARAGRAPH = re.compile(r"\n\s{0,20}\n")
_STATE_REACH = 400  # characters back, in the paragraph, to the state whose dinars or rupees these are
_MORE = re.compile(r"\s{1,3}(?:more|additional|further|extra)\b(?=\s)", re.IGNORECASE)
_BEFORE_FIGURES = re.compile(r"(?:rs|usd|eur|inr|cad|aud|chf|yuan)\.?\s?\d", re.IGNORECASE)  # "by 2035 Rs 1 lakh crore"
_POINT = re.compile(
    r"\s?-?points?\b(?!\s(?:over|above|below|spread|increase|rise|cut|drop|higher|lower|gain|more|less|on)\b)",
    re.IGNORECASE,
)
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\b\.?"
_MONTH_BEFORE = re.compile(rf"\b{_MONTH}\s{{1,3}}$", re.IGNORECASE)
_MONTH_AFTER = re.compile(rf"(?:st|nd|rd|th)?\s{{1,3}}(?:of\s)?{_MONTH}")
_YEAR = re.compile(r"(?:1[6-9]|20|21)\d\d$")
_AGE = re.compile(r"[\s-](?:year|month|week|day|hour|minute)s?[\s-]old\b", re.IGNORECASE)
_CLOCK = re.compile(r"(?::\d\d|\s?[ap]\.?m\b\.?|\s?(?:GMT|EST|EDT|IST|UTC|hrs|hours local|o'clock)\b)", re.IGNORECASE)
_PER = re.compile(r"\bper\s{1,3}$", re.IGNORECASE)
_NUMBERED = re.compile(
    r"\b(?:Group of|Article|Resolution|Section|Chapter|Phase|Route|Boeing|Airbus|No\.?|Number|Page|Paragraph|Annex"
    r"|Block|Flight|Round|Protocol|Channel|Highway|Room|Gate|Covid|COP|Agenda|Vision|Law|Order|Decree|Bill|Directive"
    r"|Regulation|Stage|Tel\.?|Phone|Fax|aged|age)[\s:-]{0,2}$"
)
_NAME_BEFORE = re.compile(r"\b([A-Z][A-Za-z]+)\s$")


def _unit_patterns() -> dict[str, re.Pattern[str]]:
    """First word of a unit → the units that begin with it, the longest first."""
    groups: dict[str, list[str]] = {}
    for words in {**UNITS, **SHARED}:
        groups.setdefault(_WORD_BOUNDARY.split(words)[0], []).append(words)
    return {
        first: re.compile(
            "|".join(
                r"[\s-]{1,3}".join(map(re.escape, _WORD_BOUNDARY.split(words)))
                for words in sorted(group, key=lambda w: (-len(w), w))
            ),
            re.IGNORECASE,
        )
        for first, group in groups.items()
    }


_UNIT = _unit_patterns()


def measure(text: str, numeral: Numeral) -> Measured | None:
    """Tell what a number of the text measures; None where it is a name, a date, a time or an age."""
    start, end = numeral.start, numeral.end
    before = text[max(0, start - 40) : start]
    symbol = _SYMBOL.search(before[-_LONGEST_SYMBOL:])
    if symbol is not None and not (symbol.group()[0].isalpha() and before[: -len(symbol.group())][-1:].isalnum()):
        follows = _unit_at(text, end)  # "$5 million dollars"
        end = follows[1] if follows is not None and follows[0].money else end
        return Measured(numeral, start - len(symbol.group()), end, SYMBOLS[symbol.group().strip()], kind="money")
    if _PER.search(before) or _AGE.match(text, end):
        return None
    added = _MORE.match(text, end)
    at = added.end() if added is not None else end
    unit = _unit_at(text, at, everyday=_is_everyday(numeral))
    if text[end : end + 1].isalpha() and not (numeral.figures and unit):
        return None
    if unit is not None and not (numeral.value.denominator == 1 and not numeral.share and _POINT.match(text, at)):
        kind = "money" if unit[0].money else "measure"
        return Measured(numeral, start, unit[1], unit[0].name, unit[0].factor, kind, added is not None)
    if unit is not None or _is_name_or_date(text, numeral, before):
        return None
    if numeral.share:
        return Measured(numeral, start, end, "percent", 100, "measure")
    bare = Measured(numeral, start, end, None, more=added is not None)
    if numeral.value == 1 or numeral.value.denominator != 1:
        return bare
    counted = counted_noun(
        text, at, int(numeral.value), additional=added is not None or before.rstrip().lower().endswith("another")
    )
    if counted is None:
        return None if numeral.letter else bare
    return Measured(numeral, start, counted[1], counted[0], kind="counted", more=added is not None)


def _is_name_or_date(text: str, numeral: Numeral, before: str) -> bool:
    if _NUMBERED.search(before) or _CLOCK.match(text, numeral.end):
        return True
    if not numeral.figures or numeral.scale > 1:
        return False
    name = _NAME_BEFORE.search(before)
    return bool(
        _YEAR.match(text[numeral.start : numeral.end])
        or (numeral.value <= 31 and (_MONTH_BEFORE.search(before) or _MONTH_AFTER.match(text, numeral.end)))
        or (name is not None and name[1].lower() not in LEADS and party_code(name[1]) is None)
    )


def _is_everyday(numeral: Numeral) -> bool:
    """Whether a number is one that everyday words follow: "five won medals", but "2 million won"."""
    return numeral.scale == 1 and numeral.value < 1000 and numeral.value.denominator == 1


def _unit_at(text: str, at: int, *, everyday: bool = False) -> tuple[Unit, int] | None:
    """Find the currency or measure that begins at `at`, blank or hyphen aside, and where it ends.

    Behind an `everyday` number, a word that is first of all another word ("won", "real") is none.
    """
    first = _FIRST_WORD.match(text, at)
    if first is None or _BEFORE_FIGURES.match(text, first.start(1)):
        return None
    word = first[1].lower()
    for key in dict.fromkeys((word, word.rstrip("."), word.split("/")[0], word.split(".")[0])):
        pattern = _UNIT.get(key)
        found = pattern.match(text, first.start(1)) if pattern is not None else None
        if found is None:
            continue
        end = found.end()
        if text[end - 1].isalnum() and (text[end : end + 1].isalnum() or text[end : end + 2] in ("'s", "’s")):
            continue
        spelt = _WORD_BOUNDARY.sub(" ", found.group().lower())
        unit = _shared(text, at, spelt) or UNITS.get(spelt) or UNITS.get(found.group().lower())
        if unit is None or (everyday and spelt in HOMOGRAPHS):
            continue
        if unit.money and spelt.upper() == unit.name and found.group().islower():
            continue  # a code is one in capitals: "TRY", but "the two try"
        return unit, end
    return None


def _shared(text: str, at: int, word: str) -> Unit | None:
    """Tell the currency of a word that several states use, by the state named last before it."""
    currencies = SHARED.get(word)
    if currencies is None:
        return None
    window = text[max(0, at - _STATE_REACH) : at]
    paragraph = list(_PARAGRAPH.finditer(window))
    for name in reversed(find_parties(window[paragraph[-1].end() if paragraph else 0 :])):
        if name.code in currencies:
            return Unit(currencies[name.code], 1, money=True)
    return None
