"""What people have chosen, and for nobody by name the whole office."""

from typing import Literal

from sqlalchemy import delete, insert, select

from legation.ledger.keeping.database import Database
from legation.ledger.keeping.schema import preferences

OFFICE = ""
"""Who chooses for everyone."""

Name = Literal[
    "us",  # the parties that are ours, joined by +: `PAK`, `NOR+EST`
    "fetching",  # of the office: whether documents may be fetched from a URL, `on` or `off`
]


class Preferences:
    """The store of them; each method is one transaction. Raises LedgerError where the ledger cannot be used."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, who: str, name: Name) -> str | None:
        """What a person, or `OFFICE`, chose; None where that was left open."""
        of = preferences.c
        with self._database.transaction("read") as connection:
            return connection.execute(select(of.value).where(of.who == who, of.name == name)).scalar()

    def set(self, who: str, name: Name, value: str | None) -> None:
        """Choose in place of what was chosen; None: leave it open again. Raises ValueError for what is no choice."""
        if value is not None:
            _check(who, name, value)
        of = preferences.c
        with self._database.transaction("write") as connection:
            connection.execute(delete(preferences).where(of.who == who, of.name == name))
            if value is not None:
                connection.execute(insert(preferences).values(who=who, name=name, value=value))

    @property
    def fetching(self) -> bool:
        """Whether the office lets documents be fetched from a URL: not unless somebody switched it on."""
        return self.get(OFFICE, "fetching") == "on"


def _check(who: str, name: Name, value: str) -> None:
    if name == "fetching" and (who != OFFICE or value not in {"on", "off"}):
        raise ValueError(f"fetching is on or off, for the whole office: {value!r} for {who!r}")
