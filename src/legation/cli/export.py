"""`legation export`: the ledger, or what one asks of it, as a file for other programs."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from legation.cli.options import LEDGER_DEFAULT, AsOf, InAreas, LedgerPlace, OfKinds, PublishedSince, PublishedUntil

if TYPE_CHECKING:
    from legation.exports import Counts, Format
    from legation.exports.selection import Selection


def export(
    parties: Annotated[
        list[str] | None,
        typer.Argument(metavar="PARTY", help="Codes or names; with several, what involves all of them."),
    ] = None,
    *,
    format_: Annotated[
        str,
        typer.Option(
            "--format",
            metavar="FORMAT",
            help="csv, jsonl, parquet, plover, iati, ftm, webannotation or claimreview; docs/exports.md tells of each.",
        ),
    ],
    output: Annotated[
        str,
        typer.Option(
            "-o",
            "--output",
            metavar="FILE",
            help="Where to: a file, replaced if it exists; of csv, jsonl and parquet also a folder (with / at its end) "
            "or a .zip, for all tables. - is standard output.",
        ),
    ] = "-",
    ledger: LedgerPlace = LEDGER_DEFAULT,
    words: Annotated[
        str | None, typer.Option("--words", metavar="QUERY", help="Only what says these words, as for search.")
    ] = None,
    matter: Annotated[
        str | None, typer.Option("--matter", metavar="ID", help="Only this matter, and what it is made of.")
    ] = None,
    area: InAreas = None,
    kind: OfKinds = None,
    stage: Annotated[
        list[str] | None,
        typer.Option("--stage", metavar="STAGE", help="Only commitments told, and matters that are, at this stage."),
    ] = None,
    since: PublishedSince = None,
    until: PublishedUntil = None,
    as_of: AsOf = None,
    texts: Annotated[
        bool, typer.Option("--texts", help="With the texts of the documents, in tables of documents.")
    ] = False,
    reporting_org: Annotated[
        str | None,
        typer.Option("--reporting-org", metavar="REF", help="iati: identifier of the organisation that reports."),
    ] = None,
    reporting_name: Annotated[
        str | None, typer.Option("--reporting-name", metavar="NAME", help="iati: name of that organisation.")
    ] = None,
    base_url: Annotated[
        str | None,
        typer.Option("--base-url", metavar="URL", help="Address under which the ledger is served, for links back."),
    ] = None,
) -> None:
    """Write what the ledger holds, or what one asks of it, in a format of other programs."""
    import datetime as dt
    from typing import get_args

    from legation.amounts import how_many
    from legation.cli.options import checked_choices, checked_text
    from legation.cli.party_names import codes_of
    from legation.cli.progress import progress
    from legation.cli.terminal import complain, say
    from legation.errors import QueryError
    from legation.exports import format_called
    from legation.exports.placing import export as place
    from legation.exports.selection import Selection, Settings
    from legation.ledger import Ledger
    from legation.ledger.narrow import WHOLE, Narrow
    from legation.nouns import Area, Kind, Stage

    of = format_called(format_)
    narrow = Narrow(
        areas=checked_choices("--area", area, get_args(Area)),
        stages=checked_choices("--stage", stage, get_args(Stage)),
        kinds=checked_choices("--kind", kind, get_args(Kind)),
        since=since,
        until=until,
        words=checked_text("--words", words) or "",
    )
    settings = Settings(
        texts=texts,
        reporting_org=checked_text("--reporting-org", reporting_org),
        reporting_name=checked_text("--reporting-name", reporting_name),
        base_url=checked_text("--base-url", base_url),
    )
    with Ledger.open(ledger) as book:
        codes = codes_of(parties or (), book)
        if matter is not None and (codes or narrow != WHOLE):
            raise QueryError("--matter goes with no parties and no other filter but --as-of")
        given = (
            book.excerpt(codes, as_of=as_of, narrow=narrow) if matter is None else book.excerpt_of(matter, as_of=as_of)
        )
        with given as source, progress() as tell:
            now = dt.datetime.now(dt.UTC)
            selection = Selection(source, now, codes, narrow, as_of, matter, settings, tell)
            counts = _to_standard_output(selection, of) if output == "-" else place(selection, of, output)
    if not any(counts.values()):
        complain("nothing in the ledger is so; what was written is empty")
    elif output != "-":
        parts = [how_many(count, one) for one, count in counts.items()]
        say(f"{', '.join(parts)} written to {output}")


def _to_standard_output(selection: "Selection", of: "Format") -> "Counts":
    from legation.cli.terminal import output_stream
    from legation.errors import QueryError
    from legation.exports import writer

    if of.binary and sys.stdout.isatty():
        raise QueryError(f"{of.name} is nothing for a terminal: name a file with -o, such as ledger{of.ending}")
    with output_stream() as to:
        return writer(of)(selection, to)
