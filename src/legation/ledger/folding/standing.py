"""Whose word a stage rests on.

An instrument speaks for itself: what is signed rests on it. Else it is the word of those for whom the speaker speaks:
one of the parties, or several of them together; a release speaks for the party that issues it. A document in its own
voice, or a speaker for nobody among the parties, is a third party's report - but that several parties `agreed` is by
its nature the word of all of them, where no side alone tells of it.
"""

from collections.abc import Collection, Iterable

from legation.nouns import Commitment, Standing


def standing_of(entry: Commitment, parties: Collection[str]) -> Standing:
    """On whose word one entry stands, in a matter of these parties."""
    return combined((entry,), parties)


def combined(entries: Iterable[Commitment], parties: Collection[str]) -> Standing:
    """On whose word several entries that put a matter at one stage stand: the strongest that they give together.

    Two sides that say the same, each for itself, are both sides.
    """
    sides: set[str] = set()
    for entry in entries:
        if entry.stage == "signed":
            return "instrument"
        sides.update(set(entry.speaker_for) & set(parties))
        if entry.stage == "agreed" and entry.speaker is None and not entry.speaker_for:
            together = {*entry.by, *entry.to}
            sides.update(together if len(together) > 1 else ())
    if len(sides) > 1:
        return "both sides"
    return "one side" if sides else "third party"
