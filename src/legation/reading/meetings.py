"""Meetings: who met, or is to meet, whom - where, when, in which form."""

import datetime as dt

from spacy.tokens import Token

from legation.nouns import Form, Meeting, Status
from legation.reading.cast import Codes, united
from legation.reading.clauses import direct_object, is_negated, is_passive, modal, prepositions, subject
from legation.reading.objects import Objects
from legation.reading.page import Page
from legation.reading.proposal import Proposal
from legation.reading.times import event_date

_AHEAD = {"will", "shall", "would", "may", "might", "could", "should", "can"}
_COMING = {
    "upcoming",
    "forthcoming",
    "planned",
    "next",
    "proposed",
    "scheduled",
    "coming",
    "future",
    "possible",
    "tomorrow",
}
_PLANS = {
    "plan",
    "schedule",
    "expect",
    "due",
    "set",
    "intend",
    "hope",
    "invite",
    "propose",
    "agree",
    "prepare",
    "want",
    "arrange",
    "seek",
    "ready",
    "await",
    "look",
    "ahead",
    "before",
}
_CANCELS = {"cancel", "postpone", "delay", "defer", "suspend"}
_SESSION = {
    "commission",
    "committee",
    "council",
    "session",
    "conference",
    "assembly",
    "plenary",
    "ministers",
    "round",
    "board",
    "forum",
    "seminar",
    "delegates",
    "members",
    "governors",
    "experts",
    "negotiators",
}
_WITH = {"with", "between", "by", "to", "on", "upon", "among", "of", "from", "for", "involving"}
_WHERE = {"in", "at", "near"}
_ASIDE = {"sidelines", "margins", "margin", "sideline", "framework", "fringes"}
_HERE_AND_NOW = {"VBZ", "VBP"}  # "visits Pakistan next week": the present tense of a programme


def meeting(page: Page, objects: Objects, made: Proposal, actors: Codes) -> Meeting | None:
    """Fill in a proposed meeting of `actors`; None where fewer than two parties, or one body, take part."""
    if (made.found and len(actors) < 2 and made.label not in ("session", "summit", "ceremony")) or not actors:
        return None
    status, date = _when(page, made)
    speaker, speaker_for = page.cast.speaker(made.anchor.i)
    return Meeting(
        id="",
        evidence=(page.quote(made.tokens),),
        trigger=page.words(*made.trigger),
        speaker=speaker,
        speaker_for=speaker_for,
        date=date,
        objects=objects.of(made.tokens),
        actors=tuple(sorted(actors)),
        people=_people(page, made),
        form=_form(page, made),
        status=status,
        place=_place(page, made),
    )


def _is_place(page: Page, token: Token, *, visit: bool) -> bool:
    """Whether a name only says where, or beside what: "in Vienna", "on the sidelines of the G20 summit"."""
    if token.i not in page.parties:
        return False
    name = page.parties[token.i]
    for ancestor in [token, *token.ancestors]:
        if ancestor.lower_ in _ASIDE:
            return True
        if ancestor.dep_ == "prep" and ancestor.lower_ in _WHERE and ancestor.i > token.i - 8:
            # "in Vienna" is where; "on a visit in Austria" is whom as well
            return not visit or name.form in ("body", "organ")
        if ancestor.pos_ in ("VERB", "AUX"):
            break
    return name.form == "capital" and not visit


def _taking_part(page: Page, tokens: list[Token], *, visit: bool) -> Codes:
    return page.named([t for t in tokens if not _is_place(page, t, visit=visit)])


def taking_part(page: Page, made: Proposal) -> Codes:
    """Who takes part in a proposed meeting, by rule; empty where none can tell."""
    anchor, visit = made.anchor, made.label == "visit"
    heads = [anchor] + ([made.complement] if made.complement is not None else [])
    found: list[Codes] = []
    if anchor.pos_ in ("VERB", "AUX"):
        if not is_passive(anchor):
            found.append(page.cast.parties(subject(anchor)))
        noun = direct_object(anchor)
        if noun is not None:
            heads.append(noun)
            if not _is_place(page, noun, visit=visit):
                found.append(page.cast.parties(noun))
    for head in dict.fromkeys(heads):
        found.append(united(page.cast.codes(c) for c in head.children if c.dep_ == "poss"))
        for word, token in prepositions(head):
            if (word in _WITH or (visit and word in _WHERE)) and not _is_place(page, token, visit=visit):
                found.append(page.cast.parties(token))
    actors = united(found)
    if len(actors) < 2:
        actors = united([actors, _taking_part(page, made.tokens, visit=visit)])
    if len(actors) == 1 and made.label == "talks":
        actors = united([actors, page.cast.creditors(made.tokens)])  # "the Kenyan debt talks"
    bodies = tuple(
        c
        for c in actors
        if any(
            n.code == c and n.form in ("body", "organ")
            for n in (page.parties[t.i] for t in made.tokens if t.i in page.parties)
        )
    )
    if len(actors) < 2 and not bodies and (made.label in ("talks", "press", "call") or not made.found):
        # the host is a party to a visit, the other side one to talks
        pair = page.cast.pair(anchor.i)
        if not actors or actors[0] in pair:
            actors = united([actors, pair])
        elif not made.found:
            actors = united([actors, page.main[:1]])
    return actors or (() if made.found else page.main[:1])


