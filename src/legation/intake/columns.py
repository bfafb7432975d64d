"""Under which names a table or a line of JSON has the text of a story, its title, day, source, address and id.

Given, or guessed by the names that corpora use: those of news-please, CC-NEWS, GDELT, Kaggle's and Hugging Face's sets.
"""

from collections.abc import Iterable
from typing import NamedTuple

from legation.errors import QueryError

_USUAL = {  # the first that is there is taken; compared in lower case, with spaces and hyphens as underscores
    "text": ("text", "maintext", "body", "content", "article", "story", "article_text", "full_text", "fulltext",
             "article_body", "articlebody", "body_text", "plain_text", "raw_text", "content_text"),
    "title": ("title", "headline", "title_page", "article_title", "subject"),
    "date": ("date", "published", "date_publish", "pubdate", "published_at", "publishedat", "publish_date",
             "date_published", "publication_date", "published_date", "datepublished", "pub_date", "day"),
    "source": ("source", "publisher", "outlet", "agency", "source_domain", "domain", "newspaper", "publication",
               "source_name", "site", "sitename", "website"),
    "url": ("url", "link", "permalink", "source_url", "article_url", "web_url", "href"),
    "id": ("id", "doc_id", "docid", "document_id", "guid", "uuid", "article_id", "story_id"),
    "author": ("author", "authors", "byline", "creator"),
}  # fmt: skip


class Columns(NamedTuple):
    """Name of the column for each; None where it is to be guessed, or where there is none."""

    text: str | None = None
    title: str | None = None
    date: str | None = None
    source: str | None = None
    url: str | None = None
    id: str | None = None
    author: str | None = None

    def among(self, names: Iterable[str]) -> "Columns":
        """Each column as it is called among these names, as given or else as usual; None where it is not there.

        A name that was given is found in other letter case, too, where it is not there as written.
        """
        there = list(names)
        loosely = {_loose(name): name for name in reversed(there)}  # of two alike, the first
        found = {}
        for role, given in self._asdict().items():
            if given is not None:
                found[role] = given if given in there else loosely.get(_loose(given))
            else:
                found[role] = next((loosely[usual] for usual in _USUAL[role] if usual in loosely), None)
        return Columns(**found)


GUESSED = Columns()
"""All of them guessed."""


def parse_columns(written: str | None) -> Columns:
    """Columns as an option has them: `text=body,date=day`. Raises QueryError."""
    given: dict[str, str] = {}
    for part in (written or "").split(","):
        role, parted, name = (piece.strip() for piece in part.partition("="))
        if not part.strip():
            continue
        if not parted or role not in Columns._fields or not name:
            raise QueryError(
                f"--columns: {part.strip()!r} is not understood; write what=column, parted by commas, such as"
                f" text=body,date=day, with what one of {', '.join(Columns._fields)}"
            )
        given[role] = name
    return Columns(**given)


def _loose(name: str) -> str:
    return name.strip().strip("\ufeff").casefold().replace(" ", "_").replace("-", "_")
