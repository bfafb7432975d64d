"""A brief as Markdown, with footnotes as `[^1]` (GitHub, GitLab, Pandoc, Obsidian).

Every character that CommonMark or GitHub's extensions act on is escaped, so that words of a document stay words.
"""

import re
from collections.abc import Iterable, Iterator

from legation.briefing.paper.nouns import Block, Brief, Footnote, Heading, Line, Points, Run, Table

# Marks of emphasis, code, links, HTML, tables, strikethrough, footnotes and formulas; what begins an entity or a bare
# address. CommonMark lets any ASCII punctuation be escaped.
_ACTED_ON = re.compile(r"[\\`*_\[\]<|~$^#]|&(?=[#A-Za-z])|(?<=[A-Za-z]):(?=//)|(?<=www)\.", re.IGNORECASE)
_AT_LINE_START = re.compile(r"^(?:([0-9]{1,9})(?=[.)](?:\s|$))|(?=[>+-]))")


def markdown(brief: Brief) -> str:
    """Write a brief as Markdown; ends in a line feed."""
    parts = [
        f"# {escaped(f'{brief.kicker}: {brief.title}')}",
        "  \n".join(f"**{escaped(fact.name)}:** {escaped(fact.value)}" for fact in brief.facts),
    ]
    for section in brief.sections:
        parts.append(f"## {escaped(section.heading)}")
        parts += (_block(block) for block in section.blocks)
    if brief.sources:
        rows = ((str(one.number), one.date, one.agency or "–", one.name) for one in brief.sources)
        written = ([escaped(cell) for cell in row] for row in rows)
        parts += ["## Sources", _table(("No.", "Date", "Source", "Document"), written)]
    parts.append(f"*{escaped(brief.colophon)}*")
    parts += (_footnote(note) for note in brief.footnotes)
    return "\n\n".join(parts) + "\n"


def escaped(text: str) -> str:
    """Write text so that Markdown shows it as it is, wherever on a line it stands."""
    return _AT_LINE_START.sub(r"\g<1>\\", _ACTED_ON.sub(lambda found: f"\\{found[0]}", text))


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"### {escaped(block.text)}"
        case Line():
            return _line(block)
        case Points():
            return "\n".join(f"- {_line(line)}" for line in block.lines)
        case Table():
            return _table([column.heading for column in block.columns], _rows(block))


def _rows(table: Table) -> Iterator[list[str]]:
    for group in table.groups:
        if group.heading:
            yield [f"**{escaped(group.heading)}**", *[""] * (len(table.columns) - 1)]
        for row in group.rows:
            yield ["<br>".join(_line(line) for line in cell) for cell in row]


def _table(headings: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    heads = [escaped(heading) for heading in headings]
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _line(line: Line) -> str:
    return "".join(_runs(line.runs)).strip()


def _runs(runs: Iterable[Run]) -> Iterator[str]:
    for run in runs:
        mark = "**" if run.strong else "*" if run.soft else ""
        # A mark of emphasis beside white space is none.
        words = run.text.strip() if mark else run.text
        before, _, after = run.text.partition(words) if mark else ("", "", "")
        notes = " ".join(f"[^{citation.note}]" for citation in run.notes)
        yield f"{before}{mark}{escaped(words)}{mark}{notes}{after}" if words else run.text


def _footnote(note: Footnote) -> str:
    quotes = " ".join(f"“{escaped(quote)}”" for quote in note.quotes)
    return f"[^{note.number}]: {quotes} – {escaped(note.testimony)} (source {note.source})"
