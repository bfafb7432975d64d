"""The tagger's word on one page: how sure it is of some words, who acts in them, and what they say by label."""

from bisect import bisect_left
from collections.abc import Mapping

from legation.nouns import Evidence, Kind
from legation.reading.cues import cues
from legation.reading.filling import Roles
from legation.reading.labels import label
from legation.reading.mentions import mentions
from legation.reading.overlap import SAME, Neighbours, overlap
from legation.reading.page import Page
from legation.reading.proposal import Proposal
from legation.reading.roles import Chances, Stated, Surroundings, decided
from legation.reading.spans import Span
from legation.reading.tagger import Tagger, Tagging

LABEL: dict[Kind, str] = {"commitment": "stage", "meeting": "form", "position": "polarity", "figure": "change"}
"""The label that each kind is told apart by."""

_ACTS, _RECEIVES, _NEITHER = 7.0, 1.6, 7.0
"""How much likelier a code acts, receives or does neither where a rule says so: best on documents left out."""
_UNSEEN = Chances(0.02, 0.02)  # of a code that only a rule names

_ONE_BODY = ("session", "summit", "ceremony")  # meetings that may have one body for all that take part


class Witness:
    """What the tagger says of one page."""

    def __init__(self, tagger: Tagger, read: Tagging, page: Page) -> None:
        """`read`: the text of the page as the tagger read it."""
        self.page = page
        self.spans = [s for s in read.spans if s.start >= page.body]
        self.around = Surroundings(mentions(page), [s.start_char for s in page.doc.sents], page.issuer)
        self._mentioned = [mention.start for mention in self.around.mentions]
        self._near = Neighbours(self.spans)
        self._tagger = tagger
        self._read = read

    def span(self, kind: Kind, place: Evidence) -> Span | None:
        """The surest span of a kind that is in the same words."""
        here = [s for s in self._near.of(place) if s.kind == kind and overlap(place, s) >= SAME]
        return max(here, key=lambda s: s.confidence, default=None)

    def rival(self, kind: Kind, place: Evidence | Span) -> float:
        """The chance that the words state an entry of another kind."""
        return max(
            (s.confidence for s in self._near.of(place) if s.kind != kind and overlap(place, s) >= SAME), default=0.0
        )

    def named(self, place: Evidence) -> set[str]:
        """Codes of the parties named, or meant, in some words."""
        first, last = (bisect_left(self._mentioned, at) for at in (place.start, place.end))
        return {code for mention in self.around.mentions[first:last] for code in mention.codes}

    def trigger(self, start: int, end: int) -> int:
        """Offset of the word that most likely expresses what is stated from `start` to `end`."""
        return self._tagger.trigger(self._read, start, end)

    def parties(self, made: Proposal, ruled: Roles, start: int, end: int) -> dict[str, Chances]:
        """For each code around the chances that it acts, and receives; the rules' word is one of the cues."""
        stated = Stated(start, end, made.kind, *ruled, self.page.cast.speaker(made.anchor.i)[1])
        return self._tagger.roles(self._read, stated, self.around)

    def labels(self, made: Proposal, span: Span) -> dict[str, str]:
        """The labels of what a span states: cues and the tagger's heads as two witnesses."""
        seen = cues(self.page, made, made.label if made.ruled else None)
        names = (LABEL[span.kind], "status") if span.kind == "meeting" else (LABEL[span.kind],)
        return {name: label(name, seen, span.labels[name]) for name in names}


def cast(found: Mapping[str, Chances], made: Proposal, ruled: Roles) -> Roles:
    """Who acts and who receives: the chances of each code and the rules' word as two witnesses.

    Who takes part in a meeting the chances tell better alone. `made`: as it was proposed; `ruled`: who acts and
    receives by rule.
    """
    if not found:
        return ruled
    if made.kind == "meeting":
        return decided(found, several=made.label not in _ONE_BODY)
    weighed = {
        code: _weighed(code, found.get(code, _UNSEEN), ruled) for code in dict.fromkeys([*found, *sum(ruled, ())])
    }
    return decided(weighed)


def _weighed(code: str, own: Chances, ruled: Roles) -> Chances:
    """The chances of a code where a rule has spoken as well: odds are multiplied, as of independent witnesses."""
    by, to = ruled
    odds = [own.by, own.to, 1 - own.by - own.to]
    if code in by:
        odds[0] *= _ACTS
    elif code in to:
        odds[1] *= _RECEIVES
    elif by:
        odds[2] *= _NEITHER
    return Chances(odds[0] / sum(odds), odds[1] / sum(odds))
