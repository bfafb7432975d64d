"""The matters of a brief: what is open, by area; promised against delivered; what fell silent; what is closed."""

from collections.abc import Iterable, Sequence
from typing import get_args

from legation.briefing.brief_notes import Notes, aside, plain
from legation.briefing.brief_wording import (
    MILESTONES,
    at_stage,
    by_milestone,
    date_of,
    named,
    next_step,
    standing,
    timed,
)
from legation.briefing.dossier import Dossier
from legation.briefing.grounds import move_ground, stage_ground
from legation.briefing.paper.nouns import Column, Group, Line, Run, Section, Table, section
from legation.briefing.visible import one_line
from legation.briefing.wording import amount, parties, slip, when
from legation.days import days
from legation.ledger.folding.stages import STAGES
from legation.nouns import Area, Balance, Matter, Mention, Side, Timing

MOST = 40  # rows of one table: more than that nobody reads on paper
_AREAS: tuple[Area, ...] = get_args(Area)
_CLOSED = frozenset({"done", "dropped"})
_TIMINGS: tuple[Timing, ...] = ("overdue", "due soon", "not due", "undated", "met late", "met")


def is_open(matter: Matter) -> bool:
    """Whether something is still to be done about it."""
    return matter.stage not in _CLOSED


def matters_of(dossier: Dossier) -> tuple[Matter, ...]:
    """Every matter of a dossier, along the path of stages."""
    return tuple(matter for rung in dossier.matters for matter in rung.matters)


def opened(dossier: Dossier, notes: Notes) -> Section:
    """Open matters by area: where each stands, on whose word, whose move it is, and when it is due."""
    found = [matter for matter in matters_of(dossier) if is_open(matter)]
    if not found:
        return section("Open matters", plain("Nothing is open on the record."))
    shown = sorted(found, key=_urgency)[:MOST]
    groups = []
    for area in _AREAS:
        rows = [_open_row(matter, dossier.parties, notes) for matter in shown if matter.areas[:1] == (area,)]
        groups += [Group(heading=area.capitalize(), rows=tuple(rows))] * bool(rows)
    columns = _columns(("Matter", 29), ("Where it stands", 25), ("Next move", 17), ("Due", 29))
    table = Table(columns=columns, groups=tuple(groups))
    return section(
        "Open matters", table, *left_out(len(found) - len(shown), "open matters, less urgent than these, are")
    )


def balances(dossier: Dossier, notes: Notes) -> Section | None:
    """Promised against delivered, by matter and unit; None where nothing is counted."""
    rows = []
    for matter in matters_of(dossier):
        for balance in matter.balance:
            left = balance.promised - balance.delivered
            rows.append(
                (
                    (Line(runs=(Run(text=named(matter)),)),),
                    (_side(balance, "promised", notes),),
                    (_side(balance, "delivered", notes),),
                    (plain(amount(left, balance.unit) if left > 0 else "nothing"),),
                )
            )
    if not rows:
        return None
    columns = _columns(("Matter", 34), ("Promised", 23), ("Delivered", 23), ("Outstanding", 20))
    table = Table(columns=columns, groups=(Group(rows=tuple(rows[:MOST])),))
    return section("Promised and delivered", table, *left_out(len(rows) - MOST, "balances are"))


def silent(dossier: Dossier, notes: Notes) -> Section | None:
    """Open matters that later documents on the same parties do not speak of any more: an inference, with its bound."""
    found = [matter for matter in matters_of(dossier) if is_open(matter) and matter.silence.documents]
    if not found:
        return None
    found.sort(key=lambda matter: (-matter.silence.documents, matter.title, matter.id))
    rows = []
    for matter in found[:MOST]:
        last = _last_told(matter)
        later = f"{matter.silence.documents:,}, the last of {when(matter.silence.last)}"
        rows.append(
            (
                (plain(named(matter)),),
                (Line(runs=(notes.said(when(last.reported), last),)),),
                (plain(later),),
            )
        )
    lead = "Inferred, declared by nobody: later documents on the parties do not take up these open matters again."
    columns = _columns(("Matter", 48), ("Last reported", 22), ("Later documents without it", 30))
    table = Table(columns=columns, groups=(Group(rows=tuple(rows)),))
    return section(
        "No longer reported on", aside(lead), table, *left_out(len(found) - MOST, "matters that fell silent are")
    )


