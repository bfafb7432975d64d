"""Entries as W3C Web Annotations (https://www.w3.org/TR/annotation-model/), one a line, each a document of JSON-LD.

The target is the quote: in the page at the document's address, by its words, and in the text that Legation read, whose
source is named by the hash of its bytes, by its words and by its place. Positions count code points, as the model has
it. Bodies: what the entry is in a word or two, the entry as JSON, and what people made of it.
"""

import json
import re
import uuid
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, BinaryIO

from legation.exports import Counts
from legation.exports.selection import Selection
from legation.jsonline import json_line
from legation.ledger.excerpt import Recorded, Review, Stated
from legation.nouns import Document, Entry, Evidence

CONTEXT = "http://www.w3.org/ns/anno.jsonld"  # named, and never fetched
_AROUND = 32  # code points before and after a quote, which tell it from the same words elsewhere
_ADDRESS = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_NAMES = uuid.uuid5(uuid.NAMESPACE_URL, "https://w3.org/ns/anno/legation")  # of our annotations; nothing is there


def write(selection: Selection, to: BinaryIO) -> Counts:
    """Write an annotation for each entry."""
    count = 0
    for recorded in selection.documents():
        for stated in recorded.stated:
            to.write(json_line(annotation(selection, recorded, stated)))
            count += 1
    return {"annotation": count}


def annotation(selection: Selection, recorded: Recorded, stated: Stated) -> dict[str, Any]:
    """Give an entry as an annotation."""
    entry, review = stated.mention.entry, stated.review
    reader = {"type": "Software", "name": recorded.reader}
    person = {"type": "Person", "name": review.by}
    by_hand = review.state == "added"
    told = {
        "@context": CONTEXT,
        **_identity(entry, selection.settings.base_url),
        "type": "Annotation",
        "motivation": "classifying",
        "creator": person if by_hand else [reader, person] if review.state == "corrected" else reader,
        "created": _time(datetime.fromisoformat(review.at) if by_hand and review.at else recorded.added),
    }
    if review.at and not by_hand:
        told["modified"] = _time(datetime.fromisoformat(review.at))
    return told | {
        "generator": {"type": "Software", "name": selection.software},
        "generated": _time(selection.at),
        "body": list(_bodies(entry, review)),
        "target": [target for place in entry.evidence for target in _targets(recorded.document, place)],
    }


def _identity(entry: Entry, base: str | None) -> dict[str, str]:
    own = f"urn:uuid:{uuid.uuid5(_NAMES, entry.id)}"
    if base is None:
        return {"id": own}
    return {"id": f"{base.rstrip('/')}/api/v1/entries/{entry.id}", "canonical": own}


def _bodies(entry: Entry, review: Review) -> Iterator[dict[str, Any]]:
    yield _body("classifying", "text/plain", _in_a_word(entry)) | {"language": "en"}
    yield _body("describing", "application/json", json.dumps(entry.model_dump(mode="json"), ensure_ascii=False))
    if review.by is not None and review.at is not None:
        judged = f"{review.state}: {review.why}" if review.why else review.state
        yield _body("assessing", "text/plain", judged) | {
            "creator": {"type": "Person", "name": review.by},
            "created": _time(datetime.fromisoformat(review.at)),
        }


def _body(purpose: str, media: str, value: str) -> dict[str, Any]:
    return {"type": "TextualBody", "purpose": purpose, "format": media, "value": value}


def _in_a_word(entry: Entry) -> str:
    match entry.kind:
        case "commitment":
            return f"commitment, {entry.stage}"
        case "meeting":
            return f"meeting, {entry.form}, {entry.status}"
        case "figure":
            return f"figure, {entry.change}"
        case "position":
            return f"position, {entry.polarity}"


def _targets(document: Document, place: Evidence) -> Iterator[dict[str, Any]]:
    quote = {
        "type": "TextQuoteSelector",
        "exact": place.quote,
        "prefix": document.text[max(0, place.start - _AROUND) : place.start],
        "suffix": document.text[place.end : place.end + _AROUND],
    }
    if document.url is not None and document.url.isprintable() and _ADDRESS.fullmatch(document.url):
        yield {"type": "SpecificResource", "source": document.url, "selector": quote}
    position = {"type": "TextPositionSelector", "start": place.start, "end": place.end}
    yield {"type": "SpecificResource", "source": f"urn:{document.id}", "selector": [quote, position]}


def _time(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
