"""Archives, packed files and WARCs: what is in them is found, and what is damaged costs itself."""

import gzip
import io
import json
import zipfile
from collections.abc import Callable

import pytest

from legation.errors import BrokenFile, LimitReached, TooLarge
from legation.intake.formats import archive, pieces
from legation.intake.piece import Damaged, Given, Piece
from opening import damage, documents, only, opened

STORY = b"Norway offered two ferries to Iceland."
LINES = b"".join(json.dumps({"text": f"Story {number}."}).encode() + b"\n" for number in range(3))


def packed(*members: tuple[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as opened_archive:
        for name, raw in members:
            opened_archive.writestr(name, raw)
    return made.getvalue()


def nested(times: int) -> bytes:
    raw = packed(("story.txt", STORY))
    for _ in range(times):
        raw = packed(("inner.zip", raw))
    return raw


def record(
    body: bytes, url: str = "https://wire.example/ferry.html", *, kind: str = "response", media: str = "text/plain",
    status: str = "200 OK", head: str = "", length: object = None,
) -> bytes:  # fmt: skip
    block = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n{head}\r\n".encode() + body if kind == "response" else body
    typed = "application/http; msgtype=response" if kind == "response" else media
    said = len(block) if length is None else length
    return (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-01-01T00:00:00Z\r\n"
        f"WARC-Record-ID: <urn:uuid:{'0' * 8}-0000-4000-8000-{'0' * 12}>\r\nContent-Type: {typed}\r\n"
        f"Content-Length: {said}\r\n\r\n"
    ).encode() + block + b"\r\n\r\n"  # fmt: skip


RECORDS = [record(STORY + b" %d" % number, f"https://wire.example/{number}") for number in range(5)]


def test_a_packed_text_is_called_as_the_text_in_it() -> None:
    found = only(gzip.compress(STORY), "reports/ferry.txt.gz")
    assert (found.raw, found.name) == (STORY, "ferry")


def test_packed_lines_are_read_as_lines() -> None:
    found = documents(gzip.compress(LINES), "wire.jsonl.gz")
    assert [each.raw for each in found] == [b"Story 0.", b"Story 1.", b"Story 2."]
    assert found[1].origin == "wire.jsonl.gz, line 2"


def test_what_came_before_a_packed_file_was_cut_off_stands() -> None:
    lines = b"".join(json.dumps({"text": f"{number**7:x}"}).encode() + b"\n" for number in range(3_000))
    found = pieces(Given(io.BytesIO(gzip.compress(lines)[:-500]), "wire.jsonl.gz"))
    first = [next(found) for _ in range(2_000)]
    assert all(isinstance(each, Piece) for each in first)
    with pytest.raises(BrokenFile, match=r"wire\.jsonl\.gz: .* cut short"):
        list(found)


def test_a_packed_bomb_is_given_up_at_the_limit() -> None:
    with pytest.raises(TooLarge):
        opened(gzip.compress(bytes(1_000_000)), "bomb.txt.gz", most=10_000)


def test_members_of_an_archive_come_by_name_and_their_names_are_only_labels() -> None:
    raw = packed(("b/two.txt", b"Two."), ("../../etc/one.txt", b"One."), ("C:\\x\\wire.jsonl", LINES))
    found = documents(raw, "day.zip")
    assert [(each.name, each.origin) for each in found] == [
        ("one", "day.zip, ../../etc/one.txt"),
        ("wire-1", "day.zip, C:\\x\\wire.jsonl, line 1"),
        ("wire-2", "day.zip, C:\\x\\wire.jsonl, line 2"),
        ("wire-3", "day.zip, C:\\x\\wire.jsonl, line 3"),
        ("two", "day.zip, b/two.txt"),
    ]


def test_what_a_system_leaves_in_an_archive_is_no_document() -> None:
    raw = packed(("__MACOSX/._a.txt", b"x"), (".DS_Store", b"x"), ("folder/", b""), ("a.txt", STORY))
    assert only(raw, "day.zip").name == "a"


def test_a_link_in_an_archive_is_no_document() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive_with_link:
        link = zipfile.ZipInfo("passwd.txt")
        link.create_system, link.external_attr = 3, 0o120777 << 16
        archive_with_link.writestr(link, "/etc/passwd")
        archive_with_link.writestr("a.txt", STORY)
    assert only(made.getvalue(), "day.zip").name == "a"


def test_a_member_over_the_limit_or_locked_costs_itself() -> None:
    raw = bytearray(packed(("big.txt", bytes(50_000)), ("locked.txt", STORY), ("small.txt", STORY)))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        name = raw.index(b"locked.txt", raw.index(mark) if offset == 6 else raw.index(b"PK\x01\x02"))
        raw[raw.rindex(mark, 0, name) + offset] |= 1
    found = opened(bytes(raw), "day.zip", most=10_000)
    assert [(each.name, type(each)) for each in found] == [("big", Damaged), ("locked", Damaged), ("small", Piece)]
    assert "locked with a password" in damage(bytes(raw), "day.zip", most=10_000)[1]


def test_archives_in_archives_are_opened_so_deep_and_no_deeper() -> None:
    assert only(nested(2), "day.zip").origin == "day.zip, inner.zip, inner.zip, story.txt"
    assert "lies in more than" in damage(nested(8), "day.zip")[0]


def test_all_that_comes_out_of_an_archive_is_counted_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "_UNPACKED", 25_000)
    inner = packed(*((f"{number}.txt", b"Norway. " * 1_000) for number in range(3)))
    with pytest.raises(LimitReached, match="when unpacked"):
        opened(packed(("a.zip", inner), ("b.zip", inner)), "day.zip")


def test_a_damaged_archive_is_refused() -> None:
    with pytest.raises(BrokenFile, match="damaged or cut short"):
        opened(packed(("a.txt", STORY))[:-30], "day.zip")


@pytest.mark.parametrize(
    "raw",
    [b"".join(RECORDS), b"".join(map(gzip.compress, RECORDS)), gzip.compress(b"".join(RECORDS))],
    ids=["plain", "each by itself", "as one"],
)
def test_a_warc_is_read_whichever_way_it_is_packed(raw: bytes) -> None:
    found = documents(raw, "crawl.warc.gz")
    assert [each.raw for each in found] == [STORY + b" %d" % number for number in range(5)]
    assert (found[3].url, found[3].name) == ("https://wire.example/3", "3")
    assert found[3].origin == "crawl.warc.gz, record 4 (https://wire.example/3)"


def test_the_day_of_a_crawl_is_not_taken_for_that_of_publication() -> None:
    assert only(RECORDS[0], "crawl.warc").date is None


@pytest.mark.parametrize(
    "passed_over",
    [
        record(STORY, status="404 Not Found"),
        record(STORY, media="image/png"),
        record(STORY, "https://wire.example/robots.txt"),
        record(STORY, kind="request"),
        record(STORY, kind="metadata"),
        record(b""),
    ],
)
def test_records_that_hold_no_document_are_passed_over(passed_over: bytes) -> None:
    assert only(passed_over + RECORDS[0], "crawl.warc").url == "https://wire.example/0"


@pytest.mark.parametrize("kind", ["resource", "conversion"])
def test_records_of_plain_text_are_documents(kind: str) -> None:
    assert only(record(STORY, kind=kind), "crawl.warc").raw == STORY


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (gzip.compress(STORY), "Content-Encoding: gzip\r\n"),
        (b"10\r\nNorway offered t\r\n16;x=y\r\nwo ferries to Iceland.\r\n0\r\n\r\n", "Transfer-Encoding: chunked\r\n"),
        (STORY, "Content-Encoding: gzip\r\n"),
        (STORY, "Content-Encoding: br\r\n"),
        (STORY, "Transfer-Encoding: chunked\r\n"),
        (STORY, "Content-Length: 7\r\n"),
    ],
)
def test_a_body_is_unpacked_as_declared_or_taken_as_it_is(body: bytes, head: str) -> None:
    assert only(record(body, head=head), "crawl.warc").raw == STORY


