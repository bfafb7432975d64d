"""docs/api.md is a contract: its examples are run, as a shell would run them, against a server of the small record."""

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

import pytest
from fastapi.testclient import TestClient

from asking import PLACE, TOKEN, Asleep, get
from browsing import served
from cable import fill
from legation.ledger import Ledger
from legation.web import create_app

SAID = (Path(__file__).parents[1] / "docs" / "api.md").read_text()
BLOCK = re.compile(r"^```console\n\$ (?P<command>.*?)\n(?P<output>.*?)```$", re.MULTILINE | re.DOTALL)
needs_curl = pytest.mark.skipif(not all(map(shutil.which, ("sh", "curl"))), reason="curl is not installed")


class Example(NamedTuple):
    command: str
    output: str


def examples() -> list[Example]:
    return [Example(found["command"], found["output"].strip()) for found in BLOCK.finditer(SAID)]


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    with Ledger.open(tmp_path / "cable.db", create=True) as ledger:
        fill(ledger)
    with served(create_app(tmp_path / "cable.db", token=TOKEN, working=Asleep)) as place:
        yield place


def agrees(shown: str, printed: str) -> bool:
    """Whether what is printed is what is shown, which leaves out what differs each time."""
    return re.fullmatch(".+?".join(map(re.escape, shown.split("..."))), printed.strip()) is not None


@needs_curl
def test_the_examples_print_what_they_show(address: str) -> None:
    assert len(examples()) > 8
    with urlopen(f"{address}/api/v1/counts") as answer:  # noqa: S310 - of our own server
        tag = answer.headers["etag"]
    for example in examples():
        told = f"LEDGER={address} TOKEN={TOKEN} ETAG={shlex.quote(tag)}"
        run = subprocess.run(
            ["sh", "-c", f"{told}; {example.command}"], capture_output=True, text=True, timeout=60, check=False
        )
        assert agrees(example.output, run.stdout), f"{example.command}\n{run.stdout}\n{run.stderr}"


def test_every_operation_that_the_text_names_is_there(tmp_path: Path) -> None:
    with Ledger.open(tmp_path / "cable.db", create=True):
        pass
    app = create_app(tmp_path / "cable.db", token=TOKEN, working=Asleep)
    with TestClient(app, base_url=PLACE) as client:
        told = get(client, "openapi.json")["paths"]
    there = {f"{method.upper()} {path.removeprefix('/v1')}" for path, of in told.items() for method in of}
    named = set(re.findall(r"`(POST /[^`?]*)`", SAID)) | {f"GET {path}" for path in re.findall(r"`(/[a-z]+)`", SAID)}
    assert len(named) > 5
    assert named - there == {"GET /api"}  # a page
