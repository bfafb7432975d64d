"""What a verb puts on the record: the step from the parse to proposals."""

from spacy.tokens import Token

from legation.reading.clauses import direct_object, is_negated, is_passive, modal, prepositions, subject
from legation.reading.gatherings import of_meeting_verb
from legation.reading.page import Page
from legation.reading.proposal import Proposal, from_verb
from legation.reading.schedules import of_schedule
from legation.reading.undertakings import is_awaited, is_infinitive, is_purpose, of_commitment_verb
from legation.reference.verbs import (
    COMMITMENT_NOUNS,
    COMMITMENT_VERBS,
    LIGHT,
    MEETING_NOUNS,
    OBLIGATION,
    OPEN,
    POSITION_ADJECTIVES,
    POSITION_NOUNS,
    POSITION_VERBS,
    READY,
    REPORTING,
    STATIVE,
    Undertaking,
)

_BOUND = {"due", "set", "scheduled", "bound"}
_MISREAD = {"hoped": "hope", "hoping": "hope"}  # the parser takes them for forms of "hop"
_STAYS = {"visit", "trip", "tour"}


def of_verb(page: Page, verb: Token, told: set[int]) -> Proposal | None:
    """The proposal that a verb makes, if any. `told`: tokens that state what another proposal already says."""
    lemma = _MISREAD.get(verb.lower_, verb.lemma_.lower())
    noun = _complement(verb)
    word = noun.lemma_.lower() if noun is not None else ""
    made = None if is_awaited(verb) else _of_light_verb(page, verb, lemma, noun, word)
    if made is not None:
        return made
    made = of_meeting_verb(page, verb, lemma)
    if made is not None:
        return made
    if verb.i in told:
        return None
    if is_awaited(verb):
        return None
    helper = modal(verb)
    if helper in OBLIGATION and subject(verb) is not None:
        return of_schedule(page, verb) or from_verb("position", verb, "urges")
    if lemma == "be":
        return _of_copula(page, verb) or of_schedule(page, verb)
    if lemma == "have" and any(c.dep_ == "xcomp" for c in verb.children):
        return from_verb("position", verb, "urges")
    if lemma in ("reaffirm", "reiterate", "renew", "affirm", "restate") and noun is not None:
        return _of_reaffirmed(verb, noun, word)
    if lemma in POSITION_VERBS and not (lemma in COMMITMENT_VERBS and noun is None) and not is_purpose(verb):
        return _of_position_verb(verb, lemma)
    if lemma == "want" or (lemma == "hope" and helper != "will"):
        other = any(
            c.dep_ in ("ccomp", "xcomp") and any(g.dep_ in ("nsubj", "nsubjpass") for g in c.children)
            for c in verb.children
        )
        if any(c.dep_ in ("ccomp", "xcomp") for c in verb.children):
            return from_verb(
                "commitment",
                verb,
                "sought" if other or lemma == "hope" else "offered",
                "asks" if other else "acts",
            )
    if lemma == "look" and any(c.lower_ == "forward" for c in verb.children):
        return from_verb("commitment", verb, "sought", "gets")
    if lemma in COMMITMENT_VERBS:
        return of_commitment_verb(page, verb, lemma, helper) or of_schedule(page, verb)
    if (
        lemma in OPEN
        and any(c.dep_ == "xcomp" and c.lemma_.lower() not in STATIVE for c in verb.children)
        and page.is_party(subject(verb))
    ):
        return from_verb(
            "commitment", verb, "dropped" if is_negated(verb) else "pledged" if helper == "will" else OPEN[lemma]
        )
    if helper in ("will", "shall", "would") and lemma not in STATIVE and page.is_party(subject(verb)):
        return from_verb("commitment", verb, "dropped" if is_negated(verb) else "pledged")
    return of_schedule(page, verb)


def _complement(verb: Token) -> Token | None:
    """The noun that carries what a light verb says: its object, or the object of "into", "in"."""
    noun = direct_object(verb)
    if noun is not None:
        return noun
    for word, token in prepositions(verb):
        if word in ("into", "to", "in") and token.pos_ == "NOUN":
            return token
    return None


