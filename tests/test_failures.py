"""What could not be taken in is listed once, tried again and struck off."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from cable import SIGNED, VISIT
from legation.cli.app import run
from legation.errors import FetchFailed
from legation.intake.fetching import Fetched, Known
from legation.ledger import Ledger
from legation.ledger.keeping.failures import Failure
from legation.ledger.keeping.preferences import OFFICE
from test_arrivals_worker import FRENCH, ByHand

URL = "https://wire.example/visit.txt"
PICTURE = b"\x89PNG picture"


class Wire:
    """What is to be had of the network."""

    def __init__(self) -> None:
        self.holds: dict[str, bytes] = {}

    def fetch(self, url: str) -> Fetched:
        if url not in self.holds:
            raise FetchFailed(f"{url}: the server answered 503 Service Unavailable", status=503)
        return Fetched(self.holds[url], url.rpartition("/")[2], "text/plain", url, Known())


@pytest.fixture
def wire(monkeypatch: pytest.MonkeyPatch) -> Wire:
    one = Wire()
    monkeypatch.setattr("legation.intake.fetching.fetch_url", one.fetch)
    return one


@pytest.fixture(autouse=True)
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a ledger, in which the reader of tests reads."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("LEGATION_LEDGER", raising=False)
    monkeypatch.setattr("legation.cli.documents.open_reader", lambda _: ByHand())
    monkeypatch.setattr("legation.arrivals.apart.ReaderApart", ByHand)
    Ledger.open("legation.db", create=True).close()
    return tmp_path


def _listed(capfd: pytest.CaptureFixture[str]) -> list[dict[str, Any]]:
    capfd.readouterr()
    assert run(["failures", "--json"]) == 0
    return [json.loads(line) for line in capfd.readouterr().out.splitlines()]


def test_what_add_cannot_take_in_is_listed_once_with_its_reason_however_often_it_is_added(
    desk: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (desk / "scan.txt").write_bytes(PICTURE)
    (desk / "visit.txt").write_text(VISIT, "utf-8")
    for _ in range(2):
        assert run(["add", "scan.txt", "visit.txt"]) == 1
    assert run(["add", str(desk / "scan.txt")]) == 1
    (told,) = _listed(capfd)
    assert (told["name"], told["origin"], told["again"]) == ("scan", str(desk / "scan.txt"), True)
    assert told["reason"].endswith("scan.txt: a PNG picture, which is not read; save it as text or PDF first")
    assert run(["failures"]) == 0
    shown = capfd.readouterr().out
    assert "scan.txt" in shown
    assert "yes" in shown


def test_what_has_changed_and_can_be_read_now_is_no_failure_any_more(
    desk: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (desk / "visit.txt").write_bytes(PICTURE)
    assert run(["add", "visit.txt"]) == 1
    (desk / "visit.txt").write_text(VISIT, "utf-8")
    assert run(["add", "visit.txt"]) == 0
    assert _listed(capfd) == []
    assert run(["failures"]) == 0
    assert capfd.readouterr().out == "Nothing has failed.\n"


def test_a_path_that_does_not_exist_is_a_slip_and_no_document_that_failed(capfd: pytest.CaptureFixture[str]) -> None:
    assert run(["add", "vist.txt"]) == 1
    assert _listed(capfd) == []


def test_two_files_of_one_name_in_two_folders_fail_apart(desk: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for folder in ("oslo", "tallinn"):
        (desk / folder).mkdir()
        (desk / folder / "scan.txt").write_bytes(PICTURE + folder.encode())
    assert run(["add", "oslo", "tallinn"]) == 1
    assert len(_listed(capfd)) == 2


def test_a_text_that_brings_a_bug_out_is_kept_to_be_tried_again(
    desk: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def trip(_: object) -> None:
        raise ZeroDivisionError("as asked")

    monkeypatch.setattr("legation.cli.documents.open_reader", lambda _: ByHand(trip))
    (desk / "visit.txt").write_text(f"date 2021-10-05 Ag NTB\n\n{VISIT}", "utf-8")
    assert run(["add", "visit.txt"]) == 1
    (told,) = _listed(capfd)
    assert "ZeroDivisionError: as asked" in told["reason"]
    assert run(["failures", "--retry"]) == 0
    assert "visit: 1 entry" in capfd.readouterr().out
    assert _listed(capfd) == []
    with Ledger.open("legation.db") as ledger:
        assert ledger.document("visit").reader == "hand/1"


def test_a_url_is_fetched_only_where_the_ledger_allows_it_and_the_refusal_says_how(
    wire: Wire, capfd: pytest.CaptureFixture[str]
) -> None:
    wire.holds[URL] = VISIT.encode()
    assert run(["add", URL]) == 1
    assert f"{URL}: fetching is switched off for this ledger; `legation ledger fetching on`" in capfd.readouterr().err
    assert run(["ledger", "fetching", "on"]) == 0
    assert "fetching is on for" in capfd.readouterr().out
    assert run(["failures", "--retry"]) == 0
    assert run(["add", URL]) == 0
    assert "visit: 1 entry, already kept" in capfd.readouterr().out
    with Ledger.open("legation.db") as ledger:
        assert ledger.document("visit").document.url == URL
    assert run(["ledger", "fetching", "off"]) == 0
    assert run(["add", URL]) == 1
    assert run(["ledger", "fetching", "perhaps"]) == 2


def test_nothing_is_fetched_by_a_command_that_keeps_nothing(wire: Wire, capfd: pytest.CaptureFixture[str]) -> None:
    wire.holds[URL] = VISIT.encode()
    assert run(["read", URL]) == 1
    assert "nothing is fetched here" in capfd.readouterr().err


def test_what_could_not_be_fetched_is_fetched_when_it_is_tried_again(
    wire: Wire, capfd: pytest.CaptureFixture[str]
) -> None:
    run(["ledger", "fetching", "on"])
    assert run(["add", URL]) == 1
    assert run(["failures", "--retry"]) == 1
    said = capfd.readouterr().out
    assert "1 of 1: https://wire.example/visit.txt: the server answered 503 Service Unavailable (number 1)" in said
    assert "0 of 1 document kept; 1 failed again" in said
    wire.holds[URL] = VISIT.encode()
    assert run(["add", URL]) == 0
    assert _listed(capfd) == []


def test_what_fails_in_an_archive_is_listed_by_its_place_and_the_rest_is_kept(
    desk: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    stories = "".join(f"{json.dumps({'id': name, 'text': text})}\n" for name, text in (("a", VISIT), ("b", FRENCH)))
    (desk / "stories.jsonl").write_text(stories, "utf-8")
    assert run(["add", "stories.jsonl"]) == 1
    (told,) = _listed(capfd)
    assert told["name"] == "b"
    assert told["origin"].startswith(str(desk / "stories.jsonl"))
    assert "in French" in told["reason"]
    with Ledger.open("legation.db") as ledger:
        assert ledger.document("a").document.text == VISIT


def test_an_archive_that_could_not_be_opened_is_no_failure_once_it_can(
    desk: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (desk / "friday.zip").write_bytes(b"PK\x03\x04 cut short")
    assert run(["add", "friday.zip"]) == 1
    (told,) = _listed(capfd)
    assert (told["name"], told["again"]) == ("friday", True)
    with zipfile.ZipFile(desk / "friday.zip", "w") as archive:
        archive.writestr("visit.txt", VISIT)
    assert run(["add", "friday.zip"]) == 0
    assert _listed(capfd) == []


def test_only_what_is_named_is_tried_or_struck_off(desk: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for name in ("one", "two", "three"):
        (desk / f"{name}.txt").write_bytes(PICTURE + name.encode())
        run(["add", f"{name}.txt"])
    assert run(["failures", "--forget", "2"]) == 0
    assert [told["name"] for told in _listed(capfd)] == ["one", "three"]
    assert run(["failures", "3", "--retry"]) == 1
    assert "1 of 1" in capfd.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--forget"], "name the numbers"),
        (["--forget", "--retry", "1"], "one of the two"),
        (["9"], "has the number 9"),
        (["1"], "number 1 has not failed"),
    ],
)
def test_what_is_asked_amiss_is_told_in_a_sentence(
    arguments: list[str], says: str, capfd: pytest.CaptureFixture[str]
) -> None:
    with Ledger.open("legation.db") as ledger:
        ledger.arrivals.hand_in("visit", VISIT.encode(), who="Mara")
    assert run(["failures", *arguments]) == 2
    assert says in capfd.readouterr().err


def test_a_failure_is_noted_once_by_its_bytes_its_place_or_its_url(ledger: Ledger) -> None:
    arrivals = ledger.arrivals
    first = arrivals.note(Failure("a", "no", b"one", origin="/desk/a.txt"), who="Mara")
    assert arrivals.note(Failure("b", "still no", b"one", origin="/desk/b.txt"), who="Mara") == first
    assert arrivals.note(Failure("b", "no", b"two", origin="/desk/b.txt"), who="Mara") == first
    assert arrivals.note(Failure("c", "no", b"three"), who="Mara") != first
    url = arrivals.note(Failure(URL, "no", url=URL, origin=URL), who="Mara")
    assert arrivals.note(Failure(URL, "never", url=URL, origin=URL), who="Iván") == url
    assert arrivals.get(url).reason == "never"
    arrivals.mend("sha256:00", "visit", URL)
    assert [each.name for each in arrivals.recent(None, "failed")] == ["c", "b"]


def test_striking_off_what_is_kept_now_leaves_the_failures_of_others_alone(ledger: Ledger) -> None:
    ledger.arrivals.note(Failure("scan", "no", b"one"), who="Mara")
    ledger.arrivals.note(Failure("scan", "no", b"two"), who="Iván")
    for within, who in ((7, "Mara"), (8, "Iván")):  # each handed a friday.zip in
        failure = Failure("c", "no", who.encode(), origin="friday.zip, c.txt")
        ledger.arrivals.note(failure, who=who, within=within)
    ledger.arrivals.mend("sha256:00", "scan", None)
    ledger.arrivals.mend("sha256:00", "c", "friday.zip, c.txt")
    assert len(ledger.arrivals.recent(None, "failed")) == 4


def test_what_a_server_could_not_read_is_tried_by_the_command(capfd: pytest.CaptureFixture[str]) -> None:
    with Ledger.open("legation.db") as ledger:
        ledger.preferences.set(OFFICE, "fetching", "on")
        number = ledger.arrivals.hand_in("signed", SIGNED.encode(), source="Baltic Wire", who="Mara")
        ledger.arrivals.failed(number, "the reader ended")
    assert run(["failures", "--retry", str(number)]) == 0
    with Ledger.open("legation.db") as ledger:
        assert ledger.document("signed").document.source == "Baltic Wire"
    assert _listed(capfd) == []
