"""The command `legation`: its subcommands, and how every way of failing ends in one sentence and an exit code.

0 fine · 1 a document could not be read, or the ledger not used · 2 wrong usage, or an unknown party, matter or date ·
130 stopped by Ctrl-C · 141 the reader of the output went away.
"""

import sys
from typing import Annotated

import typer

from legation import __version__
from legation.cli.add import add
from legation.cli.backup import backup
from legation.cli.brief import brief
from legation.cli.bulk import bulk
from legation.cli.check import check
from legation.cli.copies import copies
from legation.cli.decisions import decisions
from legation.cli.dossier import dossier
from legation.cli.export import export
from legation.cli.failures import failures
from legation.cli.ledger import ledger
from legation.cli.log import log
from legation.cli.matter import matter
from legation.cli.matters import matters
from legation.cli.rate import rate
from legation.cli.read import read
from legation.cli.reference import reference
from legation.cli.reread import reread
from legation.cli.review import review
from legation.cli.search import search
from legation.cli.serve import serve
from legation.cli.statements import statements
from legation.cli.terminal import complain, complain_of_bug, finish
from legation.cli.user import user
from legation.cli.watch import watch
from legation.errors import LegationError

INTERRUPTED = 130

_READ = "Example: legation read story.txt   or: legation read story.txt"

app = typer.Typer(
    name="legation",
    help="Read the public record of diplomacy and keep the ledger of it.",
    epilog="Example: legation read story.txt",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command(epilog=f"{_READ} --explain   or: curl -s URL | legation read - --json")(read)
app.command(epilog="Example: legation statements story.txt   or: legation statements reports/ --json")(statements)
app.command(epilog="Example: legation copies reports/   or: legation copies reports/ --json")(copies)
app.command(epilog="Example: legation add reports/ --ledger russia.db")(add)
app.command(epilog="Example: legation watch feeds.toml   or: legation watch feeds.toml --once")(watch)
app.command(epilog="Example: legation failures --retry   or: legation failures 3 --forget")(failures)
app.command(
    epilog="Example: legation bulk 'warc/*.warc.gz' -o day.parquet   or: legation bulk s3://BUCKET/ -o day.parquet"
)(bulk)
app.command(epilog="Example: legation matters russia pakistan --as-of 2021-06-30")(matters)
app.command(epilog="Example: legation matter m0a1b2c3d4e5f")(matter)
app.command(epilog="Example: legation dossier russia pakistan")(dossier)
app.command(epilog="Example: legation brief russia pakistan --since 2021-07 -o brief.docx")(brief)
app.command(epilog="Example: legation export norway --format csv -o norway.zip")(export)
app.add_typer(reference, epilog="Example: legation reference list russia --what wheat")
app.command(epilog="Example: legation check   or: legation check --mend")(check)
app.command(epilog="Example: legation backup ~/legation-friday.db")(backup)
app.add_typer(ledger, epilog="Example: legation ledger copy legation.db postgresql://me@localhost/legation")
app.command(epilog="Example: legation search 'gas pipeline -turkey' --party russia --since 2015")(search)
app.command(epilog="Example: legation review russia pakistan --links")(review)
app.command(epilog="Example: legation rate e0a1b2c3d4e5f false --why 'Production was half of that (FAO)'")(rate)
app.command(epilog="Example: legation log e0a1b2c3d4e5f   or: legation log m0a1b2c3d4e5f --json")(log)
app.add_typer(decisions, epilog="Example: legation decisions export -o mine.jsonl")
app.command(epilog="Example: legation reread   or: legation reread story --reader rules")(reread)
app.add_typer(user, epilog="Example: legation user add 'Kari Lund' --role analyst")
app.command(epilog="Example: legation serve --ledger russia.db --port 8080")(serve)


@app.callback(invoke_without_command=True)
def _legation(
    context: typer.Context,
    version: Annotated[bool, typer.Option("--version", help="Print the version and exit.")] = False,
) -> None:
    if version:
        typer.echo(f"legation {__version__}")
    elif context.invoked_subcommand is None:
        typer.echo(context.get_help())


def main() -> None:
    """Run the command of `sys.argv` and exit with its code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run a command; its exit code. Never raises: what goes wrong is one sentence on standard error."""
    try:
        code = app(args=arguments, prog_name="legation", standalone_mode=False)
        finish()
    except typer.TyperException as error:
        complain(f"{error.format_message().rstrip('.')} (legation --help tells the usage)")
        return 2
    except LegationError as error:
        complain(str(error))
        return error.exit_code
    except typer.Exit as closed:  # only the last flush raises it here
        return closed.exit_code
    except (KeyboardInterrupt, typer.Abort):
        code = INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last resort: a person gets a sentence, not a traceback
        complain_of_bug(error)
        return 1
    if code == INTERRUPTED:
        complain("stopped; what was already kept stays kept")
    return code if isinstance(code, int) else 0
