"""Clauses: the subject of a verb wherever it stands, and the shortest stretch of text that states it."""

from collections.abc import Iterator

from spacy.tokens import Token

from legation.reference.verbs import POSITION_VERBS, SAYING

SUBJECTS = {"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"}
_MODALS = {
    "will",
    "would",
    "shall",
    "should",
    "must",
    "may",
    "might",
    "can",
    "could",
    "ought",
    "’ll",
    "'ll",
    "’d",
    "'d",
    "wo",
    "ca",
}
_REACH = 100  # tokens between a bracket and the one that closes it
_EDGE = set(",;:.()[]–—-“”\"'‘’*•")


def subject(verb: Token, depth: int = 0) -> Token | None:
    """The subject of a verb: its own, that of the verb it is coordinated with or open to, or the noun it describes."""
    for child in verb.children:
        if child.dep_ in SUBJECTS and child.dep_ != "expl":
            if child.tag_ in ("WDT", "WP") and verb.dep_ in ("relcl", "ccomp"):
                return verb.head if verb.dep_ == "relcl" else child
            return child
    if depth > 4:
        return None
    if verb.dep_ == "xcomp":
        own = _object(verb.head)
        # "asked Russia to deliver": the object is to act; "offered to deliver": the subject
        return own if own is not None and own.i < verb.i else subject(verb.head, depth + 1)
    if verb.dep_ in ("conj", "advcl", "pcomp", "aux", "dep"):
        head = verb.head
        if says_beside(verb):
            return subject(head.head, depth + 1)
        while head.dep_ in ("prep", "agent") and head.head != head:
            head = head.head
        return subject(head, depth + 1) if head.pos_ in ("VERB", "AUX") else None
    if verb.dep_ == "acl":
        return verb.head if verb.tag_ in ("VBG", "VBN") else _owner(verb.head)
    if verb.dep_ == "relcl" and verb.head.pos_ in ("NOUN", "PROPN", "PRON"):
        return verb.head
    return None


def says_beside(verb: Token) -> bool:
    """Whether a verb stands beside a verb of saying although the parser hangs it on what is said.

    "Qureshi said the two had much to do and thanked the minister": it is Qureshi who thanked.
    """
    head = verb.head
    return (
        verb.dep_ == "conj"
        and head.dep_ == "ccomp"
        and head.head.lemma_.lower() in SAYING
        and verb.tag_ == head.head.tag_ == "VBD"
        and verb.lemma_.lower() in SAYING | POSITION_VERBS.keys()
        and not any(c.dep_ in SUBJECTS for c in verb.children)
    )


def _object(verb: Token) -> Token | None:
    return next((c for c in verb.children if c.dep_ in ("dobj", "obj")), None)


def _owner(noun: Token) -> Token | None:
    """Whose noun it is: "Pakistan's resolve", or the subject of the verb that carries it ("expressed readiness")."""
    for child in noun.children:
        if child.dep_ == "poss":
            return child
    return subject(noun.head) if noun.dep_ in ("dobj", "attr", "pobj") and noun.head.pos_ in ("VERB", "AUX") else None


def direct_object(verb: Token) -> Token | None:
    """The direct object, or the subject of a passive."""
    found = _object(verb)
    if found is not None:
        return found
    return next((c for c in verb.children if c.dep_ == "nsubjpass"), None)


def is_passive(verb: Token) -> bool:
    """Whether a verb is passive: with its auxiliary, or a bare participle behind its noun."""
    return any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children) or (verb.dep_ == "acl" and verb.tag_ == "VBN")


def is_negated(verb: Token) -> bool:
    """Whether a verb is negated."""
    return any(c.dep_ == "neg" or (c.lower_ in ("never", "no") and c.dep_ in ("advmod", "det")) for c in verb.children)


def modal(verb: Token) -> str | None:
    """The modal auxiliary of a verb, lower case and whole: `will`, `should`."""
    for child in verb.children:
        if child.dep_ == "aux" and child.lower_ in _MODALS:
            word = child.lower_
            return {"wo": "will", "’ll": "will", "'ll": "will", "’d": "would", "'d": "would", "ca": "can"}.get(
                word, word
            )
    return None


def prepositions(token: Token) -> Iterator[tuple[str, Token]]:
    """Each preposition that hangs on a token, with its object; "of" behind "of" is followed one step."""
    for child in token.children:
        if child.dep_ in ("prep", "agent", "dative", "prt"):
            for grandchild in child.children:
                if grandchild.dep_ in ("pobj", "pcomp"):
                    yield child.lower_, grandchild
                elif grandchild.dep_ == "prep":  # "on behalf of"
                    for last in grandchild.children:
                        if last.dep_ == "pobj":
                            yield grandchild.lower_, last


