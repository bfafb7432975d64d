"""The README as a contract: its commands run as written, and print what it shows."""

import re
import signal
import subprocess
from pathlib import Path

import httpx2
import pytest

from readme import README, ROOT, environment, on_terminal, refreshed, sandbox

DOCUMENTS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "CHANGELOG.md")]
TEXT = README.read_text("utf-8")
SERVING = (ROOT / "docs" / "serving.md").read_text("utf-8")


def commands(text: str) -> list[str]:
    blocks = re.findall(r"^```console\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)
    return [command for block in blocks for command in re.findall(r"^\$ (.*)$", block, re.MULTILINE)]


def test_the_commands_of_the_readme_run_and_print_what_it_shows(tmp_path: Path) -> None:
    assert len(commands(TEXT)) > 4
    assert refreshed(TEXT, sandbox(tmp_path)) == TEXT, "run `make readme`, and look at what it changes"


def test_the_commands_on_serving_run_and_print_what_is_shown(tmp_path: Path) -> None:
    assert len(commands(SERVING)) > 4
    assert refreshed(SERVING, sandbox(tmp_path)) == SERVING


def test_the_served_ledger_answers_at_the_address_it_prints(tmp_path: Path) -> None:
    (command,) = [command for command in commands(TEXT) if command.startswith("legation serve")]
    on_terminal("legation add samples", sandbox(tmp_path))
    server = subprocess.Popen(
        command.split(), cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    try:
        assert server.stdout is not None
        printed = server.stdout.readline()
        if not printed:
            _, complaint = server.communicate()
            if "cannot listen" in complaint:
                pytest.skip(complaint.strip())
            raise AssertionError(complaint)
        assert printed in TEXT
        address = re.search(r"http://127\.0\.0\.1:\d+/", printed)
        assert address is not None, printed
        # The address is printed a moment before the server accepts: the transport tries again where it is refused.
        with httpx2.Client(transport=httpx2.HTTPTransport(retries=8)) as client:
            answer = client.get(address[0])
        assert answer.status_code == 200
        assert "Pakistan" in answer.text
    finally:
        server.send_signal(signal.SIGINT)
        server.communicate()


def test_set_up_blocks_hold_nothing_but_set_up() -> None:
    # Whatever can be run is in a console block, where the test above runs it.
    blocks = re.findall(r"^```sh\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    lines = [line for block in blocks for line in block.splitlines()]
    assert [line for line in lines if not re.match(r"(make|pip install|python3 -m venv)\b", line)] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_make_target_that_is_named_exists(document: Path) -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = set(re.findall(r"(?:^|`)make ([a-z]+)", document.read_text("utf-8"), re.MULTILINE))
    assert named <= targets


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_file_that_is_linked_exists(document: Path) -> None:
    linked = re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text("utf-8"))
    assert [link for link in linked if not (ROOT / link).exists()] == []


def test_output_that_differs_from_what_is_shown_is_noticed(tmp_path: Path) -> None:
    stale = "```console\n$ echo one\ntwo\n\n$ printf 'a\\nb\\nc\\n'\nx\n...\n```\n"
    assert refreshed(stale, tmp_path) == "```console\n$ echo one\none\n\n$ printf 'a\\nb\\nc\\n'\na\n...\n```\n"


def test_a_command_that_fails_is_noticed(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="exit code 3"):
        refreshed("```console\n$ exit 3\n```\n", tmp_path)
