"""What a verb, a noun or an adjective puts on the record: the step from the parse to proposals."""

from collections.abc import Iterator

from spacy.tokens import Token

from legation.nouns import Kind
from legation.reading.clauses import clause, direct_object, is_negated, is_passive, modal, phrase, prepositions, subject
from legation.reading.page import Page, Proposal
from legation.reference.verbs import (
    ACTIONS,
    COMMITMENT_NOUNS,
    COMMITMENT_VERBS,
    LIGHT,
    MEETING_NOUNS,
    MEETING_VERBS,
    OBLIGATION,
    OPEN,
    POSITION_ADJECTIVES,
    POSITION_NOUNS,
    POSITION_VERBS,
    READY,
    REPORTING,
    STATIVE,
    TOPICS,
    Frame,
    Undertaking,
)

_INSIDE = {"xcomp", "ccomp", "pcomp", "acl"}
_PERSON_TALK = {"speak", "talk", "confer"}
_STAYS = {"visit", "trip", "tour"}


def proposals(page: Page) -> list[Proposal]:
    """Everything on a page that may be an entry, in order of place."""
    found: list[Proposal] = []
    told: set[int] = set()  # tokens already part of what a proposal says
    for sentence in page.doc.sents:
        if sentence.end_char <= page.body:
            continue
        for token in sentence:
            if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass", "amod", "compound"):
                made = _of_verb(page, token, told)
            elif token.pos_ in ("NOUN", "PROPN") and token.i not in told:
                made = _of_noun(page, token)
            else:
                continue
            if made is not None:
                found.append(made)
                told.update(_covered(made))
    return found


def proposal_at(page: Page, kind: Kind, start: int, end: int, label: str | None = None) -> Proposal | None:
    """The proposal of a kind that some words hold: by rule where one fires on them, else by their highest word.

    `label`: the stage, form, polarity or change to give it; None leaves it to the rules.
    """
    span = page.doc.char_span(start, end, alignment_mode="expand")
    if span is None or not len(span):
        return None
    tokens = list(span)
    best: Proposal | None = None
    for token in sorted(tokens, key=lambda t: (sum(1 for _ in t.ancestors), t.i)):
        if token.pos_ in ("VERB", "AUX") and token.dep_ not in ("aux", "auxpass"):
            made = _of_verb(page, token, set())
        elif token.pos_ in ("NOUN", "PROPN"):
            made = _of_noun(page, token)
        else:
            continue
        if made is not None and made.kind == kind:
            best = made
            break
    if best is None:
        root = span.root
        verb = next(
            (t for t in [root, *tokens] if t.pos_ in ("VERB", "AUX") and t.dep_ not in ("aux", "auxpass", "amod")), root
        )
        default = {"commitment": "offered", "meeting": "talks", "position": "positive", "figure": "level"}[kind]
        known = COMMITMENT_VERBS.get(verb.lemma_.lower()) or COMMITMENT_NOUNS.get(verb.lemma_.lower())
        frame: Frame = known.frame if known is not None else "acts"
        best = Proposal(kind, verb, tokens, (verb.i, verb.i + 1), default, frame)
    first, behind = max(best.trigger[0], tokens[0].i), min(best.trigger[1], tokens[-1].i + 1)
    trigger = (first, behind) if first < behind else (best.anchor.i, best.anchor.i + 1)
    frame = best.frame
    if label in ("discussed", "agreed") or (label == "signed" and frame != "gets"):
        frame = "joint"
    elif label == "sought" and frame in ("acts", "joint"):
        frame = "gets"
    elif label in ("offered", "pledged", "done", "stalled", "dropped") and frame == "joint":
        frame = "acts"
    return best._replace(tokens=tokens, trigger=trigger, label=label or best.label, frame=frame, found=False)


def _covered(made: Proposal) -> Iterator[int]:
    """Tokens that state the same thing as a proposal and make no second one."""
    yield made.anchor.i
    if made.complement is not None:
        yield made.complement.i
    heads = [made.anchor] + ([made.complement] if made.complement is not None else [])
    for head in heads:
        for child in head.children:
            if child.dep_ in _INSIDE or (child.dep_ in ("prep", "dobj", "attr", "acomp") and made.kind != "meeting"):
                for token in child.subtree:
                    if not any(
                        a.dep_ in ("relcl", "advcl")
                        for a in token.ancestors
                        if a.i in range(child.left_edge.i, child.right_edge.i + 1)
                    ):
                        yield token.i


