"""Whose move it is in a matter, and why."""

from collections.abc import Sequence

from legation.days import in_words
from legation.ledger.folding.chronology import Undertaking
from legation.ledger.parties import parties_of, undertakers
from legation.nouns import Move, Stage

_REASONS: dict[Stage, str] = {
    "sought": "It was asked for{when}; the party asked is to answer.",
    "offered": "It was offered{when}; the party it was offered to is to answer.",
    "discussed": "It was talked about{when}; nothing is undertaken yet.",
    "pledged": "It was pledged{when}; the party that pledged it is to carry it out.",
    "agreed": "It was agreed{when}; the parties are to put it into an instrument or into effect.",
    "signed": "It was signed{when}; the party that undertook it is to carry it out.",
    "underway": "It is under way{when}; the party that carries it out is to complete it.",
    "stalled": "It is held up{when}; the party that undertook it is to take it up again.",
}
ANSWERS: frozenset[Stage] = frozenset({"signed", "done"})


def next_move(history: Sequence[Undertaking], course: Sequence[Stage], parties: tuple[str, ...]) -> Move | None:
    """Whose move it is after a history in order of event and the stages it went through; None once done or dropped.

    Whom the last word on the present stage says it waits for, else by the stage: the one asked, the one offered to,
    those who talk, all that agreed, the undertaker.
    """
    stage = course[-1]
    if stage not in _REASONS:
        return None
    moved = max(place for place in range(len(course)) if place == 0 or course[place] != course[place - 1])
    for undertaking in reversed(history[moved:]):
        if undertaking.entry.stage in ANSWERS and not undertaking.entry.awaits:
            break  # what was waited for before has been answered
        if undertaking.entry.awaits:
            return Move(parties=tuple(sorted(set(undertaking.entry.awaits))), reason=_awaited(undertaking))
    resting_on = [undertaking for undertaking in history[moved:] if undertaking.entry.stage == stage]
    last = resting_on[-1] if resting_on else history[moved]
    reason = _REASONS[stage].format(when=_when(last))
    return Move(parties=_by_stage(stage, last, parties), reason=reason)


def _by_stage(stage: Stage, last: Undertaking, parties: tuple[str, ...]) -> tuple[str, ...]:
    entry = last.entry
    if stage == "agreed":
        return parties
    if stage == "discussed":
        return parties_of(entry) or parties
    if stage == "offered":
        others = tuple(sorted(set(entry.to) - set(entry.by))) or tuple(sorted(set(parties) - set(entry.by)))
        return others or undertakers(entry)
    return undertakers(entry) or parties


def _awaited(undertaking: Undertaking) -> str:
    report = undertaking.mention.reported
    on = f" of {in_words(report)}" if report else ""
    return f"The report{on} says that it waits for them."


def _when(undertaking: Undertaking) -> str:
    date, report = undertaking.entry.date, undertaking.mention.reported
    if undertaking.entry.stage in {"underway", "stalled"}:
        return f" as of {in_words(report)}" if report else ""
    if date:
        if "/" in date:
            return f" in the days of {in_words(date)}"
        return f" {'on' if len(date) == len('2021-04-07') else 'in'} {in_words(date)}"
    return f", as reported on {in_words(report)}" if report else ""
