"""Names of parties by token: the gazetteer's finds laid over the parsed text."""

from collections import Counter

from spacy.tokens import Doc

from legation.reading.introductions import introduced
from legation.reading.parties import PartyName, find_parties

PartyAt = dict[int, PartyName]  # token index → the name it is part of

# who a name stood for before a year: the Treaty on European Union came into force on 1 November 1993, the Soviet Union
# ended on 26 December 1991
_PREDECESSOR = {"EU": ("EC", 1993), "RUS": ("SUN", 1992)}
# how many times oftener than a third one the second party of a text must be named (set on gold/train)
_BILATERAL = 3
# how much a name says about whom a document is about: a capital is often a mere place
_WEIGHT = {"state": 2, "demonym": 2, "seat": 2, "organ": 2, "body": 2, "company": 1, "capital": 1, "party": 2}


def parties_at(doc: Doc, year: int | None = None) -> PartyAt:
    """Which tokens name a party; by its code of the day ("Moscow" of 1987 is the Soviet Union)."""
    found: PartyAt = {}
    starts = {token.idx: token.i for token in doc}
    for name in find_parties(doc.text):
        before, until = _PREDECESSOR.get(name.code, (name.code, 0))
        code = before if year is not None and year < until else name.code
        first = starts.get(name.start)
        if first is None:  # a name that begins inside a token ("Pak-Russia" unsplit)
            span = doc.char_span(name.start, name.end, alignment_mode="expand")
            if span is None:
                continue
            first = span.start
        i = first
        while i < len(doc) and doc[i].idx < name.end:
            found.setdefault(i, name._replace(code=code))
            i += 1
    for name in introduced(doc, found):
        i = starts.get(name.start, len(doc))
        while i < len(doc) and doc[i].idx < name.end:
            found[i] = name
            i += 1
    return found


def main_parties(doc: Doc, parties: PartyAt) -> tuple[str, ...]:
    """Codes in order of how much the document speaks of them; earlier ones first among equals."""
    counted: Counter[str] = Counter()
    seen: set[int] = set()
    for i, name in sorted(parties.items()):
        if name.start not in seen:
            seen.add(name.start)
            # what stands in the first fifth of a story is what it is about
            counted[name.code] += _WEIGHT[name.form] * (2 if i * 5 < len(doc) else 1)
    return tuple(code for code, _ in counted.most_common())


def is_domestic(parties: PartyAt) -> bool:
    """Whether a text names one state and nobody else: nothing in it crosses a border."""
    names = {name.code: name.form for name in parties.values()}
    return len(names) == 1 and not {"body", "organ", "party"} & set(names.values())


def is_bilateral(parties: PartyAt) -> bool:
    """Whether a text speaks of two parties far more than of any third: then the other one is the counterpart."""
    counted: Counter[str] = Counter(name.code for name in {n.start: n for n in parties.values()}.values())
    first = [n for _, n in counted.most_common(3)]
    return len(first) >= 2 and first[1] >= _BILATERAL * (first[2] if len(first) > 2 else 1)
