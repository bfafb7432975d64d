"""Matters and dossiers in a terminal: rich renderables that fit 80 columns and a pipe.

Everything that comes from a document goes through `one_line` into `Text`, never into markup.
"""

from collections.abc import Iterable, Sequence

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from legation.amounts import how_many
from legation.briefing.dossier import Dossier
from legation.briefing.editions import also_in
from legation.briefing.encounters import Encounter
from legation.briefing.visible import one_line
from legation.briefing.wording import (
    FORMS,
    STANDINGS,
    balanced,
    called,
    counted,
    headline,
    measured,
    of_what,
    parties,
    quantities,
    silence,
    slip,
    state,
    testimony,
    when,
)
from legation.nouns import Commitment, Due, Evidence, Figure, Matter, Mention, Step

_OFF_PATH = frozenset({"stalled", "dropped"})
_LATE = frozenset({"overdue", "met late"})


def matters_table(matters: Sequence[Matter], *, among: Sequence[str] = ()) -> RenderableType:
    """Matters one under the other: title and parties, stage and standing, next move and due date, id.

    Parties are not repeated where they are those that the table is `among`.
    """
    if not matters:
        return Text("No matters.")
    table = Table(box=None, pad_edge=False, padding=(0, 2, 1, 0), header_style="bold")
    for heading, ratio in (("Matter", 5), ("Stage", 2), ("Next move and due date", 4)):
        table.add_column(heading, overflow="fold", ratio=ratio)
    table.add_column("Id", no_wrap=True)
    for matter in matters:
        table.add_row(
            _lines(
                Text(one_line(matter.title), "bold"),
                *([] if set(matter.parties) == set(among) else [Text(parties(matter.parties))]),
            ),
            _lines(_stage(matter), Text(matter.standing, "dim")),
            _lines(
                Text(parties(matter.next_move.parties) if matter.next_move else "nobody’s"),
                _due(matter) if matter.due else Text("undated", "dim"),
            ),
            Text(matter.id, "cyan"),
        )
    return table


def matter_view(matter: Matter) -> RenderableType:
    """Show one matter whole: where it stands, whose move it is, and its history with the words it rests on."""
    facts = Table.grid(padding=(0, 2, 0, 0))
    facts.add_column(style="bold", no_wrap=True)
    facts.add_column(overflow="fold")
    for label, value in _facts(matter):
        facts.add_row(label, value)
    return Group(
        Text(one_line(matter.title), "bold underline"),
        Text(f"{parties(matter.parties)} · {', '.join(matter.areas)} · {matter.id}"),
        Text(),
        facts,
        Text(),
        Text("History", "bold"),
        *(_step(step) for step in matter.history),
    )


def dossier_view(dossier: Dossier) -> RenderableType:
    """Show a dossier: matters by stage, meetings, figures, positions, documents."""
    as_of = f", as of {when(dossier.as_of)}" if dossier.as_of else ""
    parts: list[RenderableType] = [Text(f"Dossier: {parties(dossier.parties)}{as_of}", "bold underline")]
    matters = [matter for rung in dossier.matters for matter in rung.matters]
    parts.append(_heading("Matters", len(matters), dossier.of.matters))
    if matters:
        parts.append(matters_table(matters, among=dossier.parties))
    for name, meetings in (("Meetings", dossier.meetings), ("Meetings planned", dossier.planned)):
        parts.append(_heading(name, len(meetings)))
        parts += [_item(_met(one), one.mentions) for one in meetings]
    parts.append(_heading("Figures", len(dossier.figures)))
    for figure in dossier.figures:
        of = f" ({one_line(', '.join(figure.of))})" if figure.of else ""
        parts.append(_item(f"{one_line(figure.what)}{of}", figure.mentions))
    if dossier.flags:
        parts.append(_heading("Figures to be looked at", len(dossier.flags)))
    for flag in dossier.flags:
        parts.append(_indented(Group(Text(f"{flag.kind.capitalize()}. {one_line(flag.text)}", "yellow"))))
        parts += [_indented(_quoted(mention)) for mention in flag.mentions if flag.kind == "implausible"]
    parts.append(_heading("Positions", len(dossier.positions)))
    for stance in dossier.positions:
        parts.append(_item(f"{parties(stance.by)} on {one_line(stance.toward)}", stance.mentions))
    parts.append(_heading("Documents", len(dossier.documents), dossier.of.documents))
    for document in dossier.documents:
        source = f", {one_line(document.source)}" if document.source else ""
        entries = how_many(document.entries, "entry")
        parts.append(_indented(Text(f"{when(document.date)}{source}: {called(document)}, {entries}")))
    return Group(*parts)


