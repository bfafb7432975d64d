"""What opens documents costs one document at most, whatever a document makes it do."""

import io
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from legation.errors import BrokenFile, InputError, LimitReached
from legation.intake.piece import Damaged, Piece
from legation.intake.quarantine import Limits, Quarantine
from legation.intake.quarantine.frames import Garbled, receive, send

_TESTS = Path(__file__).parent


@pytest.fixture
def ward(monkeypatch: pytest.MonkeyPatch) -> Iterator[Quarantine]:
    """A quarantine whose documents bring trouble by their names."""
    monkeypatch.setenv("PYTHONPATH", f"{_TESTS}:{_TESTS.parent / 'src'}")
    limits = Limits(memory=1_000_000_000, seconds=60.0, most=1_000)
    with Quarantine(limits, module="ward_of_trouble") as opened:
        yield opened


def names(ward: Quarantine, name: str, raw: bytes = b"x") -> list[str]:
    """Names of what is found."""
    return [found.name for found in ward.pieces(raw, name=name)]


@pytest.mark.parametrize("name", ["crash", "exit"])
def test_what_brings_the_process_down_costs_one_document(ward: Quarantine, name: str) -> None:
    with pytest.raises(LimitReached, match=f"^{name}: .*brought the program that opens it down"):
        names(ward, name)
    assert names(ward, "good") == ["good"]


def test_what_takes_too_much_memory_costs_what_comes_after_it_alone(ward: Quarantine) -> None:
    found = ward.pieces(b"x", name="memory")
    assert next(found).name == "before"
    with pytest.raises(LimitReached, match="more than 1 GB of memory"):
        next(found)
    assert names(ward, "good") == ["good"]


def test_what_never_ends_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", f"{_TESTS}:{_TESTS.parent / 'src'}")
    with Quarantine(Limits(seconds=1.0), module="ward_of_trouble") as ward:
        with pytest.raises(LimitReached, match="longer than 1 s"):
            names(ward, "loop")
        assert names(ward, "good") == ["good"]


def test_a_part_of_a_container_that_brings_the_process_down_costs_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", f"{_TESTS}:{_TESTS.parent / 'src'}")
    with Quarantine(Limits(memory=1_000_000_000, seconds=3.0), module="ward_of_trouble") as ward:
        found = list(ward.pieces(b"x", name="container"))
    assert [each.name for each in found if isinstance(each, Piece)] == ["good", "before", "better"]
    assert [each.name for each in found if isinstance(each, Damaged)] == ["crash", "loop", "memory"]
    assert [each.reason.partition(":")[0] for each in found if isinstance(each, Damaged)] == [
        f"container, {part}" for part in ("crash", "loop", "memory")
    ]


def test_a_document_that_is_larger_when_opened_than_one_may_be_is_damaged(ward: Quarantine) -> None:
    (large, itself) = ward.pieces(b"0123456789" * 5, name="large")
    assert isinstance(large, Damaged)
    assert large.error == "TooLarge"
    assert isinstance(itself, Piece)


def test_what_holds_nothing_but_damaged_documents_is_given_up_after_a_thousand(ward: Quarantine) -> None:
    found = ward.pieces(b"x", name="in vain")
    assert len(list(islice(found, 1_001))) == 1_001
    with pytest.raises(LimitReached, match="1,000 documents in a row"):
        next(found)
    assert names(ward, "good") == ["good"]


@pytest.mark.parametrize("name", ["write", "connect", "run"])
def test_no_document_has_a_file_written_a_connection_made_or_a_program_run(ward: Quarantine, name: str) -> None:
    with pytest.raises(BrokenFile, match="PermissionError: a document may not have"):
        names(ward, name)
    assert not Path("/tmp/legation-was-written").exists()  # noqa: S108


def test_a_bug_in_a_library_is_one_short_sentence(ward: Quarantine) -> None:
    with pytest.raises(BrokenFile) as caught:
        names(ward, "bug")
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300


def test_what_a_library_prints_is_no_answer(ward: Quarantine) -> None:
    assert names(ward, "chatter") == ["chatter"]


def test_a_lone_surrogate_in_a_text_becomes_a_mark_that_utf8_has(ward: Quarantine) -> None:
    (found,) = ward.pieces(b"x", name="surrogate")
    assert isinstance(found, Piece)
    assert found.text == "a\ufffdb"


def test_breaking_off_leaves_nothing_behind_that_the_next_document_gets(ward: Quarantine) -> None:
    broken_off = ward.pieces(b"first", name="memory")
    next(broken_off)
    broken_off.close()  # type: ignore[attr-defined]
    (found,) = ward.pieces(b"second", name="good")
    assert isinstance(found, Piece)
    assert found.raw == b"second"


def test_a_fresh_process_takes_over_after_so_many_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", f"{_TESTS}:{_TESTS.parent / 'src'}")
    with Quarantine(Limits(documents=2), module="ward_of_trouble") as ward:
        assert [names(ward, str(number)) for number in range(5)] == [[str(number)] for number in range(5)]


def test_frames_come_back_as_they_were_sent() -> None:
    stream = io.BytesIO()
    send(stream, {"name": "naïve\n"}, b"one", b"", b"\n\x00")
    send(stream, {"end": True})
    stream.seek(0)
    assert receive(stream, 100) == ({"name": "naïve\n"}, [b"one", b"", b"\n\x00"])
    assert receive(stream, 100) == ({"end": True}, [])


@pytest.mark.parametrize(
    "sent",
    [b"", b"{}\n", b"[]\n", b'{"parts": [5]}\nabc', b'{"parts": [-1]}\n', b'{"parts": [200]}\n', b"\xff\n", b"9" * 50],
)
def test_what_is_no_frame_is_not_believed(sent: bytes) -> None:
    with pytest.raises(Garbled):
        receive(io.BytesIO(sent), 100)


def test_a_file_is_read_by_its_path_as_a_stream(ward: Quarantine, tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"in a file")
    (found,) = ward.pieces(tmp_path / "a.bin", name="good")
    assert isinstance(found, Piece)
    assert found.raw == b"in a file"


def test_a_file_that_is_gone_is_an_error_of_that_document(ward: Quarantine, tmp_path: Path) -> None:
    with pytest.raises(InputError):
        list(ward.pieces(tmp_path / "none", name="good"))
