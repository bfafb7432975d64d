"""Direct speech: which verb of saying, before or behind it, each quotation belongs to."""

from bisect import bisect_right

from spacy.tokens import Doc, Token

from legation.reading.contents import is_said, lemma
from legation.reading.quotations import Quotation, runs_on
from legation.reading.ranges import group
from legation.reference.attribution import CLAUSE_VERBS, OBJECT_VERBS, PREPOSITION_VERBS
from legation.reference.verbs import REPORTING

_NEAR = 40  # tokens between a quotation and its verb of saying: a name with a long apposition
_ADJOINING = 3  # tokens from a verb to the quotation that it leads to without a mark
_SHORTEST = 3  # tokens, marks included, of a quotation that can stand by itself
_LEANING = ("conj", "advcl", "acl", "relcl")  # verbs that have their subject from the one they hang on
_STANCES = CLAUSE_VERBS | OBJECT_VERBS | PREPOSITION_VERBS.keys()


class Direct:
    """Quotations of a text that stand by themselves, each with its cue."""

    def __init__(self, doc: Doc, quoted: list[Quotation]) -> None:
        self._doc = doc
        self._quoted = quoted
        self.cues: dict[int, list[tuple[int, int]]] = {}  # token of the cue → ranges of what it brings
        self.inside = bytearray(len(doc) + 1)
        for quotation in quoted:
            for i in range(quotation.start, quotation.end):
                self.inside[i] = 1
        self._starts = [q.start for q in quoted]
        self._read()

    def _read(self) -> None:
        cue: Token | None = None  # of the speech that goes on
        for n, quotation in enumerate(self._quoted):
            goes_on = n > 0 and runs_on(self._doc, self._quoted[n - 1], quotation)
            if not goes_on:
                if not self._stands_alone(quotation):
                    continue
                near = self._behind(quotation) or self._before(quotation)
                cue = near or self._of_sentence_before(quotation) or cue
            if cue is not None:
                self.cues.setdefault(cue.i, []).append((quotation.start, quotation.end))

    def around(self, i: int) -> Quotation:
        """The quotation that holds token `i`, which is inside one."""
        return self._quoted[bisect_right(self._starts, i) - 1]

    def rounded(self, content: tuple[int, int]) -> tuple[int, int]:
        """A range with the mark that closes a quotation in it: the parser may leave the mark to the verb."""
        start, end = content
        if 0 < end < len(self._doc) and self.inside[end] and self.inside[end - 1]:
            quotation = self.around(end)
            if quotation.closed and quotation.end == end + 1 and start <= quotation.start:
                return start, end + 1
        return content

    def _stands_alone(self, quotation: Quotation) -> bool:
        """Whether a quotation is speech of its own, not some quoted words of a sentence."""
        start, end = quotation.start, quotation.end
        if end - start < _SHORTEST + 2:
            return False
        before = self._neighbour(start - 1, -1)
        first = next((t for t in self._doc[start + 1 : end]), None)
        if first is None:
            return False
        capital = first.text[:1].isupper() or first.text[:1] in "‘'[.…—"
        opens = before is None or before.text in (":", ",", ".", "?", "!", "”", "—", "–", "-", ")") or before.is_quote
        last = self._doc[end - 2] if quotation.closed else self._doc[end - 1]
        closes = last.text[-1:] in ".,?!…-—"
        if before is None:
            return capital or closes
        if before.text == ":" or ((before.text == "," or before.pos_ == "CCONJ") and self._resumes(quotation)):
            return True
        return (opens or before.pos_ == "VERB") and (capital or closes)

    def _resumes(self, quotation: Quotation) -> bool:
        """Whether a quotation takes up the one before it, as in: "A," he said, "b"."""
        n = bisect_right(self._starts, quotation.start) - 1
        if n < 1:
            return False
        before = self._quoted[n - 1]
        between = self._doc[before.end : quotation.start]
        return (
            before.closed
            and len(between) < _NEAR
            and self._doc[before.end - 2].text in (",", "?", "!")
            and any(is_said(t) for t in between)
            and "\n" not in between.text
        )

    def _neighbour(self, i: int, step: int) -> Token | None:
        """The next token in the same paragraph that is no space."""
        while 0 <= i < len(self._doc):
            token = self._doc[i]
            if not token.is_space:
                return token
            if token.text.count("\n") > 1:
                return None
            i += step
        return None

    def _of_sentence_before(self, quotation: Quotation) -> Token | None:
        """The word of saying or stance of the sentence before in the same paragraph, as in: A, he said. "B"."""
        stance: Token | None = None
        for i in range(quotation.start - 1, max(-1, quotation.start - 2 * _NEAR), -1):
            token = self._doc[i]
            if (token.is_space and token.text.count("\n") > 1) or self.inside[i]:
                break
            if token.pos_ == "VERB" and self._has_subject(token):
                if lemma(token) in REPORTING:
                    return token
                if lemma(token) in _STANCES:
                    stance = token
        return stance

    def _behind(self, quotation: Quotation) -> Token | None:
        """The verb of saying just behind: "...," he said."""
        doc = self._doc
        if not quotation.closed:
            return None
        full_stop = doc[quotation.end - 2].text in (".", "...")
        lead: Token | None = None
        for i in range(quotation.end, min(len(doc), quotation.end + _NEAR)):
            token = doc[i]
            if token.is_space:
                if token.text.count("\n") > 1:
                    return None
                continue
            if self.inside[i] or token.text in (".", "?", "!", ";", ":"):
                return None
            lead = lead or (token if not token.is_punct else None)
            if is_said(token) and lead is not None:
                left, _ = group(token)
                led = left <= lead.i or all(doc[j].pos_ in ("ADV", "PUNCT", "CCONJ") for j in range(lead.i, left))
                if not led or not self._has_subject(token):
                    continue
                if full_stop and any(c.dep_ in ("ccomp", "dobj") and c.i > token.i for c in token.children):
                    return None
                return token
        return None

    def _has_subject(self, verb: Token) -> bool:
        own = any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children)
        return own or verb.dep_ in _LEANING

    def _before(self, quotation: Quotation) -> Token | None:
        """The verb of saying just before: he said: "..."; a verb of stance before a colon: he scolded her: "..."."""
        doc = self._doc
        last = self._neighbour(quotation.start - 1, -1)
        colon = last is not None and last.text == ":"
        for i in range(quotation.start - 1, max(-1, quotation.start - _NEAR), -1):
            token = doc[i]
            if token.is_space:
                if token.text.count("\n") > 1:
                    before = self._neighbour(i - 1, -1)
                    if before is None or before.text != ":":
                        return None
                continue
            if self.inside[i] or token.text in (".", "?", "!", ";"):
                return None
            if self._can_lead(token, colon=colon) and self._next_to(token, quotation):
                return token
        return None

    def _can_lead(self, token: Token, *, colon: bool) -> bool:
        if token.lower_ == "according" or is_said(token):
            return True
        return colon and token.pos_ == "VERB" and lemma(token) in _STANCES

    def _next_to(self, verb: Token, quotation: Quotation) -> bool:
        """Whether a verb leads to the quotation behind it: by a colon or a comma, or directly."""
        last = self._neighbour(quotation.start - 1, -1)
        return last is None or last == verb or last.text in (":", ",") or quotation.start - verb.i <= _ADJOINING
