"""The entries of a reading, and whatever else is kept in a lump, as few bytes.

JSON, compressed by zlib with a preset dictionary (RFC 1950): the text of the document itself, so that its quotes cost
next to nothing, and the field names of an entry.
"""

import json
import zlib
from collections.abc import Collection, Sequence
from typing import Any

from pydantic import TypeAdapter

from legation.nouns import Entry

_ENTRIES: TypeAdapter[tuple[Entry, ...]] = TypeAdapter(tuple[Entry, ...])
_JSON = json.JSONEncoder(separators=(",", ":"))
_WINDOW = 30_000  # bytes of a text that the dictionary takes: zlib looks back no further than 32 KiB
# What packs are written with must stay as it is for good, or they cannot be read any more.
_FIELDS = (
    b'{"kind":"position","by":[""],"to":[""],"toward":"","polarity":"positive"negative"concerned"urges"'
    b'{"kind":"figure","actors":[""],"what":"","value":0.0,"unit":"","change":"level"increase"decrease"share"'
    b'{"kind":"meeting","actors":[""],"people":["],"form":"talks"visit"session"summit"ceremony","status":"held"planned",'
    b'"place":""{"kind":"commitment","by":[""],"to":[""],"stage":"sought"offered"discussed"pledged"agreed"signed"underway'
    b'"done"stalled"dropped","what":"","area":["energy","trade","finance","transport","defence","security","diplomacy"],'
    b'"quantities":[{"value":0,"unit":"USD","additional":true}],"due":"","awaits":[""],"objects":["'
    b'"confidence":0.,"date":"20","speaker":"","speaker_for":["","trigger":"","evidence":[{"start":,"end":,"quote":""}],"id":"e'
)
# What is derived is packed anew by each version that needs it, so this may change with the revision.
_TRAITS = (
    b'"ruled":[],"apart":[]"order":[]"quantities":[{"value":,"unit":"tonne"EUR"GBP"CNY"number of "person "due 20'
    b'{"key":"e","document":"sha256:","day":"20","start":1,"parties":["GBR","CHN","USA","RUS"],"group":"e",'
    b'"near":[{"to":"e","chance":0.}],"profile":{"size":2,"parties":[""],"by":[""],"cast":[""],"areas":{"humanitarian":1.0,'
    b'"trade":1.0,"finance":1.0,"transport":1.0,"defence":1.0,"security":1.0,"diplomacy":1.0,"energy":1.0},"words":{"agreement'
    b'":"","thing":[""],"proper":[""],"phrases":["agre "],"names":[""],"amounts":[["USD",1000000.0]],"dues":["20"]},'
    b'"keys":["name ","amount  USD","word ","pair ","party "]}'
)


def pack(entries: Sequence[Entry], text: str) -> bytes:
    """Pack entries of a document with this text."""
    # Not pydantic's own JSON: it writes an infinite number as null, which it then refuses to read.
    plain = [{"kind": e.kind} | e.model_dump(mode="json", exclude_defaults=True) for e in entries]
    return _squeezed(plain, _dictionary(text))


def unpack(packed: bytes, text: str, only: Collection[int] | None = None) -> tuple[Entry, ...]:
    """Give back what was packed, or those at some places. Raises zlib.error where text or pack is not what it was."""
    plain = _loosened(packed, _dictionary(text))
    return _ENTRIES.validate_python(plain if only is None else [plain[place] for place in sorted(only)])


def pack_value(value: object) -> bytes:
    """Pack any value that JSON can hold."""
    return _squeezed(value, _FIELDS)


def unpack_value(packed: bytes) -> Any:
    """Give back a value that was packed."""
    return _loosened(packed, _FIELDS)


def pack_derived(value: object, text: str = "") -> bytes:
    """Pack what is derived; what is mostly in the words of a text, with that text."""
    return _squeezed(value, _TRAITS + _dictionary(text))


def unpack_derived(packed: bytes, text: str = "") -> Any:
    """Give back what was derived and packed, with the same text."""
    return _loosened(packed, _TRAITS + _dictionary(text))


def _dictionary(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")[:_WINDOW] + _FIELDS


def _squeezed(value: object, dictionary: bytes) -> bytes:
    squeezing = zlib.compressobj(level=6, zdict=dictionary)
    return squeezing.compress(_JSON.encode(value).encode()) + squeezing.flush()


def _loosened(packed: bytes, dictionary: bytes) -> Any:
    loosening = zlib.decompressobj(zdict=dictionary)
    return json.loads(loosening.decompress(packed) + loosening.flush())
