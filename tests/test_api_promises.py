"""The HTTP API does what its OpenAPI says, whatever it is asked: schemathesis against a server, alone and shared."""

import json
import re
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import uvicorn

from asking import TOKEN, Asleep
from cable import fill, key, record
from legation.ledger import Ledger
from legation.web import create_app

SCHEMATHESIS = Path(sys.executable).with_name("schemathesis")
KNOWN = {
    "entries": [key("signed", 1), key("signed", 2), key("signed", 4), key("visit", 2), key("visit", 5)],
    "matters": [f"m{key('signed', number)[1:]}" for number in (1, 4)] + [f"m{key('paper', 2)[1:]}"],
    "documents": [document.id for document, _ in record()],
    "parties": ["NOR", "EST", "NOR+EST"],
    "words": ["cable", "Frost Cable", "boats"],
    "fields": ["stage"],
}


# Where what is known of the record is told, so that more than 404 is met.
BOUND = {
    "GET /v1/entries/{id}": {"path.id": "entries"},
    "GET /v1/documents/{id}": {"path.id": "documents"},
    "GET /v1/matters/{id}": {"path.id": "matters"},
    "GET /v1/dossiers/{parties}": {"path.parties": "parties"},
    "GET /v1/history/{key}": {"path.key": "entries"},
    "GET /v1/search": {"query.q": "words"},
    "POST /v1/decisions": {"body.entry": "entries", "body.other": "entries"},
    "POST /v1/entries": {"body.document": "documents"},
    "POST /v1/matters/{id}/split": {"path.id": "matters", "body.entries[*]": "entries"},
    "POST /v1/matters/merge": {"body.matters[*]": "matters"},
}
# They take what the list of documents takes, each value of which is tried on that: of these some are drawn alone.
ALIKE = [
    "GET /v1/entries", "GET /v1/meetings", "GET /v1/matters", "GET /v1/dossiers/{parties}", "GET /v1/search",
    "GET /v1/export",
]  # fmt: skip


def written(examples: int) -> str:
    """The configuration, as TOML; JSON writes strings and lists as TOML does."""
    lines = [f"generation.max-examples = {examples}", "seed = 1", "warnings = false"]
    lines += [f"[dictionaries.{name}]\nvalues = {json.dumps(values)}" for name, values in KNOWN.items()]
    for name, bound in BOUND.items():
        lines += [f"[[operations]]\ninclude-name = {json.dumps(name)}\n[operations.parameters]"]
        lines += [f'"{where}" = {{ dictionary = "{which}" }}' for where, which in bound.items()]
    for name in ALIKE:
        lines += [f"[[operations]]\ninclude-name = {json.dumps(name)}\nphases.coverage.enabled = false"]
    return "\n".join(lines)


@contextmanager
def served(path: Path, *, shared: bool) -> Iterator[str]:
    """A server over a ledger, as its address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        app = create_app(path, shared=shared, token=TOKEN, working=Asleep)
        server = uvicorn.Server(uvicorn.Config(app, log_level="critical"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.mark.skipif(shutil.which(str(SCHEMATHESIS)) is None, reason="schemathesis is not installed")
@pytest.mark.parametrize(
    ("shared", "phases", "examples"), [(False, "coverage,fuzzing,stateful", 3), (True, "fuzzing", 1)]
)
def test_the_api_answers_as_its_openapi_says_whatever_it_is_asked(
    tmp_path: Path, shared: bool, phases: str, examples: int
) -> None:
    token = TOKEN
    with Ledger.open(tmp_path / "cable.db", create=True) as ledger:
        fill(ledger)
        if shared:
            ledger.accounts.add("Mia Editor", "a long enough password", "editor")
            token = ledger.accounts.issue("Mia Editor", "schemathesis", "editor", 1)
    (tmp_path / "schemathesis.toml").write_text(written(examples))
    with served(tmp_path / "cable.db", shared=shared) as address:
        run = subprocess.run(
            [SCHEMATHESIS, "--config-file", "schemathesis.toml", "--no-color", "run", f"{address}/api/v1/openapi.json",
             "-H", f"Authorization: Bearer {token}", "--checks", "all", "--phases", phases],
            cwd=tmp_path, capture_output=True, text=True, timeout=300, check=False,
        )  # fmt: skip
    said = run.stdout.partition("= FAILURES =")[2] or run.stdout[-3_000:] + run.stderr[-3_000:]
    assert run.returncode == 0, said
    tested = re.search(r"Tested: ([0-9]+)", run.stdout)
    assert tested is not None, run.stdout[-2_000:]
    assert int(tested[1]) == 23
