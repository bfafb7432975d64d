"""Bad inputs of every format: none crashes, hangs or fills the program, and none has anything done but being read."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from bad_inputs import BadInput, bad_inputs
from bad_inputs.story import SENTENCE
from legation.errors import InputError
from legation.intake import Received, Refused, locate, take_in
from legation.intake.quarantine import Limits, Quarantine

BAD = {f"{bad.fate}/{bad.name}": bad for bad in bad_inputs()}
FEW = (
    *("refused/bomb.docx", "refused/bomb.zip", "refused/locked.pdf", "kept/active.pdf", "kept/paths.zip"),
    *("kept/markup.txt", "kept/instructions.txt", "kept/line\nbreak \x1b[31m \u202etxt.txt", "kept/scripts.html"),
    *("kept/formulas.csv", "kept/deep.jsonl", "kept/cut-off.warc.gz", "kept/nest-attached.eml", "kept/scripted.rss"),
)
ESCAPED = Path("/tmp/legation-escaped.txt")  # noqa: S108 - where members of archives must not get


@pytest.fixture(scope="module")
def ward() -> Iterator[Quarantine]:
    with Quarantine(Limits(memory=1_500_000_000, seconds=30.0)) as opened:
        yield opened


def placed(bad: BadInput, folder: Path) -> Path:
    """Write a bad input into a folder."""
    path = folder / bad.name
    path.write_bytes(bad.make())
    return path


@pytest.mark.parametrize("key", BAD)
def test_a_bad_input_is_refused_in_a_sentence_or_only_its_harmless_part_is_kept(
    key: str, ward: Quarantine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a document had a connection made")

    monkeypatch.setattr(socket.socket, "connect", refuse)
    path = placed(BAD[key], tmp_path)
    received, refused = 0, 0
    for each in take_in(locate([str(path)]), quarantine=ward):
        if isinstance(each, Received):
            received += 1
            assert BAD[key].fate != "refused"
            if BAD[key].fate == "kept" and received == 1:
                assert SENTENCE in " ".join(each.document.text.split())
            assert "root:x:" not in each.document.text  # of /etc/passwd
            assert "handed over everything" not in each.document.text  # what a script would have written
        else:
            refused += 1
            assert isinstance(each, Refused)
            assert isinstance(each.error, InputError)
            assert len(str(each.error)) < 6_000
    assert received or refused
    assert received or BAD[key].fate != "kept"
    assert [child.name for child in tmp_path.iterdir()] == [path.name]
    assert not ESCAPED.exists()


def test_the_command_takes_bad_inputs_in_without_a_traceback_a_control_sequence_or_much_memory(tmp_path: Path) -> None:
    folder = tmp_path / "bad"
    folder.mkdir()
    for key in FEW:
        placed(BAD[key], folder)
    command = [
        sys.executable,
        "-m",
        "legation",
        "add",
        str(folder),
        "--reader",
        "rules",
        "--ledger",
        str(tmp_path / "l.db"),
    ]
    with (tmp_path / "out").open("wb") as out, (tmp_path / "err").open("wb") as err:
        process = subprocess.Popen(command, stdout=out, stderr=err)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    said = (tmp_path / "err").read_text("utf-8")
    assert process.returncode == 1, said
    assert "Traceback" not in said
    assert "bug" not in said
    assert "\x1b" not in said + (tmp_path / "out").read_text("utf-8")
    assert all(line.startswith("legation: ") for line in said.splitlines())
    assert used.ru_maxrss < 2_000_000  # kB, of the largest of its processes: what a quarantine may take
