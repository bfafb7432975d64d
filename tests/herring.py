"""A record of invented meetings over herring, around April 2021: of every kind of date, of many parties and of none."""

from typing import Any

from cable import document, evidence, key
from legation.ledger import Ledger
from legation.nouns import Document, Meeting, Status

CROWD = tuple(f"{letter}{other}A" for letter in "QX" for other in "ABCDEFGHIJ")


def told(name: str, known: str, day: str | None, status: Status = "held", **fields: Any) -> tuple[Document, Meeting]:
    """A document, known on a day, that tells of a meeting of another; by default of talks of two in Oslo."""
    text = f"The sides of {name} met over herring."
    told_of = {"actors": ("NOR", "EST"), "people": ("Kari Lund",), "form": "talks", "place": "Oslo"} | fields
    entry = Meeting(
        id=key(name, 1),
        evidence=evidence(text, "met over herring"),
        trigger="met",
        status=status,
        date=day,
        **told_of,
    )
    return document(name, text, known, "Baltic Wire"), entry


RECORD = (
    told("planned", "2021-03-01", "2021-04-07", "planned"),
    told("held", "2021-04-08", "2021-04-07"),
    told("also", "2021-04-09", "2021-04-07"),
    told("unheard", "2021-03-02", "2021-04-12", "planned", actors=("NOR", "FIN"), place="Bergen"),
    told("off", "2021-04-10", "2021-04-13", "cancelled", actors=("EST", "FIN"), place="\u202eNarva<b>"),
    told("long", "2021-04-28", "2021-04-29/2021-05-02", actors=CROWD, form="summit", place="Geneva"),
    told("month", "2021-04-20", "2021-04", "planned", actors=("NOR", "SWE")),
    told("year", "2021-04-21", "2021", actors=("EST", "SWE"), form="visit"),
    told("alone", "2021-04-22", "2021-04-22", actors=("NOR",), form="press"),
    told("nobody", "2021-04-23", "2021-04-23", actors=()),
    told("earlier", "2019-02-03", "2019-02-02"),
    told("later", "2021-04-30", "2023-11-30", "planned"),
    told("undated", "2021-04-30", None),
    *(told(f"busy {number}", "2021-04-15", "2021-04-15", actors=("EST", f"Town {number}")) for number in range(11)),
)


def fill(ledger: Ledger) -> Ledger:
    """Keep the record in a ledger."""
    for of, entry in RECORD:
        ledger.add(of, (entry,), reader="hand/1", raw=of.text.encode())
    return ledger
