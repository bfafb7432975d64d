"""The things that undertakings are about, by name: "the North-South gas pipeline", its aliases, "the project"."""

import re
from bisect import bisect_left

from spacy.tokens import Doc, Token

from legation.reading.names import PartyAt
from legation.reading.people import People
from legation.reference.things import MEASURED_IN, PROPERTIES, REFERRING, STAGES_OF_WORK, THINGS

_ALSO = re.compile(
    r"^[\s,]*(?:(?:which|that)\s(?:is|was)\s)?(?:to be\s)?"
    r"(?:also|formerly|previously|earlier|now|better|otherwise|originally|since|newly|later)?[\s,]*"
    r"(?:known|called|renamed|named|dubbed|referred to)(?:\s+(?:as|the))*\s*[“\"']?",
    re.IGNORECASE,
)
# "the line, formerly the X", "under the name of X": another name for the thing named last
_ONCE = re.compile(
    r"(?:\b(?:the|this)\s[a-z]+,\s(?:formerly|originally|previously|once)\s(?:known as\s|called\s)?(?:the\s)?"
    r"|\bunder the name (?:of\s)?(?:the\s)?)[“\"']?$"
)
_BRACKET = re.compile(r"([^()]+)\(([^()]+)\)([^()]*)")
_GENERIC = {"project", "scheme", "venture"}
_SMALL = {"of", "the", "and", "for", "-", "–", "on"}


class Objects:
    """The named things of one document, and which of them a stretch of text speaks of."""

    def __init__(self, doc: Doc, parties: PartyAt, people: People) -> None:
        """Finds names and aliases; `the project` later on points to the thing named last."""
        mentions = _mentions(doc, parties, people)
        group = _groups(doc, mentions)
        called: dict[int, dict[str, None]] = {}
        for (start, _), name in mentions.items():
            called.setdefault(group[start], {}).update(dict.fromkeys(_apart(name)))
        things = {root: tuple(names) for root, names in called.items()}
        self._at = {i: things[group[s]] for (s, e) in mentions for i in range(s, e)}
        # with one named thing in a text, every "deal" and "document" of it is about that thing
        self._sole = next(iter(things.values())) if len(set(things.values())) == 1 else None
        self._starts = sorted(s for s, _ in mentions)
        self._named: dict[str, list[int]] = {}  # by a word, where a thing is that has it in a name; filled when asked

    def of(self, tokens: list[Token]) -> tuple[str, ...]:
        """Names of the one thing that some words speak of; empty if none, or none surely."""
        for token in tokens:
            if token.i in self._at:
                return self._at[token.i]
        if self._sole is not None and any(_points_back(token) for token in tokens):
            return self._sole
        for token in tokens:
            lemma = token.lemma_.lower()
            word = MEASURED_IN.get(lemma, lemma)  # "doses" are of the vaccine named before
            if word != lemma or (word in REFERRING and _is_definite(token)):
                starts = self._starts if word in _GENERIC else self._with(word)
                n = bisect_left(starts, token.i)
                if n:
                    return self._at[starts[n - 1]]
        return ()

    def _with(self, word: str) -> list[int]:
        """Where things are named that have a word in one of their names."""
        if word not in self._named:
            self._named[word] = [s for s in self._starts if any(word in name.lower() for name in self._at[s])]
        return self._named[word]


def _points_back(token: Token) -> bool:
    """Whether a word can stand for the one thing that a text is about: "the deal", "its cost", "sign it"."""
    lemma = token.lemma_.lower()
    if token.pos_ == "PRON":
        return token.lower_ == "it" and token.dep_ in ("dobj", "nsubjpass", "pobj")
    return _is_definite(token) and lemma in REFERRING | STAGES_OF_WORK | PROPERTIES


def _is_definite(token: Token) -> bool:
    return any(c.lower_ in ("the", "this", "that", "its", "their") for c in token.children)


