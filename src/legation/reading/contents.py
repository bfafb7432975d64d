"""What a word of saying, thinking or stance takes as its content: one rule for each construction."""

from collections.abc import Iterator

from spacy.tokens import Token

from legation.reading.clauses import is_passive, says_beside, subject
from legation.reading.ranges import Range, group, whole, without
from legation.reference.attribution import (
    CLAUSE_ADJECTIVES,
    CLAUSE_NOUNS,
    CLAUSE_VERBS,
    INFINITIVE_ADJECTIVES,
    INFINITIVE_NOUNS,
    INFINITIVE_VERBS,
    NAMING,
    OBJECT_VERBS,
    PREPOSITION_ADJECTIVES,
    PREPOSITION_NOUNS,
    PREPOSITION_VERBS,
    REQUEST_VERBS,
    SHOWS,
    STUDIES,
)
from legation.reference.verbs import REPORTING

_LEMMAS = {"hop": "hope", "poohe": "pooh", "retweete": "retweet", "felt": "feel", "pled": "plead"}
# what belongs to the content of a verb with an object, besides the object: "criticised the deal [as weak] [for Iran]"
_ALONG = ("dobj", "obj", "oprd", "dative", "xcomp", "attr", "acomp", "ccomp", "prt")
_PREDICATES = ("oprd", "xcomp", "ccomp", "attr", "acomp", "prep")
_DEEP = 30  # words down the end of a phrase that are looked at
_LINKS = ("as", "for", "of", "to", "with", "about", "against", "into", "from", "like", "over")


def lemma(token: Token) -> str:
    """Lemma of a token, lower case, with the model's slips mended."""
    found = token.lemma_.lower()
    return _LEMMAS.get(found, found)


def is_said(verb: Token) -> bool:
    """Whether a verb can be said of words: "..., he said", "“...”, she joked"."""
    return verb.pos_ in ("VERB", "AUX") and lemma(verb) in CLAUSE_VERBS


def contents(cue: Token) -> list[Range]:
    """Token ranges of what a cue takes as its content; empty where it takes none."""
    if cue.pos_ in ("VERB", "AUX"):
        return _of_verb(cue)
    if cue.pos_ == "NOUN":
        return _of_noun(cue)
    if cue.pos_ == "ADJ":
        return _of_adjective(cue)
    return []


