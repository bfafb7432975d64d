"""From the entries that a reader makes to the entries on the record, each with its explanation."""

from collections.abc import Sequence

from legation.nouns import Entry, Figure
from legation.reading.amount_grounds import number_of
from legation.reading.explanation import Doubt, Explanation, Gap, Ground, Proposer
from legation.reading.grounds import grounds
from legation.reading.label_grounds import rule_word
from legation.reading.mentions import Mention
from legation.reading.named import Named
from legation.reading.origin import Origin
from legation.reading.page import Page
from legation.reading.register import identified, joined
from legation.reading.verdict import weighed as weights
from legation.reading.weighing import weighed

Explained = tuple[tuple[Entry, Explanation], ...]


def explained(page: Page, mentions: Sequence[Mention], made: Sequence[tuple[Entry, Origin]]) -> Explained:
    """The entries that `register.registered` makes of the same ones, each with what it rests on."""
    marked = [entry.model_copy(update={"id": str(n)}) for n, (entry, _) in enumerate(made)]
    kept = joined(marked)
    named = Named(page, mentions)
    return tuple(
        (entry, _explanation(page, named, entry, made[int(mark.id)][1]))
        for entry, mark in zip(identified(page.document, kept), kept, strict=True)
    )


def _explanation(page: Page, named: Named, entry: Entry, origin: Origin) -> Explanation:
    found = list(grounds(page, named, entry, origin))
    return Explanation(
        proposed=tuple(_proposers(page, entry, origin)),
        confidence=entry.confidence,
        weighed=weighed(weights(origin.evidence), entry.kind),
        grounds=tuple(one for one in found if isinstance(one, Ground)),
        doubts=tuple(one for one in found if isinstance(one, Doubt)),
        gaps=tuple(one for one in found if isinstance(one, Gap)),
    )


def _proposers(page: Page, entry: Entry, origin: Origin) -> list[Proposer]:
    found: list[Proposer] = []
    if origin.ruled or (origin.made.ruled and origin.evidence.get("rule")):  # by itself, or where the tagger points
        word = rule_word(origin.made)
        if isinstance(entry, Figure) and (number := number_of(page, entry)) is not None:
            word = f"the number “{page.document.text[number.start : number.end]}”"
        found.append(Proposer(by="rule", what=word, chance=origin.chance))
    if origin.span is not None:
        what = f"a {entry.kind} in these words"
        found.append(Proposer(by="tagger", what=what, chance=round(origin.span.confidence, 3)))
    return found
