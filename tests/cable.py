"""A small record for tests: an invented undersea cable between Norway and Estonia, told by five documents.

It has a matter whose due date slips and whose costs differ, deliveries against a promise, a visit that two papers
tell of, a session that is planned, and a text that does its best to break a page.
"""

import hashlib
from collections.abc import Sequence

from legation.ledger import Ledger
from legation.nouns import Commitment, Document, Entry, Evidence, Figure, Meeting, Position, Quantity

BOTH = ("NOR", "EST")
CABLE = ("Frost Cable",)

SIGNED = """OSLO, March 14 - Norway and Estonia signed an agreement on the Frost Cable, also known as the Northern \
Interconnector, on Thursday.

The cable is to carry its first power by June 2022, Norwegian energy minister Kari Lund said. It would cost 900 \
million dollars, she added.

Lund promised Estonia 400 rescue boats. Trade between the two grew by 12 percent last year.
"""

VISIT = """TALLINN, Oct 5 - Lund arrived in Tallinn on Tuesday for talks with Estonian economy minister Jaan Tamm.

She said the Frost Cable would be finished by the end of 2024, and put its cost at 1.2 billion dollars.

Norway has delivered 100 of the boats. Tamm welcomed the steady growth of trade and said that Estonia was worried \
about storms on the cable's route. A joint commission is to meet in Oslo in 2022.
"""

PAPER = """Kari Lund paid a visit to Tallinn on Oct 5, 2021. Norway asked Estonia to open a second landing site.
"""

LATE = """OSLO, May 2 - Work on the Frost Cable is now to be completed in 2026, the Estonian government said.
"""

HOSTILE = """<script>alert(1)</script> [bold red]& 'quotes' {{ 7*7 }} \u202eflipped\u202c zero\u200bwidth \x1b[31m 😀\r
\r
Norway thanked Estonia for {{ 7*7 }} <b>"the feast"</b> 😀 with a visit to \u202eNarva\u202c in 2023.
"""


def document(name: str, text: str, date: str | None, source: str | None) -> Document:
    """A document as intake would give it."""
    return Document(
        id=f"sha256:{hashlib.sha256(text.encode()).hexdigest()}", name=name, text=text, date=date, source=source
    )


def evidence(text: str, quote: str) -> tuple[Evidence, ...]:
    """The place of a quote in a text; the quote must be there."""
    start = text.index(quote)
    return (Evidence(start=start, end=start + len(quote), quote=quote),)


def key(name: str, number: int) -> str:
    """The id of an entry."""
    return "e" + hashlib.sha256(f"{name}/{number}".encode()).hexdigest()[:12]


def record() -> Sequence[tuple[Document, tuple[Entry, ...]]]:
    """The five documents with their entries, by date."""
    return (
        (document("2019-signed", SIGNED, "2019-03-14", "Fjord News"), _signed()),
        (document("2021-visit", VISIT, "2021-10-05", "Baltic Wire"), _visit()),
        (document("2021-paper", PAPER, "2021-10-06", "Harbour Post"), _paper()),
        (document("2023-late", LATE, "2023-05-02", "Fjord News"), _late()),
        (document("2023-hostile", HOSTILE, "2023-06-01", '<i>"Post"</i>'), _hostile()),
    )


def fill(ledger: Ledger) -> Ledger:
    """Keep the record in a ledger."""
    for told, entries in record():
        ledger.add(told, entries, reader="hand/1", raw=told.text.encode())
    return ledger


def _signed() -> tuple[Entry, ...]:
    def at(quote: str) -> tuple[Evidence, ...]:
        return evidence(SIGNED, quote)

    return (
        Commitment(
            id=key("signed", 1),
            evidence=at("Norway and Estonia signed an agreement on the Frost Cable"),
            trigger="signed",
            by=BOTH,
            stage="signed",
            what="agreement on the Frost Cable",
            area=("energy",),
            date="2019-03-14",
            objects=("Frost Cable", "Northern Interconnector"),
        ),
        Commitment(
            id=key("signed", 2),
            evidence=at("The cable is to carry its first power by June 2022"),
            trigger="is to carry",
            speaker="Kari Lund",
            speaker_for=("NOR",),
            by=BOTH,
            stage="pledged",
            what="carry its first power",
            area=("energy",),
            due="2022-06",
            objects=CABLE,
        ),
        Figure(
            id=key("signed", 3),
            evidence=at("It would cost 900 million dollars"),
            trigger="cost",
            speaker="Kari Lund",
            speaker_for=("NOR",),
            actors=BOTH,
            what="cost",
            value=900_000_000,
            unit="USD",
            change="level",
            objects=CABLE,
        ),
        Commitment(
            id=key("signed", 4),
            evidence=at("Lund promised Estonia 400 rescue boats"),
            trigger="promised",
            by=("NOR",),
            to=("EST",),
            stage="pledged",
            what="rescue boats",
            area=("security",),
            quantities=(Quantity(value=400, unit="boat"),),
            objects=("Lund boats",),
        ),
        Figure(
            id=key("signed", 5),
            evidence=at("Trade between the two grew by 12 percent"),
            trigger="grew",
            actors=BOTH,
            what="trade",
            value=12,
            unit="percent",
            change="increase",
            date="2018",
        ),
    )


