"""`legation brief`: the state of play between some parties, on paper."""

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from legation.cli.options import LEDGER_DEFAULT, AsOf, LedgerPlace
from legation.errors import LegationError, QueryError

if TYPE_CHECKING:
    from legation.briefing.paper.nouns import Brief

_ENDINGS = (".docx", ".pdf", ".html", ".md")


def brief(
    parties: Annotated[list[str], typer.Argument(metavar="PARTY", help="Two or more, as codes or names.")],
    *,
    ledger: LedgerPlace = LEDGER_DEFAULT,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="DATE", help="Begin with what moved from then on, such as the last session."),
    ] = None,
    as_of: AsOf = None,
    output: Annotated[
        str | None,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Where to: a .docx, .pdf, .html or .md file, replaced if it exists. Else Markdown is printed.",
        ),
    ] = None,
) -> None:
    """Write the state of play: what moved, what is open, whose move it is; footnotes quote the sources."""
    from legation.briefing.brief import brief as lay_out
    from legation.briefing.brief import eve
    from legation.briefing.dossier import dossier as assemble
    from legation.briefing.wording import parties as names
    from legation.cli.party_names import codes_of
    from legation.cli.terminal import say
    from legation.days import end_of
    from legation.ledger import Ledger

    ending = _ending(output) if output is not None else None
    day = (end_of(as_of) if as_of is not None else dt.datetime.now(dt.UTC).date()).isoformat()
    earlier = eve(since) if since is not None else None
    if earlier is not None and earlier >= day:
        raise QueryError(f"--since {since} is later than the day of the brief, {day}")
    with Ledger.open(ledger) as book:
        codes = codes_of(parties, book)
        if len(codes) < 2:
            raise QueryError(f"a brief is of two parties or more, and {' and '.join(parties)} is one")
        now = assemble(book, codes, day)
        before = assemble(book, codes, earlier) if earlier is not None else None
    if not now.documents:
        raise QueryError(f"the ledger holds nothing on {names(codes)} as of {day}")
    written = _written(lay_out(now, day, since=since, before=before), ending or ".md")
    if output is None:
        for line in written.decode().splitlines():
            say(line)
        return
    try:
        Path(output).write_bytes(written)
    except OSError as error:
        raise LegationError(f"{output}: cannot be written ({(error.strerror or str(error)).lower()})") from error


def _ending(output: str) -> str:
    ending = Path(output).suffix.lower()
    if ending not in _ENDINGS:
        raise QueryError(
            f"{output}: a brief is written as {', '.join(_ENDINGS[:-1])} or {_ENDINGS[-1]}; name such a file"
        )
    return ending


def _written(brief: "Brief", ending: str) -> bytes:
    if ending == ".pdf":
        from legation.briefing.paper.pdf import pdf

        return pdf(brief)
    if ending == ".docx":
        from legation.briefing.paper.docx import docx

        return docx(brief)
    if ending == ".html":
        from legation.briefing.paper.html import html

        return html(brief).encode()
    from legation.briefing.paper.markdown import markdown

    return markdown(brief).encode()