def verb_group(verb: Token, last: Token | None = None) -> tuple[int, int]:
    """Token range of a verb with its auxiliaries, up to `last`."""
    first = verb.i
    for child in verb.children:
        if child.dep_ in ("aux", "auxpass", "neg") and child.i < verb.i and verb.i - child.i < 6:
            first = min(first, child.i)
    end = verb.i + 1
    for child in verb.children:
        if child.dep_ == "prt" or (child.dep_ == "prep" and child.i == verb.i + 1 and verb.lemma_ in ("call", "look")):
            end = max(end, child.i + 1)
    if last is not None and 0 < last.i - verb.i < 12:
        end = max(end, last.i + 1)
    return first, end


def _verb_proposal(
    page: Page, kind: Kind, verb: Token, label: str, frame: Frame = "acts", complement: Token | None = None
) -> Proposal:
    own = any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for c in verb.children)
    tokens = clause(verb, inherited=not own)
    trigger = verb_group(verb, complement)
    first, last = tokens[0].i, tokens[-1].i
    trigger = (max(first, trigger[0]), min(last + 1, max(trigger[1], verb.i + 1)))
    return Proposal(kind, verb, tokens, trigger, label, frame, complement)


def _complement(verb: Token) -> Token | None:
    """The noun that carries what a light verb says: its object, or the object of "into", "in"."""
    noun = direct_object(verb)
    if noun is not None:
        return noun
    for word, token in prepositions(verb):
        if word in ("into", "to", "in") and token.pos_ == "NOUN":
            return token
    return None


def _of_verb(page: Page, verb: Token, told: set[int]) -> Proposal | None:
    lemma = verb.lemma_.lower()
    noun = _complement(verb)
    word = noun.lemma_.lower() if noun is not None else ""
    made = _of_light_verb(page, verb, lemma, noun, word)
    if made is not None:
        return made
    made = _of_meeting_verb(page, verb, lemma)
    if made is not None:
        return made
    if verb.i in told:
        return None
    helper = modal(verb)
    if helper in OBLIGATION and subject(verb) is not None:
        return _verb_proposal(page, "position", verb, "urges")
    if lemma == "be":
        return _of_copula(page, verb, helper)
    if lemma == "have" and any(c.dep_ == "xcomp" for c in verb.children):
        return _verb_proposal(page, "position", verb, "urges")
    if lemma in ("reaffirm", "reiterate", "renew", "affirm", "restate") and noun is not None:
        return _of_reaffirmed(page, verb, noun, word)
    if lemma in POSITION_VERBS and not (lemma in COMMITMENT_VERBS and noun is None) and not _is_purpose(verb):
        return _of_position_verb(page, verb, lemma)
    if lemma == "want" or (lemma in ("hope", "like", "wish", "expect") and helper != "will"):
        other = any(
            c.dep_ in ("ccomp", "xcomp") and any(g.dep_ in ("nsubj", "nsubjpass") for g in c.children)
            for c in verb.children
        )
        if any(c.dep_ in ("ccomp", "xcomp") for c in verb.children) and lemma in ("want", "hope"):
            return _verb_proposal(
                page,
                "commitment",
                verb,
                "sought" if other or lemma == "hope" else "offered",
                "asks" if other else "acts",
            )
    if lemma == "look" and any(c.lower_ == "forward" for c in verb.children):
        return _verb_proposal(page, "commitment", verb, "sought", "gets")
    if lemma in COMMITMENT_VERBS:
        return _of_commitment_verb(page, verb, lemma, helper)
    if (
        lemma in OPEN
        and any(c.dep_ == "xcomp" and c.lemma_.lower() not in STATIVE for c in verb.children)
        and _is_party(page, subject(verb))
    ):
        return _verb_proposal(
            page, "commitment", verb, "dropped" if is_negated(verb) else "pledged" if helper == "will" else OPEN[lemma]
        )
    if helper in ("will", "shall", "would") and lemma not in STATIVE and _is_party(page, subject(verb)):
        return _verb_proposal(page, "commitment", verb, "dropped" if is_negated(verb) else "pledged")
    return None


def _is_purpose(verb: Token) -> bool:
    """Whether a verb is an infinitive that only says what for: "to further support the economy"."""
    return verb.dep_ in ("advcl", "acl", "xcomp") and any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)


def _is_party(page: Page, token: Token | None) -> bool:
    return token is not None and bool(page.cast.parties(token))


