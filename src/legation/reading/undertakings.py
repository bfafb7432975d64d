"""Verbs of undertaking: "offered", "agreed", "has delivered" - mood, tense and voice decide the stage."""

from spacy.tokens import Token

from legation.nouns import Stage
from legation.reading.clauses import direct_object, is_negated, is_passive, subject
from legation.reading.page import Page
from legation.reading.proposal import Proposal, from_verb
from legation.reference.verbs import ACTIONS, COMMITMENT_VERBS, REPORTING, TOPICS, Frame

_CONDITIONS = {"until", "unless", "if", "once", "before", "till"}


def of_commitment_verb(page: Page, verb: Token, lemma: str, helper: str | None) -> Proposal | None:
    """The commitment that a verb tells of, if any. `helper`: its modal."""
    stage, frame = COMMITMENT_VERBS[lemma]
    frame_: Frame = frame
    doer = subject(verb)
    noun = direct_object(verb)
    if is_purpose(verb) and stage in ("done", "underway", "pledged", "signed"):
        return None
    if noun is None and not is_passive(verb) and not any(c.dep_ in ("xcomp", "ccomp", "prep") for c in verb.children):
        return None
    if (
        noun is None
        and lemma in REPORTING
        and not is_passive(verb)
        and not any(c.dep_ == "xcomp" for c in verb.children)
    ):
        return None  # "he concluded" behind what he said
    if stage == "discussed" and _is_mere_topic(verb, noun):
        return None
    if is_passive(verb):
        agent = next((c for c in verb.children if c.dep_ == "agent"), None)
        if agent is None and stage in ("done", "underway") and not page.named(list(verb.subtree)):
            return None
    elif not page.is_party(doer):
        return None
    if stage == "done":
        if helper in ("will", "shall", "would"):
            stage = "pledged"
        elif helper in ("may", "might", "could", "can"):
            stage = "offered"
        elif verb.tag_ == "VBG" and any(c.lemma_ == "be" for c in verb.children if c.dep_ == "aux"):
            stage = "underway"
        elif verb.tag_ in ("VB", "VBP", "VBZ", "VBG"):
            return None
    elif stage == "signed" and (helper in ("will", "shall", "would") or is_infinitive(verb)):
        stage = "agreed"  # what is to be signed is agreed
    if is_negated(verb):
        against = negated(stage)
        if against is None:
            return None
        stage = against
    if stage == "pledged" and doer is not None and len(page.cast.codes(doer)) > 1:
        stage, frame_ = "agreed", "joint"
    return from_verb("commitment", verb, stage, frame_)


def negated(stage: Stage) -> Stage | None:
    """What a negated verb tells: not done yet is held up, not to be done is refused, not sought is nothing."""
    if stage in ("pledged", "offered"):
        return "dropped"
    if stage in ("agreed", "signed", "done", "underway"):
        return "stalled"
    return None if stage in ("sought", "discussed") else stage


def is_infinitive(verb: Token) -> bool:
    """Whether a verb stands with "to": what is to be done, not what was."""
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def is_awaited(verb: Token) -> bool:
    """Whether a clause only names a condition not met yet: "until the deal is signed", "once both have approved"."""
    return (
        verb.dep_ == "advcl"
        and any(c.dep_ in ("mark", "advmod") and c.lower_ in _CONDITIONS for c in verb.children)
        and not any(c.dep_ in ("aux", "auxpass") and c.tag_ == "VBD" for c in verb.children)
        and verb.tag_ != "VBD"
    )


def is_purpose(verb: Token) -> bool:
    """Whether a verb is an infinitive that only says what for: "to further support the economy"."""
    return verb.dep_ in ("advcl", "acl", "xcomp") and is_infinitive(verb)


def _is_mere_topic(verb: Token, noun: Token | None) -> bool:
    """Tell "discussed the situation": a topic without a named field or action is no entry."""
    if noun is None or any(c.dep_ in ("xcomp", "ccomp") for c in verb.children):
        return False
    words = {t.lemma_.lower() for t in noun.subtree} | {t.lower_ for t in noun.subtree}
    return noun.lemma_.lower() in TOPICS and not words & ACTIONS
