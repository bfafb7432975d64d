"""What a person should look at in a matter or a figure. A flag never corrects the record."""

from collections.abc import Iterable, Sequence

from legation.ledger.folding.chronology import Undertaking
from legation.ledger.folding.contradictions import contradictions, contradictions_of_figures
from legation.ledger.folding.plausibility import implausible
from legation.nouns import Flag, Mention
from legation.reference.series import Series


def flags(history: Sequence[Undertaking], figures: Sequence[Mention], series: Series) -> tuple[Flag, ...]:
    """Flags of a matter: where its sources contradict each other, and amounts that the reference series rule out."""
    told = (*(undertaking.mention for undertaking in history), *figures)
    return (*contradictions(history, figures), *implausible(told, series))


def flags_of_figures(mentions: Iterable[Mention], series: Series) -> tuple[Flag, ...]:
    """Flags of figures that belong to no matter, as those of a matter. Mentions of other kinds are passed over."""
    figures = [mention for mention in mentions if mention.entry.kind == "figure"]
    return (*contradictions_of_figures(figures), *implausible(figures, series))