def _of_light_verb(page: Page, verb: Token, lemma: str, noun: Token | None, word: str) -> Proposal | None:
    if noun is None or lemma not in LIGHT:
        return None
    if word in POSITION_NOUNS and lemma not in ("have", "take", "make", "give"):
        return _verb_proposal(page, "position", verb, POSITION_NOUNS[word], "acts", noun)
    if word in MEETING_NOUNS and lemma not in ("reject", "offer", "propose"):
        topic = next((t for w, t in prepositions(noun) if w in ("on", "about", "over", "for")), None)
        topic = topic or next((t for w, t in prepositions(verb) if w in ("on", "about")), None)
        if topic is not None and word in COMMITMENT_NOUNS and not _names_two(page, verb):
            return _verb_proposal(page, "commitment", verb, "discussed", "joint", noun)
        form = "press" if any(c.lower_ in ("press", "news") for c in noun.children) else MEETING_NOUNS[word]
        return _verb_proposal(page, "meeting", verb, form, "joint", noun)
    if word in COMMITMENT_NOUNS and not (
        lemma in COMMITMENT_VERBS and COMMITMENT_NOUNS[word].stage in ("done", "stalled")
    ):
        undertaking = COMMITMENT_NOUNS[word]
        if lemma == "sign" or (lemma in ("conclude", "finalise", "finalize") and undertaking.frame == "joint"):
            undertaking = Undertaking("signed", "joint")
        if lemma == "reject":
            undertaking = Undertaking("dropped", "acts")
        return _verb_proposal(page, "commitment", verb, undertaking.stage, undertaking.frame, noun)
    return None


def _names_two(page: Page, verb: Token) -> bool:
    """Whether a clause names with whom: then it tells of a meeting, not of its topic alone."""
    who = page.cast.codes(subject(verb))
    return any(
        w in ("with", "between", "by") and (set(page.cast.codes(t)) - set(who) or len(page.cast.codes(t)) > 1)
        for w, t in prepositions(verb)
    )


def _of_meeting_verb(page: Page, verb: Token, lemma: str) -> Proposal | None:
    if lemma in MEETING_VERBS:
        noun = direct_object(verb)
        if (
            lemma == "meet"
            and noun is not None
            and not _is_party(page, noun)
            and noun.i not in page.people.at
            and noun.pos_ == "NOUN"
        ):
            if noun.lemma_ not in (
                "leader",
                "leadership",
                "official",
                "counterpart",
                "delegation",
                "minister",
                "president",
                "representative",
                "colleague",
            ):
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
        return _verb_proposal(page, "meeting", verb, form, "joint")
    if lemma == "call" and _calls_on_person(page, verb):
        return _verb_proposal(page, "meeting", verb, "talks", "joint")
    if lemma in _PERSON_TALK and any(w in ("with", "to") and _is_party(page, t) for w, t in prepositions(verb)):
        phone = any(t.lower_ in ("phone", "telephone", "telephonic", "call") for t in verb.subtree)
        if lemma == "speak" or phone:
            return _verb_proposal(page, "meeting", verb, "call", "joint")
        return _verb_proposal(page, "commitment", verb, "discussed", "joint")
    return None


def _calls_on_person(page: Page, verb: Token) -> bool:
    """ "Called on Prime Minister X", not "called on X to act"."""
    on = verb.i + 1
    if (
        on >= len(page.doc)
        or page.doc[on].lower_ not in ("on", "upon")
        or any(c.dep_ == "xcomp" for c in verb.children)
    ):
        return False
    return any(t.i in page.people.at for t in page.doc[on : on + 10] if t.sent == verb.sent)


def _of_copula(page: Page, verb: Token, helper: str | None) -> Proposal | None:
    for child in verb.children:
        if child.dep_ not in ("acomp", "attr", "oprd"):
            continue
        word = child.lemma_.lower()
        if (
            child.pos_ in ("ADJ", "VERB")
            and child.lower_ in READY
            and any(g.dep_ in ("xcomp", "prep", "ccomp") for g in child.children)
        ):
            return _verb_proposal(page, "commitment", verb, "dropped" if is_negated(verb) else "offered", "acts", child)
        if child.lower_ in POSITION_ADJECTIVES and _is_party(page, subject(verb)):
            return _verb_proposal(page, "position", verb, POSITION_ADJECTIVES[child.lower_], "acts", child)
        if (
            child.lower_ in POSITION_ADJECTIVES
            and POSITION_ADJECTIVES[child.lower_] == "urges"
            and page.cast.statement(verb.i)
        ):
            return _verb_proposal(page, "position", verb, "urges", "acts", child)
        if word in ("visit",):
            return _verb_proposal(page, "meeting", verb, "visit", "joint", child)
    for word, token in prepositions(verb):
        if word == "on" and token.lemma_.lower() in _STAYS:
            return _verb_proposal(page, "meeting", verb, "visit", "joint", token)
        if word == "in" and token.lower_ in ("touch", "talks", "negotiations", "discussions"):
            return _verb_proposal(page, "commitment", verb, "discussed", "joint", token)
    del helper
    return None


