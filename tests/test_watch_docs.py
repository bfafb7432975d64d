"""The page on watching as a contract: its example is a plan, and its commands print what it shows."""

import re
from pathlib import Path

from legation.intake.fetching import target_of
from legation.ledger import Ledger
from legation.watching.plan import read_plan
from readme import ROOT, refreshed, sandbox

TEXT = (ROOT / "docs" / "watching.md").read_text("utf-8")


def test_the_example_is_a_plan() -> None:
    (block,) = re.findall(r"^```toml\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    spots = read_plan(block.encode(), "feeds.toml", Path("/desk"), target_of)
    assert [(spot.kind, spot.pages) for spot in spots] == [("feed", True), ("page", False), ("folder", False)]


def test_its_commands_run_and_print_what_is_shown(tmp_path: Path) -> None:
    assert refreshed(TEXT, sandbox(tmp_path)) == TEXT
    with Ledger.open(tmp_path / "legation.db") as ledger:
        assert ledger.document("2021-05-28-protocol-signed").entries
