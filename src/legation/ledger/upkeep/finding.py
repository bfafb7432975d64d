"""What `legation check` finds wrong."""

from typing import NamedTuple

RESTORE = "the record cannot be made up: restore the ledger from a backup"
MEND = "derive it anew with `legation check --mend`"


class Finding(NamedTuple):
    """One thing that is wrong."""

    what: str
    where: str  # table, document or row
    do: str  # what to do about it

    @property
    def mends(self) -> bool:
        """Whether deriving anew puts it right: what is on record is whole."""
        return self.do == MEND
