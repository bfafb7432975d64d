"""Who says what: statements with source, cue and content, in the sense of PARC (Pareti 2012).

Indirect speech, thought and stance hang on a word of the tables; direct speech stands in quotation marks, which may run
over sentences and paragraphs; "according to X" governs its sentence; "X: ..." heads a line.
"""

from typing import NamedTuple

from spacy.tokens import Doc, Span, Token

from legation.reading.clauses import SUBJECTS
from legation.reading.contents import contents, is_said, lemma
from legation.reading.direct import Direct
from legation.reading.headings import headings
from legation.reading.quotations import quotations
from legation.reading.ranges import Range, Ranges, group, merged, tidy, without
from legation.reading.sources import issuer, source
from legation.reference.attribution import MEASURES
from legation.reference.verbs import REPORTING

_ACCORDING = ("according", "per")
_BREAKS = (",", "”", '"', "''", "—", "–", "--", "-")
_FINITE = ("VBD", "VBZ", "VBP", "MD")
_ASIDE = ("prep", "advmod", "npadvmod", "advcl", "cc", "mark", "intj")


class Statement(NamedTuple):
    """One content with its source and cue; `source` None where the text names none."""

    content: Ranges  # token ranges, by place
    source: Token | None  # head of the noun phrase that names the source
    cue: Token | None
    reports: bool  # whether the content rests on the source's word (not an act or stance that the document tells)

    @property
    def size(self) -> int:
        """Tokens of the content."""
        return sum(end - start for start, end in self.content)


def statements(doc: Doc) -> list[Statement]:
    """All statements of a text, nested ones included, by place of their content."""
    direct = Direct(doc, quotations(doc))
    told = [Statement(tidy(doc, content), origin, cue, reports=True) for content, origin, cue in headings(doc)]
    for sentence in doc.sents:
        for token in sentence:
            ranges, origin = _of_token(token, sentence, direct)
            spoken = tidy(doc, without(merged(ranges), (token.i, token.i + 1)))
            if spoken:
                reports = token.lower_ in _ACCORDING or lemma(token) in REPORTING
                told.append(Statement(spoken, origin, token, reports))
    return sorted(told, key=lambda s: (s.content[0], -s.size, s.cue.i if s.cue else 0))


def _of_token(token: Token, sentence: Span, direct: Direct) -> tuple[list[Range], Token | None]:
    """What a token brings as a cue, and from whom; no ranges where it is none."""
    if token.lower_ in _ACCORDING and (token.lower_ == "according" or token.dep_ == "prep"):
        return _according(token, sentence, direct)
    said = direct.cues.get(token.i, [])
    ranges = contents(token) if is_said(token) or not said else []  # "scolded him: “...”" brings the words alone
    if is_said(token) and (said or not any(start > token.i for start, _ in ranges)):
        ranges += _around(token, sentence)
    if direct.inside[token.i] and ranges:  # what a source says ends with its words
        holder = direct.around(token.i)
        ranges = [(max(a, holder.start), min(b, holder.end)) for a, b in ranges if a < holder.end and b > holder.start]
    ranges = [*map(direct.rounded, ranges), *said]
    return (ranges, source(token)) if ranges else ([], None)


def _around(verb: Token, sentence: Span) -> list[Range]:
    """What a verb of saying behind or amid its content brings: "A, he said" and "A, he said, B"."""
    doc = verb.doc
    own = {c.dep_ for c in verb.children}
    left, right = group(verb)
    if "nsubj" not in own or "mark" in own or verb.dep_ == "relcl" or left <= sentence.start:
        return []
    if not (doc[left - 1].text in _BREAKS or doc[left - 1].is_quote):
        return []
    lead = doc[sentence.start : left]
    tops = [t for t in lead if t.head == verb and t.dep_ != "punct"]
    behind = next((i for i in range(right, sentence.end) if doc[i].text == ","), None)
    states = any(t.pos_ in ("VERB", "AUX") and t.tag_ in _FINITE for t in lead)
    aside = bool(tops) and all(t.dep_ in _ASIDE for t in tops)
    if not states and behind is not None and behind + 1 < sentence.end and doc[behind + 1].tag_ in _FINITE:
        return [(sentence.start, left), (behind + 1, sentence.end)]  # "The workers, he said, were well paid"
    if aside and (not states or any(t.dep_ == "advcl" and _leads_in(t) for t in tops)):
        return []
    found = [(sentence.start, left)]
    parent = verb.head
    if behind is not None and (not states or (verb.dep_ in ("parataxis", "ccomp") and parent.i > behind)):
        found.append((behind + 1, parent.right_edge.i + 1 if parent.i > behind else sentence.end))
    return found


def _leads_in(clause: Token) -> bool:
    """Whether a clause only tells when or why the verb is said: "When they met, he said", "Asked who came, he said"."""
    open_to = clause.tag_ in ("VBN", "VBG") and not any(c.dep_ in SUBJECTS for c in clause.children)
    return open_to or any(c.dep_ in ("mark", "advmod") and c.i < clause.i for c in clause.children)


def _according(token: Token, sentence: Span, direct: Direct) -> tuple[list[Range], Token | None]:
    """The sentence of "according to X", without it."""
    origin = next((g for c in token.children for g in c.children if g.dep_ == "pobj"), None)
    origin = origin or next((c for c in token.children if c.dep_ == "pobj"), None)
    if origin is None or _is_measure(origin) or (token.lower_ == "per" and origin.pos_ != "PROPN"):
        return [], None
    behind = origin.right_edge.i + 1
    if token.i <= sentence.start + 1:  # in front of its sentence a comma ends it, whatever the parser hangs on the name
        behind = next((i for i in range(origin.i, behind) if token.doc[i].text == ","), behind)
    told = [(sentence.start, sentence.end), *direct.cues.get(token.i, ())]
    return without(merged(told), (token.i, behind)), issuer(origin)


def _is_measure(noun: Token) -> bool:
    """Whether a noun behind "according to" is no source: "according to plan"."""
    return lemma(noun) in MEASURES and not any(c.dep_ in ("poss", "prep", "relcl", "acl") for c in noun.children)
