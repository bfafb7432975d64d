"""Meetings: who met, or is to meet, whom - where, when, in which form."""

from spacy.tokens import Token

from legation.nouns import Form, Meeting, Status
from legation.reading.cast import Codes, united
from legation.reading.clauses import direct_object, is_negated, is_passive, modal, prepositions, subject
from legation.reading.objects import Objects
from legation.reading.page import Page, Proposal
from legation.reading.times import event_date

_PLANNED = {"will", "shall", "would", "may", "might", "could", "should", "can"}
_COMING = {"upcoming", "forthcoming", "planned", "next", "proposed", "scheduled", "coming", "future", "possible"}
_PLANS = {"plan", "schedule", "expect", "due", "set", "intend", "hope", "invite", "propose", "agree", "prepare", "want", "arrange", "seek", "ready"}
_CANCELS = {"cancel", "postpone", "delay", "defer"}
_SESSION = {"commission", "committee", "council", "session", "conference", "assembly", "plenary", "ministers", "round", "board", "forum", "seminar"}


def meeting(page: Page, objects: Objects, made: Proposal) -> Meeting | None:
    """Fill in a proposed meeting; None where fewer than two parties, or one body, take part."""
    status = _status(made)
    actors = _actors(page, made)
    if not made.found and len(actors) < 2:
        actors = united([actors, page.named(made.tokens), page.named(list(made.anchor.sent))])
        actors = actors or page.cast.pair(made.anchor.i) or page.main[:1]
    if not actors or (made.found and len(actors) < 2 and made.label not in ("session", "summit", "ceremony")):
        return None
    speaker, speaker_for = page.cast.speaker(made.anchor.i)
    return Meeting(
        id="", evidence=(page.quote(made.tokens),), trigger=page.words(*made.trigger), speaker=speaker, speaker_for=speaker_for,
        date=event_date(page, made, future=status == "planned"), objects=objects.of(made.tokens), actors=tuple(sorted(actors)),
        people=_people(page, made), form=_form(page, made), status=status, place=_place(page, made),
    )  # fmt: skip


def _actors(page: Page, made: Proposal) -> Codes:
    anchor = made.anchor
    verb = anchor if anchor.pos_ in ("VERB", "AUX") else None
    found: list[Codes] = []
    if verb is not None:
        found.append(page.cast.codes(subject(verb)) if not is_passive(verb) else ())
        noun = direct_object(verb)
        if noun is not None:
            found.append(page.cast.codes(noun))
            found += _linked(page, noun)
        found += _linked(page, verb)
        if made.complement is not None:
            found += _linked(page, made.complement)
            found.append(page.cast._owners(made.complement))
    else:
        found.append(united(page.cast.codes(c) for c in anchor.children if c.dep_ == "poss"))
        found += _linked(page, anchor)
        found.append(page.named(made.tokens))
    actors = united(found)
    if made.label == "visit" and len(actors) < 2:
        actors = united([actors, page.named(made.tokens)])
    if len(actors) < 2 and made.label in ("talks", "press", "call"):
        actors = united([actors, page.named(made.tokens)])
        if len(actors) < 2:
            pair = page.cast.pair(anchor.i)
            if not actors or actors[0] in pair:
                actors = united([actors, pair])
    return actors


def _linked(page: Page, token: Token) -> list[Codes]:
    words = ("with", "between", "by", "to", "on", "upon", "among", "of", "from")
    places = ("in", "at") if token.lemma_ in ("visit", "arrive", "trip", "tour") else ()
    return [page.cast.codes(t) for w, t in prepositions(token) if w in words + places]


def _people(page: Page, made: Proposal) -> tuple[str, ...]:
    names: dict[str, None] = {}
    doer = subject(made.anchor) if made.anchor.pos_ in ("VERB", "AUX") else None
    if doer is not None:
        person = page.cast.person(doer)
        if person is not None:
            names.setdefault(person.name)
    for token in made.tokens:
        if token.i in page.people.at:
            names.setdefault(page.people.at[token.i].name)
        elif token.pos_ == "PRON" and token.lower_ in ("his", "he", "she", "her"):
            person = page.cast.person(token)
            if person is not None:
                names.setdefault(person.name)
    return tuple(names)


def _status(made: Proposal) -> Status:
    anchor = made.anchor
    chain = [anchor, *list(anchor.ancestors)[:3]]
    words = {c.lower_ for c in anchor.children} | ({c.lower_ for c in made.complement.children} if made.complement is not None else set())
    if any(t.lemma_.lower() in _CANCELS for t in chain[:2]) or (anchor.pos_ == "VERB" and is_negated(anchor)):
        return "cancelled"
    if words & _COMING:
        return "planned"
    if anchor.pos_ in ("VERB", "AUX"):
        if modal(anchor) in _PLANNED:
            return "planned"
        if any(c.lower_ == "to" and c.dep_ == "aux" for c in anchor.children):
            return "planned"
        if anchor.tag_ == "VBG" and any(c.lower_ in ("is", "are") for c in anchor.children) and anchor.lemma_ in ("visit", "travel", "arrive", "meet"):
            return "planned"
        return "held"
    head = anchor.head
    if head.pos_ in ("VERB", "AUX") and (modal(head) in _PLANNED or head.lemma_.lower() in _PLANS or any(c.lower_ == "to" and c.dep_ == "aux" for c in head.children)):
        return "planned"
    return "held"


def _form(page: Page, made: Proposal) -> Form:
    label: Form = made.label  # type: ignore[assignment]
    words = {t.lower_ for t in made.tokens}
    if label in ("talks", "session") and words & {"phone", "telephone", "telephonic", "video", "videoconference"}:
        return "call"
    if label in ("talks", "session") and "summit" in words and made.anchor.lemma_ != "meet":
        return "summit"
    if label == "talks" and words & _SESSION and not page.people.at.keys() & {t.i for t in made.tokens}:
        return "session"
    return label


def _place(page: Page, made: Proposal) -> str | None:
    heads = [made.anchor] + ([made.complement] if made.complement is not None else [])
    words = ("in", "at") if made.label != "visit" else ("to", "in")
    for head in heads:
        for word, token in prepositions(head):
            if word in words and (token.ent_type_ in ("GPE", "LOC", "FAC") or token.i in page.parties):
                first = token.left_edge.i
                kept = [t for t in page.doc[first : token.i + 1] if t.lower_ not in ("the",)]
                return page.quote(kept).quote
    if made.label == "visit":
        noun = direct_object(made.anchor) if made.anchor.pos_ == "VERB" else None
        if noun is not None and noun.i in page.parties:
            return noun.text
    return None
