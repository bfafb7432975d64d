"""The real command as a process: bad input, pipes, locales, and what starting it costs."""

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import legation

SOURCES = Path(legation.__file__).parents[1]
GOOD = "OSLO: The foreign minister of Norway promised Iceland two ferries on Monday, an official said.\n"
HEAVY = ("spacy", "sqlalchemy", "alembic", "fastapi", "uvicorn", "jinja2", "pydantic", "babel", "rich.table")


# The command with a reader that finds nothing, for what is not about reading: it need not load a model.
QUICK = """
from legation.cli import documents, main

class Silent:
    name = "silent/1"

    def read(self, document):
        return ()

documents.open_reader = lambda name: Silent()
main()
"""


def environment(**more: str) -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(SOURCES), **more}


def legation_(*arguments: str | Path, stdin: bytes = b"", **env: str) -> "subprocess.CompletedProcess[bytes]":
    return started([sys.executable, "-m", "legation", *map(str, arguments)], env, stdin)


def quick_legation(*arguments: str | Path) -> "subprocess.CompletedProcess[bytes]":
    return started([sys.executable, "-c", QUICK, *map(str, arguments)], {})


def started(command: list[str], env: dict[str, str], stdin: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        command,
        input=stdin,
        capture_output=True,
        env=environment(**env),
        timeout=120,
        check=False,
    )


def assert_one_sentence(done: "subprocess.CompletedProcess[bytes]", said: str, code: int = 1) -> None:
    err = done.stderr.decode()
    assert done.returncode == code, err
    assert err.startswith("legation: ")
    assert said in err
    assert err.count("\n") == 1
    assert "Traceback" not in err


def test_help_imports_nothing_heavy() -> None:
    program = "import sys; from legation.cli.app import run; run(['--help']); print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, env=environment(), check=True)
    assert [name for name in HEAVY if name in done.stderr.decode().split()] == []


def test_reading_a_file_imports_nothing_that_only_a_ledger_needs(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    program = "import sys; from legation.cli.app import run; run(sys.argv[1:]); print(*sys.modules, file=sys.stderr)"
    for options in ([], ["--json"]):
        command = [sys.executable, "-c", program, "read", str(tmp_path), *options]
        done = subprocess.run(command, capture_output=True, env=environment(), check=True)
        assert b"Norway" in done.stdout or b"NOR" in done.stdout
        loaded = done.stderr.decode().split()
        assert [name for name in ("sqlalchemy", "alembic", "fastapi", "legation.ledger") if name in loaded] == []


def test_version_is_told() -> None:
    assert legation_("--version").stdout.decode() == f"legation {legation.__version__}\n"


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "empty"),
        (bytes(range(256)) * 40, "neither UTF-8"),
        (b"\x7fELF\x02\x01\x01" + bytes(2000), "binary data"),
        ("Министры договорились о том, что линия будет открыта до конца года.".encode(), "in Russian"),
    ],
    ids=["empty", "bytes", "program", "russian"],
)
def test_a_document_that_cannot_be_read_gets_one_sentence(raw: bytes, said: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(raw)
    assert_one_sentence(legation_("read", tmp_path / "a.txt"), said)


def test_a_line_of_50_mb_gets_one_sentence_from_a_file_and_from_a_pipe(tmp_path: Path) -> None:
    line = b"Norway " * 7_200_000
    (tmp_path / "a.txt").write_bytes(line)
    assert_one_sentence(legation_("read", tmp_path), "50.4 MB, and the limit for one document is 20 MB")
    assert_one_sentence(legation_("read", "-", stdin=line), "standard input: more, and the limit")


def test_a_folder_without_texts_and_a_missing_file_get_one_sentence(tmp_path: Path) -> None:
    assert_one_sentence(legation_("read", tmp_path), "holds no document")
    assert_one_sentence(legation_("read", tmp_path / "none.txt"), "no such file or folder")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file_gets_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    (tmp_path / "a.txt").chmod(0)
    assert_one_sentence(legation_("read", tmp_path / "a.txt"), "permission denied")


def test_the_name_of_a_file_cannot_steer_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "\x1b[31m\n\u202e.txt").write_bytes(b"")
    assert_one_sentence(legation_("read", tmp_path), "\\x1b[31m\\n\\u202e.txt: empty")


