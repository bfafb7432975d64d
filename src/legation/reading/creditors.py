"""Whom a debtor owes: a story of loans names its creditors once, "foreign commercial banks", then no more."""

from collections import Counter
from collections.abc import Iterable

from spacy.tokens import Doc, Token

_LENDERS = {"bank", "creditor", "lender", "noteholder"}
_DEBT = {
    *("loan", "loans", "debt", "debts", "reschedule", "rescheduling", "refinance", "refinancing", "repay", "repayment"),
    *("repayments", "moratorium", "interest", "principal", "arrears", "restructure", "restructuring", "amortise"),
    *("amortize", "libor", "creditor", "lender", "eurocredit", "euroloan"),
}
_NOT_OWED = {"central", "development", "world", "national", "multilateral", "state"}
_FEWEST = 2  # times that a text speaks of lenders where it is about what they are owed


class Creditors:
    """The lenders that one text speaks of."""

    def __init__(self, doc: Doc) -> None:
        self._named = _most_spoken_of(doc)

    def of(self, tokens: Iterable[Token]) -> tuple[str, ...]:
        """The lenders by the words of the text, where some words tell of a debt; empty where they do not."""
        if not self._named or not any(t.lemma_.lower() in _DEBT for t in tokens):
            return ()
        return (self._named,)


def _most_spoken_of(doc: Doc) -> str:
    """What the lenders are called most often, in full where the text ever spells it out; "" where there are none."""
    found: Counter[str] = Counter()
    for token in doc:
        if token.tag_ != "NNS" or token.lemma_.lower() not in _LENDERS:
            continue
        words = [c for c in token.children if c.dep_ in ("amod", "compound", "nmod") and c.i < token.i]
        if {w.lower_ for w in words} & _NOT_OWED:
            continue
        plain = [w for w in words if w.text.islower() and w.pos_ in ("ADJ", "NOUN") and not w.like_num]
        found[" ".join([*(w.text for w in plain), token.text])] += 1
    if found.total() < _FEWEST:
        return ""
    spelt_out = [name for name in found if " " in name] or list(found)
    return max(spelt_out, key=lambda name: found[name])
