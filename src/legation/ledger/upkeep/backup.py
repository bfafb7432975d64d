"""A ledger saved to a file while others go on writing it."""

from pathlib import Path

from legation.errors import LedgerError
from legation.ledger.keeping.database import Database
from legation.ledger.keeping.sqlite import File, drafted
from legation.ledger.upkeep.copying import Progress, copy


def back_up(database: Database, path: Path, progress: Progress, *, over: bool = False) -> None:
    """Save a ledger, as it is at one moment, as a ledger in a file; with `over`, in place of one that is there.

    Raises LedgerError where something is there already, and LedgerFull where the file cannot be written.
    """
    path = path.absolute()
    if isinstance(database, File) and path.exists() and path.samefile(database.path):
        raise LedgerError(f"{path} is the ledger itself: name another file for its backup")
    if path.is_dir():
        raise LedgerError(f"{path} is a folder: name a file in it, such as {path / 'backup.db'}")
    if path.exists() and not over:
        raise LedgerError(f"{path} is there already: name another file, or add --force to overwrite it")
    if path.with_name(f"{path.name}-wal").exists():
        raise LedgerError(f"{path} is in use by another program: close that first, or name another file")
    try:
        with drafted(path, over=over) as draft:
            if isinstance(database, File):
                database.save(draft)
            else:
                copy(database, draft, progress)
    except FileExistsError as error:
        raise LedgerError(f"{path} is there already: name another file, or add --force to overwrite it") from error
    except OSError as error:
        raise LedgerError(f"nothing can be written at {path}: {error.strerror or error}") from error
