"""Which database an address means."""

from pathlib import Path

from sqlalchemy import URL, make_url
from sqlalchemy.exc import ArgumentError

from legation.errors import NotALedger
from legation.ledger.keeping.database import Database
from legation.ledger.keeping.postgres import DIALECTS, Server, without_secrets
from legation.ledger.keeping.sqlite import File

_WAYS = "write a path, sqlite:///PATH or postgresql://USER@HOST/DATABASE"


def open_database(where: str | Path | URL, *, create: bool) -> Database:
    """Open the ledger at a path or address; with `create`, make it where there is none.

    Raises NotALedger if there is none or it is something else, NewerLedger if a newer version made it, LedgerFull if
    it may not be written, LedgerError if it cannot be used for another reason; no sentence tells a password.
    """
    meant = meaning(where)
    return File.open(meant, create=create) if isinstance(meant, Path) else Server.open(meant, create=create)


def meaning(where: str | Path | URL) -> Path | URL:
    """Give the file, or the database of a server, that a path or address means. Raises NotALedger for neither."""
    if isinstance(where, URL):
        return where
    if isinstance(where, Path) or "://" not in where:
        return Path(where).absolute()
    try:
        url = make_url(where)
    except (ArgumentError, ValueError) as error:
        # What cannot be taken apart may hold a password anywhere in it.
        raise NotALedger(f"the address that begins {where.split('://')[0]!r} is none of a ledger: {_WAYS}") from error
    if url.drivername in DIALECTS:
        return url
    if url.get_backend_name() != "sqlite" or not url.database or url.database == ":memory:":
        raise NotALedger(f"{url.drivername} is no kind of database that ledgers are kept in: {_WAYS}")
    return Path(url.database).absolute()


def named(where: str) -> str:
    """Give a path or address as a person wrote it, but for a password."""
    meant = meaning(where)
    return where if isinstance(meant, Path) else without_secrets(meant)
