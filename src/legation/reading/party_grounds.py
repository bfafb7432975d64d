"""What the parties of an entry rest on: the words that name them, what a rule says, the chances of the role model."""

from collections.abc import Iterator

from legation.nouns import Commitment, Entry, Figure, Meeting
from legation.reading.cast import Codes
from legation.reading.explanation import Gap, Ground, Share, Words, quoted
from legation.reading.filling import ruled_roles
from legation.reading.named import Named
from legation.reading.origin import Origin
from legation.reading.page import Page
from legation.reading.roles import Chances
from legation.reading.verbatim import nearest


def party_grounds(page: Page, named: Named, entry: Entry, origin: Origin) -> Iterator[Ground | Gap]:
    """What the parties of an entry rest on, each code by itself."""
    by, to = ruled_roles(page, origin.made)
    fields: dict[str, tuple[Codes, Codes]] = {}
    if isinstance(entry, Meeting | Figure):
        fields["actors"] = entry.actors, by
    else:
        fields["by"], fields["to"] = (entry.by, by), (entry.to, to)
    if isinstance(entry, Commitment):
        fields["awaits"] = entry.awaits, entry.awaits
    for field, (codes, ruled) in fields.items():
        for code in codes:
            words = _words(page, named, entry, code)
            shares = _shares(origin.parties.get(code), field)
            if words or shares:
                who = ["a rule"] * (code in ruled) + ["the role model"] * bool(shares)
                why = f"by {' and '.join(who) or 'its name'}"
                yield Ground(field=field, value=code, why=why, words=words, shares=shares)
            elif code in page.issuer:
                why = f"the text speaks for it: {page.document.source}"
                yield Gap(field=field, value=code, why=why)
            else:
                yield Gap(field=field, value=code, why="no words name it")


def _words(page: Page, named: Named, entry: Entry, code: str) -> tuple[Words, ...]:
    """The words that name a party; of one without a code the code itself is words of the text."""
    place = entry.evidence[0]
    words = named.words(code, place.start, place.end)
    found = None if words else nearest(page.document.text, code, place.start, place.end)
    return words if found is None else (quoted(page.document.text, *found),)


def _shares(chances: Chances | None, field: str) -> tuple[Share, ...]:
    """The chances of a party to act and to receive, the one that the field asks for first."""
    if chances is None or field == "awaits":
        return ()
    acts, gets = (Share(value=v, share=round(s, 3)) for v, s in (("acts", chances.by), ("receives", chances.to)))
    return (gets, acts) if field == "to" else (acts, gets)
