"""The dossier: everything that the ledger holds on a pair or group of parties, in the order in which one reads it."""

from collections.abc import Iterable, Sequence

from legation.briefing.encounters import Encounter, encounters
from legation.briefing.topics import Series, Stances, series, stances
from legation.ledger import Counts, Ledger, Listing
from legation.ledger.folding.flags import flags_of_figures
from legation.ledger.folding.stages import STAGES
from legation.ledger.folding.testimony import testimonies
from legation.ledger.narrow import WHOLE, Narrow
from legation.ledger.search.narrowing import fits
from legation.nouns import Entry, Figure, Flag, Matter, Noun, Position, Stage
from legation.reference.series import shipped


class Rung(Noun):
    """The matters that stand at one stage."""

    stage: Stage
    matters: tuple[Matter, ...]


class Dossier(Noun):
    """The view on a pair or group of parties, as of a date or as of all that is known.

    In a large ledger it may hold only the latest of each kind: then `of` tells how many there are in all.
    """

    parties: tuple[str, ...]
    as_of: str | None
    of: Counts
    matters: tuple[Rung, ...]  # stages that hold a matter, along the path, then stalled and dropped
    meetings: tuple[Encounter, ...]  # held or cancelled
    planned: tuple[Encounter, ...]
    figures: tuple[Series, ...]
    flags: tuple[Flag, ...]  # on figures that belong to no matter; those of a matter stand with it
    positions: tuple[Stances, ...]
    documents: tuple[Listing, ...]


def dossier(
    ledger: Ledger,
    parties: Sequence[str],
    as_of: str | None = None,
    *,
    latest: int | None = None,
    narrow: Narrow = WHOLE,
) -> Dossier:
    """Assemble the dossier of one party or more (codes).

    Matters and meetings are those that involve all the parties. Figures and positions are those that the documents on
    all of them give about, or of, at least one: a stance on a third country belongs to the record of a visit.
    What several publications of one story say is told once.
    With `latest`, only so many matters, reports of meetings and documents are looked at, those that became known last.
    Narrowed, `of` still counts everything. Raises QueryError, from the ledger, for a date that is none.
    """
    documents = ledger.documents(parties=parties, as_of=as_of, latest=latest, narrow=narrow)
    mentions = (mention for kept in documents for mention in kept.mentions() if _concerns(mention.entry, parties))
    said = [mention for mention in mentions if fits(mention.entry, narrow)]
    meetings = ledger.mentions(parties=parties, kind="meeting", as_of=as_of, latest=latest, narrow=narrow)
    copies = ledger.copies({mention.document for mention in (*said, *meetings)}, as_of=as_of)
    said = [told.mention for told in testimonies(said, copies)]
    met = encounters(told.mention for told in testimonies(meetings, copies))
    matters = ledger.matters(parties, as_of=as_of, latest=latest, narrow=narrow)
    of_matters = {(mention.document, mention.entry.id) for matter in matters for mention in matter.figures}
    figures = [mention for mention in said if (mention.document, mention.entry.id) not in of_matters]
    return Dossier(
        parties=tuple(parties),
        as_of=as_of,
        of=ledger.counts(parties, as_of=as_of),
        matters=rungs(matters),
        meetings=tuple(one for one in met if one.status != "planned"),
        planned=tuple(one for one in met if one.status == "planned"),
        figures=series(said),
        flags=flags_of_figures(figures, shipped().with_more(ledger.series())),
        positions=stances(said),
        documents=tuple(kept.listing() for kept in documents),
    )


def rungs(matters: Iterable[Matter]) -> tuple[Rung, ...]:
    """Matters by stage; within a stage in the order given."""
    by_stage: dict[Stage, list[Matter]] = {}
    for matter in matters:
        by_stage.setdefault(matter.stage, []).append(matter)
    return tuple(Rung(stage=stage, matters=tuple(by_stage[stage])) for stage in STAGES if stage in by_stage)


def _concerns(entry: Entry, parties: Sequence[str]) -> bool:
    if isinstance(entry, Figure):
        return not entry.actors or not set(entry.actors).isdisjoint(parties)
    return isinstance(entry, Position) and not set(entry.by).isdisjoint(parties)