def _of_reaffirmed(page: Page, verb: Token, noun: Token, word: str) -> Proposal | None:
    if word in COMMITMENT_NOUNS:
        undertaking = COMMITMENT_NOUNS[word]
        return _verb_proposal(page, "commitment", verb, undertaking.stage, undertaking.frame, noun)
    return _verb_proposal(page, "position", verb, POSITION_NOUNS.get(word, "positive"), "acts", noun)


def _of_position_verb(page: Page, verb: Token, lemma: str) -> Proposal | None:
    if is_passive(verb) and not any(c.dep_ == "agent" for c in verb.children):
        return None
    if lemma == "call" and not any(w in ("for", "on", "upon") for w, _ in prepositions(verb)):
        return None
    if lemma == "press" and not any(w in ("for",) for w, _ in prepositions(verb)):
        return None
    if lemma in REPORTING and direct_object(verb) is None and not any(w == "for" for w, _ in prepositions(verb)):
        return None  # what was stressed is a clause of its own
    label = POSITION_VERBS[lemma]
    if is_negated(verb) and label == "positive":
        label = "negative"
    return _verb_proposal(page, "position", verb, label)


def _of_commitment_verb(page: Page, verb: Token, lemma: str, helper: str | None) -> Proposal | None:
    stage, frame = COMMITMENT_VERBS[lemma]
    frame_: Frame = frame
    doer = subject(verb)
    noun = direct_object(verb)
    if _is_purpose(verb) and stage in ("done", "underway", "pledged", "signed"):
        return None
    if noun is None and not is_passive(verb) and not any(c.dep_ in ("xcomp", "ccomp", "prep") for c in verb.children):
        return None
    if stage == "discussed" and _is_mere_topic(verb, noun):
        return None
    if is_passive(verb):
        agent = next((c for c in verb.children if c.dep_ == "agent"), None)
        if agent is None and stage in ("done", "underway") and not page.named([t for t in verb.subtree]):
            return None
    elif not _is_party(page, doer):
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
    elif helper in ("will", "shall") and stage in ("discussed", "signed", "agreed"):
        stage = "agreed" if stage == "signed" else stage
    if stage in ("agreed", "signed") and is_negated(verb):
        stage = "stalled"
    if stage == "pledged" and doer is not None and len(page.cast.codes(doer)) > 1:
        stage, frame_ = "agreed", "joint"
    return _verb_proposal(page, "commitment", verb, stage, frame_)


def _is_mere_topic(verb: Token, noun: Token | None) -> bool:
    """ "Discussed the situation": a topic without a named field or action is no entry."""
    if noun is None or any(c.dep_ in ("xcomp", "ccomp") for c in verb.children):
        return False
    words = {t.lemma_.lower() for t in noun.subtree} | {t.lower_ for t in noun.subtree}
    return noun.lemma_.lower() in TOPICS and not words & ACTIONS


def _of_noun(page: Page, noun: Token) -> Proposal | None:
    """Nouns that are an entry by themselves: with a party and an object hanging on them."""
    word = noun.lemma_.lower()
    if noun.dep_ in ("compound", "amod") or noun.i in page.people.at:
        return None
    tokens = phrase(noun)
    named = page.named(tokens)
    if word in ("visit", "trip") and named:
        return Proposal("meeting", noun, tokens, (noun.i, noun.i + 1), "visit", "joint")
    if word in ("meeting", "talk", "talks", "summit", "interaction", "negotiation") and len(named) >= 2:
        return Proposal("meeting", noun, tokens, (noun.i, noun.i + 1), MEETING_NOUNS[word], "joint")
    if (
        word == "conference"
        and any(c.lower_ in ("press", "news") for c in noun.children)
        and any(c.lower_ == "joint" for c in noun.children)
    ):
        return Proposal("meeting", noun, tokens, (noun.i, noun.i + 1), "press", "joint")
    if word in COMMITMENT_NOUNS and named:
        undertaking = COMMITMENT_NOUNS[word]
        owner = any(c.dep_ == "poss" for c in noun.children)
        says = any(w in ("to", "on", "for", "of", "with", "between", "from") for w, _ in prepositions(noun)) or any(
            c.dep_ in ("acl",) for c in noun.children
        )
        if says and (owner or len(named) >= 2):
            return Proposal("commitment", noun, tokens, (noun.i, noun.i + 1), undertaking.stage, undertaking.frame)
    return None
