"""Every parser of a format, given files that were whole before something happened to them.

The mutations are the same at each run, so many of each format: bytes changed, cut out, doubled, put elsewhere, numbers
made large or negative. Whatever comes of it, it is a document or an error of ours, and the process outside goes on.
"""

import gzip
import io
import json
from collections.abc import Callable, Iterator
from random import Random

import pytest
from docx import Document as Word

from bad_inputs import archives, messages, pages, pdfs, tables, warcs
from bad_inputs.story import STORY
from legation.errors import InputError, LimitReached
from legation.intake import Received, Refused, unpack
from legation.intake.quarantine import Limits, Quarantine

MUTATIONS = 60
_NUMBERS = (b"0", b"-1", b"255", b"65536", b"2147483647", b"4294967296", b"99999999999999999999", b"1e308", b"NaN")
_PIECES = (
    b"\x00",
    b"\xff" * 8,
    b"<",
    b">",
    b"\r\n",
    b'"',
    b"'",
    b"{",
    b"[",
    b"%",
    b"\\",
    b"]]>",
    b"&x;",
    b"\xed\xa0\x80",
)


def _word() -> bytes:
    made = Word()
    for paragraph in STORY.split("\n\n"):
        made.add_paragraph(paragraph)
    made.add_table(2, 2).cell(0, 0).text = "wheat"
    packed = io.BytesIO()
    made.save(packed)
    return packed.getvalue()


WHOLE: dict[str, Callable[[], bytes]] = {
    "page.html": pages.article,
    "feed.rss": lambda: pages.feed(
        f"<item><title>t</title><link>http://w.example/1</link><description>{STORY}</description></item>" * 3
    ),
    "story.pdf": lambda: pdfs.page(pdfs.stream(pdfs.written())),
    "story.docx": _word,
    "message.eml": lambda: messages.attached("note.txt", STORY.encode(), "text/plain"),
    "post.mbox": lambda: messages.mailbox(messages.message(), messages.attached("a.txt", STORY.encode(), "text/plain")),
    "crawl.warc": lambda: warcs.GOOD * 3,
    "stories.jsonl": lambda: tables.lines(*['{"text": "' + STORY.replace("\n", " ") + '", "date": 1614643200}'] * 3),
    "stories.json": ('{"articles": [' + ", ".join([json.dumps({"text": STORY, "id": 7})] * 3) + "]}").encode,
    "array.json": ("[" + ",\n".join([json.dumps({"text": STORY, "date": "2026-03-02"})] * 3) + "]").encode,
    "stories.csv": f'id,date,text\n1,2026-03-02,"{STORY}"\n2,2026-03-03,"{STORY} Again."\n'.encode,
    "stories.parquet": tables.parquet,
    "stories.zip": archives.paths,
    "crawl.warc.gz": lambda: gzip.compress(warcs.GOOD) * 3,
}


def mutated(raw: bytes, chance: Random) -> bytes:
    """The bytes after one to four things have happened to them."""
    for _ in range(chance.randint(1, 4)):
        at, length = chance.randrange(len(raw) or 1), chance.choice((1, 2, 8, 64, 1024))
        match chance.randrange(7):
            case 0:
                raw = (
                    raw[:at] + bytes(chance.randrange(256) for _ in range(min(length, 8))) + raw[at + min(length, 8) :]
                )
            case 1:
                raw = raw[:at] + raw[at + length :]
            case 2:
                raw = raw[:at] + raw[at : at + length] * chance.choice((2, 3, 50)) + raw[at + length :]
            case 3:
                to = chance.randrange(len(raw) or 1)
                raw = raw[:to] + raw[at : at + length] + raw[to:]
            case 4:
                raw = raw[:at] + chance.choice(_PIECES) + raw[at:]
            case 5:
                raw = raw[:at]
            case _:
                start = next((i for i in range(at, len(raw)) if raw[i : i + 1].isdigit()), len(raw))
                end = next((i for i in range(start, len(raw)) if not raw[i : i + 1].isdigit()), len(raw))
                raw = raw[:start] + chance.choice(_NUMBERS) + raw[end:]
    return raw


@pytest.fixture(scope="module")
def ward() -> Iterator[Quarantine]:
    with Quarantine(Limits(memory=1_500_000_000, seconds=30.0)) as opened:
        yield opened


@pytest.mark.parametrize("name", WHOLE)
def test_a_whole_file_is_taken_in(name: str, ward: Quarantine) -> None:
    found = list(unpack(WHOLE[name](), name=name, quarantine=ward))
    assert any(isinstance(each, Received) for each in found)


@pytest.mark.parametrize("name", WHOLE)
def test_whatever_happened_to_a_file_it_is_a_document_or_refused_in_a_sentence(name: str, ward: Quarantine) -> None:
    whole, chance = WHOLE[name](), Random(name)  # noqa: S311 - the same at each run is what is wanted
    for number in range(MUTATIONS):
        raw = mutated(whole, chance)
        for each in unpack(raw, name=name, quarantine=ward):
            if isinstance(each, Refused):
                assert isinstance(each.error, InputError), number
                assert not isinstance(each.error, LimitReached), (number, str(each.error))
                assert "\n" not in str(each.error), number
            else:
                assert each.document.text.strip(), number
                each.document.text.encode()
