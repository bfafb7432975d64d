"""Bring the console blocks of the README up to date: run each command, and put under it what a terminal shows.

Run by `make readme`. Output that ends in a line `...` keeps as many lines as it had before that. A matter's id in a
command is that of the pipeline. `legation serve`, which does not end, is left as it is: tests/test_readme.py tries it.
"""

import fcntl
import os
import pty
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
from pathlib import Path

from pipeline import pipeline

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
COLUMNS, LINES = 80, 40
LEFT_OUT = "..."

_BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
_MATTER = re.compile(r"\bm[0-9a-f]{12}\b")


def environment() -> dict[str, str]:
    """Make the environment of one who has installed Legation and set nothing."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LEGATION_", "COLUMNS", "LINES"))}
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    return kept | {"PATH": path, "TERM": "dumb", "NO_COLOR": "1"}


def on_terminal(command: str, folder: Path) -> str:
    """Run a shell command in a folder and return what a terminal shows. Raises RuntimeError where it fails."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
    with subprocess.Popen(
        ["/bin/sh", "-c", command],
        cwd=folder,
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=theirs,
    ) as running:
        os.close(theirs)
        shown = b"".join(_read(ours))
    os.close(ours)
    text = shown.decode().replace("\r\n", "\n")
    if running.returncode:
        raise RuntimeError(f"{command}: exit code {running.returncode}\n{text}")
    return "".join(f"{line.rstrip()}\n" for line in text.strip("\n").splitlines())


def refreshed(text: str, folder: Path) -> str:
    """Return a README with its console blocks as they come out in a folder, which has a copy of the samples."""
    return _BLOCK.sub(lambda block: "".join(_refreshed(part, folder) for part in _parts(block[0])), text)


def sandbox(parent: Path) -> Path:
    """Make a folder that looks like the repository to one who tries the README."""
    shutil.copytree(ROOT / "samples", parent / "samples")
    return parent


def _parts(block: str) -> list[tuple[str, str]]:
    parts = re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
    return [(command, output) for command, _, output in (part.partition("\n") for part in parts)]


def _refreshed(part: tuple[str, str], folder: Path) -> str:
    command, before = part
    if command.startswith("legation serve"):
        return f"$ {command}\n{before}"
    if _MATTER.search(command):
        command = _MATTER.sub(pipeline(folder / "legation.db").id, command)
    output = on_terminal(command, folder)
    kept = before.strip("\n").splitlines()
    if kept and kept[-1] == LEFT_OUT:
        output = "\n".join([*output.splitlines()[: len(kept) - 1], LEFT_OUT]) + "\n"
    gap = "\n" if before.endswith("\n\n") else ""
    return f"$ {command}\n{output}{gap}"


def _read(descriptor: int) -> list[bytes]:
    chunks: list[bytes] = []
    while True:
        try:
            chunk = os.read(descriptor, 65536)
        except OSError:  # Linux says EIO where the other end has been closed
            return chunks
        if not chunk:
            return chunks
        chunks.append(chunk)


def main() -> None:
    """Write the README anew."""
    with tempfile.TemporaryDirectory() as folder:
        README.write_text(refreshed(README.read_text("utf-8"), sandbox(Path(folder))), "utf-8")


if __name__ == "__main__":
    main()
