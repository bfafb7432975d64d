"""What moved since a date: two views of one pair compared, and the difference in words.

The earlier view is the dossier as of the day before that date, the later one the dossier of the brief. A matter of
the later view is the one of the earlier view with which it shares an entry; where two have become one, the one with
the longer history speaks for both.
"""

from collections.abc import Iterable, Iterator

from legation.briefing.brief_matters import MOST, left_out, matters_of
from legation.briefing.brief_notes import Notes, plain
from legation.briefing.brief_record import TO_CHECK, encounter_line, last_day
from legation.briefing.brief_wording import (
    MILESTONES,
    STAGE_WORDS,
    at_stage,
    by_milestone,
    capital,
    date_of,
    named,
    standing,
    stopped,
    timed,
)
from legation.briefing.dossier import Dossier
from legation.briefing.grounds import stage_ground
from legation.briefing.paper.nouns import Block, Heading, Line, Points, Run, Section, section
from legation.briefing.wording import amount, balanced, slip, when
from legation.days import days
from legation.nouns import Matter, Mention

_Key = tuple[str, str]


def moved(before: Dossier, now: Dossier, since: str, notes: Notes) -> Section:
    """Tell what became of each matter, and which meetings were held, since the day of the earlier dossier."""
    known = _by_entry(before)
    changed: list[Line] = []
    new: list[Line] = []
    spoken: list[Line] = []
    for matter in _latest_first(now):
        was = _earlier(matter, known)
        if was is None:
            new.append(_opened(matter, notes))
        elif runs := list(_changes(was, matter, notes)):
            changed.append(Line(runs=(Run(text=f"{stopped(named(matter))} ", strong=True), *_spaced(runs))))
        elif fresh := _fresh(was, matter):
            spoken.append(Line(runs=(notes.said(named(matter), *fresh),)))
    blocks: list[Block] = [
        *_listed("Moved", changed),
        *_listed("New on the record", new),
        *_met(now, since, notes),
        *_listed("Spoken of again, unmoved", spoken),
    ]
    return section(f"Moved since {when(since)}", *(blocks or [plain("Nothing moved on the record.")]))


def _listed(heading: str, found: list[Line]) -> Iterator[Block]:
    if found:
        yield Heading(text=heading)
        yield Points(lines=tuple(found[:MOST]))
        yield from left_out(len(found) - MOST, "matters are")


def _opened(matter: Matter, notes: Notes) -> Line:
    stands = notes.said(f"{at_stage(matter)}, {standing(matter)}.", stage_ground(matter))
    runs = [Run(text=f"{stopped(named(matter))} ", strong=True), stands]
    if matter.due is not None:
        runs += [Run(text=" "), notes.said(f"Due {when(matter.due.due)}.", matter.due.mention)]
    return Line(runs=tuple(runs))


def _changes(was: Matter, now: Matter, notes: Notes) -> Iterator[Run]:
    """Sentences on what changed of a matter: stage, due dates, deliveries, contradictions, and time that ran out."""
    if now.stage != was.stage:
        told = f"From {STAGE_WORDS[was.stage]} to {STAGE_WORDS[now.stage]}, {standing(now)}."
        yield notes.said(told, stage_ground(now))
    yield from _new_dues(was, now, notes)
    delivered = {balance.unit: balance.delivered for balance in was.balance}
    for balance in now.balance:
        earlier = delivered.get(balance.unit, 0)
        if balance.delivered != earlier:
            than = f", up from {amount(earlier, balance.unit)}" if 0 < earlier < balance.delivered else ""
            counted = (one for one in balance.counted if one.side == "delivered" and one.adds)
            new = [one.mention for one in counted if _key(one.mention) not in _entries(was)]
            yield notes.said(f"Delivered: {balanced(balance)}{than}.", *new)
    if now.timing == "overdue" != was.timing and now.due is not None:
        yield notes.said(f"{timed(now)} since {when(now.due.due)}.", now.due.mention)
    flags = [flag for flag in now.flags if flag not in was.flags]
    for kind in dict.fromkeys(flag.kind for flag in flags):
        mentions = [mention for flag in flags if flag.kind == kind for mention in flag.mentions]
        yield notes.said(f"{capital(kind)}: see “{TO_CHECK}”.", *mentions)


def _new_dues(was: Matter, now: Matter, notes: Notes) -> Iterator[Run]:
    """The due dates given since, in a row after the one that they moved."""
    known = {_key(due.mention) for due in was.slipped}
    for milestone, dues in by_milestone(now.slipped):
        new = [due for due in dues if _key(due.mention) not in known]
        old = next((due for due in reversed(dues) if _key(due.mention) in known), None)
        if old and new and new[0].due == old.due:  # the same date again, on another's word
            new = new[1:]
        lead = f"{MILESTONES[milestone]} due" if milestone else "Due"
        before = f"{lead} {when(old.due)} → " if old else f"{lead} "
        for place, due in enumerate(new):
            shift = f" ({slip(due)})" if slip(due) else ""
            end = "." if due is new[-1] else ""
            yield notes.said(f"{' → ' if place else before}{when(due.due)}{shift}{end}", due.mention)


def _met(now: Dossier, since: str, notes: Notes) -> Iterator[Block]:
    """Meetings held or cancelled since then; one without a date counts by its first report."""
    span = days(since)
    first = span.first.isoformat() if span else ""
    found = sorted((meeting for meeting in now.meetings if last_day(meeting) >= first), key=last_day, reverse=True)
    if found:
        yield Heading(text="Meetings")
        yield Points(lines=tuple(encounter_line(meeting, now.parties, notes) for meeting in found[:MOST]))
        yield from left_out(len(found) - MOST, "meetings are")


def _by_entry(dossier: Dossier) -> dict[_Key, Matter]:
    return {_key(step.mention): matter for matter in matters_of(dossier) for step in matter.history}


def _earlier(matter: Matter, known: dict[_Key, Matter]) -> Matter | None:
    found = {was.id: was for step in matter.history if (was := known.get(_key(step.mention)))}
    return max(found.values(), key=lambda was: (len(was.history), was.id), default=None)


def _fresh(was: Matter, now: Matter) -> list[Mention]:
    return [step.mention for step in now.history if _key(step.mention) not in _entries(was)]


def _latest_first(dossier: Dossier) -> list[Matter]:
    return sorted(matters_of(dossier), key=lambda matter: (date_of(stage_ground(matter)), matter.id), reverse=True)


def _entries(matter: Matter) -> frozenset[_Key]:
    return frozenset(_key(step.mention) for step in matter.history)


def _key(mention: Mention) -> _Key:
    return (mention.document, mention.entry.id)


def _spaced(runs: Iterable[Run]) -> Iterator[Run]:
    for place, run in enumerate(runs):
        yield from [Run(text=" ")] * (place > 0 and not run.text.startswith(" "))
        yield run
