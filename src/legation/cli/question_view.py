"""A question to a reviewer, as a terminal shows it: each entry with its words where they stand, and what is known."""

from collections.abc import Iterator

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.rule import Rule
from rich.text import Text

from legation.amounts import how_many
from legation.briefing.context import in_context
from legation.briefing.reasons import reason
from legation.briefing.rulings import ruling, who_and_when
from legation.briefing.visible import one_line
from legation.briefing.wording import called, testimony
from legation.cli.entry_table import told
from legation.ledger import Ledger
from legation.ledger.review.reviewing import Question
from legation.nouns import Evidence, Mention

_ASKED = {"conflict": "reviewers differ", "link": "one matter?", "entry": "is this right?"}


def question_view(question: Question, number: int, book: Ledger) -> RenderableType:
    """Show a question, the so-manieth of a sitting."""
    return Group(Rule(f"{number} · {_ASKED[question.doubt]}", align="left", style="dim"), *_parts(question, book))


def _parts(question: Question, book: Ledger) -> Iterator[RenderableType]:
    two = question.of_two
    for place, mention in enumerate(question.mentions):
        if two:
            yield Text("and the later one" if place else "the earlier one", "dim")
            if title := _matter_of(mention, book):
                yield Padding(title, (0, 0, 0, 2))
        yield Padding(_mention_view(mention, book), (0, 0, 1, 2))
    if question.chance is not None:
        of_what = "that they are one matter" if two else "that a person would enter it too"
        yield Text(f"chance {of_what}: {question.chance:.0%}")
    for given in question.reasons:
        yield Text(f"· {reason(given)}")
    for which, decision in enumerate(question.decisions, 1):
        yield Text.assemble((f"{which} ", "bold"), f"{ruling(decision)} — {who_and_when(decision)}")


def _matter_of(mention: Mention, book: Ledger) -> Text | None:
    from legation.errors import QueryError

    try:
        matter = book.matter(mention.entry.id)
    except QueryError:
        return None
    title = Text.assemble((one_line(matter.title), "bold"), (f" {matter.id}", "cyan"))
    return title.append(f" · {how_many(len(matter.history), 'entry')}")


def _mention_view(mention: Mention, book: Ledger) -> RenderableType:
    text = book.document(mention.document).document.text
    main, *further = mention.entry.evidence
    return Group(
        Text.assemble((f"{mention.entry.kind} ", "dim"), told(mention.entry)),
        _Quoted(text, main),
        *(Text(f"also: “{one_line(place.quote)}”") for place in further),
        Text(f"— {testimony(mention)} · {called(mention)} · {mention.entry.id}", "italic"),
    )


class _Quoted:
    """A quote among the words around it; it stands out by style, or between ‹ › where there are none."""

    def __init__(self, text: str, place: Evidence) -> None:
        self._context = in_context(text, place)

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        del options
        before, quote, after = self._context
        plain = console.color_system is None
        yield Text.assemble((before, "dim"), f"‹{quote}›" if plain else (quote, "bold"), (after, "dim"))