def closed(dossier: Dossier, notes: Notes) -> Section | None:
    """Matters that are done or dropped; None where there are none."""
    found = [matter for matter in matters_of(dossier) if not is_open(matter)]
    if not found:
        return None
    found.sort(key=lambda matter: (date_of(stage_ground(matter)), matter.id), reverse=True)
    rows = [
        (_title(matter, dossier.parties), _stands(matter, notes), (_in_time(matter, notes),)) for matter in found[:MOST]
    ]
    columns = _columns(("Matter", 44), ("How it ended", 32), ("In time", 24))
    table = Table(columns=columns, groups=(Group(rows=tuple(rows)),))
    return section("Closed matters", table, *left_out(len(found) - MOST, "closed matters are"))


def left_out(number: int, what: str) -> tuple[Line, ...]:
    """Say how many rows a table leaves out; nothing where it shows all."""
    return (aside(f"{number:,} more {what} in the ledger and not shown here."),) if number > 0 else ()


def _open_row(matter: Matter, asked: Sequence[str], notes: Notes) -> tuple[tuple[Line, ...], ...]:
    return (_title(matter, asked), _stands(matter, notes), _next(matter, asked, notes), tuple(_due(matter, notes)))


def _title(matter: Matter, asked: Sequence[str]) -> tuple[Line, ...]:
    lines = [Line(runs=(Run(text=named(matter), strong=True),))]
    if matter.aliases:
        lines.append(aside(f"also called {'; '.join(one_line(alias) for alias in matter.aliases[:3])}"))
    if others := [code for code in matter.parties if code not in asked]:
        lines.append(aside(f"with {parties(others)}"))
    return tuple(lines)


def _stands(matter: Matter, notes: Notes) -> tuple[Line, ...]:
    ground = stage_ground(matter)
    return (Line(runs=(Run(text=at_stage(matter), strong=True), notes.said(f", {standing(matter)}", ground))),)


def _next(matter: Matter, asked: Sequence[str], notes: Notes) -> tuple[Line, ...]:
    if matter.next_move is None:
        return (plain("–"),)
    return (Line(runs=(notes.said(next_step(matter, asked), move_ground(matter)),)),)


def _due(matter: Matter, notes: Notes) -> Iterable[Line]:
    if matter.due is None:
        yield aside("undated")
        return
    mark = Run(text=timed(matter), strong=matter.timing == "overdue")
    if len(matter.slipped) == 1:
        yield Line(runs=(mark, Run(text=": "), notes.said(when(matter.due.due), matter.due.mention)))
        return
    yield Line(runs=(mark,))
    for milestone, dues in by_milestone(matter.slipped):
        for place, due in enumerate(dues):
            lead = "→ " if place else f"{MILESTONES[milestone]}: " if milestone else ""
            shift = f" ({slip(due)})" if slip(due) else ""
            yield Line(runs=(notes.said(f"{lead}{when(due.due)}{shift}", due.mention),))


def _in_time(matter: Matter, notes: Notes) -> Line:
    if matter.due is None or matter.stage != "done":
        return plain("–")
    return Line(runs=(Run(text=f"{timed(matter)}: due "), notes.said(when(matter.due.due), matter.due.mention)))


def _side(balance: Balance, side: Side, notes: Notes) -> Line:
    """Sum of one side of a balance, which rests on the amounts that made it."""
    total = balance.delivered if side == "delivered" else balance.promised
    if not total:
        return plain("nothing")
    sums = [counted for counted in balance.counted if counted.adds]
    # What was delivered was promised by the same token: a promise that nobody spelt out rests on the delivery.
    grounds = [counted.mention for counted in sums if counted.side == side] or [counted.mention for counted in sums]
    return Line(runs=(notes.said(amount(total, balance.unit), *grounds),))


def _last_told(matter: Matter) -> Mention:
    return max((step.mention for step in matter.history), key=lambda mention: mention.reported or "")


def _urgency(matter: Matter) -> tuple[int, str, int, str, str]:
    span = days(matter.due.due) if matter.due else None
    last = span.last.isoformat() if span else ""
    return (_TIMINGS.index(matter.timing), last, -STAGES.index(matter.stage), matter.title, matter.id)


def _columns(*columns: tuple[str, int]) -> tuple[Column, ...]:
    return tuple(Column(heading=heading, share=share) for heading, share in columns)
