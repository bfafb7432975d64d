"""The reader with a trained tagger: it says where entries are and who acts; rules and label models fill them in."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import as_file, files
from typing import NamedTuple

from legation.nouns import Document, Entry
from legation.reading.explaining import Explained, explained
from legation.reading.filling import fill, ruled_roles
from legation.reading.gate import trained_gate
from legation.reading.names import is_domestic
from legation.reading.objects import Objects
from legation.reading.origin import Origin
from legation.reading.page import Page
from legation.reading.proposal import Proposal
from legation.reading.proposals import labelled, proposal_at
from legation.reading.register import registered
from legation.reading.roles import Chances
from legation.reading.rules import by_rule
from legation.reading.spans import Span
from legation.reading.tagger import Tagger
from legation.reading.told import Told
from legation.reading.verdict import chance, evidence, threshold
from legation.reading.witness import LABEL, Witness, cast
from legation.reference.verbs import MEETING_WORDS

VERSION = "3"
DOUBT = 0.04
"""The tagger's chance under which its spans are not looked at."""
QUIET = 0.2
"""The tagger's chance that some span must have for the text to be looked at any further."""
_FULL_STOP = re.compile(r"[a-z0-9%)]{2}([.!?])[”\"’)]*\s+(?=[A-Z“\"])")
_SHORT = 25  # characters of a first sentence that can hold a clause


@cache
def trained_tagger() -> Tagger:
    """The tagger that ships with Legation; loaded once, about half a second."""
    with as_file(files(__package__).joinpath("model")) as folder:
        return Tagger(folder)


class Candidate(NamedTuple):
    """An entry that may be put on the record, with what speaks for and against it."""

    entry: Entry
    ruled: bool
    span: Span | None
    made: Proposal
    parties: Mapping[str, Chances]
    evidence: Mapping[str, float]
    witness: Witness  # of the page that it was found on


class TaggedReader:
    """Reads English: rules and the tagger propose, and what is likely enough by all that is known is entered."""

    name = f"rules+tagger/{VERSION}"

    def read(self, document: Document) -> tuple[Entry, ...]:
        """Entries of a document, in order of their place in the text."""
        return registered(document, [entry for entry, _ in accepted(candidates(document))])

    def explained(self, document: Document) -> Explained:
        """The entries of a document as `read` gives them, each with what it rests on."""
        found = list(accepted(candidates(document)))
        if not found:
            return ()
        witness = found[0][1].witness
        return explained(witness.page, witness.around.mentions, [(entry, _origin(one)) for entry, one in found])


def _origin(candidate: Candidate) -> Origin:
    """What an entry was made from. Before the verdict, `confidence` is the chance of a number by its cues alone."""
    number = candidate.entry.confidence
    return Origin(candidate.made, candidate.ruled, number, candidate.span, candidate.parties, candidate.evidence)


def accepted(found: list[Candidate]) -> Iterator[tuple[Entry, Candidate]]:
    """The entries of the candidates that are likely enough, the likeliest first, each with its chance.

    Of two of a kind in the same words the likelier one.
    """
    told = Told()
    chances = [chance(candidate.evidence) for candidate in found]
    for n in sorted(range(len(found)), key=lambda n: -chances[n]):
        if chances[n] >= threshold() and not told.holds(found[n].entry):
            told.add(found[n].entry)
            yield found[n].entry.model_copy(update={"confidence": round(chances[n], 3)}), found[n]


def candidates(document: Document) -> list[Candidate]:
    """All that may be an entry: what the tagger's spans state, then what rules find in other words."""
    stretches = trained_gate().stretches(document.text)
    if not stretches:
        return []  # neither tagger nor parser is paid for
    tagger = trained_tagger()
    read = tagger.tagging(document.text, DOUBT, stretches)
    if max((span.confidence for span in read.spans), default=0.0) < QUIET:
        return []  # the parser is not paid for
    page = Page(document, stretches)
    if is_domestic(page.parties):
        return []
    witness = Witness(tagger, read, page)
    objects = Objects(page.doc, page.parties, page.people)
    ruled = by_rule(page, objects)
    backing = Told(entry for entry, _ in ruled)
    told = Told()
    found: list[Candidate] = []
    # figures begin at a number: the tagger is one of their witnesses and proposes none
    for span in sorted((s for s in witness.spans if s.kind != "figure"), key=lambda s: -s.confidence):
        candidate = _tagged(witness, objects, span, backing)
        if candidate is not None:
            told.add(candidate.entry)
            found.append(candidate)
    return [*found, *(_ruled(witness, entry, made) for entry, made in ruled if not told.holds(entry))]


def _ruled(witness: Witness, entry: Entry, made: Proposal) -> Candidate:
    place = entry.evidence[0]
    span = witness.span(entry.kind, place)
    parties = witness.parties(made, ruled_roles(witness.page, made), place.start, place.end)
    return Candidate(
        entry, True, span, made, parties, evidence(witness, entry, made, span, parties, ruled=True), witness
    )


def _tagged(witness: Witness, objects: Objects, span: Span, backing: Told) -> Candidate | None:
    """The entry that a span states; None where nobody can be named. `backing`: what rules find by themselves."""
    page = witness.page
    made = _stated(page, span)
    if made is None or (span.kind == "meeting" and not _tells_of_meeting(made)):
        return None
    ruled = ruled_roles(page, made)
    parties = witness.parties(made, ruled, span.start, span.end)
    labels = witness.labels(made, span)
    named = labelled(made, labels[LABEL[span.kind]])
    entry = fill(page, objects, named, cast(parties, made, ruled))
    if entry is None:
        return None
    if span.kind == "meeting":
        entry = entry.model_copy(update={"status": labels["status"]})
    weighed = evidence(witness, entry, made, span, parties, ruled=backing.holds(entry))
    return Candidate(entry, False, span, named, parties, weighed, witness)


def _sentences(text: str, span: Span) -> list[tuple[int, int]]:
    """The sentences of a span: marks decide and not the parser, which breaks wire copy behind "U.S." and "dlrs."."""
    parts: list[tuple[int, int]] = []
    start = span.start
    for found in _FULL_STOP.finditer(text, span.start, span.end):
        parts.append((start, found.start(1)))
        start = found.end()
    return [*parts, (start, span.end)]


def _stated(page: Page, span: Span) -> Proposal | None:
    """What a span states. An entry is one clause: of two sentences the one that a rule knows, else the longer one."""
    parts = sorted(_sentences(page.document.text, span), key=lambda part: part[0] - part[1])
    made = [
        proposal_at(page, span.kind, start, end) for start, end in parts if end - start >= _SHORT or len(parts) == 1
    ]
    return next((m for m in made if m is not None and m.ruled), made[0] if made else None)


def _tells_of_meeting(made: Proposal) -> bool:
    """Whether a word for meeting is in or just over what the tagger takes for one: names alone are none."""
    words = [*made.tokens, made.anchor.head]
    return any(t.lemma_.lower() in MEETING_WORDS for t in words)
