"""The tagger's word on one page: how sure it is of some words, who acts in them, and what they say by label."""

from legation.nouns import Entry, Evidence, Figure, Kind, Meeting
from legation.reading.cues import cues
from legation.reading.filling import ruled_roles
from legation.reading.labels import label
from legation.reading.mentions import mentions
from legation.reading.page import Page
from legation.reading.proposal import Proposal
from legation.reading.roles import Chances, Stated, Surroundings, decided
from legation.reading.spans import Span
from legation.reading.tagger import Tagger, Tagging

LABEL: dict[Kind, str] = {"commitment": "stage", "meeting": "form", "position": "polarity", "figure": "change"}
"""The label that each kind is told apart by."""

SAME = 0.5
"""Share of the shorter one from which two places are one: as entries are matched with annotations."""

_ONE_BODY = ("session", "summit", "ceremony")  # meetings that may have one body for all that take part


def overlap(place: Evidence | Span, other: Evidence | Span) -> float:
    """Shared characters of two places over the length of the shorter one."""
    shared = min(place.end, other.end) - max(place.start, other.start)
    shorter = min(place.end - place.start, other.end - other.start)
    return shared / shorter if shared > 0 and shorter > 0 else 0.0


class Witness:
    """What the tagger says of one page."""

    def __init__(self, tagger: Tagger, read: Tagging, page: Page) -> None:
        """`read`: the text of the page as the tagger read it."""
        self.page = page
        self.spans = [s for s in read.spans if s.start >= page.body]
        self.around = Surroundings(mentions(page), [s.start_char for s in page.doc.sents], page.issuer)
        self._tagger = tagger
        self._read = read

    def span(self, kind: Kind, place: Evidence) -> Span | None:
        """The surest span of a kind that is in the same words."""
        here = [s for s in self.spans if s.kind == kind and overlap(place, s) >= SAME]
        return max(here, key=lambda s: s.confidence, default=None)

    def rival(self, kind: Kind, place: Evidence | Span) -> float:
        """The chance that the words state an entry of another kind."""
        return max((s.confidence for s in self.spans if s.kind != kind and overlap(place, s) >= SAME), default=0.0)

    def trigger(self, start: int, end: int) -> int:
        """Offset of the word that most likely expresses what is stated from `start` to `end`."""
        return self._tagger.trigger(self._read, start, end)

    def parties(self, made: Proposal, start: int, end: int) -> dict[str, Chances]:
        """For each code around the chances that it acts, and receives; the rules' word is one of the cues."""
        by, to = ruled_roles(self.page, made)
        stated = Stated(start, end, made.kind, by, to, self.page.cast.speaker(made.anchor.i)[1])
        return self._tagger.roles(self._read, stated, self.around)

    def label(self, made: Proposal, span: Span) -> str:
        """Stage, form, polarity or change: cues and the tagger's heads as two witnesses."""
        name = LABEL[made.kind]
        return label(name, cues(self.page, made, made.label if made.ruled else None), span.labels[name])

    def status(self, made: Proposal, span: Span) -> str:
        """Whether a meeting was held, is planned or was cancelled."""
        return label("status", cues(self.page, made, made.label if made.ruled else None), span.labels["status"])


def cast(found: dict[str, Chances], made: Proposal) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who acts and who receives, given the chances of each code."""
    return decided(found, several=made.kind == "meeting" and made.label not in _ONE_BODY)


def recast(entry: Entry, by: tuple[str, ...], to: tuple[str, ...]) -> Entry:
    """An entry with other parties."""
    if isinstance(entry, Meeting | Figure):
        return entry.model_copy(update={"actors": tuple(sorted(by))})
    return entry.model_copy(update={"by": by, "to": to})
