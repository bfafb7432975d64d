"""`legation decisions`: what reviewers decided, listed, and exchanged between people who work apart."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from legation.amounts import how_many
from legation.cli.groups import group
from legation.cli.options import LEDGER_DEFAULT, Json, LedgerPlace

decisions = group("decisions", "List what reviewers decided, and exchange it with others.")


@decisions.command("list", epilog="Example: legation decisions list --conflicts")
def list_(
    *,
    ledger: LedgerPlace = LEDGER_DEFAULT,
    conflicts: Annotated[bool, typer.Option("--conflicts", help="Only those that contradict each other.")] = False,
    json: Json = False,
) -> None:
    """List decisions in the order in which they were made: who, when, what, why, and what has become of it."""
    from legation.briefing.rulings import ruling, who_and_when
    from legation.cli.terminal import say, write_json
    from legation.ledger import Ledger
    from legation.ledger.review.decisions import by_topic, heads, settled, states

    with Ledger.open(ledger) as book:
        every = book.decisions()
    become: dict[str, str] = {}
    for of in by_topic(every).values():
        become |= states(of)
        if (found := heads(of)) and settled(found) is None:
            become |= {decision.id: "in conflict" for decision in found}
    for decision in every:
        if conflicts and become[decision.id] != "in conflict":
            continue
        if json:
            write_json(decision.model_dump(mode="json") | {"state": become[decision.id]})
        else:
            about = "" if decision.other else f"{decision.subject.entry} "
            state = "" if become[decision.id] == "in force" else f" [{become[decision.id]}]"
            say(f"{decision.id} {about}{ruling(decision)} — {who_and_when(decision)}{state}")


@decisions.command(epilog="Example: legation decisions agreement")
def agreement(*, ledger: LedgerPlace = LEDGER_DEFAULT, json: Json = False) -> None:
    """Tell how far reviewers agree where two or more decided on one thing, chance set aside (Cohen, Krippendorff)."""
    from legation.cli.agreement_table import agreement_table, as_json
    from legation.cli.terminal import show, write_json
    from legation.ledger import Ledger

    with Ledger.open(ledger) as book:
        found = book.agreement()
    if json:
        write_json(as_json(found))
    else:
        show(agreement_table(found), wrap_in_pipe=False)


@decisions.command("export", epilog="Example: legation decisions export -o mine.jsonl")
def export(
    *,
    ledger: LedgerPlace = LEDGER_DEFAULT,
    output: Annotated[
        str | None,
        typer.Option("-o", "--output", metavar="FILE", help="Write to this file; what is there is overwritten."),
    ] = None,
) -> None:
    """Write every decision as a line of JSON, for `legation decisions import` elsewhere."""
    from legation.cli.terminal import say
    from legation.errors import UnreadablePath
    from legation.ledger import Ledger

    with Ledger.open(ledger) as book:
        lines = list(book.exported())
    if output is None or output == "-":
        for line in lines:
            say(line)
        return
    try:
        Path(output).write_bytes("".join(f"{line}\n" for line in lines).encode("ascii"))
    except OSError as error:
        raise UnreadablePath(f"{output} cannot be written: {error.strerror or error}") from error
    say(f"{how_many(len(lines), 'decision')} written to {output}")


@decisions.command("import", epilog="Example: legation decisions import hers.jsonl")
def import_(
    file: Annotated[str, typer.Argument(metavar="FILE|-", help="What was exported; - for standard input.")],
    *,
    ledger: LedgerPlace = LEDGER_DEFAULT,
    json: Json = False,
) -> None:
    """Add the decisions that others made. What contradicts a decision here is listed, and neither has effect."""
    from legation.cli.terminal import complain, say, write_json
    from legation.errors import UnreadablePath
    from legation.ledger import Ledger

    try:
        raw = sys.stdin.buffer.read() if file == "-" else Path(file).read_bytes()
    except OSError as error:
        raise UnreadablePath(f"{file} cannot be read: {error.strerror or error}") from error
    with Ledger.open(ledger) as book:
        taken = book.take_over(raw.split(b"\n"))
    for refused in taken.refused:
        complain(f"{file}: {refused}")
    if json:
        clashing = [[decision.id for decision in conflict.decisions] for conflict in taken.conflicts]
        write_json({"new": taken.new, "known": taken.known, "refused": len(taken.refused), "conflicts": clashing})
    else:
        from legation.cli.rulings import conflict_lines

        for conflict in taken.conflicts:
            for line in conflict_lines(conflict):
                say(line)
        parts = [f"{how_many(taken.new, 'decision')} added", f"{taken.known:,} known already"]
        parts += [f"{len(taken.refused):,} refused"] * bool(taken.refused)
        if clashes := len(taken.conflicts):
            parts.append(f"{how_many(clashes, 'conflict')}, which `legation review` settles")
        say(f"{'; '.join(parts)} ({ledger})")
    if taken.refused:
        raise typer.Exit(1)