def _clauses(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        if child.dep_ == "ccomp" or (
            child.dep_ in ("xcomp", "advcl")
            and child.i > verb.i
            and child.tag_ != "VBG"
            and any(g.dep_ in ("nsubj", "nsubjpass") for g in child.children)
            and not any(g.dep_ == "mark" and g.lower_ != "that" for g in child.children)
            and lemma(verb) in REPORTING
        ):
            yield child


def _of_verb(verb: Token) -> list[Range]:
    word = lemma(verb)
    found = _of_clause(verb) if word in CLAUSE_VERBS else []
    if not found and word in INFINITIVE_VERBS | REQUEST_VERBS:
        found = _of_infinitive(verb, word)
    if not found and word in PREPOSITION_VERBS:
        found = _behind_preposition(verb, PREPOSITION_VERBS[word])
    if not found and (word in OBJECT_VERBS or (word in SHOWS and _is_study(subject(verb)))):
        found = _of_object(verb)
    return found


def _of_clause(verb: Token) -> list[Range]:
    """What stands in a clause of its own: "said [that ...]"; what is told beside it is another's content."""
    found: list[Range] = []
    for child in _clauses(verb):
        start, end = whole(child)
        beside = next((g for g in child.children if says_beside(g)), None)
        if beside is not None and beside.left_edge.i > start:
            end = min(end, beside.left_edge.i)
        found += without([(start, min(end, _aside(child)))], group(verb))
    if found and verb.tag_ == "VBD" and lemma(verb) in REPORTING:
        found += [whole(child) for child in verb.children if _is_told_on(child, found[-1][1])]
    return found


def _is_told_on(clause: Token, behind: int) -> bool:
    """Whether a clause beside "said" goes on with what was said: "but [talks would follow]"."""
    return (
        clause.dep_ == "conj"
        and clause.left_edge.i >= behind
        and any(c.dep_ in ("nsubj", "nsubjpass", "expl") and c.i < clause.i for c in clause.children)
        and any(
            c.dep_ in ("aux", "auxpass") and c.lower_ in ("would", "could", "might", "had") for c in clause.children
        )
    )


def _of_infinitive(verb: Token, word: str) -> list[Range]:
    """What is to be done: by the source ("refused [to sign]") or by whom it addresses ("urged them [to sign]")."""
    for child in verb.children:
        if child.dep_ not in ("xcomp", "ccomp", "advcl") or child.i < verb.i or not _is_infinitive(child):
            continue
        if any(c.dep_ == "dobj" and c.i < child.i for c in verb.children):  # somebody is addressed
            fits = word in REQUEST_VERBS
        else:
            fits = word in INFINITIVE_VERBS or child.dep_ == "ccomp" or is_passive(verb)
        if fits:
            return without([whole(child)], group(verb))
    return []


def _behind_preposition(verb: Token, taken: frozenset[str]) -> list[Range]:
    """What a verb speaks of: "called for [talks]", "called for [the guns to fall silent]"."""
    for child in verb.children:
        if child.i < verb.i:
            continue
        if child.dep_ in ("prep", "prt", "agent") and child.lower_ in taken:
            behind = next((g for g in child.children if g.dep_ in ("pobj", "pcomp")), None)
            if behind is None:
                continue
            start, end = whole(behind)
            acts = (c for c in verb.children if c.dep_ in ("xcomp", "advcl") and c.left_edge.i == end)
            act = next((a for a in acts if _is_infinitive(a)), None)
            if (
                lemma(verb) in NAMING
                and child.lower_ == "on"
                and act is None
                and not any(map(_is_infinitive, behind.children))
            ):
                continue  # "called on the army chief": a visit, where nobody is asked to act
            return [(start, act.right_edge.i + 1 if act is not None else end)]
        if "for" in taken and child.dep_ in ("xcomp", "ccomp", "advcl") and _is_marked(child, "for"):
            return [whole(child)]
    return []


def _is_marked(clause: Token, word: str) -> bool:
    return any(c.dep_ == "mark" and c.lower_ == word for c in clause.children)


def _is_study(found: Token | None) -> bool:
    return found is not None and lemma(found) in STUDIES


def _aside(clause: Token) -> int:
    """Where a statement of its own begins behind a clause: "..., adding that", "..., dismissing"."""
    for child in clause.children:
        if child.dep_ == "advcl" and child.tag_ == "VBG" and child.i > clause.i:
            start = child.left_edge.i
            if start > 0 and child.doc[start - 1].text == "," and lemma(child) in CLAUSE_VERBS | OBJECT_VERBS:
                return start
    return clause.right_edge.i + 1


def _is_infinitive(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _of_object(verb: Token) -> list[Range]:
    """What is spoken of, with what is said of it: "criticised [the deal as weak]"."""
    if is_passive(verb) or (verb.tag_ == "VBN" and verb.dep_ in ("relcl", "amod")):
        return _of_passive(verb)
    behind = [c for c in verb.children if c.i > verb.i]
    own = next((c for c in behind if c.dep_ in ("dobj", "obj", "oprd")), None)
    own = own or next((c for c in behind if c.dep_ in ("xcomp", "pcomp") and c.tag_ == "VBG"), None)
    if own is None or (lemma(verb) in NAMING and not any(c.dep_ in _PREDICATES for c in behind)):
        return []  # "called the army chief" is no opinion of him
    start, end = whole(own)
    aside = _aside_at_end(own)
    if aside is not None:
        return [(start, aside)]
    for child in behind:
        if child.i > own.i and (child.dep_ in _ALONG or (child.dep_ == "prep" and child.lower_ in _LINKS)):
            end = max(end, child.right_edge.i + 1)
    return [(start, end)]


def _aside_at_end(own: Token) -> int | None:
    """Where something told besides begins at the end of a thing: "criticised the deal of 2015, [which ...]"."""
    last = own
    for _ in range(_DEEP):
        behind = [c for c in last.children if c.i > last.i and c.dep_ != "punct"]
        aside = next((c for c in behind if c.dep_ == "relcl" and _is_set_off(c)), None)
        aside = aside or next((c for c in behind if c.dep_ == "advcl" and c.tag_ == "VBG" and _is_set_off(c)), None)
        if aside is not None:
            return int(aside.left_edge.i)
        if not behind:
            return None
        last = behind[-1]
    return None


def _is_set_off(clause: Token) -> bool:
    start = clause.left_edge.i
    return start > 0 and clause.doc[start - 1].text in (",", "-", "--", "–", "—")


def _of_passive(verb: Token) -> list[Range]:
    """What is done to the subject of a passive: "[the deal] was criticised [as weak] by Iran"."""
    patient = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    behind = [c for c in verb.children if c.i > verb.i]
    told = [c for c in behind if c.dep_ == "oprd" or (c.dep_ == "prep" and c.lower_ in ("as", "for"))]
    by = any(c.dep_ == "agent" for c in verb.children)
    if patient is None or not (by or told) or (lemma(verb) in NAMING and not by):
        return []
    return [whole(patient), *map(whole, told)]


def _of_noun(noun: Token) -> list[Range]:
    word = lemma(noun)
    for child in noun.children:
        if child.i < noun.i:
            continue
        if word in CLAUSE_NOUNS and child.dep_ in ("acl", "ccomp", "relcl") and _is_marked(child, "that"):
            return [whole(child)]
        if word in INFINITIVE_NOUNS and child.dep_ in ("acl", "xcomp", "relcl") and _is_infinitive(child):
            return [whole(child)]
        if child.dep_ == "prep" and child.lower_ in PREPOSITION_NOUNS.get(word, ()):
            behind = next((g for g in child.children if g.dep_ in ("pobj", "pcomp")), None)
            if behind is not None:
                return [whole(behind)]
    return []


def _of_adjective(adjective: Token) -> list[Range]:
    word = lemma(adjective)
    for child in adjective.children:
        if child.i < adjective.i:
            continue
        if child.dep_ == "ccomp" and word in CLAUSE_ADJECTIVES:
            return [whole(child)]
        if child.dep_ == "xcomp" and word in INFINITIVE_ADJECTIVES and _is_infinitive(child):
            return [whole(child)]
        if child.dep_ == "prep" and child.lower_ in PREPOSITION_ADJECTIVES.get(word, ()):
            behind = next((g for g in child.children if g.dep_ in ("pobj", "pcomp")), None)
            if behind is not None:
                return [whole(behind)]
    return []
