"""Groups of documents that are one story, as JSON and as a table."""

from collections.abc import Mapping, Sequence

from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from legation.amounts import how_many
from legation.briefing.visible import one_line
from legation.briefing.wording import RELATIONS, when
from legation.ledger.copies.groups import together
from legation.ledger.copies.kinds import Copy
from legation.nouns import Document


def as_json(given: Mapping[str, Document], found: Sequence[Copy]) -> dict[str, object]:
    """Groups by the names of their documents, and what each two of them are of each other."""
    return {
        "groups": [[given[each].name for each in group] for group in _groups(given, found)],
        "relations": [
            {"later": given[one.later].name, "earlier": given[one.earlier].name, "relation": one.relation}
            for one in found
        ],
    }


def copies_table(given: Mapping[str, Document], found: Sequence[Copy]) -> RenderableType:
    """Groups one under the other; each document with what it is of one that stands above it."""
    groups = _groups(given, found)
    if not groups:
        return Text(f"None of {how_many(len(given), 'document')} is the story of another.")
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bold")
    for heading, ratio in (("Document", 3), ("Published", 3), ("Is", 4)):
        table.add_column(heading, overflow="fold", ratio=ratio)
    for number, group in enumerate(groups):
        if number:
            table.add_row()
        for place, each in enumerate(group):
            document = given[each]
            of = next((one for one in found if one.later == each and one.earlier in group[:place]), None)
            said = f"{RELATIONS[of.relation]} {one_line(given[of.earlier].name)}" if of else ""
            where = ", ".join(part for part in (one_line(document.source or ""), when(document.date)) if part)
            table.add_row(Text(one_line(document.name)), Text(where), Text(said, "dim"))
    return table


def _groups(given: Mapping[str, Document], found: Sequence[Copy]) -> list[list[str]]:
    """Groups, each in order of publication, so that a copy stands below what it is a copy of."""
    behind = {each: sum(one.later == each for one in found) for each in given}
    return [
        sorted(group, key=lambda each: (given[each].date or "", behind[each], given[each].name))
        for group in together((one.earlier, one.later) for one in found)
    ]
