"""Who says what: statements with source, cue and content, in the sense of PARC (Pareti 2012).

Indirect speech hangs on a verb of saying; direct speech stands in quotation marks, which may run over sentences and
paragraphs; "according to X" governs its sentence. The nearest source counts: of nested contents the innermost.
"""

import re
from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from legation.reading.clauses import says_beside, subject
from legation.reference.verbs import REPORTING, SAYING

_QUOTED = re.compile(r"“[^”“]{1,4000}(?:”|(?=\n\s*\n)|$)|(?<![\w])\"[^\"]{1,4000}?(?:\"|(?=\n\s*\n)|$)")
_NEAR = 14  # tokens between a quotation and its verb of saying
_SOURCE_NOUNS = {
    "statement",
    "report",
    "communique",
    "communiqué",
    "letter",
    "interview",
    "message",
    "speech",
    "article",
    "post",
    "declaration",
    "text",
    "draft",
    "document",
}


class Statement(NamedTuple):
    """One content with its source and cue, as token ranges; `source` None where the text names none."""

    content: tuple[int, int]
    source: Token | None  # head of the noun phrase that names the source
    cue: Token | None
    reports: bool  # whether the content rests on the source's word (not an act that the document tells)


def quotations(doc: Doc) -> list[tuple[int, int]]:
    """Token ranges between quotation marks, marks included; an unclosed one ends with its paragraph."""
    found = []
    for match in _QUOTED.finditer(doc.text):
        span = doc.char_span(match.start(), match.end(), alignment_mode="contract")
        if span is not None and len(span) > 1:
            found.append((span.start, span.end))
    return found


def statements(doc: Doc) -> list[Statement]:
    """All statements of a text, by place of their content."""
    quoted = quotations(doc)
    found: list[Statement] = []
    for sentence in doc.sents:
        found += _of_sentence(sentence)
    found += _of_quotations(doc, quoted, found)
    return sorted(set(found), key=lambda s: (s.content[0], -s.content[1]))


def _subtree(token: Token, without: Token | None = None) -> tuple[int, int]:
    """First and last token of a subtree, cut at the side on which `without` stands."""
    left, right = token.left_edge.i, token.right_edge.i + 1
    if without is not None and left <= without.i < right:
        if without.i < token.i:
            left = without.right_edge.i + 1
        else:
            right = without.left_edge.i
    return left, right


def _of_sentence(sentence: Span) -> list[Statement]:
    found = []
    for token in sentence:
        if token.lemma_.lower() in SAYING and token.pos_ in ("VERB", "AUX"):
            found += _of_verb(token)
        elif token.lower_ == "according" or (token.dep_ == "prep" and token.lower_ == "per"):
            source = next((g for c in token.children for g in c.children if g.dep_ == "pobj"), None)
            source = source or next((c for c in token.children if c.dep_ == "pobj"), None)
            head = token.head
            if source is not None and head != token and head.dep_ != "pobj":
                left, right = _subtree(head, token) if head.pos_ in ("VERB", "AUX") else (sentence.start, sentence.end)
                found.append(Statement((left, right), source, token, reports=True))
    return found


def _of_verb(verb: Token) -> list[Statement]:
    source = _source(verb)
    reports = verb.lemma_.lower() in REPORTING
    contents: list[tuple[int, int]] = []
    for child in verb.children:
        if child.dep_ == "ccomp" or (
            child.dep_ in ("xcomp", "advcl")
            and child.i > verb.i
            and any(g.dep_ in ("nsubj", "nsubjpass") for g in child.children)
            and child.tag_ != "VBG"
            and verb.lemma_ in ("say", "add", "tell", "note")
        ):
            beside = next((g for g in child.children if says_beside(g)), None)
            contents.append(_subtree(child, beside or (verb if child.i < verb.i else None)))
    if (
        verb.dep_ in ("parataxis", "ccomp", "advcl", "dep")
        and not contents
        and verb.head != verb
        and verb.head.pos_ in ("VERB", "AUX", "NOUN")
    ):
        # "X, he said, Y": the parser hangs the verb of saying on what is said
        head = verb.head
        own = verb.dep_ == "parataxis" or not any(c.dep_ == "mark" for c in verb.children)
        if own and head.lemma_.lower() not in SAYING and verb.lemma_.lower() in REPORTING:
            left, right = head.left_edge.i, head.right_edge.i + 1
            if verb.left_edge.i <= left:
                left = verb.right_edge.i + 1
            elif verb.right_edge.i + 1 >= right:
                right = verb.left_edge.i
            if left < right:
                contents.append((left, right))
    return [Statement(c, source, verb, reports) for c in contents if c[1] > c[0]]


