"""Verbs of meeting: "met", "called on", "is to visit", "spoke with"."""

from spacy.tokens import Token

from legation.reading.clauses import direct_object, prepositions
from legation.reading.page import Page
from legation.reading.proposal import Proposal, from_verb
from legation.reference.verbs import MEETING_NOUNS, MEETING_VERBS

_PERSON_TALK = {"speak", "talk", "confer"}
_MET = {
    "leader",
    "leadership",
    "official",
    "counterpart",
    "delegation",
    "minister",
    "president",
    "representative",
    "colleague",
}


def of_meeting_verb(page: Page, verb: Token, lemma: str) -> Proposal | None:
    """The meeting that a verb tells of, if any."""
    if lemma in MEETING_VERBS:
        noun = direct_object(verb)
        if lemma == "meet" and noun is not None and not _is_met(page, noun):
            return None  # "meet the requirements"
        if lemma in ("arrive", "travel", "fly", "tour") and not any(
            w in ("in", "to", "at", "for") for w, _ in prepositions(verb)
        ):
            return None
        if lemma in ("attend", "host", "participate", "chair", "convene") and not any(
            t.lemma_.lower() in MEETING_NOUNS
            or t.lower_ in ("council", "committee", "commission", "conference", "summit", "meeting")
            for t in verb.subtree
        ):
            return None
        form = MEETING_VERBS[lemma]
        if form == "session" and any(t.lower_ == "summit" for t in verb.subtree):
            form = "summit"
        return from_verb("meeting", verb, form, "joint")
    if lemma == "call" and _calls_on_person(page, verb):
        return from_verb("meeting", verb, "talks", "joint")
    if lemma in _PERSON_TALK and any(w in ("with", "to") and page.is_party(t) for w, t in prepositions(verb)):
        phone = any(t.lower_ in ("phone", "telephone", "telephonic", "call") for t in verb.subtree)
        if lemma == "speak" or phone:
            return from_verb("meeting", verb, "call", "joint")
        return from_verb("commitment", verb, "discussed", "joint")
    return None


def _is_met(page: Page, noun: Token) -> bool:
    """Whether the object of "meet" is somebody."""
    return noun.pos_ != "NOUN" or page.is_party(noun) or noun.i in page.people.at or noun.lemma_ in _MET


def _calls_on_person(page: Page, verb: Token) -> bool:
    """Say "called on Prime Minister X", not "called on X to act"."""
    on = verb.i + 1
    if (
        on >= len(page.doc)
        or page.doc[on].lower_ not in ("on", "upon")
        or any(c.dep_ == "xcomp" for c in verb.children)
    ):
        return False
    return any(t.i in page.people.at for t in page.doc[on : on + 10] if t.sent == verb.sent)
