"""Names of parties by token: the gazetteer's finds laid over the parsed text."""

from collections import Counter

from spacy.tokens import Doc

from legation.reading.parties import PartyName, find_parties

PartyAt = dict[int, PartyName]  # token index → the name it is part of

# how much a name says about whom a document is about: a capital is often a mere place
_WEIGHT = {"state": 2, "demonym": 2, "seat": 2, "organ": 2, "body": 2, "company": 1, "capital": 1, "party": 2}


def parties_at(doc: Doc) -> PartyAt:
    """Which tokens name a party."""
    found: PartyAt = {}
    starts = {token.idx: token.i for token in doc}
    for name in find_parties(doc.text):
        first = starts.get(name.start)
        if first is None:  # a name that begins inside a token ("Pak-Russia" unsplit)
            span = doc.char_span(name.start, name.end, alignment_mode="expand")
            if span is None:
                continue
            first = span.start
        i = first
        while i < len(doc) and doc[i].idx < name.end:
            found.setdefault(i, name)
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
