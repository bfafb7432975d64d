"""`legation review`: a reviewer goes through what waits, one key a decision."""

import re
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from legation.cli.options import LEDGER_DEFAULT, LedgerPlace, Who, checked_choices, checked_who

if TYPE_CHECKING:
    from legation.cli.reviewing import Sitting
    from legation.ledger import Ledger
    from legation.ledger.review.decisions import OnEntry, OnTwo
    from legation.ledger.review.reviewing import Doubt, Question

_ENTRY = re.compile("e[0-9a-f]{12}")
_ON_ENTRY: "dict[str, OnEntry]" = {"a": "accept", "c": "correct", "r": "reject"}
_ON_TWO: "dict[str, OnTwo]" = {"y": "same", "n": "different", "u": "unsure"}
_DONE: "dict[OnEntry | OnTwo, str]" = {
    "accept": "accepted",
    "correct": "corrected",
    "reject": "rejected",
    "same": "the same",
    "different": "different",
    "unsure": "unsure",
}
_HELP = (
    "a accept the entry as it is · c correct it, field by field · r reject it: it is no entry",
    "y the two are of one matter · n they are not · u it cannot be told",
    "1, 2, ... decide as this one did · s skip: it is asked again another time",
    "w say why, for the next decision · z take the last decision back · q quit · ? this help",
)


def review(
    which: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="PARTY|ENTRY",
            help="What involves all of these parties; or an entry by its id; or two: are they one matter?",
        ),
    ] = None,
    *,
    ledger: LedgerPlace = LEDGER_DEFAULT,
    links: Annotated[bool, typer.Option("--links", help="Only what may be one matter.")] = False,
    entries: Annotated[bool, typer.Option("--entries", help="Only entries, the least sure first.")] = False,
    kind: Annotated[
        list[str] | None, typer.Option("--kind", metavar="KIND", help="commitment, meeting, figure or position.")
    ] = None,
    area: Annotated[list[str] | None, typer.Option("--area", metavar="AREA", help="Such as energy or trade.")] = None,
    by: Who = None,
) -> None:
    """Go through what waits for a person: decisions that contradict each other, what may be one matter, and entries.

    One key decides: a accept, c correct, r reject; of two entries y same, n different, u unsure; s skip, z undo, w say
    why, q quit, ? help. Without a terminal keys come from standard input, one a line. Each decision is kept at once.
    """
    from legation.cli.reviewing import Sitting
    from legation.cli.terminal import say
    from legation.ledger import Ledger
    from legation.ledger.keeping.schema import KINDS
    from legation.ledger.review.weighed import Wanted
    from legation.nouns import Area

    who = checked_who(by)
    named = [written for written in which or () if _ENTRY.fullmatch(written)]
    with Ledger.open(ledger) as book:
        if named:
            sitting = Sitting(book, who, asked=[_question(which or [], named, book)])
        else:
            from legation.cli.party_names import codes_of

            kinds, areas = checked_choices("--kind", kind, KINDS), checked_choices("--area", area, get_args(Area))
            wanted = Wanted(codes_of(which or (), book), kinds, areas)
            sitting = Sitting(book, who, wanted, _doubts(links=links, entries=entries))
        try:
            _sit(sitting, book)
        except KeyboardInterrupt:
            say("")
            raise
        finally:
            say(_summary(sitting, who, ledger))


def _sit(sitting: "Sitting", book: "Ledger") -> None:
    """Ask until nothing waits any more, or the reviewer goes."""
    from legation.cli.keys import END, key
    from legation.cli.question_view import question_view
    from legation.cli.terminal import say, show
    from legation.errors import DecisionRefused

    shown = None
    while (question := sitting.next()) is not None:
        if question is not shown:
            show(question_view(question, sitting.turn, book))
            shown = question
        offered = "y same · n different · u unsure" if question.of_two else "a accept · c correct · r reject"
        pressed = key(f"{offered} · s skip · z undo · ? help · q quit:")
        if pressed in {END, "q"}:
            return
        try:
            past = _answered(sitting, question, pressed)
        except DecisionRefused as refused:
            say(f"not kept: {refused}")
            past = False
        if not past:
            sitting.put_back(question)
        if pressed == "z":
            say("taken back" if sitting.undo() else "nothing to undo in this sitting")
    say("nothing waits")


def _answered(sitting: "Sitting", question: "Question", pressed: str) -> bool:
    """Do what a key stands for; whether the question is done with. Raises DecisionRefused."""
    from legation.cli.correction import corrections
    from legation.cli.keys import line
    from legation.cli.terminal import say

    if pressed.isdecimal() and 0 < int(pressed) <= len(question.decisions):
        sitting.adopt(question, question.decisions[int(pressed) - 1])
    elif question.of_two and pressed in _ON_TWO:
        sitting.decide(question, _ON_TWO[pressed])
    elif not question.of_two and pressed in _ON_ENTRY:
        changes = corrections(question.mentions[0].entry) if pressed == "c" else None
        if pressed == "c" and changes is None:
            return False
        sitting.decide(question, _ON_ENTRY[pressed], changes)
    elif pressed == "s":
        sitting.skip(question)
    else:
        if pressed == "w":
            sitting.why = line("why:") or None
        elif pressed != "z":
            for told in _HELP:
                say(told)
        return False
    return True


def _question(which: list[str], named: list[str], book: "Ledger") -> "Question":
    from legation.errors import QueryError

    if len(named) != len(which) or len(named) > 2:
        raise QueryError("name parties, or one entry, or two: not some of each")
    return book.question(*named)


def _doubts(*, links: bool, entries: bool) -> "tuple[Doubt, ...]":
    if links == entries:
        return ("conflict", "link", "entry")
    return ("link",) if links else ("entry",)


def _summary(sitting: "Sitting", who: str, ledger: str) -> str:
    counts = sitting.counts
    parts = [f"{counts[verb]} {_DONE[verb]}" for verb in _DONE if counts[verb]]
    parts += [f"{sitting.skipped} skipped"] * bool(sitting.skipped)
    return f"{', '.join(parts) or 'nothing decided'} by {who} ({ledger})"