def _visit() -> tuple[Entry, ...]:
    def at(quote: str) -> tuple[Evidence, ...]:
        return evidence(VISIT, quote)

    return (
        Meeting(
            id=key("visit", 1),
            evidence=at("Lund arrived in Tallinn on Tuesday for talks with Estonian economy minister Jaan Tamm"),
            trigger="arrived",
            actors=BOTH,
            people=("Kari Lund", "Jaan Tamm"),
            form="visit",
            status="held",
            place="Tallinn",
            date="2021-10-05",
        ),
        Commitment(
            id=key("visit", 2),
            evidence=at("the Frost Cable would be finished by the end of 2024"),
            trigger="would be finished",
            speaker="Kari Lund",
            speaker_for=("NOR",),
            by=BOTH,
            stage="pledged",
            what="finish the Frost Cable",
            area=("energy",),
            due="2024",
            objects=CABLE,
        ),
        Figure(
            id=key("visit", 3),
            evidence=at("put its cost at 1.2 billion dollars"),
            trigger="cost",
            speaker="Kari Lund",
            speaker_for=("NOR",),
            actors=BOTH,
            what="cost",
            value=1_200_000_000,
            unit="USD",
            change="level",
            objects=CABLE,
        ),
        Commitment(
            id=key("visit", 4),
            evidence=at("Norway has delivered 100 of the boats"),
            trigger="delivered",
            by=("NOR",),
            to=("EST",),
            stage="done",
            what="rescue boats",
            area=("security",),
            quantities=(Quantity(value=100, unit="boat"),),
            objects=("Lund boats",),
        ),
        Position(
            id=key("visit", 5),
            evidence=at("Tamm welcomed the steady growth of trade"),
            trigger="welcomed",
            by=("EST",),
            toward="the steady growth of trade",
            polarity="positive",
        ),
        Position(
            id=key("visit", 6),
            evidence=at("Estonia was worried about storms on the cable's route"),
            trigger="worried",
            speaker="Jaan Tamm",
            speaker_for=("EST",),
            by=("EST",),
            toward="storms on the cable's route",
            polarity="concerned",
        ),
        Meeting(
            id=key("visit", 7),
            evidence=at("A joint commission is to meet in Oslo in 2022"),
            trigger="is to meet",
            actors=BOTH,
            form="session",
            status="planned",
            place="Oslo",
            date="2022",
        ),
    )


def _paper() -> tuple[Entry, ...]:
    return (
        Meeting(
            id=key("paper", 1),
            evidence=evidence(PAPER, "Kari Lund paid a visit to Tallinn on Oct 5, 2021"),
            trigger="visit",
            actors=("EST", "NOR"),
            people=("Kari Lund",),
            form="visit",
            status="held",
            place="Tallinn",
            date="2021-10-05",
        ),
        Commitment(
            id=key("paper", 2),
            evidence=evidence(PAPER, "Norway asked Estonia to open a second landing site"),
            trigger="asked",
            by=("EST",),
            to=("NOR",),
            stage="sought",
            what="a second landing site",
            area=("energy",),
            speaker_for=("NOR",),
        ),
    )


def _late() -> tuple[Entry, ...]:
    return (
        Commitment(
            id=key("late", 1),
            evidence=evidence(LATE, "Work on the Frost Cable is now to be completed in 2026"),
            trigger="completed",
            speaker="Estonian government",
            speaker_for=("EST",),
            by=BOTH,
            stage="pledged",
            what="complete work on the Frost Cable",
            area=("energy",),
            due="2026",
            objects=CABLE,
        ),
    )


def _hostile() -> tuple[Entry, ...]:
    thanked = 'Norway thanked Estonia for {{ 7*7 }} <b>"the feast"</b> 😀 with a visit'
    return (
        Position(
            id=key("hostile", 1),
            evidence=evidence(HOSTILE, thanked),
            trigger="thanked",
            speaker="\u202e[bold]Eve[/bold]",
            by=("NOR",),
            to=("EST",),
            toward='<b>"the feast"</b>',
            polarity="positive",
        ),
        Commitment(
            id=key("hostile", 2),
            evidence=evidence(HOSTILE, '<b>"the feast"</b>'),
            trigger="boats",
            by=("NOR",),
            to=("EST",),
            stage="done",
            what='<b>"the feast"</b> [red]',
            area=("security",),
        ),
        Meeting(
            id=key("hostile", 3),
            evidence=evidence(HOSTILE, "with a visit to \u202eNarva\u202c"),
            trigger="visit",
            actors=BOTH,
            form="visit",
            status="held",
            place="\u202eNarva\u202c",
            date="2023",
        ),
    )