def _mentions(doc: Doc, parties: PartyAt, people: People) -> dict[tuple[int, int], str]:
    """Token ranges of names that end in a word for a thing ("Pakistan Stream (North-South) Gas Pipeline")."""
    found: dict[tuple[int, int], str] = {}
    taken = len(doc)
    for token in reversed(doc):
        if token.i >= taken or (token.lemma_.lower() not in THINGS and token.lower_ not in THINGS):
            continue
        if token.text.islower() and token.i > 0 and doc[token.i - 1].lower_ in THINGS:
            continue  # "the Gas Pipeline project" is a pipeline
        start = token.i
        while start > 0 and token.i - start < 12:
            before = doc[start - 1]
            if before.i in people.at or before.is_space:
                break
            capital = before.text[:1].isupper() or (before.text[:1].isdigit() and len(before.text) < 4)
            linked = (
                before.lower_ in _SMALL
                and start - 2 >= 0
                and doc[start - 2].text[:1].isupper()
                and before.lower_ not in ("the", "and", "for", "on", "of")
            )
            plain = before.lower_ in (
                "gas",
                "oil",
                "nuclear",
                "power",
                "natural",
                "maritime",
                "military",
                "joint",
                "free",
                "trade",
                "investment",
                "economic",
            )
            bracket = before.text in "()" and any(
                doc[j].text[:1].isupper() for j in range(max(0, start - 4), start - 1)
            )
            if not ((capital and before.is_alpha) or (capital and "-" in before.text) or linked or plain or bracket):
                break
            start -= 1
        while start < token.i and (
            doc[start].lower_ in ("the", "gas", "oil", "and", ")", "joint", "natural", "military", "-", "–", "power")
            or doc[start].is_punct
            or (doc[start].is_sent_start and doc[start].lower_ in ("the", "a", "this"))
        ):
            start += 1
        named = [t for t in doc[start : token.i] if t.text[:1].isupper() and t.i not in parties]
        own = [t for t in doc[start : token.i + 1] if t.text[:1].isupper()]
        if not named and not (len(own) > 1 and any(t.i in parties for t in own) and token.text[:1].isupper()):
            continue
        end = token.i + 1
        if doc[start:end].text.count("(") != doc[start:end].text.count(")"):
            continue
        found[start, end] = " ".join(doc[start:end].text.split())
        taken = start
    named_already = {i for start, end in found for i in range(start, end)}
    for ent in doc.ents:  # "Pakistan Stream": a name without a word for what it is, and single trade names
        if ent.label_ not in ("PRODUCT", "FAC") or ent.start in named_already:
            continue
        name = " ".join(ent.text.removeprefix("the ").split())
        if name[:1].isupper() and not any(i in parties or i in people.at for i in range(ent.start, ent.end)):
            found[ent.start, ent.end] = name
    return dict(sorted(found.items()))


def _apart(name: str) -> tuple[str, ...]:
    """Two names in one: "Pakistan Stream (North-South) Gas Pipeline" is both."""
    found = _BRACKET.fullmatch(name)
    if found is None:
        return (name,)
    before, inner, behind = (part.strip() for part in found.groups())
    return (f"{before} {behind}".strip(), inner if inner.split()[-1].lower() in THINGS else f"{inner} {behind}".strip())


def _groups(doc: Doc, mentions: dict[tuple[int, int], str]) -> dict[int, int]:
    """Start of a mention → representative: same name, a name in brackets, "also known as"."""
    parent: dict[int, int] = {s: s for s, _ in mentions}

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    first: dict[str, int] = {}
    text = doc.text  # put together anew each time it is asked for
    spans = list(mentions)
    for n, (start, end) in enumerate(spans):
        key = mentions[start, end].casefold()
        if key in first:
            parent[root(start)] = root(first[key])
        elif n and _ONCE.search(text[max(0, doc[start].idx - 60) : doc[start].idx]):
            parent[root(start)] = root(spans[n - 1][0])
        first.setdefault(key, start)
        if n + 1 < len(spans):
            after, _ = spans[n + 1]
            between = doc[end:after].text if after > end else ""
            if between and after - end < 10 and _ALSO.fullmatch(between.rstrip("“\"' ")):
                parent[root(after)] = root(start)
    return {s: root(s) for s, _ in spans}
