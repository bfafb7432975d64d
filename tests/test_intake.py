"""Files, folders and standard input → documents: what is taken in, and what is refused with a sentence."""

import hashlib
import io
import json
import os
from pathlib import Path

import pytest
from typing_extensions import Buffer

from legation.errors import EmptyDocument, ForeignLanguage, InputError, TooLarge, UnreadablePath
from legation.intake import Received, Refused, locate, receive, take_in
from legation.intake.files import Place, expand, fetch

STORY = "Norway offered two ferries to Iceland on Monday.\n"


def names(arguments: list[str]) -> list[str]:
    return [place.name for place in locate(arguments) if isinstance(place, Place)]


def refusal(argument: str) -> InputError:
    (refused,) = take_in(locate([argument]))
    assert isinstance(refused, Refused)
    return refused.error


def test_of_a_folder_the_visible_files_of_formats_that_are_read_come_by_name(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "C.TXT", "page.HTML", "w.warc.gz", ".hidden.txt", "notes.md", "a.txt.bak"):
        (tmp_path / name).write_text(STORY)
    (tmp_path / "folder.txt").mkdir()
    (tmp_path / "below").mkdir()
    (tmp_path / "below" / "deep.txt").write_text(STORY)
    assert names([str(tmp_path)]) == ["C", "a", "b", "page", "w.warc"]


def test_json_that_lies_beside_documents_is_taken_where_it_is_named_only(tmp_path: Path) -> None:
    (tmp_path / "cable.txt").write_text(STORY)
    (tmp_path / "stories.json").write_text(json.dumps([{"text": STORY}]))
    assert names([str(tmp_path)]) == ["cable"]
    assert names([str(tmp_path / "stories.json")]) == ["stories"]


def test_a_file_named_outright_needs_no_ending(tmp_path: Path) -> None:
    (tmp_path / "cable").write_text(STORY)
    assert names([str(tmp_path / "cable")]) == ["cable"]


def test_arguments_keep_their_order_and_a_missing_one_does_not_end_the_run(tmp_path: Path) -> None:
    for name in ("one.txt", "two.txt"):
        (tmp_path / name).write_text(STORY)
    arguments = [str(tmp_path / "two.txt"), str(tmp_path / "none.txt"), str(tmp_path / "one.txt")]
    taken = list(take_in(locate(arguments)))
    assert [type(one) for one in taken] == [Received, Refused, Received]
    assert isinstance(taken[2], Received)
    assert taken[2].document.name == "one"


def test_a_document_is_its_content(tmp_path: Path) -> None:
    raw = b"Norway offered\r\ntwo ferries.\r\n"
    (tmp_path / "a.txt").write_bytes(raw)
    (received,) = take_in(locate([str(tmp_path)]))
    assert isinstance(received, Received)
    assert received.raw == raw
    assert received.document.id == "sha256:" + hashlib.sha256(raw).hexdigest()
    assert received.document.text == "Norway offered\r\ntwo ferries.\r\n"


def test_standard_input_is_a_document_called_stdin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(STORY.encode())))
    (received,) = take_in(locate(["-"]))
    assert isinstance(received, Received)
    assert (received.document.name, received.document.text) == ("stdin", STORY)


class Endless(io.RawIOBase):
    """A stream that never ends, and counts what was taken from it."""

    taken = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Buffer) -> int:
        size = memoryview(buffer).nbytes
        self.taken += size
        return size


def test_standard_input_over_the_limit_is_refused_without_being_read_to_its_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    endless = Endless()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BufferedReader(endless)))
    with pytest.raises(TooLarge, match="standard input: more, and the limit"):
        fetch(Place(None), limit=1000)
    assert endless.taken < 100_000


def test_a_file_over_the_limit_is_refused_before_it_is_read(tmp_path: Path) -> None:
    sparse = tmp_path / "huge.txt"
    with sparse.open("wb") as stream:
        stream.truncate(10**12)  # a terabyte that is not there: reading it would fail or never end
    with pytest.raises(TooLarge, match=r"huge\.txt: 1,000,000\.0 MB, and the limit for one document is 20 MB"):
        fetch(Place(sparse))


def test_a_file_at_the_limit_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"x" * 10)
    assert fetch(Place(tmp_path / "a.txt"), limit=10) == b"x" * 10


def test_a_folder_without_documents_is_refused(tmp_path: Path) -> None:
    (tmp_path / "notes.md").write_text(STORY)
    assert isinstance(refusal(str(tmp_path)), UnreadablePath)
    assert "holds no document (.txt, .html, .pdf and others)" in str(refusal(str(tmp_path)))


def test_a_pipe_in_place_of_a_file_is_refused_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(UnreadablePath, match="neither a file nor a folder"):
        expand(str(tmp_path / "pipe.txt"))
    with pytest.raises(UnreadablePath, match="not a regular file"):
        fetch(Place(tmp_path / "pipe.txt"))


@pytest.mark.parametrize("argument", ["no/such/file.txt", "nul\0inside", ""])
def test_what_is_no_path_gets_a_sentence(argument: str) -> None:
    assert isinstance(refusal(argument), UnreadablePath)


def test_a_file_name_that_is_no_unicode_is_read_and_its_name_made_legible(tmp_path: Path) -> None:
    raw_name = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        Path(os.fsdecode(raw_name)).write_text(STORY)
    except OSError:
        pytest.skip("this file system takes only Unicode names")
    (received,) = take_in(locate([str(tmp_path)]))
    assert isinstance(received, Received)
    assert received.document.name == "caf\N{REPLACEMENT CHARACTER}"


def test_what_is_given_fills_in_only_what_the_document_does_not_tell() -> None:
    silent = receive(STORY.encode(), name="a", date="2020-01-02", source="NTB").document
    assert (silent.date, silent.source) == ("2020-01-02", "NTB")
    telling = receive(
        f" date 2021-05-06 Ag RUV\n\n{STORY}".encode(), name="a", date="2020-01-02", source="NTB"
    ).document
    assert (telling.date, telling.source) == ("2021-05-06", "RUV")


@pytest.mark.parametrize("raw", [b"", b"  \n\t\r\n ", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n"])
def test_a_document_without_text_is_refused(raw: bytes) -> None:
    with pytest.raises(EmptyDocument, match="a: empty"):
        receive(raw, name="a")


def test_a_text_in_another_language_is_refused_by_name() -> None:
    text = "Le ministre a annoncé que les deux pays ont signé un accord sur la livraison de gaz dans le nord."
    with pytest.raises(ForeignLanguage, match="in French; only English is read so far"):
        receive(text.encode(), name="a")