def _source(verb: Token) -> Token | None:
    """Who speaks by a verb of saying."""
    for child in verb.children:
        if child.dep_ == "agent":
            return next((g for g in child.children if g.dep_ == "pobj"), None)
    found = subject(verb)
    if found is not None and found.dep_ == "nsubjpass":
        return None
    if found is not None and found.lower_ in ("it", "this", "that", "which", "there") and verb.lemma_ not in REPORTING:
        return None
    if found is not None and found.lemma_.lower() in _SOURCE_NOUNS:
        # "a ministry statement said": the one who issued it
        for child in found.children:
            if child.dep_ in ("poss", "compound", "nmod") and child.pos_ in ("PROPN", "NOUN"):
                return child
            if child.dep_ in ("prep", "agent") and child.lower_ in ("by", "from", "of"):
                issuer = next((g for g in child.children if g.dep_ == "pobj"), None)
                if issuer is not None:
                    return issuer
    return found


def _of_quotations(doc: Doc, quoted: list[tuple[int, int]], known: list[Statement]) -> list[Statement]:
    """Direct speech that no verb of saying in its own clause covers: the nearest source of the paragraph speaks."""
    found: list[Statement] = []
    last: Statement | None = None
    cues = sorted(
        (s for s in known if s.cue is not None and s.source is not None and s.reports),
        key=lambda s: s.cue.i if s.cue else 0,
    )
    reach = _reach(len(doc), known)
    position = 0
    for start, end in quoted:
        if end - start < 5:
            continue  # a scare quote or a phrase: its sentence says whose it is
        holder = _cue_beside(doc, start, end)
        if holder is None:
            while position < len(cues) and cues[position].cue is not None and cues[position].cue.i < start:  # type: ignore[union-attr]
                last = cues[position]
                position += 1
            if reach[start] + 1 >= end:
                continue  # inside a content that has its source
            covers_sentence = doc[start].is_sent_start or any(doc[j].is_sent_start for j in range(start + 1, end))
            if last is None or not covers_sentence:
                continue
            found.append(Statement((start, end), last.source, last.cue, reports=True))
        else:
            found.append(Statement((start, end), _source(holder), holder, reports=True))
    return found


def _reach(length: int, known: list[Statement]) -> list[int]:
    """For each token how far the contents that begin at or before it go."""
    furthest = [0] * (length + 1)
    for statement in known:
        start, end = statement.content
        furthest[start] = max(furthest[start], end)
    for i in range(1, length + 1):
        furthest[i] = max(furthest[i], furthest[i - 1])
    return furthest


def _cue_beside(doc: Doc, start: int, end: int) -> Token | None:
    """A verb of saying just before or behind a quotation, in the same line."""
    best: Token | None = None
    distance = _NEAR + 1
    for i in (*range(max(0, start - _NEAR), start), *range(end, min(len(doc), end + _NEAR))):
        verb = doc[i]
        if verb.pos_ != "VERB" or verb.lemma_.lower() not in REPORTING:
            continue
        before = i < start
        gap = start - i if before else i - end + 1
        between = doc[i:start].text if before else doc[end:i].text
        if "\n" in between or gap >= distance:
            continue
        # he said before it, with a colon or comma; or he said just behind it
        if before and not (between.rstrip().endswith((":", ",")) or gap <= 3):
            continue
        if not before and (re.search(r"[.!?;“\"]", between) is not None or gap > 9):
            continue
        best, distance = verb, gap
    return best


def innermost(length: int, statements: list[Statement]) -> list[Statement | None]:
    """For each token the shortest content that holds it, of statements that rest on their source's word."""
    at: list[Statement | None] = [None] * length
    # longest first, so that shorter ones overwrite: nested sources, the nearest counts
    budget = 40 * length + 1000  # contents nest a few deep; hostile text may nest without end
    for statement in sorted((s for s in statements if s.reports), key=lambda s: s.content[0] - s.content[1]):
        start, end = statement.content
        budget -= end - start
        if budget < 0:
            break
        for i in range(start, end):
            at[i] = statement
    return at
