"""A brief as one page of HTML that needs nothing else: no script, no address but its own."""

from legation.briefing.paper.nouns import Brief
from legation.briefing.paper.templates import FOLDER, environment


def html(brief: Brief) -> str:
    """Write a brief as HTML; footnotes and the places that cite them are linked both ways."""
    style = (FOLDER / "brief.css").read_text("utf-8").strip()
    return environment().get_template("brief.html").render(brief=brief, style=style)
