"""Words of a brief: how a matter stands, whose move it is and when it is due, as one says it on paper."""

from collections.abc import Sequence

from legation.briefing.grounds import move_ground, stage_ground
from legation.briefing.visible import one_line
from legation.briefing.wording import parties, when
from legation.nouns import Commitment, Due, Matter, Mention, Milestone, Stage

STAGE_WORDS: dict[Stage, str] = {
    "sought": "sought",
    "offered": "offered",
    "discussed": "under discussion",
    "pledged": "pledged",
    "agreed": "agreed",
    "signed": "signed",
    "underway": "under way",
    "done": "done",
    "stalled": "stalled",
    "dropped": "dropped",
}
_TO_DO: dict[Stage, str] = {
    "sought": "to answer",
    "offered": "to answer",
    "discussed": "to conclude",
    "pledged": "to carry it out",
    "agreed": "to put it into effect",
    "signed": "to carry it out",
    "underway": "to complete it",
    "stalled": "to take it up again",
}


MILESTONES: dict[Milestone, str] = {
    "signature": "Signature",
    "start": "Start",
    "completion": "Completion",
    "step": "Step",
}


def by_milestone(dues: Sequence[Due]) -> list[tuple[Milestone | None, list[Due]]]:
    """Due dates by what was due, in the order given; None for the milestone where all are for completion.

    A date that slips from none before it opens a row of its own: it is for another step, or another signature.
    """
    rows: list[tuple[Milestone, list[Due]]] = []
    for due in dues:
        of_kind = [row for milestone, row in rows if milestone == due.milestone]
        if due.slip_days is None or not of_kind:
            rows.append((due.milestone, [due]))
        else:
            of_kind[-1].append(due)
    only = {milestone for milestone, _ in rows} == {"completion"}
    return [(None if only else milestone, row) for milestone, row in rows]


def named(matter: Matter) -> str:
    """Title of a matter."""
    return one_line(matter.title)


def stopped(text: str) -> str:
    """Text with a full stop behind it, where it does not end a sentence by itself."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def capital(text: str) -> str:
    """Text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def date_of(mention: Mention) -> str:
    """EDTF date of what a mention tells, else the day of its report; the empty string where neither is known."""
    return mention.entry.date or mention.reported or ""


def at_stage(matter: Matter) -> str:
    """Stage of a matter: `Under way`."""
    return capital(STAGE_WORDS[matter.stage])


def standing(matter: Matter) -> str:
    """Since when a matter stands where it does, and on whose word: `7 April 2021, on the word of Russia`."""
    ground = stage_ground(matter)
    day = when(date_of(ground) or None)
    match matter.standing:
        case "instrument":
            return f"{day}, by a signed instrument"
        case "both sides":
            return f"{day}, on the word of both sides"
        case "one side":
            whose = parties(ground.entry.speaker_for)
            return f"{day}, on the word of {whose or 'one side'}"
        case _:
            return f"{day}, by a third party’s report"


def next_step(matter: Matter, asked: Sequence[str]) -> str:
    """Say who is to do what: `Russia to answer`; `Waiting for Pakistan`, where a document says so.

    Where it is for both of the parties `asked` about, it is for both sides.
    """
    if matter.next_move is None:
        return ""
    both = len(asked) == 2 and set(matter.next_move.parties) == set(asked)
    whose = "both sides" if both else parties(matter.next_move.parties)
    ground = move_ground(matter).entry
    if isinstance(ground, Commitment) and ground.awaits and set(ground.awaits) == set(matter.next_move.parties):
        return f"Waiting for {whose}"
    return f"{capital(whose)} {_TO_DO.get(matter.stage, 'to act')}"


def timed(matter: Matter) -> str:
    """How a matter stands against its due date: `Overdue`."""
    return "Not yet due" if matter.timing == "not due" else matter.timing.capitalize()
