"""Verdicts that a person signed, as schema.org ClaimReviews in one JSON-LD document.

Nothing but a verdict in force on an entry in force makes one: neither a flag, nor a decision on whether the entry is
rightly entered. A verdict that was signed before the entry was corrected is left out, for it is on other words; so is,
as of a date, what was signed later. Fields are those that schema.org/ClaimReview names; which of them a search engine
asks for, developers.google.com/search/docs/appearance/structured-data/factcheck tells.
"""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, BinaryIO
from urllib.parse import quote

from legation.days import end_of
from legation.errors import QueryError
from legation.exports import Counts
from legation.exports.markup import is_address
from legation.exports.selection import Selection
from legation.ledger.excerpt import Recorded, Stated
from legation.ledger.review.decisions import Decision, Rating, verdicts
from legation.nouns import Document, Entry
from legation.reference.descriptions import KINDS_OF_BODY, OF_GOVERNMENT, ORGANS
from legation.reference.parties import party_code, party_name

CONTEXT = "https://schema.org"
BEST, WORST = 5, 1
VALUES: dict[Rating, int] = {"true": 5, "mostly true": 4, "half true": 3, "mostly false": 2, "false": 1}
_OFFICES = ORGANS | OF_GOVERNMENT | KINDS_OF_BODY
# What would end or begin markup, were the document put into a page as it is, and what ends a line of a script.
_ESCAPED = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def write(selection: Selection, to: BinaryIO) -> Counts:
    """Write the reviews. Raises QueryError where the address of the ledger is none of the web."""
    base = selection.settings.base_url
    if base is not None and not is_address(base):
        raise QueryError(f"--base-url {base!r}: no address of the web; give one such as https://ledger.example.org")
    count = 0
    to.write(f'{{"@context": "{CONTEXT}", "@graph": ['.encode())
    for review in _reviews(selection, base):
        to.write((",\n" if count else "\n").encode() + _written(review))
        count += 1
    to.write(b"\n]}\n" if count else b"]}\n")
    return {"review": count}


def _written(review: dict[str, Any]) -> bytes:
    """Write a review so that it is safe within a page: ASCII, with nothing in it that a browser takes for markup."""
    return json.dumps(review).translate(_ESCAPED).encode("ascii")


def _reviews(selection: Selection, base: str | None) -> Iterator[dict[str, Any]]:
    last = None if selection.as_of is None else end_of(selection.as_of)
    for recorded in selection.documents():
        signed = verdicts(one for one in recorded.decisions if _known(one, last))
        for stated in recorded.stated:
            verdict = signed.get(stated.mention.entry.id)
            if verdict is not None and not _corrected_since(stated, verdict):
                yield review(recorded, stated.mention.entry, verdict, base)


def _known(decision: Decision, last: date | None) -> bool:
    return last is None or decision.at.date() <= last


def _corrected_since(stated: Stated, verdict: Decision) -> bool:
    made = stated.review
    return made.state == "corrected" and made.at is not None and made.at > verdict.made


def review(recorded: Recorded, entry: Entry, verdict: Decision, base: str | None) -> dict[str, Any]:
    """Give a verdict as a ClaimReview. Raises ValueError where the decision is none."""
    if verdict.rating is None:
        raise ValueError(f"{verdict.id} is no verdict")
    document = recorded.document
    return {
        "@type": "ClaimReview",
        "identifier": verdict.id,
        "url": _url(document, entry, verdict, base),
        "claimReviewed": entry.evidence[0].quote,
        "datePublished": verdict.at.date().isoformat(),
        "author": {"@type": "Person", "name": verdict.by},
        "reviewBody": verdict.why,
        "reviewRating": rating(verdict.rating),
        "itemReviewed": _given(
            {
                "@type": "Claim",
                "text": entry.evidence[0].quote,
                "author": _author(document, entry),
                "datePublished": document.date,
                "appearance": _appearance(document),
            }
        ),
    }


def rating(of: Rating) -> dict[str, Any]:
    """Give a rating: in words, and from 5 (true) to 1 (false); what is unproven has no number."""
    words = {"@type": "Rating", "alternateName": of.capitalize()}
    value = VALUES.get(of)
    return words if value is None else words | {"ratingValue": value, "bestRating": BEST, "worstRating": WORST}


def _url(document: Document, entry: Entry, verdict: Decision, base: str | None) -> str:
    if base is None:
        return f"urn:legation:{verdict.id}"
    return f"{base.rstrip('/')}/document/{quote(document.id, safe=':')}#about-{entry.id}"


def _author(document: Document, entry: Entry) -> dict[str, Any] | None:
    """Say who makes the claim: the speaker, as a person or as an office; else the paper in its own voice."""
    name = entry.speaker or document.source
    if name is None:
        return None
    office = (
        entry.speaker is None or party_code(name) is not None or any(w in _OFFICES for w in name.casefold().split())
    )
    told: dict[str, Any] = {"@type": "Organization" if office else "Person", "name": name}
    if entry.speaker is not None and entry.speaker_for:
        whom = [{"@type": "Organization", "name": party_name(code)} for code in entry.speaker_for]
        told["memberOf" if office else "affiliation"] = whom
    return told


def _appearance(document: Document) -> dict[str, Any]:
    """Say where the claim was made."""
    url = document.url if document.url is not None and is_address(document.url) else None
    return _given(
        {
            "@type": "CreativeWork",
            "url": url,
            "name": document.title or document.name,
            "datePublished": document.date,
            "inLanguage": document.language,
            "publisher": None if document.source is None else {"@type": "Organization", "name": document.source},
            "identifier": document.id,
        }
    )


def _given(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in told.items() if value is not None}