def _states_something_else(token: Token, head: Token) -> bool:
    """Whether a dependant is a clause of its own beside `head`, not a part of it."""
    if token.dep_ in ("parataxis", "cc", "preconj", "intj"):
        return token.dep_ != "preconj"
    if token.dep_ == "conj" and head.pos_ in ("VERB", "AUX"):
        return token.pos_ in ("VERB", "AUX") or token.tag_.startswith("V")
    if token.dep_ == "punct":
        return False
    if token.dep_ == "advcl" and token.i > head.i:
        # ", adding that ..." and ", saying ..." open a new statement
        return (
            token.i > 0
            and any(token.doc[j].text == "," for j in range(max(0, token.i - 2), token.i))
            and token.tag_ == "VBG"
        )
    return False


def clause(verb: Token, *, inherited: bool = False) -> list[Token]:
    """Tokens of the shortest clause that states a verb: its subtree less coordinated clauses, trimmed of marks.

    `inherited`: the verb has no subject of its own; then the clause begins at the verb group.
    """
    kept: set[int] = set()
    stack = [verb]
    while stack:
        token = stack.pop()
        kept.add(token.i)
        for child in token.children:
            if child.dep_ == "mark" and token == verb and child.lower_ in ("that", "whether", "if"):
                continue
            if _states_something_else(child, token) and (token == verb or token.pos_ in ("VERB", "AUX")):
                continue
            stack.append(child)
    tokens = contiguous(verb, kept, from_verb=inherited)
    return tokens if inherited else _without_lead(verb, tokens)


def _without_lead(verb: Token, tokens: list[Token]) -> list[Token]:
    """A clause less what is set before its subject by a comma: "In the evening, he called on"."""
    own = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
    if own is None or own.i > verb.i:
        return tokens
    lead = [t for t in tokens if t.i < own.left_edge.i]
    if lead and any(t.text == "," for t in lead) and not any(t.dep_ == "mark" for t in verb.children if t.i < own.i):
        return [t for t in tokens if t.i >= own.left_edge.i]
    return tokens


def phrase(noun: Token) -> list[Token]:
    """Tokens of a noun phrase with what hangs on it, less trailing relative clauses behind a comma."""
    kept: set[int] = set()
    stack = [noun]
    while stack:
        token = stack.pop()
        kept.add(token.i)
        for child in token.children:
            if token == noun and child.dep_ in ("conj", "cc", "appos"):
                continue
            if child.dep_ == "relcl" and child.i > 1 and any(noun.doc[j].text == "," for j in range(token.i, child.i)):
                continue
            stack.append(child)
    return contiguous(noun, kept, from_verb=False)


def contiguous(anchor: Token, kept: set[int], *, from_verb: bool) -> list[Token]:
    """The unbroken run around `anchor` within kept tokens; marks between are bridged, marks at the edges go."""
    doc = anchor.doc
    left = right = anchor.i
    while (
        right + 1 < len(doc)
        and (right + 1 in kept or (_bridge(doc[right + 1]) and right + 2 in kept))
        and not _breaks(doc[right + 1])
    ):
        right += 1
    while (
        left > 0 and (left - 1 in kept or (_bridge(doc[left - 1]) and left - 2 in kept)) and not _breaks(doc[left - 1])
    ):
        left -= 1
    if from_verb:
        while left < anchor.i and not (
            doc[left].head.i == anchor.i and doc[left].dep_ in ("aux", "auxpass", "neg", "advmod")
        ):
            left += 1
    while (
        right > anchor.i
        and (doc[right].text in _EDGE or doc[right].is_space)
        and not closes([doc[i] for i in range(max(left, right - _REACH), right + 1)])
    ):
        right -= 1
    while left < anchor.i and (doc[left].text in _EDGE or doc[left].is_space or doc[left].dep_ == "cc"):
        left += 1
    return [doc[i] for i in range(left, right + 1)]


def closes(tokens: list[Token]) -> bool:
    """Whether words end with the mark that closes one inside them: "natural gas (LNG)"."""
    opener = {")": "(", "”": "“", "]": "["}.get(tokens[-1].text)
    return opener is not None and any(t.text == opener for t in tokens[-_REACH:])


def _bridge(token: Token) -> bool:
    return token.is_punct or token.is_quote or (token.is_space and "\n" not in token.text)


def _breaks(token: Token) -> bool:
    return token.is_space and "\n" in token.text
