"""What words tell that are known to state an undertaking or a meeting: weaker words may speak then, and any mood.

Nothing is found by these rules. The tagger has pointed the words out; which verb or noun of them carries the
entry, who acts in it and how far it has come is what is left to tell.
"""

from collections.abc import Iterator

from spacy.tokens import Token

from legation.nouns import Kind, Stage
from legation.reading.clauses import is_negated, is_passive, modal, phrase, subject
from legation.reading.page import Page
from legation.reading.proposal import Proposal, from_verb
from legation.reading.undertakings import is_infinitive, negated
from legation.reference.verbs import (
    COMMITMENT_NOUNS,
    COMMITMENT_VERBS,
    LIGHT,
    MEETING_NOUNS,
    MEETING_VERBS,
    POSITION_NOUNS,
    POSITION_VERBS,
    READY,
    Undertaking,
)
from legation.reference.weaker import PHRASES, WEAKER_MEETINGS, WEAKER_NOUNS, WEAKER_VERBS

_REACH = 6  # tokens behind a verb in which the rest of a phrase is looked for
_HELPERS = ("aux", "auxpass")
_MOODS: dict[str, Stage] = {
    "will": "pledged",
    "shall": "pledged",
    "would": "pledged",
    "may": "offered",
    "might": "offered",
    "could": "offered",
    "can": "offered",
}
_ACTED: tuple[Stage, ...] = ("done", "underway")


def pointed(page: Page, kind: Kind, tokens: list[Token]) -> Proposal | None:
    """What some words state that are an undertaking or a meeting; `tokens`: those highest in the parse first.

    The roles of its word tell who acts where they do so more often than not: see `Proposal.ruled`.
    """
    tellers = {"commitment": (_of_words, _of_mood), "meeting": (_of_gathering,), "position": (_of_stance,)}
    for told in tellers.get(kind, ()):
        for token in tokens:
            made = told(page, token)
            if made is not None:
                return made._replace(weak=True, ruled=_tells_who(page, made))
    return None


def _tells_who(page: Page, made: Proposal) -> bool:
    """Whether the roles of a weaker word can be relied on: of a noun shared by two they cannot."""
    if made.kind != "commitment":
        return False
    if not is_verb(made.anchor):
        return made.frame == "acts"
    return is_passive(made.anchor) or page.is_party(subject(made.anchor))


def _of_words(page: Page, token: Token) -> Proposal | None:
    """An undertaking by a verb, a noun or a participle before its noun that the tables know."""
    lemma = token.lemma_.lower()
    if is_verb(token):
        return _of_verb(page, token, lemma)
    if token.pos_ in ("NOUN", "PROPN") and token.dep_ not in ("compound", "amod", "npadvmod"):
        made = _of_modified(token)
        if made is not None:
            return made
        undertaking = COMMITMENT_NOUNS.get(lemma) or WEAKER_NOUNS.get(lemma)
        if undertaking is not None:
            return _on_noun(token, token, undertaking)
    return None


def is_verb(token: Token) -> bool:
    """Whether a token is a verb that heads a clause."""
    return token.pos_ in ("VERB", "AUX") and token.dep_ not in (*_HELPERS, "amod", "compound")


def _of_verb(page: Page, verb: Token, lemma: str) -> Proposal | None:
    whole = _phrase(verb, lemma)
    if whole is not None:
        return _in_mood(verb, whole)
    known = COMMITMENT_VERBS.get(lemma)
    if known is None and not (is_passive(verb) or page.is_party(subject(verb))):
        return None
    if lemma in LIGHT:
        noun = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None)
        carried = COMMITMENT_NOUNS.get(noun.lemma_.lower()) if noun is not None else None
        if carried is not None:
            return _in_mood(verb, carried, noun)
    if lemma == "be":
        ready = next((c for c in verb.children if c.dep_ == "acomp" and c.lower_ in READY), None)
        return _in_mood(verb, Undertaking("offered", "acts"), ready) if ready is not None else None
    undertaking = known or WEAKER_VERBS.get(lemma)
    return _in_mood(verb, undertaking) if undertaking is not None else None


def _phrase(verb: Token, lemma: str) -> Undertaking | None:
    """The phrase that a verb begins: "put off", "came into force", "is under construction"."""
    told = PHRASES.get(lemma)
    if told is None:
        return None
    behind = [t.lemma_.lower() for t in verb.doc[verb.i + 1 : min(verb.i + 1 + _REACH, verb.sent.end)]]
    return next((undertaking for rest, undertaking in told if _follows(behind, rest)), None)


