"""Words of a brief: how a matter stands, whose move it is and when it is due, as one says it on paper."""

from legation.briefing.grounds import move_ground, stage_ground
from legation.briefing.visible import one_line
from legation.briefing.wording import parties, when
from legation.nouns import Commitment, Matter, Mention, Stage

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


def named(matter: Matter) -> str:
    """Title of a matter."""
    return one_line(matter.title)


def stopped(text: str) -> str:
    """Text with a full stop behind it, where it does not end a sentence by itself."""
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def date_of(mention: Mention) -> str:
    """EDTF date of what a mention tells, else the day of its report; the empty string where neither is known."""
    return mention.entry.date or mention.reported or ""


def at_stage(matter: Matter) -> str:
    """Stage of a matter: `Under way`."""
    return STAGE_WORDS[matter.stage].capitalize()


def standing(matter: Matter) -> str:
    """Since when a matter stands where it does, and on whose word: `7 April 2021, on the word of Russia`."""
    ground = stage_ground(matter)
    day = when(date_of(ground) or None)
    match matter.standing:
        case "instrument":
            return f"{day}, by an instrument"
        case "both sides":
            return f"{day}, on the word of both sides"
        case "one side":
            whose = parties(ground.entry.speaker_for)
            return f"{day}, on the word of {whose or 'one side'}"
        case _:
            return f"{day}, by a third party’s report"


def next_step(matter: Matter) -> str:
    """Say who is to do what: `Russia to answer`; `Pakistan is waited for`, where a document says so."""
    if matter.next_move is None:
        return ""
    whose = parties(matter.next_move.parties)
    ground = move_ground(matter).entry
    if isinstance(ground, Commitment) and ground.awaits and set(ground.awaits) == set(matter.next_move.parties):
        return f"{whose} {'is' if len(matter.next_move.parties) == 1 else 'are'} waited for"
    return f"{whose} {_TO_DO.get(matter.stage, 'to act')}"


def timed(matter: Matter) -> str:
    """How a matter stands against its due date: `Overdue`."""
    return "Not yet due" if matter.timing == "not due" else matter.timing.capitalize()
