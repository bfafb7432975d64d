"""`legation bulk`: a corpus read on all cores or a cluster, into a folder of Parquet."""

import os
from pathlib import Path
from typing import Annotated

import typer

from legation.amounts import how_many
from legation.cli.options import READER_DEFAULT, Date, Json, ReaderName, Source, checked_day, checked_text

_INTERRUPTED = 130


def bulk(
    places: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT",
            help="WARC, JSONL, Parquet or CSV of stories: files, folders, patterns in quotes, or s3://BUCKET/PATTERN.",
        ),
    ],
    *,
    out: Annotated[Path, typer.Option("--out", "-o", metavar="OUT.parquet", help="Folder for the result.")],
    engine: Annotated[
        str,
        typer.Option(
            "--engine",
            metavar="local|ray|ray://HOST:PORT",
            help="All cores of this machine, with Daft or with Ray, or a Ray cluster, whose machines see OUT.parquet.",
        ),
    ] = "local",
    workers: Annotated[
        int, typer.Option("--workers", min=0, metavar="N", help="Processes that read; 0: as many as there are cores.")
    ] = 0,
    columns: Annotated[
        str | None,
        typer.Option("--columns", metavar="text=NAME,...", help="Columns of a table, where they cannot be guessed."),
    ] = None,
    date: Date = None,
    source: Source = None,
    reader: ReaderName = READER_DEFAULT,
    json: Json = False,
) -> None:
    """Read a corpus and write its documents and entries as Parquet; legation ledger load takes them into a ledger.

    Stopped at any time, it goes on where it was when it is run again. What cannot be read is a row with the reason, and
    no failure of the run. docs/scale.md tells what is in the files, and what it costs.
    """
    from legation.bulk import engine as engines
    from legation.bulk.desk import Terms
    from legation.cli.pace import pace
    from legation.cli.terminal import complain, finish, say, write_json
    from legation.intake.columns import parse_columns

    terms = Terms(reader, parse_columns(columns), checked_day(date), checked_text("--source", source))
    name = engines.checked_engine(engine)
    kept = 0
    try:
        with engines.engine(name), pace("documents") as tell:
            from legation.bulk.run import Counts, run

            def watch(what: str, counts: Counts, total: int) -> None:
                nonlocal kept
                kept = counts.documents
                tell(what, kept, total)

            many = workers or engines.cores(name)
            found = run(places, out, terms, workers=many, local=name == engines.LOCAL, watch=watch)
    except KeyboardInterrupt:
        complain(f"stopped; {how_many(kept, 'document')} {'is' if kept == 1 else 'are'} kept, the same command goes on")
        finish()
        os._exit(_INTERRUPTED)  # threads of Daft hear of nothing; its workers end with this process
    if json:
        write_json({"out": str(out), **found._asdict()})
        return
    read = found.documents - found.failures
    failed = f"; {found.failures:,} could not be read, and say why" if found.failures else ""
    say(f"{how_many(read, 'document')} read, with {how_many(found.entries, 'entry')}{failed} ({out})")
