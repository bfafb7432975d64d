"""A brief as one page of HTML that needs nothing else: no script, no address but its own."""

from collections import defaultdict

from markupsafe import Markup

from legation.briefing.paper.nouns import Brief
from legation.briefing.paper.templates import FOLDER, environment


class _Citations:
    """Gives each place that cites a footnote an anchor, and knows them when the footnote is written."""

    def __init__(self) -> None:
        self._places: dict[int, list[str]] = defaultdict(list)

    def cited(self, note: int) -> str:
        self._places[note].append(f"cited-{note}-{len(self._places[note]) + 1}")
        return self._places[note][-1]

    def references(self, note: int) -> tuple[str, ...]:
        return tuple(self._places[note])


def html(brief: Brief) -> str:
    """Write a brief as HTML; footnotes and the places that cite them are linked both ways."""
    citations = _Citations()
    return (
        environment()
        .get_template("brief.html")
        .render(
            brief=brief,
            style=Markup((FOLDER / "brief.css").read_text("utf-8").strip()),  # noqa: S704 - our own, from the package
            cited=citations.cited,
            references=citations.references,
        )
    )
