"""The reader with a trained tagger: it says where entries are, rules and label models say what they are."""

import re
from functools import cache
from importlib.resources import as_file, files

from legation.nouns import Commitment, Document, Entry, Evidence, Figure, Meeting
from legation.reading.cues import cues
from legation.reading.filling import Roles, fill, ruled_roles
from legation.reading.labels import label
from legation.reading.mentions import mentions
from legation.reading.names import is_domestic
from legation.reading.objects import Objects
from legation.reading.page import Page
from legation.reading.proposal import Proposal
from legation.reading.proposals import labelled, proposal_at
from legation.reading.register import registered
from legation.reading.roles import Stated, Surroundings, decided
from legation.reading.rules import by_rule
from legation.reading.spans import Span
from legation.reading.tagger import Tagger, Tagging
from legation.reference.verbs import MEETING_WORDS

VERSION = "1"
# Set on a fifth of gold/train that the tagger had not seen: F1 hardly moves from 0.3 to 0.5, precision gains.
SURE = 0.42  # chance from which a span is taken on the tagger's word alone
DOUBT = 0.08  # chance under which the tagger speaks against what a rule found
_FULL_STOP = re.compile(r"[a-z0-9%)]{2}([.!?])[”\"’)]*\s+(?=[A-Z“\"])")
_ENDS = ("done", "dropped")
_FINAL = 0.6  # chance from which the tagger alone may say that something is done or dropped
_SHORT = 25  # characters of a first sentence that can hold a clause
_SAME = 0.5  # share of the shorter one from which two places are one
# the label that each kind is told apart by
_LABEL = {"commitment": "stage", "meeting": "form", "position": "polarity", "figure": "change"}


@cache
def trained_tagger() -> Tagger:
    """The tagger that ships with Legation; loaded once, about half a second."""
    with as_file(files(__package__).joinpath("model")) as folder:
        return Tagger(folder)


class TaggedReader:
    """Reads English: what rules find and the tagger does not doubt, and what the tagger alone is sure of."""

    name = f"rules+tagger/{VERSION}"

    def read(self, document: Document) -> tuple[Entry, ...]:
        """Entries of a document, in order of their place in the text."""
        tagger = trained_tagger()
        if not document.text.strip():
            return ()
        read = tagger.tagging(document.text, DOUBT)
        if not read.spans:
            return ()  # the parser is not paid for
        page = Page(document)
        if is_domestic(page.parties):
            return ()
        witness = Witness(tagger, read, page)
        objects = Objects(page.doc, page.parties, page.people)
        found = []
        for ruled, made in by_rule(page, objects):
            supported = _supported(ruled, read.spans)
            if supported is not None:
                found.append(witness.corrected(supported, made) if made is not None else supported)
        by_rules = list(found)
        for span in read.spans:
            if span.confidence >= SURE and span.start >= page.body and not _is_told(span, by_rules):
                entry = entry_at(witness, objects, span)
                if entry is not None and not _is_a_measure(entry, by_rules):
                    found.append(entry)
        return registered(document, found)


class Witness:
    """The tagger's word on one page: who acts and towards whom, at which place."""

    def __init__(self, tagger: Tagger, read: Tagging, page: Page) -> None:
        self.page = page
        self._tagger = tagger
        self._read = read
        self._around = Surroundings(mentions(page), [s.start_char for s in page.doc.sents], page.issuer)

    def trigger(self, start: int, end: int) -> int:
        """Offset of the word that most likely expresses what is stated from `start` to `end`."""
        return self._tagger.trigger(self._read, start, end)

    def roles(self, made: Proposal, start: int, end: int) -> Roles:
        """Who acts and towards whom in what is stated from `start` to `end`; the rules' word is one of the cues."""
        by, to = ruled_roles(self.page, made)
        stated = Stated(start, end, made.kind, by, to, self.page.cast.speaker(made.anchor.i)[1])
        found = self._tagger.roles(self._read, stated, self._around)
        if not found:
            return by, to
        return decided(found, several=made.kind == "meeting" and made.label not in ("session", "summit", "ceremony"))

    def corrected(self, entry: Entry, made: Proposal) -> Entry:
        """An entry of a rule with the roles that the tagger sees."""
        by, to = self.roles(made, entry.evidence[0].start, entry.evidence[0].end)
        if isinstance(entry, Meeting):
            return entry.model_copy(update={"actors": tuple(sorted(by))})
        if isinstance(entry, Figure):
            return entry.model_copy(update={"actors": tuple(sorted(by))})
        return entry.model_copy(update={"by": by, "to": to})


def _supported(entry: Entry, spans: list[Span]) -> Entry | None:
    """An entry of a rule with the chance that the tagger gives it; None where the tagger sees nothing in its words.

    An undertaking between parties with a number or a due date, or a figure of a named thing, needs no second witness:
    on the documents left out such are right as often as not.
    """
    place = entry.evidence[0]
    chance = max((s.confidence for s in spans if s.kind == entry.kind and _overlap(place, s) >= _SAME), default=0.0)
    if chance >= DOUBT:
        return entry.model_copy(update={"confidence": round(chance, 3)})
    measured = isinstance(entry, Commitment) and bool(entry.due or entry.quantities) and len({*entry.by, *entry.to}) > 1
    if isinstance(entry, Figure):
        # a number inside a stance or an undertaking that the tagger is sure of is part of what is on the record
        named = bool(entry.objects) or any(s.confidence >= SURE and _overlap(place, s) >= 1 for s in spans)
        return entry if named else None
    return entry if measured else None


def _is_told(span: Span, found: list[Entry]) -> bool:
    """Whether a rule has an entry of the kind in these words already."""
    return any(entry.kind == span.kind and _overlap(entry.evidence[0], span) >= _SAME for entry in found)


def _is_a_measure(entry: Entry, by_rules: list[Entry]) -> bool:
    """Whether what the tagger takes for an undertaking is a figure by rule: "put its cost at 3.5 billion dollars"."""
    return entry.kind == "commitment" and any(
        other.kind == "figure" and _overlap(entry.evidence[0], other.evidence[0]) >= _SAME for other in by_rules
    )


def _overlap(place: Evidence, span: Span | Evidence) -> float:
    """Shared characters over the length of the shorter one."""
    shared = min(place.end, span.end) - max(place.start, span.start)
    shorter = min(place.end - place.start, span.end - span.start)
    return shared / shorter if shared > 0 and shorter > 0 else 0.0


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


def entry_at(witness: Witness, objects: Objects, span: Span) -> Entry | None:
    """The entry that a span states; None where nobody can be named or no number is in it."""
    page = witness.page
    made = _stated(page, span)
    if made is None or (span.kind == "meeting" and not _tells_of_meeting(made)):
        return None
    seen = cues(page, made, made.label if made.ruled else None)
    name = _LABEL[span.kind]
    named = labelled(made, label(name, seen, span.labels[name]))
    entry = fill(page, objects, named, witness.roles(named, span.start, span.end))
    if entry is None:
        return None
    if isinstance(entry, Commitment) and entry.stage in _ENDS and not made.ruled and span.confidence < _FINAL:
        return None  # what would close a matter is not taken on a doubtful word
    more: dict[str, object] = {"confidence": round(span.confidence, 3)}
    if span.kind == "meeting":
        more["status"] = label("status", seen, span.labels["status"])
    return entry.model_copy(update=more)
