"""docs/exports.md as a contract: its commands run as written, and print what it shows."""

import re
from pathlib import Path

from legation.exports import FORMATS
from readme import ROOT, refreshed, sandbox

SAID = (ROOT / "docs" / "exports.md").read_text("utf-8")


def test_the_commands_on_exports_run_and_print_what_is_shown(tmp_path: Path) -> None:
    assert refreshed(SAID, sandbox(tmp_path)) == SAID


def test_every_format_is_told_of_and_every_page_that_is_linked_is_there() -> None:
    assert all(f"[`{name}`](" in SAID for name in FORMATS)
    linked = re.findall(r"\]\((?!https?:|#)([^)#]+)", SAID)
    assert len(linked) > 3
    assert [link for link in linked if not (ROOT / "docs" / link).exists()] == []