def _people(page: Page, made: Proposal) -> tuple[str, ...]:
    names: dict[str, None] = {}
    doer = subject(made.anchor) if made.anchor.pos_ in ("VERB", "AUX") else None
    for token in ([doer] if doer is not None else []) + made.tokens:
        if token.i in page.people.at or token == doer or token.lower_ in ("his", "he", "she", "her"):
            person = page.cast.person(token)
            if person is not None:
                names.setdefault(person.name)
    return tuple(names)


def _when(page: Page, made: Proposal) -> tuple[Status, str | None]:
    """Status and date together: tense says where a bare date lies, a date says what tense leaves open."""
    told = told_status(made)
    date = event_date(page, made, future=told == "planned" or (told is None and made.anchor.tag_ in _HERE_AND_NOW))
    if told is not None:
        return told, date
    if date is not None and page.today is not None:
        first = _first_day(date)
        if first is not None and first > page.today:
            return "planned", date
    return "held", date


def _first_day(edtf: str) -> dt.date | None:
    parts = [int(p) for p in edtf.split("/", maxsplit=1)[0].split("-") if p.isdigit()]
    try:
        return dt.date(*[*parts, 1, 1][:3]) if parts else None
    except ValueError:
        return None


def told_status(made: Proposal) -> Status | None:
    """What verb, mood and attributes say; None where only a date can tell."""
    anchor = made.anchor
    heads = [anchor] + ([made.complement] if made.complement is not None else [])
    words = {c.lower_ for head in heads for c in head.children}
    verbs = [t for t in [anchor, *anchor.ancestors][:4] if t.pos_ in ("VERB", "AUX", "ADJ", "ADP")]
    if any(t.lemma_.lower() in _CANCELS for t in verbs[:2]) or (anchor.pos_ == "VERB" and is_negated(anchor)):
        return "cancelled"
    if words & _COMING:
        return "planned"
    first = next((t for t in verbs if t.pos_ in ("VERB", "AUX")), None)
    if first is None:
        return None
    infinitive = any(c.lower_ == "to" and c.dep_ == "aux" for c in first.children)
    if first is anchor:
        if modal(first) in _AHEAD:
            return "planned"
        if infinitive:
            # "arrived to meet": done with the verb it hangs on; "plans to meet", "is to meet": ahead
            head = first.head
            return (
                "held" if head.tag_ in ("VBD", "VBN") and head.lemma_ not in _PLANS and head is not first else "planned"
            )
        return "held" if first.tag_ in ("VBD", "VBN") else None
    if modal(first) in _AHEAD or infinitive or any(t.lemma_.lower() in _PLANS for t in verbs[:3] if t is not anchor):
        return "planned"
    return "held" if first.tag_ in ("VBD", "VBN") and anchor.dep_ in ("nsubj", "nsubjpass", "dobj") else None


def _form(page: Page, made: Proposal) -> Form:
    label: Form = made.label  # type: ignore[assignment]
    if not made.found:
        return label
    words = {t.lower_ for t in made.tokens}
    doer = subject(made.anchor) if made.anchor.pos_ == "VERB" else None
    words |= {doer.lower_} if doer is not None else set()
    if label in ("talks", "session") and words & {"phone", "telephone", "telephonic", "video", "videoconference"}:
        return "call"
    if label in ("talks", "session") and "summit" in words and made.anchor.lemma_ != "meet":
        return "summit"
    if label == "talks" and words & _SESSION and not any(t.i in page.people.at for t in made.tokens):
        return "session"
    return label


def _place(page: Page, made: Proposal) -> str | None:
    heads = [made.anchor] + ([made.complement] if made.complement is not None else [])
    words = ("in", "at") if made.label != "visit" else ("to", "in")
    for head in heads:
        for word, token in prepositions(head):
            if word in words and (token.ent_type_ in ("GPE", "LOC", "FAC") or token.i in page.parties):
                kept = [t for t in page.doc[token.left_edge.i : token.i + 1] if t.lower_ != "the"]
                return page.quote(kept).quote
    if made.label == "visit":
        noun = direct_object(made.anchor) if made.anchor.pos_ == "VERB" else None
        if noun is not None and noun.i in page.parties:
            return noun.text
    return None