@pytest.mark.parametrize("length", [30, 90, 400, 10**12, -5, "many"])
@pytest.mark.parametrize("packing", [bytes, gzip.compress])
def test_a_wrong_length_costs_its_record_at_most(length: object, packing: Callable[[bytes], bytes]) -> None:
    records = [*RECORDS[:1], record(b"Astray.", "https://wire.example/astray", length=length), *RECORDS[2:]]
    found = opened(b"".join(map(packing, records)), "crawl.warc.gz")
    whole = [each for each in found if isinstance(each, Piece) and each.name != "astray"]
    assert [each.raw for each in whole] == [STORY + b" %d" % number for number in (0, 2, 3, 4)]
    assert all(b"WARC" not in (each.raw or b"") for each in found)


def test_a_warc_that_was_cut_off_keeps_what_came_before() -> None:
    found = opened(b"".join(map(gzip.compress, RECORDS))[:-40], "crawl.warc.gz")
    assert [type(each) for each in found] == [*[Piece] * 4, Damaged]
    assert "cut short" in damage(b"".join(map(gzip.compress, RECORDS))[:-40], "crawl.warc.gz")[0]


def test_a_damaged_stretch_of_a_packed_warc_costs_only_its_record() -> None:
    members = list(map(gzip.compress, RECORDS))
    members[2] = members[2][:60] + bytes(40) + members[2][100:]
    found = opened(b"".join(members), "crawl.warc.gz")
    assert [each.name for each in found if isinstance(each, Piece)] == ["0", "1", "3", "4"]
    assert len(damage(b"".join(members), "crawl.warc.gz")) == 1