def _follows(words: list[str], rest: tuple[str, ...]) -> bool:
    """Whether words hold the rest of a phrase in its order."""
    left: Iterator[str] = iter(words)
    return all(word in left for word in rest)


def _of_modified(noun: Token) -> Proposal | None:
    """A noun with a participle before it: "the agreed timetable", "the proposed tax"."""
    for token in noun.children:
        if token.dep_ == "amod" and token.tag_ in ("VBN", "VBG"):
            lemma = token.lemma_.lower()
            undertaking = COMMITMENT_VERBS.get(lemma) or WEAKER_VERBS.get(lemma)
            if undertaking is not None and token.tag_ == "VBG" and undertaking.stage in _ACTED:
                undertaking = Undertaking("underway", undertaking.frame)
            if undertaking is not None:
                return _on_noun(noun, token, undertaking)
    return None


def _on_noun(noun: Token, trigger: Token, undertaking: Undertaking) -> Proposal:
    span = (trigger.i, trigger.i + 1)
    return Proposal("commitment", noun, phrase(noun), span, undertaking.stage, undertaking.frame)


def _in_mood(verb: Token, undertaking: Undertaking, carried: Token | None = None) -> Proposal:
    """The undertaking of a verb at the stage that tense, mood and negation leave it at."""
    stage, helper = undertaking.stage, modal(verb)
    if stage in _ACTED or (stage == "signed" and helper is not None):
        if helper in _MOODS:
            stage = "agreed" if stage == "signed" and _MOODS[helper] == "pledged" else _MOODS[helper]
        elif is_infinitive(verb):
            stage = "offered"
        elif not is_passive(verb) and verb.tag_ in ("VBG", "VBZ", "VBP"):
            stage = "underway"
    if is_negated(verb):
        stage = negated(stage) or stage
    return from_verb("commitment", verb, stage, undertaking.frame, carried)


def _of_mood(page: Page, token: Token) -> Proposal | None:
    """An undertaking by its mood alone, whatever the verb: "will", "may", "is to", "has ...ed"."""
    if not is_verb(token) or not page.is_party(subject(token)):
        return None
    helper = modal(token)
    if helper in _MOODS:
        stage = _MOODS[helper]
        return from_verb("commitment", token, (negated(stage) or stage) if is_negated(token) else stage)
    if token.lemma_ in ("be", "have", "say"):
        return None
    if is_infinitive(token):
        return from_verb("commitment", token, "offered")
    return from_verb("commitment", token, "done" if token.tag_ in ("VBD", "VBN") else "underway")


def _of_gathering(_: Page, token: Token) -> Proposal | None:
    """A meeting by its noun, wherever that hangs, or by a verb of people coming together."""
    lemma = token.lemma_.lower()
    if is_verb(token):
        form = MEETING_VERBS.get(lemma) or WEAKER_MEETINGS.get(lemma)
        noun = next((c for c in token.children if c.dep_ in ("dobj", "nsubjpass")), None)
        if noun is not None and noun.lemma_.lower() in MEETING_NOUNS:
            return from_verb("meeting", token, MEETING_NOUNS[noun.lemma_.lower()], "joint", noun)
        return from_verb("meeting", token, form, "joint") if form is not None else None
    if token.pos_ in ("NOUN", "PROPN") and token.dep_ not in ("compound", "amod"):
        form = MEETING_NOUNS.get(lemma) or WEAKER_MEETINGS.get(lemma)
        if form is not None:
            form = "press" if any(c.lower_ in ("press", "news") for c in token.children) else form
            return Proposal("meeting", token, phrase(token), (token.i, token.i + 1), form, "joint")
    return None


def _of_stance(page: Page, token: Token) -> Proposal | None:
    """A stance by its noun, where a party hangs on it: "objections from Chad", or by a verb that takes one."""
    lemma = token.lemma_.lower()
    if is_verb(token):
        polarity = POSITION_VERBS.get(lemma)
        return from_verb("position", token, polarity) if polarity is not None and not is_passive(token) else None
    if token.pos_ in ("NOUN", "PROPN") and lemma in POSITION_NOUNS and page.named(phrase(token)):
        return Proposal("position", token, phrase(token), (token.i, token.i + 1), POSITION_NOUNS[lemma])
    return None
