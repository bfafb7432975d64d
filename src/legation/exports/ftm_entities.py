"""What FollowTheMoney knows as entities: parties, people, documents, and links between them, as plain values.

An id is made of what a thing is, and stays. A party is one thing in all documents; a person or a speaker is one of the
document that names them, for whether two documents mean the same Kari Lund nobody has said yet.
"""

import hashlib
from collections.abc import Iterable, Mapping
from typing import Any

from legation.days import days
from legation.exports.markup import is_address
from legation.nouns import Document, Entry, Mention
from legation.reference.alpha2 import alpha2
from legation.reference.parties import gazetteer, is_state, party_name

Values = Iterable[str | None] | str | None
_LANGUAGES = {"en": "eng"}  # FollowTheMoney has them as ISO 639-3


def entity(schema: str, identity: str, properties: Mapping[str, Values]) -> dict[str, Any]:
    """Give an entity; every property is a list of texts, and one without any is left out."""
    found: dict[str, list[str]] = {}
    for name, values in properties.items():
        texts = [values] if isinstance(values, str) else list(values or ())
        if kept := list(dict.fromkeys(text for text in texts if text)):
            found[name] = kept
    return {"id": identity, "schema": schema, "properties": found}


def identity(kind: str, *parts: str) -> str:
    """Id of a thing of a kind, from what tells it from others of its kind."""
    digest = hashlib.sha256("\x00".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
    return f"legation-{kind}-{digest[:24]}"


def document_id(document: str) -> str:
    """Id of a document, from its own."""
    return f"legation-document-{document.removeprefix('sha256:')}"


def document(of: Document | Mention) -> dict[str, Any]:
    """Give a document, or what a mention tells of its own, as an article."""
    if isinstance(of, Document):
        key, name, date, language = of.id, of.name, of.date, _LANGUAGES.get(of.language or "")
    else:
        key, name, date, language = of.document, of.doc, of.reported, None
    told = {
        "name": of.title or name,
        "title": of.title,
        "fileName": name,
        "publisher": of.source,
        "publishedAt": date,
        "sourceUrl": address(of.url),
        "language": language,
    }
    return entity("Article", document_id(key), told)


def party_id(party: str) -> str:
    """Id of a party."""
    return f"legation-party-{party}" if party.isascii() and party.isalnum() else identity("party", party)


def party(code: str) -> dict[str, Any]:
    """Give a party: a state as the public body that acts for it, a body as an organisation, anyone else by name."""
    name = party_name(code)
    if is_state(code):
        country = (alpha2(code) or "").lower()
        told = {"name": name, "country": country, "summary": "The state, and whoever acts in its name"}
        return entity("PublicBody", party_id(code), told)
    known = gazetteer().get(name)
    if known is not None and known.form == "body":
        return entity("Organization", party_id(code), {"name": name, "alias": code, "topics": "gov.igo"})
    return entity("LegalEntity", party_id(code), {"name": name})


def person(name: str, of: Mention) -> dict[str, Any]:
    """Give a person whom a document has at a meeting."""
    return entity("Person", identity("person", of.document, name), {"name": name, "proof": document_id(of.document)})


def speaker(name: str, of: Mention) -> dict[str, Any]:
    """Give whoever a document quotes, a person or an office: which of the two it does not say."""
    told = {"name": name, "country": countries(of.entry.speaker_for), "proof": document_id(of.document)}
    return entity("LegalEntity", identity("speaker", of.document, name), told)


def documentation(of: Mention, what: str, role: str) -> dict[str, Any]:
    """Link a thing to a document that tells of it, with its very words."""
    entry = of.entry
    told = {
        "document": document_id(of.document),
        "entity": what,
        "role": role,
        "recordId": entry.id,
        "summary": entry.evidence[0].quote,
        "publisher": of.source,
        "sourceUrl": address(of.url),
        **when(entry, of.reported),
    }
    return entity("Documentation", identity("documentation", entry.id, what, role), told)


def when(entry: Entry, reported: str | None = None) -> dict[str, str]:
    """Say when it was, else when it was reported: EDTF days, months and years are dates of FollowTheMoney as well.

    Of an interval that is open at one end, that end is left out.
    """
    begin, slash, end = (entry.date or reported or "").partition("/")
    told = {"startDate": begin, "endDate": end} if slash else {"date": begin}
    return {name: date for name, date in told.items() if days(date) is not None}


def address(url: str | None) -> str | None:
    """Give an address of the web, and none of another kind."""
    return url if url is not None and is_address(url) else None


def countries(parties: Iterable[str]) -> list[str]:
    """Codes of those parties that are states."""
    return [code.lower() for party in parties if (code := alpha2(party)) is not None]
