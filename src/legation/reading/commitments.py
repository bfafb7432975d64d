"""Commitments: who is to do what for whom, how much, by when, and how far it has come."""

import re

from spacy.tokens import Token

from legation.days import days
from legation.nouns import Area, Commitment, Quantity, Stage
from legation.reading.areas import areas_of
from legation.reading.cast import Codes
from legation.reading.clauses import closes, is_passive, prepositions, subject
from legation.reading.objects import Objects
from legation.reading.page import Page
from legation.reading.proposal import Proposal
from legation.reading.quantities import FoundQuantity
from legation.reading.times import due_in, event_date

_ABOUT = ("on", "for", "of", "to", "about", "over", "in", "with")
_AWAITS = re.compile(r"\b(?:await|awaits|awaiting|awaited|waiting for|waits for|wait for)\b", re.IGNORECASE)


def commitment(page: Page, objects: Objects, made: Proposal, roles: tuple[Codes, Codes]) -> Commitment | None:
    """Fill in a proposed commitment; None where nobody is to act or nothing crosses a border.

    `roles`: who is to act, and who receives.
    """
    stage: Stage = made.label  # type: ignore[assignment]
    by, to = roles
    if not by or (made.found and not _international(page, made, by, to)):
        return None
    quote = page.quote(made.tokens)
    what = _what(page, made)
    found = areas_of(what, context=page.lead)
    areas: tuple[Area, ...] = found or ("diplomacy",)
    speaker, speaker_for = page.cast.speaker(made.anchor.i)
    due = due_in(page, made, stage)
    return Commitment(
        id="",
        evidence=(quote,),
        trigger=page.words(*made.trigger),
        speaker=speaker,
        speaker_for=speaker_for,
        date=event_date(page, made),
        objects=objects.of(made.tokens),
        by=by,
        to=to,
        stage=_while_due(stage, due, page.document.date, by),
        what=what,
        area=areas,
        quantities=tuple(Quantity(value=q.value, unit=q.unit, additional=q.additional) for q in _numbers(page, made)),
        due=due,
        awaits=_awaits(page, made, by, to),
    )


def _while_due(stage: Stage, due: str | None, published: str | None, by: Codes) -> Stage:
    """Give the stage, which cannot be that of what is done where it is due only after the report."""
    ahead, report = days(due), days(published)
    if stage != "done" or ahead is None or report is None or ahead.last <= report.last:
        return stage
    return "agreed" if len(by) > 1 else "pledged"


def _international(page: Page, made: Proposal, by: Codes, to: Codes) -> bool:
    """Whether a matter crosses a border: two parties to it, or another one in its sentence or its surroundings."""
    if len(set(by) | set(to)) > 1:
        return True
    near = set(page.named(list(made.anchor.sent))) - set(by)
    return bool(near) or (len(page.main) > 1 and by[0] in page.main[:3])


def _what(page: Page, made: Proposal) -> str:
    """The thing undertaken, verbatim: what stands behind the trigger."""
    carrier = made.complement
    for source in [t for t in (carrier, made.anchor) if t is not None]:
        for dep in ("xcomp", "ccomp", "dobj", "acl", "nsubjpass", "attr"):
            for child in source.children:
                named = dep == "dobj" and (child.i in page.parties or child.ent_type_ == "DATE")
                if child.dep_ == dep and not named and child != carrier:
                    return _text(page, made, child)
        for word, token in prepositions(source):
            if word in _ABOUT and token.ent_type_ != "DATE" and token.i not in page.parties:
                return _text(page, made, token)
    if carrier is not None:
        return _text(page, made, carrier)
    thing = subject(made.anchor) if is_passive(made.anchor) else None
    if thing is not None and thing.pos_ in ("NOUN", "PROPN"):
        words = list(page.doc[thing.left_edge.i : thing.i + 1])
        return page.quote([t for t in words if t.pos_ != "DET"] or words).quote
    behind = [t for t in made.tokens if t.i >= made.trigger[1]] or made.tokens
    return page.quote(behind).quote.strip(' ,;:“”"')


def _text(page: Page, made: Proposal, token: Token) -> str:
    first, last = token.left_edge.i, token.right_edge.i
    inside = {t.i for t in made.tokens}
    kept = [page.doc[i] for i in range(first, last + 1) if i in inside] or [token]
    while len(kept) > 1 and (
        kept[0].is_punct or kept[0].lower_ in ("to", "that", "the", "a", "an") or kept[0].is_space
    ):
        kept.pop(0)
    while len(kept) > 1 and (kept[-1].is_punct or kept[-1].is_space) and not closes(kept):
        kept.pop()
    return page.quote(kept).quote


def _numbers(page: Page, made: Proposal) -> list[FoundQuantity]:
    """Quantities of an undertaking: those in its clause, less those of a relative clause within."""
    start, end = made.tokens[0].idx, made.tokens[-1].idx + len(made.tokens[-1])
    found = []
    for quantity in page.numbers(start, end):
        span = page.doc.char_span(quantity.start, quantity.end, alignment_mode="expand")
        above = span.root.ancestors if span is not None else iter(())
        inner = next((t for t in above if t.dep_ in ("relcl", "parataxis") or t == made.anchor), None)
        if inner is None or inner == made.anchor or inner.i < made.anchor.i:
            found.append(quantity)
    return found


def _awaits(page: Page, made: Proposal, by: Codes, to: Codes) -> Codes:
    """Whom the document says it waits for: "and was awaiting response from the partners in Pakistan"."""
    sentence = made.anchor.sent
    found = _AWAITS.search(sentence.text)
    if found is None:
        return ()
    place = sentence.start_char + found.start()
    named = page.named([t for t in sentence if t.idx > place])
    return tuple(c for c in named if c in to or c in by) or named[:1]