def test_the_other_documents_of_a_run_are_still_kept_and_the_code_tells_of_the_failure(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"")
    (tmp_path / "b.txt").write_text(GOOD)
    (tmp_path / "c.txt").write_bytes(b"\x00\x01\x02\xff")
    ledger = tmp_path / "kept.db"
    done = legation_("add", tmp_path, "--ledger", ledger, "--json")
    assert done.returncode == 1
    assert [line.split(b": ")[0] for line in done.stderr.splitlines()] == [b"legation"] * 2
    assert [json.loads(line)["doc"] for line in done.stdout.splitlines()] == ["b"]
    again = legation_("add", tmp_path / "b.txt", "--ledger", ledger, "--json")
    assert json.loads(again.stdout)["new"] is False


def test_reading_twice_gives_identical_bytes_whatever_the_locale(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"{GOOD}Iceland’s minister thanked Norway – “warmly” 🇮🇸.\n", "utf-8")
    one = legation_("read", tmp_path, "--json")
    other = legation_(
        "read", tmp_path, "--json", LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii", PYTHONHASHSEED="7"
    )
    assert one.returncode == other.returncode == 0
    assert one.stdout == other.stdout != b""


def test_a_ledger_that_is_no_ledger_gets_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "thesis.db").write_text("no ledger at all")
    assert_one_sentence(legation_("matters", "--ledger", tmp_path / "thesis.db"), "thesis.db")


def piped(arguments: str, into: str) -> "subprocess.CompletedProcess[bytes]":
    return started(["sh", "-c", f'"{sys.executable}" -c "$QUICK" {arguments} | {into}'], {"QUICK": QUICK})


def test_a_reader_of_the_output_that_goes_away_is_no_error(tmp_path: Path) -> None:
    for number in range(300):
        (tmp_path / f"{number:03}.txt").write_text(GOOD)
    done = piped(f'read "{tmp_path}" --json', "head -c 10")
    assert (done.stdout, done.stderr, done.returncode) == (b'{"doc": "0', b"", 0)


def test_keeping_goes_on_when_nobody_reads_what_is_said_of_it(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.txt").write_text(f"{GOOD}{number}")
    assert piped(f'add "{tmp_path}" --ledger "{tmp_path}/kept.db"', "true").stderr == b""
    again = quick_legation("add", tmp_path, "--ledger", tmp_path / "kept.db")
    assert b"0 documents added with 0 entries; 5 already kept" in again.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_an_output_that_cannot_be_written_gets_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-c", QUICK, "read", str(tmp_path), "--json"],
            stdout=full,
            stderr=subprocess.PIPE,
            env=environment(),
            timeout=120,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == b"legation: the output cannot be written (no space left on device)\n"


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 300 kB."""
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a small disk can be mounted only by root")
    yield place
    subprocess.run(["umount", "-l", str(place)], capture_output=True, check=True)


def test_a_full_disk_gets_one_sentence_and_what_was_kept_is_whole(small_disk: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    big = tmp_path / "big.txt"
    big.write_text("".join(f"{GOOD}{os.urandom(400).hex()}\n" for _ in range(9000)))  # does not compress well
    ledger = small_disk / "kept.db"
    assert quick_legation("add", tmp_path / "a.txt", "--ledger", ledger).returncode == 0
    assert_one_sentence(quick_legation("add", big, "--ledger", ledger), "kept.db")
    again = quick_legation("add", tmp_path / "a.txt", "--ledger", ledger)
    assert b"1 already kept" in again.stdout, again.stderr


def _heeding_ctrl_c() -> None:
    """A shell has what it starts in the background ignore Ctrl-C, tests and all."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize("empty", [False, True], ids=["kept", "not made yet"])
def test_serving_tells_its_address_and_ends_quietly_on_ctrl_c(tmp_path: Path, *, empty: bool) -> None:
    (tmp_path / "a.txt").write_text(GOOD)
    ledger = tmp_path / "kept.db"
    assert empty or quick_legation("add", tmp_path / "a.txt", "--ledger", ledger).returncode == 0
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = str(free.getsockname()[1])
    command = [sys.executable, "-m", "legation", "serve", "--ledger", str(ledger), "--port", port]
    with subprocess.Popen(
        command,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        preexec_fn=_heeding_ctrl_c,  # noqa: PLW1509 - no threads here
    ) as serving:
        assert serving.stdout
        assert serving.stderr
        assert serving.stdout.readline().startswith(f"http://127.0.0.1:{port}/ shows ".encode())
        serving.send_signal(signal.SIGINT)
        assert serving.wait(timeout=60) == 0
        assert serving.stderr.read() == b""
