"""Arguments and options that several commands share."""

import datetime as dt
import getpass
from collections.abc import Sequence
from typing import Annotated, TypeVar

import typer

from legation.errors import QueryError

LEDGER_DEFAULT = "legation.db"
Choice = TypeVar("Choice", bound=str)

Places = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE|DIR|-",
        help="Documents of up to 20 MB each, or archives of them; of a folder all that can be read, by name;"
        " - for standard input.",
    ),
]
PlacesToAdd = Annotated[
    list[str],
    typer.Argument(
        metavar="FILE|DIR|URL|-",
        help="Documents of up to 20 MB each, or archives of them; of a folder all that can be read, by name; a URL,"
        " where the ledger allows it (legation ledger fetching); - for standard input.",
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON, one object a line.")]
Date = Annotated[
    str | None,
    typer.Option("--date", metavar="YYYY-MM-DD", help="Day of publication, for documents that do not tell theirs."),
]
Source = Annotated[
    str | None, typer.Option("--source", metavar="NAME", help="Agency or paper, for documents that do not tell theirs.")
]
ColumnNames = Annotated[
    str | None,
    typer.Option(
        "--columns",
        metavar="WHAT=NAME,...",
        help="Columns of tables of stories: text=body,date=day. WHAT: text, title, date, source, url, id or author;"
        " those not named are guessed.",
    ),
]
READER_DEFAULT = "rules+tagger"
ReaderName = Annotated[
    str, typer.Option("--reader", metavar="NAME", help="Which reader reads: rules+tagger, or rules alone.")
]
LedgerPlace = Annotated[
    str,
    typer.Option(
        "--ledger",
        metavar="PATH|URL",
        envvar="LEGATION_LEDGER",
        help="Where the ledger is: a path, sqlite:///PATH, or postgresql://USER@HOST/DATABASE.",
        show_default=True,
    ),
]
AsOf = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="What the record said by then: YYYY-MM-DD, YYYY-MM or YYYY."),
]
InAreas = Annotated[
    list[str] | None,
    typer.Option("--area", metavar="AREA", help="Only commitments in this area, or in one of several."),
]
OfKinds = Annotated[
    list[str] | None, typer.Option("--kind", metavar="KIND", help="meeting, commitment, figure or position.")
]
PublishedSince = Annotated[
    str | None, typer.Option("--since", metavar="DATE", help="Only what was published then or later.")
]
PublishedUntil = Annotated[
    str | None, typer.Option("--until", metavar="DATE", help="Only what was published then or earlier.")
]

LATEST_DEFAULT = 100
Latest = Annotated[
    int,
    typer.Option(
        "--latest",
        min=0,
        metavar="N",
        help="Only the N matters, meetings and documents that became known last; 0: all.",
    ),
]


Who = Annotated[
    str | None,
    typer.Option(
        "--by",
        metavar="NAME",
        envvar="LEGATION_REVIEWER",
        help="On whose word; your name on this machine if none is given.",
    ),
]


def user_of_machine() -> str:
    """Name of the user of this machine; `somebody` where it has none."""
    try:
        return getpass.getuser().strip() or "somebody"
    except (OSError, KeyError):
        return "somebody"


def checked_who(written: str | None) -> str:
    """Name given with `--by`, else that of the user of this machine. Raises QueryError where there is neither."""
    try:
        name = (checked_text("--by", written) or getpass.getuser()).strip()
    except (OSError, KeyError) as error:
        raise QueryError("nobody is known to this machine by name; say who you are with --by NAME") from error
    if not name:
        raise QueryError("--by: the name is empty; say who you are")
    return name


def checked_day(written: str | None) -> str | None:
    """Day given with `--date`, as it is. Raises QueryError where it is no day of the calendar."""
    if written is None:
        return None
    try:
        day = dt.date.fromisoformat(written)
        if day.isoformat() == written and 1800 <= day.year < 2200:  # as of the dates that documents tell
            return written
    except ValueError:
        pass
    raise QueryError(f"--date {written}: no day of the calendar; give it as YYYY-MM-DD, such as 2021-04-08")


def checked_choices(option: str, written: Sequence[str] | None, choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """Choices given with an option, in any case. Raises QueryError, with what there is, for another."""
    known = {str(choice): choice for choice in choices}
    for one in written or ():
        if one.casefold() not in known:
            raise QueryError(f"{option} {one}: there is none; there are {', '.join(known)}")
    return tuple(known[one.casefold()] for one in written or ())


def checked_text(option: str, written: str | None) -> str | None:
    """Text given with an option, as it is. Raises QueryError where its bytes are no text."""
    if written is not None and any("\ud800" <= character <= "\udfff" for character in written):
        raise QueryError(f"{option}: not valid UTF-8; write it in the encoding of this terminal")
    return written
