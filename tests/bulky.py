"""Bulk runs in a process of their own, with readers that cost nothing or misbehave: `python -m bulky`."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import legation
from legation.nouns import Commitment, Document, Entry, Evidence

HERE = Path(__file__).parent
SOURCES = Path(legation.__file__).parents[1]


class Naming:
    """A reader that enters the first word of a document, and ends its process over one that says so."""

    name = "naming/1"

    def read(self, document: Document) -> tuple[Entry, ...]:
        if "DEADLY" in document.text:
            os._exit(9)
        if "FAULTY" in document.text:
            raise ValueError("no good")
        word = document.text.split()[0]
        evidence = Evidence(start=document.text.index(word), end=document.text.index(word) + len(word), quote=word)
        return (
            Commitment(
                id=f"e{document.id[7:19]}", evidence=(evidence,), trigger=word, by=("NOR",), stage="pledged",
                what=word, area=("trade",),
            ),
        )  # fmt: skip


class Stuck(Naming):
    """The same, until it comes to a document that says where to wait for the end."""

    def read(self, document: Document) -> tuple[Entry, ...]:
        if "LATE" in document.text:
            time.sleep(1000)
        return super().read(document)


def opening(name: str) -> Naming:
    return Stuck() if name == "stuck" else Naming()


def environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join((str(SOURCES), str(HERE)))}


def started(out: Path, *inputs: Path | str, engine: str = "local", reader: str = "naming") -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "bulky", str(out), engine, reader, *map(str, inputs)]
    return subprocess.Popen(
        command, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def ran(out: Path, *inputs: Path | str, engine: str = "local", reader: str = "naming") -> dict[str, object]:
    said, complaint = (process := started(out, *inputs, engine=engine, reader=reader)).communicate(timeout=500)
    assert process.returncode == 0, complaint
    told: dict[str, object] = json.loads(said)
    return told


def main() -> None:
    from legation.bulk.desk import Terms
    from legation.bulk.engine import LOCAL, engine

    out, name, reader, *inputs = sys.argv[1:]
    with engine(name):
        from legation.bulk.run import Counts, run

        def watch(what: str, counts: Counts, total: int) -> None:
            sys.stderr.write(f"{what} {counts.documents} {total}\n")

        terms = Terms(reader, opening=opening)
        found = run(inputs, Path(out), terms, workers=2, local=name == LOCAL, watch=watch)
    sys.stdout.write(json.dumps(found._asdict()))


if __name__ == "__main__":
    main()