def _facts(matter: Matter) -> Iterable[tuple[str, Text]]:
    if matter.aliases:
        yield "Also called", Text("; ".join(one_line(alias) for alias in matter.aliases))
    yield "Stage", Text.assemble(_stage(matter), f", resting on {STANDINGS[matter.standing]}")
    if matter.next_move:
        yield "Next move", Text(f"{parties(matter.next_move.parties)}: {one_line(matter.next_move.reason)}")
    yield "Due", _due(matter)
    if len(matter.slipped) > 1:
        yield "Due dates", Text(" → ".join(_slipped(due) for due in matter.slipped))
    for balance in matter.balance:
        yield "Balance", Text(f"{balanced(balance)} delivered")
        for line in balance.counted:
            yield "", Text(f"{counted(line)} – {_where(line.mention)}", "dim")
    for mention in matter.figures:
        if isinstance(figure := mention.entry, Figure):
            yield "Figure", Text(f"{one_line(figure.what)}: {measured(figure)} – {_where(mention)}")
    for flag in matter.flags:
        yield flag.kind.capitalize(), Text(one_line(flag.text), "yellow")
    if bound := silence(matter.silence):
        yield "Silence", Text(f"inferred: {bound}")


def _step(step: Step) -> Padding:
    entry = step.mention.entry
    moved = f" → {step.matter_stage}" if step.moved and step.matter_stage != step.stage else ""
    head = Text.assemble(
        (when(step.date or step.reported), "bold"), "  ", (f"{step.stage}{moved}", _colour(step.stage))
    )
    if isinstance(entry, Commitment):
        detail = quantities(entry.quantities)
        due = f"due {when(entry.due)}" if entry.due else ""
        head.append("".join(f" · {part}" for part in (headline(entry), detail, due) if part))
    quote = Padding(Text(_quote(entry.evidence[0]), "italic"), (0, 0, 0, 2))
    return _indented(Group(head, quote, _aside(_where(step.mention)), *map(_aside, also_in(step))))


def _item(title: str, mentions: Sequence[Mention]) -> Padding:
    lines: list[RenderableType] = [Text(title)]
    for mention in mentions:
        entry = mention.entry
        said = measured(entry) if isinstance(entry, Figure) else state(entry)
        lines.append(_aside(f"{said}, {when(entry.date or mention.reported)} · {_where(mention)}"))
        lines.append(Padding(Text(_quote(entry.evidence[0]), "italic"), (0, 0, 0, 4)))
    return _indented(Group(*lines))


def _quoted(mention: Mention) -> Group:
    quote = Padding(Text(_quote(mention.entry.evidence[0]), "italic"), (0, 0, 0, 4))
    return Group(_aside(_where(mention)), quote)


def _met(meeting: Encounter) -> str:
    where = f", {one_line(meeting.places[0])}" if meeting.places else ""
    people = f" ({', '.join(one_line(name) for name in meeting.people)})" if meeting.people else ""
    form = FORMS[meeting.form].capitalize()
    return f"{when(meeting.date)}: {form} of {parties(meeting.actors)}{where}{people}"


def _stage(matter: Matter) -> Text:
    return Text(matter.stage, _colour(matter.stage))


def _colour(stage: str) -> str:
    return "red" if stage in _OFF_PATH else "green"


def _due(matter: Matter) -> Text:
    if matter.due is None:
        return Text("undated")
    what = f" ({of_what(matter.due)})" if of_what(matter.due) else ""
    return Text(f"{when(matter.due.due)}{what}, {matter.timing}", "red" if matter.timing in _LATE else "")


def _slipped(due: Due) -> str:
    told = ", ".join(part for part in (of_what(due), slip(due)) if part)
    return when(due.due) + (f" ({told})" if told else "")


def _where(mention: Mention) -> str:
    return f"{testimony(mention)} ({called(mention)})"


def _quote(evidence: Evidence) -> str:
    return f"“{one_line(evidence.quote)}”"


def _heading(name: str, number: int, of: int = 0) -> Padding:
    shown = f"the latest {number:,} of {of:,}" if of > number else f"{number:,}" if number else "none"
    return Padding(Text(f"{name}: {shown}", "bold"), (1, 0, 0, 0))


def _lines(*lines: Text) -> Text:
    return Text("\n").join(lines)


def _aside(words: str) -> Padding:
    return Padding(Text(words, "dim"), (0, 0, 0, 2))


def _indented(renderable: RenderableType) -> Padding:
    return Padding(renderable, (0, 0, 0, 2))