def _of_light_verb(page: Page, verb: Token, lemma: str, noun: Token | None, word: str) -> Proposal | None:
    if noun is None or lemma not in LIGHT:
        return None
    if word in POSITION_NOUNS and lemma not in ("have", "take", "make", "give"):
        return from_verb("position", verb, POSITION_NOUNS[word], "acts", noun)
    if word in MEETING_NOUNS and lemma not in ("reject", "offer", "propose"):
        topic = next((t for w, t in prepositions(noun) if w in ("on", "about", "over", "for")), None)
        topic = topic or next((t for w, t in prepositions(verb) if w in ("on", "about")), None)
        if topic is not None and word in COMMITMENT_NOUNS and not _names_two(page, verb):
            return from_verb("commitment", verb, "discussed", "joint", noun)
        form = "press" if any(c.lower_ in ("press", "news") for c in noun.children) else MEETING_NOUNS[word]
        return from_verb("meeting", verb, form, "joint", noun)
    if word in COMMITMENT_NOUNS and not (
        lemma in COMMITMENT_VERBS and COMMITMENT_NOUNS[word].stage in ("done", "stalled")
    ):
        undertaking = COMMITMENT_NOUNS[word]
        if lemma == "sign" or (lemma in ("conclude", "finalise", "finalize") and undertaking.frame == "joint"):
            ahead = modal(verb) in ("will", "would", "shall") or is_infinitive(verb)
            undertaking = Undertaking("agreed" if ahead else "signed", "joint")
        if is_negated(verb) and undertaking.stage in ("agreed", "signed"):
            undertaking = Undertaking("stalled", undertaking.frame)
        if lemma == "reject":
            undertaking = Undertaking("dropped", "acts")
        return from_verb("commitment", verb, undertaking.stage, undertaking.frame, noun)
    return None


def _names_two(page: Page, verb: Token) -> bool:
    """Whether a clause names with whom: then it tells of a meeting, not of its topic alone."""
    who = page.cast.codes(subject(verb))
    return any(
        w in ("with", "between", "by") and (set(page.cast.codes(t)) - set(who) or len(page.cast.codes(t)) > 1)
        for w, t in prepositions(verb)
    )


def _of_copula(page: Page, verb: Token) -> Proposal | None:
    for child in verb.children:
        if child.dep_ not in ("acomp", "attr", "oprd"):
            continue
        word = child.lemma_.lower()
        if (
            child.pos_ in ("ADJ", "VERB")
            and child.lower_ in READY
            and any(g.dep_ in ("xcomp", "prep", "ccomp") for g in child.children)
        ):
            return from_verb("commitment", verb, "dropped" if is_negated(verb) else "offered", "acts", child)
        if child.lower_ in _BOUND and any(g.dep_ == "xcomp" for g in child.children) and page.is_party(subject(verb)):
            return _of_bound(page, verb, child)
        if child.lower_ in POSITION_ADJECTIVES and page.is_party(subject(verb)):
            return from_verb("position", verb, POSITION_ADJECTIVES[child.lower_], "acts", child)
        if (
            child.lower_ in POSITION_ADJECTIVES
            and POSITION_ADJECTIVES[child.lower_] == "urges"
            and page.cast.statement(verb.i)
        ):
            return from_verb("position", verb, "urges", "acts", child)
        if word == "visit":
            return from_verb("meeting", verb, "visit", "joint", child)
    for word, token in prepositions(verb):
        if word == "on" and token.lemma_.lower() in _STAYS:
            return from_verb("meeting", verb, "visit", "joint", token)
        if word == "in" and token.lower_ in ("touch", "talks", "negotiations", "discussions"):
            return from_verb("commitment", verb, "discussed", "joint", token)
    return None


def _of_bound(page: Page, verb: Token, child: Token | None) -> Proposal:
    """Read "are due to sign it": what is settled to be done."""
    several = len(page.cast.codes(subject(verb))) > 1
    return from_verb("commitment", verb, "agreed" if several else "pledged", "joint" if several else "acts", child)


def _of_reaffirmed(verb: Token, noun: Token, word: str) -> Proposal | None:
    if word in COMMITMENT_NOUNS:
        undertaking = COMMITMENT_NOUNS[word]
        return from_verb("commitment", verb, undertaking.stage, undertaking.frame, noun)
    return from_verb("position", verb, POSITION_NOUNS.get(word, "positive"), "acts", noun)


def _of_position_verb(verb: Token, lemma: str) -> Proposal | None:
    if is_passive(verb) and not any(c.dep_ == "agent" for c in verb.children):
        return None
    if lemma == "call" and not any(w in ("for", "on", "upon") for w, _ in prepositions(verb)):
        return None
    if lemma == "press" and not any(w == "for" for w, _ in prepositions(verb)):
        return None
    if lemma in REPORTING and direct_object(verb) is None and not any(w == "for" for w, _ in prepositions(verb)):
        return None  # what was stressed is a clause of its own
    label = POSITION_VERBS[lemma]
    if is_negated(verb) and label == "positive":
        label = "negative"
    return from_verb("position", verb, label)
